"""Mentions of one article that are the same event: "the strike", "these attacks", and the same thing told twice.

mentions in the order of the text -> each joins the event it can only mean, or opens a new one
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from analystkit.english import Reference, content_words, event_type, family, group, people, reference_of, sense, stem, weak, within
from analystkit.link import Address
from analystkit.link.evidence import FEW, agreement, clash, elsewhen, kinds, own_kind
from analystkit.link.picture import ANY_SORT, Picture, World, length, merged
from analystkit.link.scene import BEGAN, Scenes, common
from analystkit.link.stories import Story
from analystkit.records import DONE, Article, Claim, Interval, Mention, Tags, Time

_AKIN = 1.25  # how much two scenes must share: a rare word of a clause
_SAME = 2.5  # what the title's event shares with the one that it announces in other words
_LIGHT = 4.0  # a scene that says less is none of its own
_LONG = 10  # days of a toll that is of no one day
_HEADS = ("title", "deck")
_RUN = 6  # so many words in a row are the same telling
_REACH = 30  # what a long text told before so many other events, no later sentence means any more, unless the title told it
_OFTEN = 300  # mentions: what was told so often is told anew by the next
_NAMED_AS = re.compile(
    r"\b(?:dead\s(?:man|woman|boy|girl)|victim|deceased)\s(?:was|is|has\sbeen)\s(?:\w+ly\s)?(?:named|identified)\s(?:by\s[^.;:\n]{1,50}?\s)?as\s"
)
# What stands between two of one sentence that are two: «less than a day after», «the worst since the», «a reprisal for», «to avenge»; of
# what people do, not of who died
_MEASURED = re.compile(
    r"\b(?:hours?|days?|nights?|weeks?|months?|years?)\s(?:after|before)\b|\bsince\s(?:an?|the)\s"
    r"|\b(?:reprisal|retaliation|retribution|revenge|vengeance|payback)\sfor\b|\baveng(?:e[sd]?|ing)\b"
)
# «a “revenge attack” for air strikes»
_AVENGES = re.compile(r"\b(?:revenge|reprisal|retaliat(?:ory|ion))\s(?:[\w-]+\s)?[\w-]+[”\"’']?\sfor\s", re.I)
# «The raid, which followed the ambush of 1 March»; what a clause tells of the latter is not of the former: «… that killed six»
_FOLLOWS, _OF_IT = (
    re.compile(r"\bfollow(?:s|ed|ing)\s(?:an?|the)\s|\b(?:came|comes)\safter\b"),
    re.compile(r"\b(?:which|that)\s(?:[\w-]+\s){0,4}$"),
)
# «is not connected with», of a happening: «said that its men had nothing to do with the raid» is of the men
_UNLINKED = re.compile(r"\b(?:connect(?:ion|ed)|link(?:ed|s)?|(?:un)?related|(?:nothing|anything) to do)\s(?:to|with)\b")
# «whose aunt was among the nine killed on the ferry»: said of a person, and not what is told on
_OF_KIN = re.compile(r"\bwhose\s[^.;:]{1,60}$")
_AFTER = re.compile(r"\b(?:hours?|days?|nights?|weeks?|months?|years?)\s(?:after|before)\s(?:an?\s|the\s)?(?:[\w’'-]+\s){0,2}$")
# what somebody says it was done for: «in retaliation for the air strikes on Hit», «had avenged the raid»: no later sentence goes on with it
_MOTIVE = re.compile(
    r"\b(?:(?:in|as)\s(?:\w+\s)?(?:retaliation|revenge|reprisal|retribution|response|an?\s\w+)|(?:revenge|reprisal|retaliat\w+)\b[^.;:,]{0,20}?)"
    r"\s(?:for|to|against)\s(?:[^.;:,]{0,60}\s)?$|\baveng\w+\s(?:[^.;:,]{0,60}\s)?$"
)
_NO_LINK = re.compile(
    r"\b(?:un(?:related|connected|linked)|(?:not|no|nothing|never)\b[^.;:]{0,20}?\b(?:connect(?:ion|ed)|link(?:ed)?|related|to do))"
    r"\s(?:to|with)\b"
)
_ACCUSES = re.compile(r"\b(?:accus|suspect)\w*\s[^.;:]{1,60}?\bof\s[^.;:,]{0,40}$")
_OF_PEOPLE = re.compile(r"\b(?:that|who|he|she|they|we|its?|his|her|their|our)\b", re.I)
# what is named only as the cause or the background: «when a vigil for the victims of the shelling was broken up», «the last of a chain that
# began with the raid», «a mile from the scene of the raid»
_BACKGROUND = re.compile(
    r"\b(?:when|as|at|during)\s[^.;:]{1,60}?\b(?:over|against|victims\sof|those\skilled\sin|in\smemory\sof)\s(?:an?|the)\s(?:[\w’'-]+\s){0,3}$"
    rf"|{BEGAN.pattern}"
    r"|\b(?:from|near)\sthe\s(?:site|scene|place|spot)\s(?:of|where)\s"
)
_OPENS = 4  # characters: «On 3 March two were killed»
_MONTH = 31
_YEAR, _WEEKS = 366, 45  # days: «the raid in May» can be what was told undated before, «In May two were killed» cannot
_APART = re.compile(r"[.;:!?\n](?!\w)|\band\b|.{80}", re.DOTALL)  # between the two: another sentence or another thing
# «In a separate incident on Wednesday, gunmen fired on a bus»
_ANOTHER = re.compile(
    r"in\s+(?:an?\s+(?:separate|unrelated|different|similar)|another)\s+(?:incident|attack|raid|shooting|case|accident|clash)\b", re.I
)
# «A week before, 12 were killed in Moor»: before what was told, and so not of it
_EARLIER = re.compile(r"(?:an?|one|two|three|four|five|six|ten|\d+)\s(?:hour|day|week|month|year)s?\s(?:before|earlier)\b", re.I)
# «another car bomb», «the next strike»
_ONE_MORE = re.compile(r"\b(?:another|the\snext|an?\s(?:further|new|fresh|second|third))\s+(?:[\w-]+\s+){0,2}$", re.I)
# «killed two near the town of Kunduz»: not in it
_NEAR = re.compile(r"\b(?:near|outside|off|close\sto|(?:not\s)?far\sfrom)\s(?:the\s(?:(?:[\w-]+\s){1,3}of\s)?)?$")
_DYING = re.compile(r"die|dying|dea(?:d|th)|bod(?:y|ies)|succumb|perish", re.I)  # which can be days after
_THEN = re.compile(r"\b(?:after|before|since|following)\b")  # «The killings came a day after the mayor was ambushed»
_OCCURRED = re.compile(r"\s(?:took\splace|happened|occurred)\b")  # «The clash took place near Ostrel»
# «They shot at anyone», «The 61-year-old victim was stabbed four times»; «They had raided a bank» is of another
_THOSE = re.compile(r"\b(?:they|the\s(?:[\w-]+\s)?(?:attackers?|assailants?|victims?))\s(?:(?:then|also|later|was|were|\w+ly)\s)*$", re.I)
_GOES_ON = re.compile(r"(?:[^.;:?!]{0,60},)?\s(?:and\s)?(?:then\s)?")  # «The tram derailed on the bend and struck a wall»
_POINTED = re.compile(r"\bthat\s(?:(?!an?\b|the\b)[\w-]+\s)?$", re.I)  # «That arrest was five days before»: the last one told
_THAT = re.compile(r"\b(?:which|that)\s$")
_DOING = re.compile(r",\s(?:\w+ly\s)?(?:killing|wounding|injuring|maiming|claiming|leaving)\b")  # «struck off Moor on Monday, killing four»
_RELATIVE = re.compile(r"[,\s]{0,3}(?:(?:in|of|during|by)\s)?(?:which|that|where)\b")
# «a shooting at a polling station in which two were killed»; not «in Vale, where two were killed», nor «The raid comes as Arden mourns the
# victims of a disaster in which 41 died», nor «The strike followed the cave-in of May 10, in which 30 died»
_IN_WHICH = re.compile(
    r"(?:(?!\b(?:as|while|when|after|before|since|over|against|follow\w*|protest\w*\sat)\b)[^.;:!?]){0,80}?\bin\swhich\b"
)
# «Two of {his} guards were killed»: of the one who was attacked; not «five policemen were hurt»
_HIS = re.compile(r"\b(?:his|her|him|their|others?|body|guard(?:s|ing|ed)?|escort\w*|protect\w*|accompan\w*)\b", re.I)
_OF_WHAT = re.compile(r"\s(?:on|against|of|at|in|near|outside|between)\s")  # «the raid on the bail office»
# «the car bomb that killed 14 people», not «the attack that took place», nor «the attack, which tore up a road»
_DESCRIBED = re.compile(rf"(?!,){_RELATIVE.pattern}(?!\s(?:took|happened|occurred|followed)\b)")
_CRAFT = frozenset(map(stem, ("vehicle", "vessel", "aircraft", "craft")))  # words for whatever it was that crashed
_REACTIONS = frozenset({"condemn", "denounce", "deplore", "decry", "condemnation", "express outrage", "express condolences"})


def told_in(article: Article, tags: Tags, world: World, story: Story | None = None) -> list[Picture]:
    """The events of one article, each as the picture that all its mentions give."""
    reader = _Reader(article, tags, world, story)
    for i, m in enumerate(tags.mentions):
        reader.read(i, m)
        reader.forget()
    reader.identified()
    made = _siblings(_of_one_day(sorted([*reader.told, *reader.made], key=lambda p: p.addresses), world))
    return [_after_what_it_reacts_to(p, article, tags, made) for p in made]


def picture(
    article: Article, i: int, tags: Tags, claims: Sequence[Claim], ref: Reference, scenes: Scenes, story: Story | None = None
) -> Picture:
    """One mention, with its claims, as a picture of its event."""
    m = tags.mentions[i]
    roles: dict[str, set[str]] = defaultdict(set)
    for actor, role in m.actors:
        roles[role].add(actor)
    w = m.when
    day = bool(w.earliest and w.latest and (w.latest - w.earliest).days <= 2)
    people = {a.actor_id for a in within(tags.actors, m.start, m.end) if a.kind == "person"} if m.type == "killing" else set()
    dead = {a.actor_id for c in claims if c.rule.endswith(".named") for a in within(tags.actors, c.start, c.end) if a.kind == "person"}
    clause = article.text[m.start : m.end].lower().split()[:60]
    told = [c for c in claims if c.attribute in ("killed", "injured")]
    counts = {(c.attribute, c.value) for c in told if not (c.qualifier or "").startswith("between")}
    there = (p for p in within(tags.places, m.start, m.end) if p.place_id in m.place_ids) if m.place_ids else ()
    near = {str(p.place_id) for p in there if _NEAR.search(article.text, max(0, p.start - 50), p.start)}
    return Picture(
        m.type,
        ((article.id, i),),
        w,
        m.place_ids,
        frozenset(near),
        frozenset(roles["agent"]),
        frozenset(roles["target"]),
        frozenset(product(roles["agent"], roles["target"])),
        frozenset((a, r) for a, r in m.actors if r not in ("agent", "target")),
        frozenset(people & roles["target"]),
        frozenset(dead),  # «Ana Lee, 22, died in hospital»
        frozenset({ref.lemma}),
        ref.weapons,
        counts=frozenset((what, n) for what, n in counts if isinstance(n, int) and n > 1),
        words=ref.words,
        names=scenes.names(m),
        beside=scenes.beside(m),
        what=scenes.what(m),
        runs=frozenset(" ".join(clause[k : k + _RUN]) for k in range(len(clause) - _RUN + 1)),
        stories=frozenset({story.story_id} if story else ()),
        answered=frozenset({(article.id, ref.answers)} if ref.phrase and ref.answers is not None else ()),
        crowd=ref.crowd,
        definite=ref.definite,
        statuses=(m.status,),
        series=_is_series(m, ref, day) or ref.since,
        count=ref.count,
        ordinal=ref.ordinal if m.status == "cancelled" or (ref.ordinal or 0) > 1 else None,
        before=article.published,
        yearless=frozenset({ref.day} if ref.day else ()),
        types=(m.type,),
        days=(w,) if w.known else (),
        clause=scenes.clause(m),
        scene=scenes.of(m),
        around=scenes.around(m),
        setting=scenes.setting,
        then=scenes.then(m),
    )


def _is_series(m: Mention, ref: Reference, day: bool) -> bool:
    """Several events told as one: "three rocket attacks", "a series of raids", "attacks on convoys"; not one night's airstrikes."""
    if family(m.type) != "violence" or not ref.plural or day:
        return False
    if m.when.bounded and length(m.when) > 20:  # «Attacks in the north killed 41 people in May»
        return True
    own = bool(m.place_ids and m.actors)  # «the rocket attacks on Ann's troops in Arden»: told by what they are, not referred to
    return ref.many or m.status == "ongoing" or (ref.phrase and (own or not ref.definite) and m.type not in group("strikes"))


