"""Mentions: what a sentence says that happened, with its type, status, time, places, and who did it to whom.

    event words -> those that mean one and are told as one -> words of one happening together -> what hangs on them in their clauses

``rule`` names the lexicon's type and word. A mention does not say which event it is: linking does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from analystkit.codebook import Codebook
from analystkit.english.events.arguments import Arguments
from analystkit.english.events.casualties import KILLED, counts, harm_at
from analystkit.english.events.happenings import Happening
from analystkit.english.events.senses import Senses, natural
from analystkit.english.events.sentences import pieces
from analystkit.english.events.status import became_of, habitual, imagined, of_people, told
from analystkit.english.events.triggers import EventWord, count_word, event_type, event_words, family, group, harmful, triggers, weak
from analystkit.english.lexicon import nations, rows, sets
from analystkit.english.numerals import numbers
from analystkit.english.segments.openings import dateline, told_from
from analystkit.english.syntax import Phrase, Syntax
from analystkit.english.tokens import Reading, Sentence, Span, within
from analystkit.records import DONE, UNKNOWN, Actor, Interval, Mention, Place, Tags, Time

# «A sixth died in hospital on Friday», «the toll rose on Friday», «two more bodies»: the day is not that of the event
_GROWS = re.compile(
    r"""\b(?:an?\s+(?:second|third|[a-z]{2,9}th)\b(?!\s+(?:attack|strike|raid|blast))|(?:in|at)\s+(?:an?\s+|the\s+)?hospital
    |(?:of|from)\s+(?:(?:his|her|their)\s+)?(?:wounds|injuries)|of\s+the\s+(?:wounded|injured)|more\s+bodies
    |toll(?!\s+(?:collector|booth|plaza|road|gate|bridge|station)s?\b))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_WOUNDED = re.compile(r"\bof\s+the\s+(?:wounded|injured)\b", re.IGNORECASE)  # who died where they were treated
