"""Event words: the lexicon's and the codebook's as one matcher, and those of a sentence as its reading uses them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from analystkit.codebook import EventType
from analystkit.english.lexicon import table
from analystkit.english.lexicon.verbs import inflect
from analystkit.english.syntax import Clause, Phrase, Syntax
from analystkit.text import Matcher

_IT = ("it", "that", "which")  # a thing told of before


@dataclass(frozen=True)
class Trigger:
    """A word that names an event: its type, whether it can be a noun or a verb, and the verb's form (base, s, ed, ing). A verb can need
    words behind its object (``tail``: "took two men {hostage}"), or one of these things to do it (``by``: "{a truck} hit a wall")."""

    type: str
    noun: bool
    verb: str | None
    plural: bool
    loose: bool
    lemma: str
    tail: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


def words() -> dict[str, Any]:
    """The file ``events.toml`` of the lexicon, read once."""
    return table("events")


@lru_cache(maxsize=128)
def event_type(kind: str) -> Mapping[str, Any]:
    """What the lexicon knows of an event type (family, label, nouns, …). One that the analyst made is as the type that its name ends in;
    of one that ends in none, nothing is known.

    >>> event_type("pipeline-attack")["family"], event_type("boarding")
    ('violence', {})
    """
    types: dict[str, dict[str, Any]] = words()["types"]
    return types.get(kind) or types.get(kind.rpartition("-")[2], {})


def verb_forms(verb: str) -> dict[str, str]:
    """The forms of a verb, each with its name; past and participle are both "ed".

    >>> verb_forms("deny responsibility")["denied responsibility"], verb_forms("hit")["hit"]
    ('ed', 'ed')
    """
    return {form: "ed" if name in ("past", "part") else name for form, name in inflect(verb).items()}


def plural(noun: str) -> str:
    """The plural of an event noun.

    >>> plural("air strike"), plural("car bomb"), plural("clash"), plural("casualty")
    ('air strikes', 'car bombs', 'clashes', 'casualties')
    """
    given: str | None = words()["plurals"].get(noun)
    return given or noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")


def _forms(kind: str, entry: dict[str, Any]) -> list[tuple[str, Trigger]]:
    out = []
    again = [f"{by} {noun}" for noun in entry.get("again", ()) for by in entry.get("again_by", ())]
    for noun in dict.fromkeys((*entry.get("nouns", ()), *entry.get("sent", ()), *again)):
        out.append((noun, Trigger(kind, True, None, False, False, noun)))
        if plural(noun) != noun:
            out.append((plural(noun), Trigger(kind, True, None, True, False, noun)))
    for verb in (*entry.get("verbs", ()), *entry.get("loose", ())):
        out += [(form, Trigger(kind, False, name, False, verb in entry.get("loose", ()), verb)) for form, name in verb_forms(verb).items()]
    for verb in entry.get("parted", ()):
        head, *tail = verb.split()
        out += [(form, Trigger(kind, False, name, False, False, verb, tuple(tail))) for form, name in verb_forms(head).items()]
    for verb, doers in entry.get("by", {}).items():
        does = (*words()["things"][doers], *(_IT if entry["family"] in words()["groups"]["harmful"] else ()))
        out += [(form, Trigger(kind, False, name, False, False, f"{verb} (by)", (), does)) for form, name in verb_forms(verb).items()]
    return out


@lru_cache(maxsize=8)
def triggers(own: tuple[EventType, ...] = ()) -> Matcher:
    """The matcher of all event words: the lexicon's, and the codebook's as nouns. Its values are tuples of ``Trigger``."""
    found: dict[str, tuple[Trigger, ...]] = {}
    for kind, entry in words()["types"].items():
        for form, t in _forms(kind, entry):
            found[form] = (*found.get(form, ()), t)
    for line in own:
        for word in line.words:
            for form, many in ((word, False), (plural(word), True)):
                found[form] = (Trigger(line.type, True, None, many, False, word), *found.get(form, ()))
    return Matcher(dict(found))


@lru_cache(maxsize=128)
def family(kind: str) -> str:
    """The family of an event type: types of one family can be the same event told in other words.

    >>> family("airstrike") == family("killing"), family("own-type")
    (True, 'own-type')
    """
    return str(event_type(kind).get("family", kind))


def label(kind: str, own: tuple[EventType, ...] = ()) -> str:
    """What a type is called in a title: the codebook's label, else the lexicon's."""
    mine = next((t.label for t in own if t.type == kind and t.label), None)
    return mine or str(event_type(kind).get("label", kind.replace("_", " ").capitalize()))


def weak(kind: str) -> bool:
    """Does the type tell a consequence that another word of the clause explains?"""
    return bool(event_type(kind).get("weak", False))


@lru_cache(maxsize=8)
def group(name: str) -> frozenset[str]:
    """A group of families or of types that rules ask for: a line of [groups] in ``events.toml``."""
    return frozenset(words()["groups"][name])


def harmful(kind: str) -> bool:
    """Can people be killed or injured in an event of this type?

    >>> harmful("airstrike"), harmful("statement")
    (True, False)
    """
    return family(kind) in group("harmful")


def narrower(kind: str) -> bool:
    """Does the type say more exactly what another type's words can mean too: an airstrike is an attack?"""
    return bool(event_type(kind).get("narrow", False))