class _Reader:
    """One article as it is read: the events told so far, where each was told last, and what answers what."""

    def __init__(self, article: Article, tags: Tags, world: World, story: Story | None) -> None:
        self.article, self.tags, self.world, self.story, self.scenes = article, tags, world, story, Scenes(article, tags)
        self.claims: defaultdict[int, list[Claim]] = defaultdict(list)
        for c in tags.claims:
            self.claims[c.mention].append(c)
        self.told: list[Picture] = []  # what no later mention can mean
        self.made: list[Picture] = []
        self.last: list[int] = []
        self.new: defaultdict[int, set[str]] = defaultdict(set)  # what each event was told to be done to or with, as something new
        self.newest = -1  # the event of the mention before
        self.days: list[Time] = []  # which the clause of the mention names
        self.within: defaultdict[tuple[int, int], list[int]] = defaultdict(list)  # the mentions of each sentence
        self.unlinked: set[Address] = set()  # the deaths that are said to be of nothing told
        self.replies: dict[int, set[int]] = {}  # what is answered -> the events that answer it
        self.titles = 0  # how many events the title and the deck tell
        self.lead: int | None = None  # the first paragraph below them that tells of any
        self.aside: set[int] = set()  # told only in passing: what no bare toll goes on with
        self.motives: set[int] = set()  # and only as what another answers: what «the attack» does not mean
        self.opening: set[int] = set()  # told before anything is known of it: in a title, or as "the operation" at the start

    def read(self, i: int, m: Mention) -> None:
        """Take one mention: into an event told before, or as a new one."""
        ref = reference_of(self.article, self.tags, i)
        dated = (t for t in within(self.tags.times, m.start, m.end) if t.kind == "date" and t.when.bounded)
        beside = [
            x for x in within(self.tags.mentions, m.head_end, m.end) if x.when.known and self._told_apart(m, x)
        ]  # «The strike followed {the ambush of 3 May}»
        dated = (t for t in dated if not any(x.head_end < t.start and x.when == t.when != m.when for x in beside))
        self.days = [
            t for t in dated if self.article.text[max(0, t.start - 4) : t.start].lower() != " by " and not self.scenes.of_saying(t)
        ]
        if self.lead is None and self._kind(i) not in _HEADS:
            self.lead = ref.paragraph
        now = picture(self.article, i, self.tags, self.claims[i], ref, self.scenes, self.story)
        others = {(self.article.id, j) for j in range(max(0, i - 4), i) if self._told_apart(m, self.tags.mentions[j])}
        now = replace(now, apart=frozenset(others))
        self.made = [replace(p, apart=p.apart | {*now.addresses}) if others & {*p.addresses} else p for p in self.made]
        by = next((k for k, p in enumerate(self.made) if ref.answers is not None and (self.article.id, ref.answers) in p.addresses), None)
        found = self._find(now, ref, m, by)
        self.within[self.scenes.sentence(m)].append(i)
        if self._unlinked(m):
            self.unlinked.add((self.article.id, i))
        if found is None and self._nobody(i, m):
            return  # «Nobody was hurt» is no happening
        at = i - 3 * ref.phrase  # what is only named to explain something else is not what the next sentence is about
        if found is None:
            k = len(self.made)
            self.made.append(now)
            self.last.append(at)
            titled = self._kind(i) in _HEADS
            self.titles += titled
            if m.apart or (weak(m.type) and _OF_KIN.search(self.article.text, max(m.head_start - 80, 0), m.head_start)):
                self.aside.add(k)
            if _MOTIVE.search(self.article.text, self.scenes.sentence(m)[0], m.head_start):
                self.motives.add(k)
            first = ref.paragraph == self.lead and ref.phrase and ref.indefinite and not now.when.known  # «a shooting at a polling station»
            if (titled and not self.world.exact(now.places)) or (
                not now.places and (ref.definite or first) and family(m.type) == "violence" and not weak(m.type)
            ):
                self.opening.add(k)
        else:
            k, why = found
            if _accused(now) and not DONE.isdisjoint(self.made[k].statuses):
                now = replace(now, agents=frozenset(), pairs=frozenset())  # whoever says that it was they: it was done by somebody
            series = self.made[k].series and (now.series or not (now.places or now.when.known))
            self.made[k] = replace(merged(self.made[k], now, why), series=series)
            self.last[k] = max(self.last[k], at)
            if not m.apart:
                self.aside.discard(k)
            if not (ref.phrase or weak(m.type)):
                self.motives.discard(k)
            if self.world.exact(now.places) or now.when.known:
                self.opening.discard(k)
        self.newest = k
        self.new[k] |= self.scenes.things(m)[0]
        if by is not None:
            self.replies.setdefault(k, set()).add(by)

    def identified(self) -> None:
        """Whom those killed are named as, in a sentence of its own: of the last killing told before it."""
        for x in _NAMED_AS.finditer(self.article.text):
            who = [a.actor_id for a in within(self.tags.actors, x.end(), x.end() + 1) if a.kind == "person" and a.start == x.end()]
            before = [k for k, p in enumerate(self.made) if any(m.type == "killing" and m.end <= x.start() for m in self._tellers(p))]
            if who and before:
                k = max(before, key=lambda k: max(m.end for m in self._tellers(self.made[k]) if m.end <= x.start()))
                self.made[k] = replace(self.made[k], dead=self.made[k].dead | {who[0]})

    def forget(self) -> None:
        """What a long text told long ago, or hundreds of times, is set aside: so reading grows with the text, and not with its square."""
        n = len(self.made)
        if n < 2 * _REACH and (self.newest < 0 or len(self.made[self.newest].addresses) < _OFTEN):
            return
        recent = {*sorted(range(n), key=self.last.__getitem__)[-_REACH:], *range(self.titles)}
        kept = [k for k in range(n) if (k in recent or n < 2 * _REACH) and len(self.made[k].addresses) < _OFTEN]
        number = {k: i for i, k in enumerate(kept)}
        self.told += [p for k, p in enumerate(self.made) if k not in number]
        self.made, self.last = [self.made[k] for k in kept], [self.last[k] for k in kept]
        self.replies = {number[k]: {number[j] for j in by if j in number} for k, by in self.replies.items() if k in number}
        self.new = defaultdict(set, {number[k]: those for k, those in self.new.items() if k in number})
        self.aside, self.motives, self.opening = (
            {number[k] for k in some if k in number} for some in (self.aside, self.motives, self.opening)
        )
        self.newest, self.titles = number.get(self.newest, -1), sum(k < self.titles for k in kept)

    def _accuses(self, now: Picture) -> bool:
        """Is it named as what somebody is accused of?"""
        head = self.tags.mentions[now.addresses[0][1]].head_start
        return _accused(now) or _ACCUSES.search(self.article.text, max(0, head - 120), head) is not None

    def _nobody(self, i: int, m: Mention) -> bool:
        """Does it only say that nobody was hurt, or that nobody knows?"""
        told = [c for c in self.claims[i] if c.attribute in ("killed", "injured")]
        return weak(m.type) and bool(told) and all(not c.value and c.rule.endswith((".none", ".unknown")) for c in told)

    def _kind(self, i: int) -> str:
        """The kind of segment that tells a mention."""
        segment = self.article.segment_at(self.tags.mentions[i].start)
        return segment.kind if segment else ""

    def _find(self, now: Picture, ref: Reference, m: Mention, by: int | None) -> tuple[int, list[str]] | None:
        """The event told before that this mention can only mean, and why."""
        others = {k for k, who in self.replies.items() if by is not None and by not in who}  # what something else answers
        whom = {k for k, p in enumerate(self.made) if not now.victims or now.victims & (p.victims | p.targets | p.dead)}
        known = (k for k in range(len(self.made)) if k not in others and k != by and k in whom)
        fits = [k for k in known if self._can(k, now, ref)]
        if ref.since:
            fits = [k for k in fits if self.made[k].series]  # a number so far is of no one day
        if ref.cause:
            fits = [k for k in fits if family(self.made[k].type) == ref.cause]  # «The war has killed 9,000»: not the raid told before
        charge = ref.phrase and not (ref.names or now.crowd or ref.indefinite or ref.plural) and len(fits) == 1  # «jailed for murder»
        if now.meant and not charge:
            fits = [k for k in fits if group("murders") & set(self.made[k].types)]  # «the murders»: not the airstrike told before
        elif not weak(now.type) and now.type not in group("murders"):
            fits = [
                k for k in fits if not self.made[k].meant or group("murders") & {*self.made[k].types} - {"killing"}
            ]  # nor is a murder a clash
        fits = [k for k in fits if family(self.made[k].type) == ref.whose] or fits
        if _mere_toll(now) and {*now.statuses} == {"denied"} and not ref.definite:
            return None  # «We do not kill nurses»
        if (thing := self._by_thing(fits, now, ref, m)) is not None:
            return thing
        fits = self._on_scene(fits, _unaccused(now) if ref.definite and self._accuses(now) else now, ref, m)
        if ref.paragraph == self.lead and self._measures(now):  # below «a day after the ambush» «hours after the attack»
            fits = [k for k in fits if self._titles(k) and self._measures(self.made[k])] or fits
        if weak(now.type) and (same := [k for k in self._of_the_title(ref) if k in fits and now.counts & self.made[k].counts]):
            return same[0], ["the count of the title"]
        if _mere_toll(now):
            fits = [k for k in fits if k not in self.aside and not (self._of_one(k) and self._of_a_crowd(now))]
            fits = [k for k in fits if k not in self.motives or self._beside_in_sentence(self.made[k], m)]
        elif not (ref.phrase or now.when.known or now.places or now.agents):
            fits = [k for k in fits if k not in self.motives or now.lemmas & self.made[k].lemmas] if set(fits) - self.motives else fits
        if _mere_toll(now) or (weak(now.type) and 0 < ref.item == ref.paragraph):  # «Six more dead in Moor» is a subhead: another item
            fits = self._here(fits, ref, i=now.addresses[0][1])
        if ref.definite and weak(now.type) and not now.meant:
            fits = [k for k in fits if any(map(weak, self.made[k].types))] or fits  # «the wounded»: of what people were hurt in
        if not fits:
            return None
        beside, why = self._in_one_sentence(now, ref, m)
        if m.apart:
            last = self.tags.mentions[now.addresses[0][1] - 1].head_end
            inside = beside in fits and not now.when.known and _IN_WHICH.match(self.article.text, last, m.head_start)
            return (beside, [why]) if inside else self._counted_again(now, ref, fits)
        if own_kind(now):
            return max(fits, key=self.last.__getitem__), [f"“{ref.word}” again"]
        told = bool(now.places or now.when.known)
        described = (ref.phrase or now.crowd) and bool(now.agents or now.targets or now.places)  # «the raids against the convoys»
        aborted = ref.lemma in event_type(m.type).get("aborted", ())
        generic = m.type in group("vague") and not told and not ref.indefinite
        if beside in fits:
            return beside, [why]
        if ref.pronoun and not told and (same := [k for k in fits if m.type in self.made[k].types]):
            return self._referred(now, ref, same)
        if (ref.definite and not described) or aborted or generic or _mere_toll(now) or (now.meant and charge):
            return self._referred(now, ref, fits)
        for k in sorted(self.opening.union(self._of_the_title(ref)).intersection(fits)):
            new = ref.phrase and ref.indefinite and not self._titles(k)  # «an ambush on Monday»
            lead = self._leads(k, now, ref)
            alike = _alike(self.made[k], now, ref, lead=lead) and (lead or _named_alike(self.made[k], now))
            alike = alike or (self._titles(k) and common(self.made[k].scene, now.scene) >= _SAME)
            if alike and not new and not self.made[k].when.known and not self._another(k, m):
                return k, ["told in the opening"]
        if ref.definite and now.places and not (now.when.known or weak(m.type)) and (k := self._only(now)) in fits:
            return k, [f"the only {now.type} told so far"]
        if found := self._told_again(now, ref, fits, told):
            return found
        return next(((k, ["told on, where no other is told so far"]) for k in fits if self._sole(k, now, ref)), None)

    def _by_thing(self, fits: list[int], now: Picture, ref: Reference, m: Mention) -> tuple[int, list[str]] | None:
        """The one event of its kind that told of something as new which this takes up: «a patrol … The patrol was ambushed at dawn»."""
        if m.apart or ref.plural or ref.phrase or own_kind(now) or self.scenes.opens(m, _ANOTHER) or self.scenes.opens(m, _EARLIER):
            return None
        _, known = self.scenes.things(m)
        if not known:
            return None
        those = [(k, known & self.new[k]) for k in fits if known & self.new[k] and _one_sort(self.made[k], now)]
        if not those and family(now.type) == "accident":  # «The tram flipped»: what crashed is known, and one crash
            again = [(k, known & (p.words | _CRAFT)) for k, p in enumerate(self.made) if now.type in p.types]
            near = [(k, same) for k, same in again if same and k in fits and (self._near(k, now, ref) or self._news() == [k])]
            those = near if len(again) == 1 else []
        return (those[0][0], [f"told of the same thing ({min(those[0][1])})"]) if len(those) == 1 else None

    def _of_the_title(self, ref: Reference) -> range:
        """The title's events, as long as nothing else is told: what the first paragraph below it tells is mostly these."""
        return range(self.titles if self.titles == len(self.made) and ref.paragraph == self.lead else 0)

    def _leads(self, k: int, now: Picture, ref: Reference) -> bool:
        """Is what the title tells told on in the first paragraph below it, or among the same names and words?"""
        return ref.paragraph == self.lead or self.lead is None or common(self.made[k].scene, now.scene) >= _AKIN

    def _another(self, k: int, m: Mention) -> bool:
        """Does one line of the title tell them one after the other: "Mine toll reaches 21; two killed in ambush"?"""
        between = self.article.text[self.tags.mentions[self.made[k].addresses[-1][1]].end : m.start]
        return self.lead is None and "\n" not in between and bool(_APART.search(between))

    def _on_scene(self, fits: list[int], now: Picture, ref: Reference, m: Mention) -> list[int]:
        """Of these events, those told near by; where none is, those told elsewhere that its words can take up."""
        if own_kind(now) or all(self._titles(k) for k in range(len(self.made))):
            return fits  # the first that the text tells is what its title tells
        if not weak(now.type) and _ONE_MORE.search(self.article.text, max(m.start, m.head_start - 40), m.head_start):
            return []
        if self.scenes.opens(m, _ANOTHER) or (not now.when.known and self.scenes.opens(m, _EARLIER)):
            return [k for k in fits if self._beside_in_sentence(self.made[k], m)]
        word = now.lemmas if ref.definite and not weak(now.type) and not now.lemmas <= group("general") else frozenset()
        near = [k for k in fits if self._near(k, now, ref) or word & self.made[k].lemmas]
        if _mere_toll(now):
            near = [k for k in near if not DONE.isdisjoint(self.made[k].statuses)]
        return near or [k for k in fits if self._titles(k) or self._taken_up(k, now, ref, m) or self._sole(k, now, ref)]

    def _sole(self, k: int, now: Picture, ref: Reference) -> bool:
        """Is it the one harm that the article tells as news so far, which its next sentences tell on («Two crew members were taken to
        hospital», «Two aircraft dropped bombs near the park»), unless a sentence is of another town, or a new item has begun?"""
        p = self.made[k]
        counted = any(n > FEW for _, n in now.counts & p.counts)  # «nine dead and 16 injured», of nine dead
        on = _mere_toll(now) or (
            not (ref.phrase or ref.plural or now.victims or now.meant)
            and not weak(now.type)
            and (_named_alike(p, now) or (now.type in p.types and (common(p.scene, now.scene) >= _AKIN or self._of_known(now))))
            and not DONE.isdisjoint(now.statuses)
            and (not now.when.known or length(now.when) <= 2)
            and self._leading(k)
            and not self._dated_else(now, p)
        )
        if not on or k in self.aside or self.tags.mentions[p.addresses[-1][1]].start < ref.item:
            return False
        places, around = self.world.exact(p.places), self.world.exact(now.around)
        return self._news() == [k] and (not around or counted or any(self.world.fit(a, b) for a in places for b in around))

    def _of_known(self, now: Picture) -> bool:
        """Is it done by or to those told of already, in no town of its own: «They shot at anyone», «The victim was stabbed»?"""
        m = self.tags.mentions[now.addresses[0][1]]
        return not self.world.exact(now.places) and bool(_THOSE.search(self.article.text, m.start, m.head_start))

    def _news(self) -> list[int]:
        """The harm that the article has told as news so far."""
        told = (j for j in range(len(self.made)) if j not in self.aside and j not in self.motives)
        found = [j for j in told if family(self.made[j].type) in group("harmful") and self._is_news(self.made[j])]
        return [j for j in found if j == found[0] or not self._went_with(self.made[found[0]], self.made[j])]

    def _went_with(self, p: Picture, q: Picture) -> bool:
        """Does one sentence tell both, as what came of one accident: «Nine cars derailed and caught fire»?"""
        mishap = {family(p.type), family(q.type)} <= {"accident", "disaster"} and not q.when.known
        return mishap and len(self._tellers(q)) == 1 and bool(self._beside_in_sentence(p, self._tellers(q)[0]))

    def _leading(self, k: int) -> bool:
        """Is it what the article opens with, in a clause of its own?"""
        first = self._tellers(self.made[k])[0]
        paragraph = self.article.text.rfind("\n", 0, first.start) + 1
        return (self.lead is None or paragraph <= self.lead) and not first.rule.endswith("(phrase)")

    def _dated_else(self, now: Picture, p: Picture) -> bool:
        """Does the sentence name a day, month or year on which the event was not?"""
        lo, hi = self.scenes.sentence(self.tags.mentions[now.addresses[0][1]])
        times = (t.when for t in within(self.tags.times, lo, hi) if t.kind == "date" and t.when.known)
        return any(not w.overlaps(p.when) for w in times)

    def _is_news(self, p: Picture) -> bool:
        """Is it told as done, and not of weeks before the article?"""
        return not DONE.isdisjoint(p.statuses) and self._days_ago(p) <= _WEEKS

    def _near(self, k: int, now: Picture, ref: Reference) -> bool:
        """Is it told in the paragraph, among the same names and words, as a series of the same days, or last and done by the same?"""
        p = self.made[k]
        days = p.series and now.series and p.when.bounded and now.when.bounded and p.when.overlaps(now.when)
        going_on = k == self.newest and bool({*p.types} & {*now.types}) and bool(p.agents & now.agents)
        return days or going_on or self._beside(k, ref) or common(p.scene, now.scene) >= _AKIN

    def _taken_up(self, k: int, now: Picture, ref: Reference, m: Mention) -> bool:
        """Can «the attack», «the bombing» mean an event told elsewhere: by a word of its sense, or one that says little, with no town that
        it was not told of? A bare toll can that has no names or rare words of its own."""
        if not (ref.definite or ref.pronoun or _mere_toll(now) or ref.lemma in event_type(m.type).get("aborted", ())):
            return False
        p, light = self.made[k], _mere_toll(now) and sum(now.scene.values()) < _LIGHT
        general = ref.definite and (now.lemmas <= {*group("general"), *ANY_SORT} or self._alone(k, now, ref))
        general = general or {*p.types, m.type} <= group("strikes")
        news = ref.definite and self._news() == [k]
        there = news and _OCCURRED.match(self.article.text, m.head_end)
        cause = news and all(map(weak, p.types)) and now.type not in group("strikes") and not _OF_WHAT.match(self.article.text, m.head_end)
        return (
            (light or general or there or cause or _named_alike(p, now))
            and (ref.definite or not weak(now.type) or p.around.issuperset(self.world.exact(now.around)))
            and ((there and not self.world.exact(p.places)) or self.scenes.named(m) <= p.scene.keys())
            and not _DESCRIBED.match(self.article.text, m.head_end)
        )

    def _alone(self, k: int, now: Picture, ref: Reference) -> bool:
        """Is it all that the article has told of a kind: what «the collision» means after «was struck by a lorry»?"""
        m = self.tags.mentions[now.addresses[0][1]]
        own = _OF_WHAT.match(self.article.text, m.head_end, m.end) and not common(self.made[k].scene, now.scene)
        return not (weak(now.type) or ref.plural or own) and [k] == [j for j, q in enumerate(self.made) if now.type in q.types]

    def _titles(self, k: int) -> bool:
        """Is it told in the title or deck, and nowhere below?"""
        return all(self._kind(j) in _HEADS for _, j in self.made[k].addresses)

    def _beside(self, k: int, ref: Reference) -> bool:
        """Is it told in the paragraph that tells the event?"""
        return self.tags.mentions[self.made[k].addresses[-1][1]].start >= ref.paragraph

    def _here(self, fits: list[int], ref: Reference, i: int) -> list[int]:
        """Of these events, those that a bare toll («Two were injured») can be of: told in its item; in its paragraph, where that has told
        of something; told of the place that the paragraph names before it, where it has named one. Rather of what was done than alleged."""
        mentions = self.tags.mentions
        last = {k: mentions[self.made[k].addresses[-1][1]].start for k in fits}
        here = self.article.text[ref.paragraph : mentions[i].start]
        fits = [k for k in fits if last[k] < ref.paragraph or not BEGAN.search(here, last[k] - ref.paragraph)]  # of what it began with
        done = [k for k in fits if not DONE.isdisjoint(self.made[k].statuses)] or fits
        if any(m.start >= ref.paragraph and family(m.type) in group("harmful") and m.status in DONE for m in mentions[:i]):
            return [k for k in done if last[k] >= ref.paragraph]
        scene = {str(p.place_id) for p in within(self.tags.places, ref.paragraph, mentions[i].start) if p.use == "locative" and p.place_id}
        there = [k for k in done if not scene or any(self.world.fit(p, q) for p in self.made[k].places for q in scene)]
        return [k for k in there if last[k] >= ref.item]

    def _in_one_sentence(self, now: Picture, ref: Reference, m: Mention) -> tuple[int, str]:
        """The event that was told last, where the sentence tells of it still; -1 where it does not."""
        i = now.addresses[0][1]
        between = self.article.text[self.tags.mentions[i - 1].end : m.start] if i else "."
        inside = i and self.tags.mentions[i - 1].start < m.start < self.tags.mentions[i - 1].end
        if i and self._told_apart(m, self.tags.mentions[i - 1]):
            return -1, ""
        own = inside and _THAT.search(self.article.text, max(0, m.start - 8), m.start)  # «airstrikes in Hit last week that left 30 dead»
        said = between + self.article.text[m.start : m.end]
        if weak(m.type) and (own or _RELATIVE.match(said) or _DOING.match(said)):
            return self.newest, "what it did is told in its relative clause"  # «airstrikes last week which killed 30»
        alone = i and not self.article.text[m.start : m.head_start].strip() and self.tags.mentions[i - 1].type == m.type
        if alone and _GOES_ON.fullmatch(between) and not (m.when.known or m.place_ids):
            return self.newest, "what it did is told on"
        told = self.article.text[self.tags.mentions[i - 1].head_end : m.head_start] if i else ""
        there = _RELATIVE.match(self.article.text, m.start)  # «killed two in Hit, where an attack left nine dead in May»
        when = self.article.text.startswith("when ", m.start)  # «Three were hurt on 4 March when a mine exploded»
        bare = [_mere_toll(replace(p, when=now.when) if when else p) for p in self.made]
        tolls = [k for k, p in enumerate(self.made) if bare[k] and (k == self.newest or self._beside_in_sentence(p, m))]
        if tolls and not (weak(m.type) or ref.phrase or there or _APART.search(between) or _THEN.search(told)):
            return tolls[-1], "what it did is told before it in one sentence"  # «Seven died when a tram – derailed»
        return -1, ""

    def _only(self, now: Picture) -> int:
        """The one event of its kind that was told, if it was told without place and day: «the accident near the bridge» can be it; with its
        day alone, «the attack in Seaton Street»."""
        same = [k for k, p in enumerate(self.made) if set(p.types) & set(now.types)]
        site = any(self.world.rank(place) > 2 for place in now.places)
        one = len(same) == 1 and not self.made[same[0]].places and (site or not self.made[same[0]].when.known)
        return same[0] if one else -1

    def _told_again(self, now: Picture, ref: Reference, fits: list[int], told: bool) -> tuple[int, list[str]] | None:
        """The event that most speaks for, where it is enough."""
        scored = [(*agreement(self.made[k], now, self.world), k) for k in fits]
        score, why, best = max(scored, key=lambda s: (s[0], self.last[s[2]]))
        bare = not (told or now.targets)
        named = bare and set(now.types) & set(self.made[best].types) and (now.others or now.agents)
        shown, dated = kinds(self.made[best], now, why, self.world), now.when.known and self.made[best].when.known
        again = "type" in why and ("count" in why or ("words" in why and not ref.plural and not (dated and "day" not in why)))
        alike = "type" in why or weak(now.type) or all(map(weak, self.made[best].types))
        enough = (alike and score >= (1.4 if named else 2.9)) or len(shown) > 1 or again or (weak(now.type) and "named" in why)
        return (best, list(why.values())) if enough else None

    def _counted_again(self, now: Picture, ref: Reference, fits: list[int]) -> tuple[int, list[str]] | None:
        """The event that a toll with words of its own tells again: the same number, or two kinds of evidence; what only the title told."""
        if (k := next((k for k in fits if k in self._of_the_title(ref) and _alike(self.made[k], now, ref, lead=True)), None)) is not None:
            return k, ["told in the opening"]
        _, why, best = max(((*agreement(self.made[k], now, self.world), k) for k in fits), key=lambda s: (s[0], self.last[s[2]]))
        bare = not (now.places or now.when.known or now.agents)
        enough = ("count" in why and bare) or len(kinds(self.made[best], now, why, self.world)) > 1
        return (best, list(why.values())) if enough else None

    def _referred(self, now: Picture, ref: Reference, fits: list[int]) -> tuple[int, list[str]] | None:
        """«the strike», «these attacks»: the event of the article that is named so, fits, and was told last."""
        head = self.tags.mentions[now.addresses[0][1]].head_start
        if self.newest in fits and _POINTED.search(self.article.text, max(0, head - 30), head):
            fits = [self.newest]
        newest, latest = max(fits, key=self.last.__getitem__), max(self.last)
        accused = self._accuses(now)
        now = _unaccused(now) if accused else now
        accused = (accused or {*now.statuses} <= {"alleged", "denied"}) and any(now.type in self.made[k].types for k in fits)
        if accused:  # the attack that somebody is accused of is an attack, rather than deaths told elsewhere
            fits = [k for k in fits if now.type in self.made[k].types or self._beside(k, ref)]

        def rank(k: int) -> tuple[float, int]:
            p = self.made[k]
            number = 1.0 if p.series == now.series or ((p.count or 0) > 1 and ref.plural) else -3.0 if p.series and not ref.plural else 0.0
            near = 1.5 * (ref.this and k == newest) + 1.0 * (self.last[k] >= latest - 1) + 1.0 * (weak(now.type) and k == newest)
            same = 3.0 * (ref.ordinal is not None and p.ordinal == ref.ordinal)  # «the second strike»
            scene = 1.5 * self._beside(k, ref) + min(2.0, common(p.scene, now.scene))
            return agreement(p, now, self.world)[0] + 1.5 * _named_alike(p, now) + number + near + same + scene, self.last[k]

        if now.lemmas == {"incident"}:  # which is no protest, where something happened at one
            fits = [k for k in fits if family(self.made[k].type) != "protest"] or fits
        best = max(fits, key=rank)
        if weak(now.type) and self.last[best] < latest - 4 and any(not weak(self.made[k].type) for k in fits if k != best):
            return None
        told = now.places or now.when.known or now.agents or now.targets
        found = agreement(self.made[best], now, self.world)[1]
        return best, ["refers back", *found.values()] if told else [f"“{ref.word}” refers back"]

    def _of_other_days(self, p: Picture, m: Mention, toll: bool) -> bool:
        """Does its clause name a day, and none on which the event can be? A toll can be told later, and people die later; nobody does
        before: «the five killed in March», «On 3 March two were killed», or where something else stands between them, long before."""
        if any(when.overlaps(p.when) for t in self.days for when in (t.when, t.best) if when):
            return False

        def close(t: Time) -> bool:
            opens = t.start - m.start <= _OPENS
            return opens or (t.start > m.head_end and len(self.article.text[m.head_end : t.start].split()) <= 3)

        def before(t: Time) -> bool:
            return bool(t.when.latest and p.when.earliest and (p.when.earliest - t.when.latest).days > (0 if close(t) else 31))

        then = not (toll and _DYING.match(self.article.text, m.head_start))
        exact = (t for t in self.days if length(t.when) <= max(2, length(p.when)) and (not toll or close(t)))
        return any(map(before, self.days)) or (then and any(exact))

    def _can(self, k: int, now: Picture, ref: Reference) -> bool:
        """Could they be one event of this article? A plain "the strike" is not the one that was called off."""
        p = self.made[k]
        m = self.tags.mentions[now.addresses[0][1]]
        if p.cancelled and not now.cancelled:
            marked = ref.ordinal is not None and p.ordinal in (ref.ordinal, None)
            return marked and family(p.type) == family(now.type) and p.when.overlaps(now.when)
        if ref.plural and not ref.definite and not (p.series or p.count) and now.places and family(now.type) == "violence":
            if now.type not in group("strikes") and not (p.day and {*p.places} & {*now.places}):
                return False  # «Killings of elders rocked the valley»: not the one told before
        if (
            now.statuses == ("ongoing",)
            and not ref.phrase
            and family(now.type) == "violence"
            and {*p.statuses} == {"carried_out"}
            and not p.series
        ):
            return False  # «fighters who continue to ambush convoys»
        beside = self._beside_in_sentence(p, m)
        if not p.when.known and not beside and self._days_ago(now) > (_YEAR if ref.definite or self._of_known(now) else _WEEKS):
            return False  # what happened long before is told with its time at first
        if ref.phrase and ref.indefinite and any(not self._in(other, m) for other in beside):
            return False  # «an answer to an ambush»
        if weak(now.type) and (self._unlinked(m) or not self.unlinked.isdisjoint(p.addresses)):
            return False
        if any(self._told_apart(m, other) for other in beside):
            return False
        if length(p.when) <= _MONTH and self._of_other_days(p, m, weak(now.type)):
            return False
        if now.when.known and not weak(now.type) and not beside and elsewhen(p, now):
            return False
        if now.type == "clash" and "clash" not in p.types and self._of_one(k):
            return False  # «was shot dead. … the clashes»
        if family(now.type) == "protest" and all(map(weak, p.types)) and not beside:
            return False  # «five of the victims died. The strike of health workers cost lives»
        if ref.names and k not in self._of_the_title(ref) and ref.names.isdisjoint(self._told_with(k)):
            return False
        if now.statuses == ("planned",) and set(p.statuses) == {"carried_out"}:
            if self._to_come(now) if now.when.known else family(now.type) != "violence":
                return False  # what is set for a day to come, or still awaited, is not what was done before
        another = (ref.ordinal or 0) > 1 and p.ordinal != ref.ordinal and p.count is None and not weak(now.type)  # not «a second man died»
        if another and p.cancelled == now.cancelled and not now.cancelled and not p.series and family(now.type) == "violence":
            return False
        return clash(p, now, self.world) is None

    def _of_one(self, k: int) -> bool:
        """Was it done to somebody who is named, and to nobody else?"""
        aimed = self.made[k].targets | self.made[k].victims
        return bool(aimed) and all(self.world.kinds.get(a) == "person" for a in aimed)

    def _of_a_crowd(self, now: Picture) -> bool:
        """Does it count police or protesters, and says no more of them: hurt in what followed, and not with the one who was attacked?"""
        i = now.addresses[0][1]
        counted = {label for c in self.claims[i] for _, _, label in people().find(c.qualifier or "")}
        m = self.tags.mentions[i]
        return bool(counted & {"police", "demonstrator"}) and not _HIS.search(self.article.text, m.start, m.end)

    def _told_with(self, k: int) -> Iterator[str]:
        """The stems of the words that tell it; the title's too of what the article leads with: «the Vale tram crash»."""
        parts = [self.article.text[x.start : x.end] for x in self._tellers(self.made[k])]
        return (stem(w) for part in (*parts, (self._leading(k) and self.article.title) or "") for w in content_words(part))

    def _in(self, what: Mention, m: Mention) -> bool:
        """Does one clause tell both: «died when a tram derailed in a dawn crash»?"""
        return bool(re.fullmatch(r"\s(?:[\w-]+\s){0,3}in\s", self.article.text[what.head_end : m.start]))

    def _told_apart(self, one: Mention, two: Mention) -> bool:
        """Does a sentence set two events apart: «a raid a day after the raid on the mill», «a rally against the raid was broken up»?"""
        lo, hi = sorted((one, two), key=lambda x: x.head_start)
        if not self.scenes.together(one, two):
            return False
        text = self.article.text
        unlinked = _UNLINKED.search(text, lo.head_end, hi.head_start)
        if _BACKGROUND.search(text[lo.head_end : hi.head_start]):
            return True
        if unlinked and not _OF_PEOPLE.search(text, lo.head_end, unlinked.start()):
            return True
        avenged = _AVENGES.search(text, max(lo.start, lo.head_start - 30), hi.head_start)
        if avenged and avenged.end() > lo.head_end:
            return True
        own = not weak(hi.type) or _OF_IT.search(text, lo.head_end, hi.head_start)
        after = _MEASURED.search(text, lo.head_end, hi.head_start) or (own and _FOLLOWS.search(text, lo.head_end, hi.head_start))
        return not weak(lo.type) and bool(after)  # not «died two days after the raid»

    def _unlinked(self, m: Mention) -> bool:
        """Is a death said to be of nothing told: «The death of a rower, 70, is not connected with the events»?"""
        link = self.scenes.says(m, _NO_LINK) if weak(m.type) else None
        return link is not None and not _OF_PEOPLE.search(self.article.text, m.head_end, link.start())

    def _measures(self, p: Picture) -> bool:
        """Is it told to say when another happened: «a day after the ambush»?"""
        return any(_AFTER.search(self.article.text, max(m.head_start - 60, 0), m.head_start) for m in self._tellers(p))

    def _days_ago(self, p: Picture) -> int:
        """How many days before the article appeared did it happen, at least?"""
        printed, last = self.article.published.earliest, p.when.latest
        return (printed - last).days if printed and last else 0

    def _to_come(self, p: Picture) -> bool:
        """Can it still lie ahead when the article appears? What was ordered for a day gone by can be what the title tells as done."""
        printed, last = self.article.published.latest, p.when.latest
        return printed is None or last is None or last > printed

    def _beside_in_sentence(self, p: Picture, m: Mention) -> list[Mention]:
        """Those of its mentions that stand before this one in one sentence."""
        return [self.tags.mentions[j] for j in self.within[self.scenes.sentence(m)] if (self.article.id, j) in p.addresses]

    def _tellers(self, p: Picture) -> list[Mention]:
        return [self.tags.mentions[i] for _, i in p.addresses]


