"""What a sentence tells of an event word: a status, or no event: imagined, general, a figure of speech, none that anybody sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from analystkit.english.events.triggers import EventWord, event_type, family, group, words
from analystkit.english.lexicon import sets
from analystkit.english.numerals import numbers
from analystkit.english.syntax import Clause, Phrase, Syntax, status
from analystkit.english.tokens import Span
from analystkit.records import DONE

_SENDING = frozenset("send pass convey deliver relay hand transmit dispatch".split())
_ORDERING = frozenset("call order tell force instruct".split())
_IN_WORDS = frozenset("say call accuse claim argue describe".split())
_SET = frozenset("planned scheduled announced due proposed intended".split())
_AT = frozenset("at in during".split())
_LIFTING = frozenset("lift lifting ease easing end removal".split())
_DETERMINED = frozenset("the this that these those such its his her their first second".split())
# «In the novel, …», «the film tells how …», «a mock attack», «simulated an attack», «a drill in which»
_FICTION = (
    r"(?:films?|movies?|novels?|thrillers?|screenplays?|video\s?games?|computer\s+games?|board\s+games?|sitcoms?"
    r"|comedy|comedies|tv\s+(?:series|dramas?))"
)
_IMAGINED = re.compile(
    rf"""\b(?:simulat(?:ed|es|ing|ion)|mock|fictional|fictitious|imaginary|hypothetical|war\s?games?)\b
    |\bin\s+(?:the|a|an|his|her|their|this|its)\s+(?:[\w’'-]+\s+){{0,3}}?{_FICTION}\b
      (?!\s+(?:festival|premi[eè]re|crew|set|director|theat|maker|star|studio))
    |\b{_FICTION}\s+(?:[\w’“”"'-]+\s+){{0,4}}?(?:in\s+which|about|where|tells?|depicts?|shows?|portrays?|follows?|imagines?|stars?|recounts?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_EXERCISE = re.compile(
    r"""\b(?:in|during|for|as\s+part\s+of|at|throughout)\s+(?:the|an?|its|their|this|joint|annual)\s+(?:[\w’'-]+\s+){0,3}?(?:exercises?|drills?)\b
    |\b(?:exercises?|drills?)\s+(?:in\s+which|where|that\s+(?:saw|imagin|involv)\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LIKENED = re.compile(  # «It sounded like a lorry had smashed into the wall», «It felt as if a bomb had exploded»
    r"\b(?:sound(?:s|ed)?|felt|feels?|(?:it|this|that)\s(?:was|is)|it['’]s)\s(?:\w+\s)?(?:like|as\s(?:if|though))\s(?:[\w’'-]+\s){0,8}$",
    re.IGNORECASE,
)
# «Mines kill scores every year», «Buses are often attacked»
_HABIT = re.compile(
    r"\b(?:(?:every|each|per)\s(?:year|month|week|day)|(?<!\bin\s)an?\s(?:year|month|week)(?!\s(?:after|before|earlier|later|ago|of))"
    r"|often|usually|rarely|seldom|frequently|regularly|sometimes)\b",
    re.IGNORECASE,
)
_THERE_WERE = re.compile(r"\bthere\s+(?:was|were|(?:has|have|had)\s+been)\s+(?:(?!no\b|not\b|few\b)[\w-]+\s+){0,2}$", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TRULY_HARMED = re.compile(r"\b(?:(?:was|were|been)\s+(?:\w+ly\s+)?(?:killed|injured|wounded|hurt)|died|accidentally)\b", re.IGNORECASE)


def told(text: str, s: Syntax, sentence: Span, word: EventWord) -> str | None:
    """The status of an event word in its sentence, or None where it names no event.

    >>> from analystkit.english.events.triggers import event_words, triggers
    >>> from analystkit.english.syntax import syntax_of
    >>> def of(t): return [told(t, syntax_of(t), Span(0, len(t)), w) for w in event_words(syntax_of(t), list(triggers().find(t)))]
    >>> of("They planned a raid."), of("The senator attacked his record on taxes."), of("In the novel, soldiers attack the fort.")
    (['planned'], [None], [None])
    """
    a, b = max(sentence.start, word.start - 300), min(sentence.end, word.end + 300)
    if word.phrase and _in_general(s, word.phrase):
        return None
    if _LIKENED.search(text, a, word.start):
        return None
    if not _meant(text, s, word) or _figurative(s, word) or (_may_be_imagined(text, sentence.start, sentence.end) and imagined(text, a, b)):
        return None
    if word.lemma in event_type(word.type).get("aborted", ()):
        return "cancelled"
    if not (word.phrase and s.low[word.phrase.lo] in ("the", "this", "that")) and habitual(text, s, word.item):
        return None
    became = became_of(s, word.item)
    p = word.phrase
    if p and word.type in ("sanctions", "blockade") and p.at is not None and s.lemma[p.at] in _LIFTING:
        return None  # «the planned lifting of the blockade»: that it will end is told
    there = p and (word.type == "blockade" or word.lemma in event_type(word.type).get("lasting", ())) and s.definite(p)
    if p and there and became == "cancelled" and _SET.isdisjoint(s.low[p.lo : p.hi + 2]):
        return "carried_out"  # «The blockade was suspended»
    if p and became == "planned" and family(word.type) == "violence" and s.definite(p) and _ordered(s, p):
        return "carried_out"  # «The king ordered the strikes»
    if p and became == "carried_out" and _to_come(s, p, word):
        return "planned"
    if p and became in DONE and word.type == "election" and p.prep is not None:
        return None  # «since the election»: only what tells that it was held tells of it
    c = s.clauses[word.clause] if word.clause is not None else None
    if c and c.rel == "reduced" and word.lemma in event_type(word.type).get("standing", ()):
        return None  # «The town shelters families {displaced} by the war»
    each = c is not None and not {"each", "every"}.isdisjoint(s.low[c.lo : c.vlo])  # «each time troops raid the camp»
    if became is None and c and (c.form, c.tense, c.modal, c.negated, c.rel) == ("finite", "present", "", False, "main") and not each:
        return "carried_out" if c.objects and s.definite(c.objects[0]) else None  # «Troops shell the town»
    if word.type == "investigation" and c and c.form in ("to", "base"):
        return None  # «support for all efforts to investigate»
    if word.type == "campaign" and c and c.form in ("to", "base") and became in ("planned", "attempted"):
        return "ongoing"  # «works with the army to fight the band»
    return "ongoing" if became == "carried_out" and word.phrase and _goes_on(s, word.phrase) else became


def of_people(s: Syntax, w: EventWord, named: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]]) -> EventWord:
    """The same word; «seized the editor» as a detention, or where gunmen or such did it as an abduction; «captured the town» as a seizure.
    ``named``: where people are named; ``there``: where places are.

    >>> from analystkit.english.events.triggers import event_words, triggers
    >>> from analystkit.english.syntax import syntax_of
    >>> def of(t): return [of_people(syntax_of(t), w, (), ()).type for w in event_words(syntax_of(t), list(triggers().find(t)))]
    >>> of("Police seized the editor."), of("Gunmen seized two nurses."), of("Rebels seized the town."), of("They seized a nurse's car.")
    (['detention'], ['abduction'], ['seizure'], ['seizure'])
    >>> of("Rebels captured the town."), of("Rebels captured two soldiers.")
    (['seizure'], ['detention'])
    """
    ground = w.lemma in event_type(w.type).get("ground", ())
    if not ground and w.lemma not in event_type(w.type).get("people", ()):
        return w
    people = sets("people")["roles"].union({"him", "her", "he", "she"}, *sets("victims").values())
    if w.clause is not None:
        c = s.clauses[w.clause]
        agents = [p for p in c.phrases if p.prep is not None and s.low[p.prep] == "by"] if c.passive else [c.subject]
        by = [p for p in agents if p]
        taken = [c.subject] if c.passive else c.objects[:1]
    else:
        at = [p for p in s.phrases if p.at == w.item and p.prep is not None]
        taken, by = ([p for p in at if s.low[p.prep or 0] == word] for word in ("of", "by"))
    somebody = [p for p in taken if p and not s.low[p.head].endswith(("'s", "’s"))]
    if ground:
        land = any(s.lemma[p.head] in words()["things"]["grounds"] or _in(s.starts[p.head], there) for p in somebody)
        return replace(w, trigger=replace(w.trigger, type="seizure")) if land else w
    if not any({s.low[p.head], s.lemma[p.head]} & people or _in(s.starts[p.head], named) for p in somebody):
        return w
    gunmen = sets("victims")["fighter"] | sets("victims")["attacker"] | {"men", "youths", "members", *words()["things"]["abductors"]}
    abducted = any(not gunmen.isdisjoint((s.low[p.head], s.lemma[p.head])) for p in by)
    return replace(w, trigger=replace(w.trigger, type="abduction" if abducted else "detention"))


def _in(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in ranges)


def became_of(s: Syntax, item: int) -> str | None:
    """The status of any word; none for what is only a wish.

    >>> from analystkit.english.syntax import syntax_of
    >>> s = syntax_of("The clinic could not confirm that ten people were killed.")
    >>> became_of(s, s.low.index("killed"))
    'reported'
    """
    became, n = status(s, item), s.clause_of(item)
    chain = [s.clauses[n]] if n is not None else []
    while chain and chain[-1].gov is not None and len(chain) < 6:
        chain.append(s.clauses[chain[-1].gov])
    return None if became == "alleged" and any(c.modal in ("should", "would", "could") for c in chain) else became


def habitual(text: str, s: Syntax, item: int) -> bool:
    """Does the clause of a word tell what happens again and again, and nothing that happened?

    >>> from analystkit.english.syntax import syntax_of
    >>> of = lambda t, word: habitual(t, syntax_of(t), syntax_of(t).low.index(word))
    >>> of("Mines kill scores of children every year.", "kill"), of("Mines killed two a week after the truce.", "killed")
    (True, False)
    """
    n = s.clause_of(item)
    c = s.clauses[n] if n is not None else None
    now = c is not None and (c.form, c.tense, c.modal) == ("finite", "present", "") and not (c.perfect or c.progressive)
    return c is not None and now and _HABIT.search(text, *s.span(c.lo, c.hi)) is not None


def _to_come(s: Syntax, p: Phrase, word: EventWord) -> bool:
    """«The meeting should be attended by all», «is facing trial», «awaits execution»: spoken of before it is held."""
    if word.type == "trial" or word.lemma == "execution":
        faced = (c for c in s.clauses if c.lemma in ("face", "await") and c.tense != "past")
        if any(o.lo == p.lo for c in faced for o in c.objects):
            return True
    if word.type not in group("scheduled"):
        return False
    own = (c for c in s.clauses if c.subject is not None and c.subject.lo == p.lo and c.form == "finite")
    outer = s.phrase_of(p.at) if p.at is not None and p.prep is not None and s.low[p.prep] == "of" else p  # «in this round of talks»
    at = s.clause_of_verb.get(outer.at) if outer and outer.prep is not None and outer.at is not None and s.low[outer.prep] in _AT else None
    c = s.clauses[at] if at is not None else None
    ahead = c is not None and (c.tense == "ahead" or (c.gov is not None and c.form == "to" and s.clauses[c.gov].tense == "present"))
    if c is not None and ahead and status(s, c.verb) == "planned":
        return True  # «will speak at the march»
    return any(c.modal and not c.perfect and c.rel != "that" for c in own)


def _ordered(s: Syntax, p: Phrase) -> bool:
    """Is it what somebody is told to have ordered?"""
    orders = (c for c in s.clauses if c.lemma in ("order", "approve", "authorise", "authorize"))
    of_it = (c for c in orders if any(o is not None and o.lo == p.lo for o in ([c.subject] if c.passive else c.objects)))
    return any(status(s, c.verb) == "carried_out" for c in of_it)


def _in_general(s: Syntax, p: Phrase) -> bool:
    """«the number of attacks»: none in particular; «the word blockade»: none at all."""
    if p.prep is not None and s.low[p.prep] == "of" and p.at is not None and s.lemma[p.at] == "number" and s.plural(p):
        return True
    if p.prep is not None and s.low[p.prep] == "like" and s.low[p.lo] in ("a", "an"):  # «a sound like a blast»
        return True
    return not {"word", "term"}.isdisjoint(s.low[max(0, p.lo - 2) : p.head])


def _goes_on(s: Syntax, p: Phrase) -> bool:
    """«has been carrying out strikes», «an escalating series of raids»"""
    outer = s.phrase_of(p.at) if p.at is not None else None
    near = range(outer.lo if outer is not None and outer.hi <= p.lo else p.lo, p.hi)
    if any(s.low[k] in ("ongoing", "continuing", "escalating") for k in near):
        return True
    held = (c for c in s.clauses if any(o.lo == p.lo for o in c.objects))
    return any(c.progressive and (c.perfect or c.tense == "present") for c in held)


@lru_cache(maxsize=64)  # asked of every event word of a sentence, of which most hold no such word
def _may_be_imagined(text: str, a: int, b: int) -> bool:
    return bool(_IMAGINED.search(text, a, b) or _EXERCISE.search(text, a, b))


@lru_cache(maxsize=64)  # asked of every count of a sentence
def imagined(text: str, a: int, b: int) -> bool:
    """Does the range tell of an exercise or of a work of fiction? Who dies in an exercise is dead all the same.

    >>> [imagined(t, 0, len(t)) for t in ("In the novel, troops kill 12", "Two soldiers were killed in a drill")]
    [True, False]
    """
    return bool(_IMAGINED.search(text, a, b)) or (bool(_EXERCISE.search(text, a, b)) and not _TRULY_HARMED.search(text, a, b))


def _meant(text: str, s: Syntax, w: EventWord) -> bool:
    """What the lexicon asks of a word: that somebody sends the letter, that the dead are counted, that a move was told of before."""
    entry = event_type(w.type)
    if w.verb and w.type == "airstrike":
        entry = {**event_type("attack"), **entry}  # what aircraft dropped must be bombs all the same
    if w.lemma in event_type("casualties")["counted"]:
        n = s.clause_of(w.item)
        if n is not None and s.clauses[n].lemma in ("die", "perish") and w.phrase and s.low[w.phrase.prep or 0] == "of":
            return False  # «Three of the injured died»: told by the dying
        if w.lemma == "death" and w.phrase and w.item == w.phrase.head and _of_somebody(s, w.phrase):
            return True
        there = _THERE_WERE.search(text, max(s.starts[0], w.start - 60), w.start) is not None  # «there had been fatalities»
        return there or next(numbers(text, max(s.starts[0], w.start - 60), w.end), None) is not None
    if w.verb:
        c = s.clauses[w.clause or 0]
        if w.type in ("killing", "casualties") and _animals(s, c):
            return False
        if w.lemma in entry.get("objects", {}) or w.lemma in entry.get("passive", ()):
            if w.type == "casualties" and (c.passive or not c.objects):
                return False  # «died of injuries {suffered} in the raid»
            return _with_object(s, c, w.lemma, entry.get("objects", {}).get(w.lemma))
        if w.lemma in entry.get("held", ()):
            people = frozenset().union(*sets("victims").values())
            return c.passive and not c.objects and c.subject is not None and s.low[c.subject.head] in people
        if w.lemma in entry.get("alone", ()):
            return not c.passive and not c.objects
        if w.lemma in entry.get("aborted", ()):
            return c.gov is not None and s.clauses[c.gov].lemma in _ORDERING
        return (
            "hostile" not in entry
            or not w.lemma.endswith(" to")
            or text[w.end : w.end + 20].split()[:1] in [[h] for h in entry.get("hostile", ())]
        )
    if w.lemma in entry.get("objects", {}):
        return False  # «the launching of a website»
    if w.lemma in entry.get("sent", ()):
        return any(c.lemma in _SENDING and _handed(s, c, w.item) for c in s.clauses)
    if w.lemma not in entry.get("nouns", ()) and entry.get("again") and w.phrase:
        return s.low[w.phrase.lo] in _DETERMINED
    needs = entry.get("heads") if w.lemma in entry.get("nouns", ()) else None  # not of a word that another type lends: a police "raid"
    if w.lemma in entry.get("lasting", ()) and w.phrase and s.low[w.phrase.lo] in ("the", "this"):
        return True  # «during the truce»: there is one
    if (
        needs
        and w.phrase
        and w.type != "election"  # «the 2016 election» is often only a time
        and any(map(_YEAR.fullmatch, s.low[w.phrase.lo : w.phrase.hi + 2 * (s.low[w.phrase.hi : w.phrase.hi + 1] == ["of"])]))
    ):
        return True  # «the 2015 agreement», «the accord of 1995»
    return not needs or any(x in needs for k in range(max(0, w.item - 9), min(len(s.low), w.item + 10)) for x in (s.low[k], s.lemma[k]))


def _of_somebody(s: Syntax, p: Phrase) -> bool:
    """«the deaths of the priests», «Lee's death»: of people in particular."""
    of = [q for q in s.phrases if q.at == p.head and q.prep is not None and s.low[q.prep] == "of"]
    people = frozenset().union(*sets("victims").values())
    named = any(s.tape[q.head] == "P" or (s.definite(q) and s.low[q.head] in people) for q in of)
    return (named and s.definite(p)) or (p.lo < p.head and s.tape[p.head - 1] == "S" and s.raw[p.head - 1][:1].isupper())


def _animals(s: Syntax, c: Clause) -> bool:
    """«About 60 camels perished», «lions killed two cows»"""
    harmed = [c.subject] if c.passive or not c.objects else c.objects[:1]
    return any(p is not None and s.low[p.head] in sets("casualties")["animals"] for p in harmed)


def _with_object(s: Syntax, c: Clause, lemma: str, things: Sequence[str] | None) -> bool:
    """Is it done to one of these things, or, where none are listed, to somebody: "fired two rockets", "was tried"?"""
    if things is None:
        return c.passive
    struck = [c.subject] if c.passive or not c.objects else c.objects
    behind = {s.low[p.prep]: p.head for p in c.phrases if p.prep == c.verb + 1 and not c.objects and not c.passive}
    if lemma == "fire" and "at" in behind:
        return True  # "fired at the car"
    heads = {behind[x] for x in lemma.split()[1:] if x in behind} or {p.head for p in struck if p is not None}  # "set {off} a bomb"
    heads |= {c.gov_item} if c.rel == "relative" and c.gov_item is not None and not c.objects else set()  # "the bombs that rebels planted"
    heads |= {p.head for p in s.phrases if p.at in heads and p.prep is not None and s.low[p.prep] == "of"}  # "hundreds of troops"
    if not any(s.lemma[h] in things for h in heads):
        return False
    peaceful = {*words()["things"]["peaceful"]}
    return not any(word in peaceful and s.low[k + 1 : k + 2] != ["of"] for k, word in enumerate(s.low))  # but "a hail of bullets"


def _handed(s: Syntax, c: Clause, item: int) -> bool:
    what = [c.subject] if c.passive else c.objects
    two = len(c.objects) > 1 and c.objects[0].hi == c.objects[1].lo  # "sent {the king} {a letter}"
    to = two or any(p.prep is not None and s.low[p.prep] == "to" for p in c.phrases)
    return to and any(p is not None and p.lo <= item < p.hi for p in what)


def _figurative(s: Syntax, w: EventWord) -> bool:
    """Is the violence of words, votes or taste: an attack on a record or over the budget, a bill killed, a film that bombed?"""
    c = s.clauses[w.clause] if w.clause is not None else None
    if c and w.lemma == "die" and c.subject is not None and s.lemma[c.subject.head] in words()["figurative"]["dying"]:
        return True  # "The village is dying"
    if w.lemma not in words()["figurative"]["verbs"]:
        return False
    if c and w.lemma == "bomb" and not c.passive and not c.objects and c.form == "finite":
        return True
    if c and w.lemma == "attack" and c.objects and s.tape[c.objects[0].head] == "P":
        if any(p.at == c.verb and p.prep is not None and s.low[p.prep] == "for" and s.tape[p.head] != "t" for p in c.phrases):
            return True  # "attacked Holm for her support of it"
        if any(d.rel == "participial" and d.gov == w.clause and d.lemma in _IN_WORDS for d in s.clauses):
            return True  # "attacked Holm, saying that she lied"
    at = [(p, s.low[p.prep]) for p in (c.phrases if c else s.phrases) if p.at == w.item and p.prep is not None]
    struck = [p for p, prep in at if prep in ("over", "down") or (not c and prep in ("on", "against", "upon"))]
    with_it = [o for d in s.clauses if c and d.rel == "coord" and d.gov == w.clause for o in d.objects]  # "killed and ate {a rabbit}"
    struck += ([c.subject] if c.passive and c.subject and not c.objects else (c.objects or with_it)[:1]) if c else []
    return any(s.low[p.head] in words()["figurative"]["objects"] for p in struck)