@lru_cache(maxsize=8)
def _belonging(table: str) -> dict[str, re.Pattern[str]]:
    shape = {"causes": r"\b(?:{0})\s+(?:(?:itself|alone|has|have|had|also|already|since)\s+){{0,4}}$", "whose": r"\b(?:{0})\b"}[table]
    return {name: re.compile(shape.format("|".join(listed)), re.IGNORECASE) for name, listed in words()[table].items()}


def belonging(table: str, text: str) -> str | None:
    """The family of events that a toll belongs to, by what killed (``causes``, right before the verb) or by who was hurt (``whose``).

    >>> belonging("causes", "The war itself has "), belonging("whose", "three protesters were hurt"), belonging("whose", "two men died")
    ('war', 'protest', None)
    """
    return next((name for name, p in _belonging(table).items() if p.search(text)), None)


@lru_cache(maxsize=1)
def weapons() -> Matcher:
    """The matcher of weapons; its values are the names that a claim carries."""
    return Matcher({form: name for name, forms in words()["weapons"].items() for form in forms})


@dataclass(frozen=True)
class EventWord:
    """An event word as a sentence uses it: a verb, of the clause ``clause``, or a noun, in ``phrase``; ``item`` is its head."""

    start: int
    end: int
    item: int
    trigger: Trigger
    clause: int | None = None
    phrase: Phrase | None = None

    @property
    def verb(self) -> bool:
        """Does the sentence use it as a verb?"""
        return self.clause is not None

    @property
    def type(self) -> str:
        """The event type that it names."""
        return self.trigger.type

    def taken_up(self, s: Syntax) -> bool:
        """Is it done by something told of before: "It flipped over"?"""
        who = s.clauses[self.clause].subject if self.clause is not None and self.trigger.by else None
        return who is not None and s.low[who.head] in _IT

    @property
    def lemma(self) -> str:
        """Its form in the lexicon."""
        return self.trigger.lemma