def _unaccused(now: Picture) -> Picture:
    """«accused the guards of the attack»: which attack that is, the accused do not tell."""
    return replace(now, agents=frozenset(), scene={})


def _accused(now: Picture) -> bool:
    return bool(now.agents) and {*now.statuses} <= {"alleged", "denied"}


def _one_sort(p: Picture, now: Picture) -> bool:
    """Are both of one type, or told by words of one sense, or is one what became of people?"""
    toll = (weak(now.type) or all(map(weak, p.types))) and "protest" not in map(family, (*p.types, *now.types))
    return bool({*p.types} & {*now.types}) or toll or _named_alike(p, now)


def _mere_toll(now: Picture) -> bool:
    """«two were killed»: what an event did to people, with nothing that would tell another event."""
    return weak(now.type) and not now.meant and not (now.victims or now.crowd or now.when.known or now.places or now.agents)


def _alike(opening: Picture, now: Picture, ref: Reference, *, lead: bool) -> bool:
    """Can an event named in the opening, before anything is known of it, be the one that is told now? A title's bare toll ("Nine dead")
    can be what its first paragraph tells (``lead``), and nothing further down."""
    if opening.series != now.series and not (set(now.types) <= group("strikes") and not opening.series):
        return False
    if any(a and b and not a & b for a, b in ((opening.counts, now.counts), (opening.weapons, now.weapons))):
        return False
    both = {*opening.types, *now.types}
    dead = any(what == "killed" for what, _ in opening.counts) and family(now.type) == "protest"  # whose dead would be news of their own
    toll = lead and _mere_toll(replace(opening, places=())) and not (ref.phrase or dead)
    strong = {t for t in opening.types if not weak(t)}
    return both <= group("strikes") or toll or strong == set(now.types) or {*opening.types} == {*now.types}