# «in Vale instead of Arden», «rather than in the Moor»
_NOT_THERE = re.compile(r"\b(?:instead\s+of|rather\s+than|not\s+in|outside\s+of)\s+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_NEAR = re.compile(r"\s*[,(]?\s*(?:near|close\s+to|not\s+far\s+from|just\s+outside|outside)\s+(?:the\s+\w+\s+of\s+)?", re.IGNORECASE)
_BESIDE = re.compile(r",\s(?:[A-Za-z-]+\s)?")
_AGAIN = re.compile(r"(?:the|this|that|these|those)\s+[\w-]+", re.IGNORECASE)  # takes up what was told, and says no more of it
_THEIRS = re.compile(r"\b(?:its|their|his|her)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_TAKES_UP = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_WHOSE = re.compile(r"(?!\s+by\b)(?:\s+[\w-]+){0,3}?\s+(?:(?:\w+ed|run|held|built)\s+by|to|with|of)\s+(?:[\w-]+\s+){0,3}")
_OPEN = re.compile("span|vague|before|year")  # the rules of times that are open at one end by what they say: "since 2014"
_OPENING = re.compile(r"[\s,;:–—•\"“‘'-]*(?:(?:and|but|while|whereas|so|that)\b,?\s*)?", re.IGNORECASE)
_TRAILING = re.compile(r",?\s+(?:and|but|while|as|when|which|who|in|of|to|by|for|with|on|at|from)$")
_FROM, _UNTIL = re.compile(r"\b(?:from|between|night\s+of(?:\s+the)?)\s+$", re.IGNORECASE), re.compile(r"\s+(?:to|and|until|till)\s+")
_OVER = re.compile(r"(?:since|(?:(?:over|during|in)\s+)?the\s+(?:past|last))\b", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\b(?:since\s+then|over\s+the\s+years|for\s+years|in\s+recent\s+(?:months|years))\b", re.IGNORECASE)
_SO_FAR = re.compile(
    _SINCE_THEN.pattern
    + r"""|\bsince\s+(?:(?:the\s+)?(?:start|beginning|outbreak|onset)|(?:[\w’'-]+\s+){0,3}
    (?:war|conflict|insurgency|rebellion|uprising|violence|campaign|crackdown|coup|takeover|unrest|fighting|invasion))\b
    |\b(?:this\s+year|in\s+recent\s+weeks)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# «the worst since 1959», «the first such raid since May»: what is compared, and not when
_WORST = re.compile(r"\b(?:the\s+)?(?:first|worst|\w{2,9}iest|(?:most|least)\s+\w+)\s+(?:[\w-]+\s+){0,3}since\s$", re.IGNORECASE)
_OFFICE = re.compile(  # whose word is not only one side's
    r"\b(?:police|army|military|government|ministry|minister|officials?|officers?|spokes\w+|president|governor|mayor|prosecutors?|judge|court"
    r"|commissioner|general|colonel|authorities|inspector|investigators?|inquiry|UN|United\s+Nations)\b",
    re.IGNORECASE,
)
# «The army denied it.», «…, a charge that the army denies»: what was told before
_DENIES_IT = re.compile(
    r"""(?<!\bnot\s)(?<!n[’']t\s)(?<!\bnever\s)\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es?|ed))\s+
    (?:it|this|that(?=\s*(?:[.;”"]|\Z))|(?:the|these|those|all|such)\s+(?:claims?|accusations?|allegations?|charges?|reports?))(?=\s*(?:[.,;:”"]|\Z|\b(?:on|in|as|and|but|later)\b))
    |\b(?:which|(?:claim|charge|accusation|allegation|report)s?(?:\s+(?:which|that))?)\s+(?:[\w’'-]+\s+){1,4}?(?:has\s+|have\s+)?
    (?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed))(?=\s*(?:[.,;”"]|\Z))""",
    re.VERBOSE | re.IGNORECASE,
)
_IS_SAID = re.compile(
    r"\b(?:is|was|are|were)\s+(?:said|reported|rumou?red|thought)\s+to\s+[\w\s]*$", re.IGNORECASE
)  # by nobody in particular
_SUM = 5  # of victims, or of raids
# «It happened near Vale on Friday», «Both occurred last year»: said of what the sentence before tells
_IT_HAPPENED = re.compile(r"(?P<who>It|This|Both)\s(?:had\s)?(?:occurred|happened|took\splace)\s(?!to\b|because\b|again\b)")
_MANY = 25  # event words of one sentence: what goes on beyond them is no prose

R = TypeVar("R", Place, Actor, Time)


def tag(reading: Reading, codebook: Codebook, tags: Tags) -> list[Mention]:
    """The event mentions of an article, by start. Takes the times, places, actors and statements found before."""
    text, reader = reading.text, _Reader(reading, codebook, tags)
    senses = Senses(reading.article, tags.actors, tags.places)
    found = list(triggers(codebook.event_types).find(text))
    at, harm = [a for a, _, _ in found], harm_at(text, 0, len(text))
    out: list[Mention] = []
    paragraph, last = 0, 0  # how many mentions stand before the paragraph, and before the last sentence that tells of any
    for s in pieces(reading):
        paragraph = len(out) if s.first else paragraph
        words = [x for x in found[bisect_left(at, s.start) : bisect_left(at, s.end)] if x[1] <= s.end][:_MANY]
        words = words if senses.possible(words, Span(s.start, s.end)) else []
        counted = bisect_left(harm, s.start) < bisect_left(harm, s.end)
        if (m := _IT_HAPPENED.match(text, s.start, s.end)) and not s.first:
            out[last:] = reader.it_happened(s, out[last:], both=m["who"] == "Both")
        elif words or counted:
            here, last = out[paragraph:], len(out)
            after = any(harmful(m.type) for m in (out if s.first else here))
            out += reader.mentions(s, words, senses, counted=counted, after=after, here={family(m.type) for m in here})
    out = sorted({(m.start, m.end, m.head_start): m for m in out}.values(), key=lambda m: (m.start, m.end))
    return _with_ends(_with_accusations(_with_causes_alleged(out, text, tags), reading, tags), text)


def _with_ends(mentions: list[Mention], text: str) -> list[Mention]:
    """The same; «the blockade» that was called off after the article told that it was held had ended."""

    def called(m: Mention) -> tuple[str, str]:
        word = m.rule.split(":")[2].removesuffix(" (phrase)")
        forms = {word, word.replace(" ", "")}  # "walk out", "walkout"
        return next((name for name, by in event_type(m.type).get("called", {}).items() if not forms.isdisjoint(by)), word), word

    def held(m: Mention) -> bool:
        name, word = called(m)
        told = (d for d in mentions if d.type == m.type and d.status in DONE and d.start < m.start)
        before = [
            d for d in told if called(d)[1] == word or (called(d)[0] == name and word.isalpha())
        ]  # not "the nurses' strike" after a walkout
        known = _TAKES_UP.search(text, m.start, m.head_start) or _THEIRS.search(text, m.start, m.head_start)
        return bool(known) and any(not m.place_ids or {*d.place_ids} & {*m.place_ids} for d in before)

    over = [m for m in mentions if m.status == "cancelled" and m.type in group("lasting") and held(m)]
    return [replace(m, status="carried_out", when=UNKNOWN) if m in over else m for m in mentions]


def _with_accusations(mentions: list[Mention], reading: Reading, tags: Tags) -> list[Mention]:
    """The same; what somebody without an office says was done, and another denies in the same sentence or the next, is alleged.
    Who was killed is dead, whoever denies it."""
    denied = [m for m in mentions if m.status == "denied" and family(m.type) in group("deeds") and not weak(m.type)]
    all_of_it = [x.start() for x in _DENIES_IT.finditer(reading.text)]  # «The army denied it»

    def follows(m: Mention, at: int) -> bool:
        return m.head_start < at and len(within(reading.sentences, m.head_start, at)) <= 1

    def contested(m: Mention) -> bool:
        said = next((s for s in tags.statements if s.start <= m.head_start < s.end and s.speaker_start is not None), None)
        if said is None and not _IS_SAID.search(reading.text, max(0, m.head_start - 60), m.head_start):
            return False
        if said is not None and _OFFICE.search(reading.text, said.speaker_start or 0, said.speaker_end or 0):
            return False
        if family(m.type) in group("deeds") and not weak(m.type) and any(follows(m, at) for at in all_of_it):
            return True
        same = (d for d in denied if d.type == m.type and follows(m, d.head_start) and not (said and said.start <= d.head_start < said.end))
        return any(not m.place_ids or not d.place_ids or set(m.place_ids) & set(d.place_ids) for d in same)

    return [replace(m, status="alleged") if (denied or all_of_it) and m.status in DONE and contested(m) else m for m in mentions]


def _with_causes_alleged(mentions: list[Mention], text: str, tags: Tags) -> list[Mention]:
    """The same; where an article tells of an accident, and of no attack but in what somebody says, that attack is a cause alleged."""
    spoken = [(s.start, s.end) for s in tags.statements if s.speaker_id]
    attacks = [m for m in mentions if m.status in DONE and family(m.type) == "violence" and not weak(m.type)]
    first = next((m.start for m in mentions if family(m.type) == "accident" and m.status in DONE), None)
    if first is None or not all(any(a <= m.head_start < b for a, b in spoken) for m in attacks):
        return mentions
    new = (m for m in attacks if not _TAKES_UP.search(text, m.start, m.head_start))
    causes = [m for m in new if m.start > first and not (m.when.known or m.place_ids)]
    return [replace(m, status="alleged") if m in causes else m for m in mentions]


class _Reader:
    """One article's tags, looked up by where they stand."""

    def __init__(self, reading: Reading, codebook: Codebook, tags: Tags) -> None:
        self.reading, self.text = reading, reading.text
        self.governments = {m.upper(): k.actor_id for k in codebook.actors if k.kind == "government" for m in k.metonyms}
        # a Friday of which only a bound of the publication tells is no day of an event; nor is that of a dateline
        filed = [(s.start, line.end) for s in reading.article.segments if (line := dateline(self.text, s.start, s.end)) and line.day]
        dated = (t for t in tags.times if t.kind == "date" and t.when.known and (t.when.bounded or _OPEN.match(t.rule)))
        self.times = [t for t in dated if not any(a <= t.start and t.end <= b for a, b in filed)]
        self.places = [p for p in tags.places if p.place_id]
        self.filed = next((p for p in self.places if p.rule.endswith("; dateline") and p.kind == "city"), None)
        self.actors = list(tags.actors)
        self._at = {id(rows): [r.start for r in rows] for rows in (self.times, self.places, self.actors)}

    def _within(self, rows: Sequence[R], a: int, b: int) -> list[R]:
        starts = self._at[id(rows)]
        return [r for r in rows[bisect_left(starts, a) : bisect_left(starts, b)] if r.end <= b]

    def named(self, start: int, end: int) -> bool:
        """Is the word a part of a name: «Operation Quiet Dawn spokesman»?"""
        at = bisect_left(self._at[id(self.actors)], start + 1)
        near = (x for x in self.actors[max(0, at - 3) : at] if x.start <= start and end <= x.end)
        return any(x.kind == "person" or x.end - x.start > end - start for x in near)

    def mentions(
        self, s: Sentence, found: Sequence[tuple[int, int, object]], senses: Senses, *, counted: bool, after: bool, here: Set[str]
    ) -> list[Mention]:
        """The mentions of a sentence, from the event words found in it, and from the words that count victims, where it has any
        (``counted``); one that the whole sentence tells is as long as the sentence. ``after``: its paragraph told what harms;
        ``here``: it told events of these families."""
        span, text = Span(s.start, s.end), self.text
        every = event_words(s.syntax, found, s.kind == "title")
        words = [w for w in every if not w.taken_up(s.syntax) or family(w.type) in here]
        meant = [w for x in words if not self.named(x.start, x.end) and (w := senses.meant(x, span))]
        if any(not {"people", "ground"}.isdisjoint(event_type(w.type)) for w in meant):
            named, there = self.persons(s.start, s.end), [(p.start, p.end) for p in self._within(self.places, s.start, s.end)]
            meant = [of_people(s.syntax, w, named, there) for w in meant]
        became = {w: st for w in meant if (st := told(text, s.syntax, span, w))}
        of = self._counting(s, words, became, after) if counted else {}
        args = Arguments(s.syntax, list(became))
        made = [m for h in args.happenings() if (m := self.mention(s, args, h, became[h.head], of))]
        if (
            len(made) == 1
            and made[0].status in DONE
            and became.keys() >= {w for w in meant if w.lemma not in event_type(w.type).get("held", ())}
        ):
            if not made[0].rule.endswith("(phrase)"):
                a, b = _bare(text, told_from(text, s.start, s.end), s.end)
                return [replace(made[0], start=min(a, made[0].head_start), end=b)]
        again = [m for m in made if _AGAIN.fullmatch(text, m.start, m.end)]
        spoken = [(x.start, x.end) for x in made if x.type == "statement"]
        return [m for m in made if m not in again or not (text[m.end : m.end + 1] == ":" or any(a <= m.start < b for a, b in spoken))]

    def _counting(self, s: Sentence, words: Sequence[EventWord], became: dict[EventWord, str], after: bool) -> dict[int, EventWord]:
        """The word that tells of each count of victims, by where the count's own word stands. What no event word tells («Two bodies were
        found») is told by that word, which ``became`` gets. ``after``: «There were no injuries» can be told of something."""
        of: dict[int, EventWord] = {}
        for c in counts(self.reading, s.start, s.end, self.persons(s.start, s.end)):
            w = next((w for w in (*became, *of.values()) if w.start <= c.cue < w.end), None)
            none = c.value is None or c.rule == "none"
            if w is None and (not none or after or any(harmful(w.type) for w in became)):
                if (item := s.syntax.item_at(c.cue)) is None or imagined(self.text, s.start, s.end) or habitual(self.text, s.syntax, item):
                    continue
                if c.value == 1 and natural(self.text, s.start, s.end):
                    continue
                st = "carried_out" if none else became_of(s.syntax, item)
                if st and st not in ("denied", "reported"):
                    killed = c.effect == KILLED and s.syntax.lemma[item] in event_type("killing")["verbs"]
                    kind = "killing" if killed else "casualties"  # who died may have been old
                    w = next((w for w in words if w.start <= c.cue < w.end), None)
                    w = w or count_word(s.syntax, item, kind, f"{c.effect} {c.rule}", became)
                    became[w] = st
            if w is not None:
                of[c.cue] = w
                if c.rule == "none" and weak(w.type) and became.get(w) == "denied":
                    became[w] = "carried_out"  # «No one was hurt» denies nothing: it counts
        return of

    def mention(self, s: Sentence, args: Arguments, h: Happening, became: str, of: Mapping[int, EventWord]) -> Mention | None:
        """The mention of one happening."""
        w = h.head
        if self._summed(s, w):
            return None
        a, b = _bare(self.text, *s.syntax.span(h.lo, h.hi))
        a = told_from(self.text, a, b)
        places, actors, when = self._where(s, args, h), self._roles(s.syntax, args, h), self._when(s, args, h, a, b, done=became in DONE)
        shown = when.bounded or places or any(r == "target" for _, r in actors) or self._places_in(a, b)
        if w.trigger.loose and len(h.words) == 1 and not shown:
            return None
        printed = self.reading.article.published.latest
        if (
            became == "carried_out"
            and not w.verb
            and w.type in group("scheduled")
            and printed
            and (first := when.earliest or when.latest)  # of a trial adjourned until 9 June the end is all that is known
            and first > printed
        ):
            became = "planned"  # «talks in Bern next week»
        gone = printed and when.latest and when.latest < printed and when.granularity in ("month", "season", "quarter")
        if became in ("planned", "threatened", "feared") and gone and not (args.ordered(h) or self._of_a_year(s, when)):
            when = UNKNOWN  # «planned a walkout in June»: that June is no day of what was to come
        if became == "denied" or args.accused(h):
            actors = tuple(x for x in actors if x[1] != "agent")
        rule = f"events.toml:{w.type}:{w.lemma}" + (" (phrase)" if h.phrase else "")
        counted = tuple(cue for cue, x in of.items() if x in h.words)
        return Mention(a, b, w.type, became, when, places, actors, rule, w.start, w.end, args.known(w), args.apart(h), counted)

    def it_happened(self, s: Sentence, told: list[Mention], *, both: bool) -> list[Mention]:
        """The mentions of the sentence before, with the day and place that are told of "it", or of "both". Which is never guessed."""
        strong = [m for m in told if not weak(m.type)]
        meant = told if len(told) == 1 + both else [] if both or len(strong) != 1 else strong
        times = [t for t in self._within(self.times, s.start, s.end) if t.when.bounded]
        places = tuple(dict.fromkeys(str(p.place_id) for p in self._places_in(s.start, s.end)))
        when = (times[0].best or times[0].when) if len(times) == 1 else UNKNOWN

        def with_both(m: Mention) -> Mention:
            return replace(m, when=m.when if m.when.known else when, place_ids=m.place_ids or places)

        return [with_both(m) if m in meant else m for m in told]

    def _summed(self, s: Sentence, w: EventWord) -> bool:
        """«Since 2014 more than 180 people have died in attacks», «Since then they have arrested 90»: a sum over months is no happening."""
        n = s.syntax.clause_of(w.item)
        if n is None or s.syntax.low[(c := s.syntax.clauses[n]).vlo] not in ("have", "has"):
            return False
        dated = self._within(self.times, s.start, s.end)
        whom = family(w.type) in group("suffered")  # "five raids since April" are a row of them, "300 arrests since April" a sum
        spans = [Span(t.start, t.end) for t in dated if _OVER.match(self.text, t.start) and _longer(t.when, 45 if whom else 180)]
        so_far = (_SO_FAR if whom else _SINCE_THEN).finditer(self.text, s.start, s.end)
        spans += [Span(*m.span()) for m in so_far if not any(t.start <= m.start() < t.end and not _longer(t.when, 45) for t in dated)]
        counted = (x for x in numbers(self.text, *s.syntax.span(c.lo, c.hi)) if not any(t.start <= x.start < t.end for t in spans))
        many = not {"hundreds", "thousands", "dozens", "scores"}.isdisjoint(s.syntax.low[c.lo : c.hi])
        if any(x.start <= w.start < x.end for x in spans):
            return False  # «Since the {coup} of 2021 they have killed 130»
        return bool(spans) and (many or any(x.value is None or x.value >= _SUM for x in counted))

    def _places_in(self, a: int, b: int) -> list[Place]:
        return [p for p in self._within(self.places, a, b) if p.use == "locative" and not p.nested]

    def persons(self, a: int, b: int) -> list[tuple[int, int]]:
        """Where people are named."""
        return [(x.start, x.end) for x in self._within(self.actors, a, b) if x.kind == "person"]

    def _when(self, s: Sentence, args: Arguments, h: Happening, a: int, b: int, *, done: bool) -> Interval:
        w = h.head
        near = [t for t in self._within(self.times, s.start, s.end) if args.belongs(h, args.time_homes(Span(t.start, t.end)))]
        near = [t for t in near if t.end <= a or not _WORST.search(self.text, max(s.start, t.start - 30), t.start + 6)]
        if weak(w.type) and _GROWS.search(self.text, a, b):
            near = []
        if done and (end := args.ended(h)) is not None:
            near = [t for t in near if w.start < t.start < end]  # «The blockade, which began on Monday, was lifted on Friday»
        if not near:
            return UNKNOWN
        best = min(near, key=lambda t: (not t.when.bounded, min(abs(t.start - w.end), abs(w.start - t.end))))
        opened = best.when.earliest
        if opened and best.end <= a and self.text[best.start : best.start + 6].lower() == "since ":  # "the first since 1959, when two died"
            return Interval(opened, (best.period or best.when).latest, best.when.granularity)
        first = best.best or best.when
        opens = (t for t in self._within(self.times, s.start, best.start) if _UNTIL.fullmatch(self.text, t.end, best.start))
        if (begun := next(opens, None)) and _FROM.search(self.text, s.start, begun.start):
            best, first = begun, begun.best or begun.when  # «in the night of Monday to {Tuesday}»
        pair = next((t.when for t in near if t.start >= best.end and self.text[best.end : t.start] == " and "), None)
        if (
            pair
            and pair.latest
            and first.bounded
            and first.earliest
            and first.earliest == first.latest
            and (pair.latest - first.earliest).days == 1
        ):
            return Interval(first.earliest, pair.latest, "span")  # «on 28 and 29 May»
        if args.limit(Span(best.start, best.end)):  # «held until Monday» says no day of it; «must leave by 1 May» a last one
            printed = self.reading.article.published.latest
            return Interval(None, first.latest, first.granularity) if printed and first.latest and first.latest > printed else UNKNOWN
        until = next((t for t in self._within(self.times, best.end, s.end) if _UNTIL.fullmatch(self.text, best.end, t.start)), None)
        if until and first.bounded and until.when.bounded and _FROM.search(self.text, s.start, best.start):
            last = until.best or until.when
            if first.earliest and last.latest and first.earliest <= last.latest:
                return Interval(first.earliest, last.latest, last.granularity)  # «from 14 April to 6 July»
        return first

    def _where(self, s: Sentence, args: Arguments, h: Happening) -> tuple[str, ...]:
        if weak(h.head.type) and _OF_WOUNDED.search(self.text, *s.syntax.span(h.lo, h.hi)):
            return ()
        places = [p for p in self._within(self.places, s.start, s.end) if p.use == "locative" and not p.nested]
        places = [p for p in places if not _NOT_THERE.search(self.text, max(s.start, p.start - 28), p.start)]
        own = [p for p in places if args.belongs(h, args.place_homes(Span(p.start, p.end)))]
        own = [p for k, p in enumerate(own) if not (k and self._says_where(own[k - 1], p))]
        if not own and self.filed and args.here(h):
            return (str(self.filed.place_id),)
        return tuple(dict.fromkeys(str(p.place_id) for p in own))

    def _of_a_year(self, s: Sentence, when: Interval) -> bool:
        """Do the words that tell these days say their year?"""
        return any(t.when == when and t.anchor == "calendar" for t in self._within(self.times, s.start, s.end))

    def _says_where(self, a: Place, b: Place) -> bool:
        """«in Bashiqa, near {Mosul}», «in Gazipur, {40 km north of Dhaka}»: it happened in the first."""
        if b.rule.endswith("a part of it") and _BESIDE.fullmatch(self.text, a.end, b.start):  # «in Croydon, South {London}»
            return True
        return b.rule.endswith("distance and bearing") or _NEAR.fullmatch(self.text, a.end, b.start) is not None

    def _roles(self, s: Syntax, args: Arguments, h: Happening) -> tuple[tuple[str, str], ...]:
        out: dict[tuple[str, str], None] = {}
        taken: set[str] = set()
        for p, role in args.roles(h):
            before = not h.head.verb and role in ("agent", "sufferer") and p.hi == h.head.item
            bearers = self._bearers(s, p, modifier=before)
            if role == "sufferer":  # «Lee's murder» is of Lee; whose «the army's arrests» are nobody knows
                bearers, role = [x for x in bearers if x.kind == "person"], "target"
                if not bearers:
                    continue
            for x in bearers or (self._behind(s, p, h) if role == "target" else []):
                if role == "agent" and before and x.name.split()[-1].lower() in sets("arguments")["sites"]:
                    role = "target"  # «the embassy bombings»
                orders = role == "commander" or (role == "authoriser" and x.kind in ("person", "government", "military"))
                part = "authoriser" if orders else "agent" if role == "authoriser" else role
                if x.actor_id and x.actor_id not in taken:
                    out[x.actor_id, part] = None
                    taken.add(x.actor_id)
            if not any(r == role for _, r in out) and family(h.head.type) in group("deeds") and (state := self._government(s, p, role)):
                out[state, role] = None
        return tuple(out)

    def _bearers(self, s: Syntax, p: Phrase, *, modifier: bool = False) -> list[Actor]:
        """The actors that a phrase names: by its head, or whose people its head is; what only describes a name is none."""
        forces = sets("arguments")["forces"]
        inside = [x for x in self._within(self.actors, *s.span(p.lo, p.hi)) if x.kind != "media"]
        covering = [x for x in inside if x.start < s.ends[p.head] and s.starts[p.head] < x.end]
        of = [q for q in s.phrases if q.at == p.head and q.prep is not None and s.low[q.prep] in ("of", "from", "belonging")]
        end = max((q.hi for q in of), default=p.hi)  # "the son of Karl Brandt, {Otto Brandt}, was stabbed"
        held = any(c.rel == "relative" and o.lo == p.lo for c in s.clauses for o in c.objects)  # "who robbed the clerk, Ann Lee, was": who?
        beside = s.phrase_of(end + 1) if s.low[end : end + 1] == [","] and not covering and not held else None
        if beside and s.low[beside.hi : beside.hi + 1] == [","] and s.tape[beside.head] == "P":  # "the minister, Ann Lee, denied"
            return self._bearers(s, beside)
        if modifier:  # "Vale Guard precision strikes", but "the Nairobi bombing", "Red Band-inspired attacks"
            words = ((x, self.text[x.start : x.end]) for x in inside if self.text[x.end : x.end + 1] != "-")
            return [x for x, named in words if x.kind != "government" or named in nations() or named.isupper() or " " in named][:1]
        if covering or (s.lemma[p.head] not in forces and s.low[p.head] not in forces):
            return covering[-1:]
        return inside[-1:] or [x for q in of[:1] for x in self._bearers(s, q) if x.kind != "person"]  # not "a lieutenant of {Lee}"

    def _behind(self, s: Syntax, p: Phrase, h: Happening) -> list[Actor]:
        """«on facilities used by the Red Band», «on depots belonging to it»: whose it is that was struck."""
        end = s.ends[p.hi - 1]
        near = (
            []
            if s.pronoun(p) or s.low[p.head] in sets("victims")["person"]
            else self._within(self.actors, end, min(s.ends[h.hi - 1], end + 90))
        )
        whose = ((x, m[0]) for x in near if x.kind != "media" and (m := _WHOSE.fullmatch(self.text, end, x.start)))
        # «a lieutenant of {Lee}» is not Lee; a house that belongs to him may be
        return [x for x, how in whose if x.kind != "person" or " by " in how or "belonging" in how][:1]

    def _government(self, s: Syntax, p: Phrase, role: str) -> str | None:
        """«US airstrikes», «attacks against the Norwegian facilities»: the country, where the codebook knows its government."""
        if p.hi - p.lo == 1 and s.tape[p.hi : p.hi + 1] == "C" and (q := s.phrase_of(p.hi + 1) or s.phrase_of(p.hi + 2)):
            if q.lo > p.hi and s.low[q.head] in sets("arguments")["forces"]:
                return None  # «strikes on {US} and allied troops»
        for x in self._within(self.places, *s.span(p.lo, p.hi)):
            bare = role == "agent" and self.text[x.start : x.end] in _country_names()
            if x.use == "attributive" and role in ("agent", "target") and not bare:
                return self.governments.get((x.country or "").upper()) or self.governments.get((x.place_id or "").upper())
        return None


def _longer(when: Interval, days: int) -> bool:
    """Is it a time of more than so many days?"""
    return when.earliest is not None and (when.latest is None or (when.latest - when.earliest).days > days)


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    """Countries by their full names: "Syria strikes" are strikes there or of it, "Syrian strikes" and "US strikes" are of it."""
    names = (row["names"].split(";") for row in rows("nations"))
    return frozenset(n for some in names for n in some if not n.isupper() and "." not in n)


def _bare(text: str, a: int, b: int) -> tuple[int, int]:
    """The range without white space, quotation marks, opening conjunctions and closing punctuation at its ends."""
    opening = _OPENING.match(text, a, b)
    a = opening.end() if opening and opening.end() < b else a
    while b > a and (text[b - 1].isspace() or text[b - 1] in '.,;:!?”"–—…'):
        b -= 1
    while b > a + 4 and (m := _TRAILING.search(text, max(a, b - 12), b)):
        b = m.start()
    return a, b