def event_words(s: Syntax, found: Sequence[tuple[int, int, object]], headline: bool = False) -> Iterator[EventWord]:
    """The event words among what the matcher found in a sentence; in a headline every word may have a capital.

    >>> from analystkit.english.syntax import syntax_of
    >>> t = "The strike struck a mill, and Mr. Strike saw the attackers attack."
    >>> [(w.lemma, w.verb) for w in event_words(syntax_of(t), list(triggers().find(t)))]
    [('strike', False), ('strike', True), ('attack', True)]
    """
    for a, b, value in found:
        lo, hi = s.item_at(a), s.item_at(b - 1)
        if lo is None or hi is None or s.starts[lo] != a or not (s.ends[hi] == b or s.low[hi].endswith(("'s", "s'"))):
            continue
        options = cast(tuple[Trigger, ...], value)
        clause = s.clause_of_verb.get(lo)
        if clause is not None and (c := s.clauses[clause]).form == "part" and c.vlo == lo > 0 and c.objects and s.tape[lo - 1] in "DJnS":
            continue  # "several targeted attacks"
        verb = _as_verb(s, s.clauses[clause], options) if clause is not None else None
        noun = next((t for t in options if t.noun), None) or (
            next((t for t in options if not (t.tail or t.by)), None)
            if s.low[hi].endswith("ing") and s.low[hi + 1 : hi + 2] == ["of"]
            else None
        )
        if noun and not verb and s.tape[hi] == "G" and clause is not None and s.clauses[clause].objects:
            continue  # "hearing the verdict"
        if noun and " of " in noun.lemma and s.tape[lo] == "N":
            hi = lo  # "an {exchange} of prisoners"
        if verb and not (noun and noun.lemma.count(" ") > verb.lemma.count(" ")):
            yield EventWord(a, b, lo, verb, clause=clause)
        elif noun and (s.tape[hi] in "NSJG" or (s.tape[hi] == "P" and (headline or lo < hi or noun.lemma[:1].isupper()))):
            begin = lo - 1 if lo and s.tape[lo - 1] == "n" else lo  # "27 dead"
            p = s.phrase_of(hi) or Phrase(begin, hi + 1, hi)
            if p.lo > 1 and s.tape[p.lo - 1] == "E" and s.tape[p.lo - 2] in "DJnS":  # "several targeted attacks"
                p = p._replace(lo=p.lo - 2)
            yield EventWord(a, b, hi, noun, phrase=p)


def _as_verb(s: Syntax, c: Clause, options: Sequence[Trigger]) -> Trigger | None:
    """Which verb it is: first one that needs more than itself, and has it."""
    doers = [p for p in c.phrases if p.at == c.verb and p.prep is not None and s.low[p.prep] == "by"] if c.passive else [c.subject]
    heads = {s.lemma[p.head] for p in doers if p is not None}
    heads = heads - {*_IT} if any(t.verb and not (t.tail or t.by) for t in options) else heads
    if c.rel == "relative" and not c.passive and c.gov_item is not None:  # "a bomb which {went off}"
        heads.add(s.lemma[c.gov_item])

    def has(t: Trigger) -> bool:
        places = range(c.verb + 2, min(c.hi, c.verb + 9)) if t.tail and not c.passive else ()
        behind = (k for k in places if tuple(s.low[k : k + len(t.tail)]) == t.tail)
        whole = c.passive or bool(c.objects) or " " in t.lemma  # "hit a wall", "fell into a river"
        struck = {s.lemma[o.head] for o in c.objects[:1]} & {*words()["things"]["charges"]}  # "their vehicle {hit} a mine" is no accident
        return any(s.tape[k - 1] not in "DJ" for k in behind) or (not heads.isdisjoint(t.by) and whole and not struck)

    more = (t for t in options if t.verb and (t.tail or t.by) and has(t))
    return next(more, None) or next((t for t in options if t.verb and not (t.tail or t.by)), None)


def count_word(s: Syntax, item: int, kind: str, rule: str, told: Collection[EventWord]) -> EventWord:
    """The word of a count of victims that no event word tells: its clause, or its phrase where something else is told by that verb.

    >>> from analystkit.english.syntax import syntax_of
    >>> s = syntax_of("Two miners lost their lives, and the deaths of nine others shook Vale.")
    >>> [count_word(s, s.low.index(w), "killing", "lives", ()).verb for w in ("lives", "deaths")]
    [True, False]
    """
    n = s.clause_of_verb.get(item)
    if n is None and s.lemma[item] not in event_type("casualties")["nouns"]:
        n = s.clause_of(item)
    if any(w.clause == n for w in told):
        n = None
    phrase = s.phrase_of(item) or Phrase(item, item + 1, item)
    how = Trigger(kind, False, None, False, False, f"count {rule}")
    return EventWord(s.starts[item], s.ends[item], item, how, clause=n, phrase=phrase if n is None else None)