def _named_alike(p: Picture, now: Picture) -> bool:
    """Are both told by one word, or by words of one sense, as long as they tell more than what was done to people; or as a strike?"""
    same = {*map(sense, p.lemmas)} & {*map(sense, now.lemmas)} if not weak(now.type) else p.lemmas & now.lemmas
    return bool(same) or (now.type in group("strikes") and not group("strikes").isdisjoint(p.types))


def _of_one_day(made: list[Picture], world: World) -> list[Picture]:
    """Accidents and disasters of one type, day and town, that nothing sets apart, are one: a derailment told in the title's words and,
    further down, in another's."""
    out: list[Picture] = []
    for p in made:
        k = next((k for k, q in enumerate(out) if _same_day(q, p, world)), -1)
        if k < 0:
            out.append(p)
        else:
            out[k] = merged(out[k], p, ["told of one day and town"])
    return out


def _same_day(p: Picture, q: Picture, world: World) -> bool:
    """Are two of an article's accidents told of one day and town, and does nothing set them apart?"""
    if not ({family(p.type), family(q.type)} & {"accident", "disaster"} and {*p.types} & {*q.types} and p.day and q.day):
        return False
    if not p.when.overlaps(q.when) or p.ordinal or q.ordinal or p.series != q.series or {*p.statuses} != {*q.statuses}:
        return False
    towns = world.exact(p.places), world.exact(q.places)
    near = not all(towns) or any(world.fit(x, y) > 1 for x, y in product(*towns))
    return near and p.apart.isdisjoint(q.addresses) and q.apart.isdisjoint(p.addresses) and clash(p, q, world) is None


def _siblings(made: list[Picture]) -> list[Picture]:
    """«two strikes», and the second was called off: the one that was carried out lies in the same days."""
    for gone in [p for p in made if p.cancelled and p.ordinal and p.when.bounded]:
        for k, p in enumerate(made):
            if not p.cancelled and (p.count or 0) >= (gone.ordinal or 0) and set(p.types) & set(gone.types) and not p.when.known:
                why = (*p.why, "told with the one that was called off")
                made[k] = replace(p, series=False, when=gone.when, days=(*p.days, gone.when), why=why)
    return made


def _after_what_it_reacts_to(p: Picture, article: Article, tags: Tags, made: list[Picture]) -> Picture:
    """An undated reaction to an attack ("condemned the attack") lies after that attack, and before its article."""
    if p.when.known or family(p.type) != "statement" or not p.lemmas & _REACTIONS:
        return p
    at, latest = tags.mentions[p.addresses[0][1]].start, article.published.latest
    attacks = (q for q in made if family(q.type) == "violence" and q.when.earliest and not q.series)
    before = [q for q in attacks if tags.mentions[q.addresses[0][1]].start < at]
    start = max(before, key=lambda q: tags.mentions[q.addresses[-1][1]].start).when.earliest if before else None
    if not start or not latest or start > latest:
        return p
    return replace(p, when=Interval(start, latest, "vague"), why=(*p.why, "after what it reacts to"))
