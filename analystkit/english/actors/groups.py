"""Those whom a text describes instead of naming: forces of a state, militias behind which a state stands, sources who stay unnamed.

What describes them stands in ``rules/groups.rules``; who they are is decided here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from analystkit.english.actors.book import Book, Who
from analystkit.english.alphabet import GAP
from analystkit.english.lexicon import Nation, nations, sets
from analystkit.english.names import end_of
from analystkit.english.patterns import rules
from analystkit.english.runs import part, run
from analystkit.english.tokens import Reading, Sentence, Tokens, bare, name_id, plain
from analystkit.records import Actor
from analystkit.text import slug

NATION, BACKED, LED = "‹nation›", "‹backed›", "‹led›"
_ADJECTIVES = ("ish", "ist", "ian", "ic", "ese", "led", "'s")


class Item(NamedTuple):
    """How a word or a nation reads, its first and last token, and the nation."""

    word: str
    first: int
    last: int
    nation: Nation | None = None


def nations_as_one(s: Sentence) -> list[Item]:
    """The items of a sentence: a nation is ‹nation›, "Iran-backed" ‹backed›; a head has no possessive ending, and "al-Bahr" a capital."""
    w, out, i = s.reading.tokens, [], s.lo
    while i < s.hi:
        if i > s.lo and w.starts[i] - w.ends[i - 1] > 2:
            out.append(Item(GAP, i, i))
        out.append(_item(w, i, s.hi))
        i = out[-1].last + 1
    return out


def _item(w: Tokens, i: int, hi: int) -> Item:
    low, raw, known = w.low[i], w.raw[i].replace("‑", "-").replace("‐", "-"), nations()
    if low == raw and "-" not in low and low != "al" and low not in _heads():
        return Item(low, i, i)  # nearly all
    front, _, back = raw.rpartition("-")
    behind = known.get(front) if back.lower() in sets("people")["backed"] else known.get(back) if front.lower() == "pro" else None
    two = known.get(f"{raw} {plain(w.raw[i + 1])}") if i + 1 < hi and w.capital(i) else None
    if nation := behind or two or known.get(plain(raw)):
        return Item(BACKED if behind else NATION, i, i + (two is not None and not behind), nation)
    if low in _heads() or low.endswith("-led"):
        return Item(bare(low) if low in _heads() else LED, i, i)
    named = part(w, i) or (low == "al" and w.capital(i + 1))
    return Item(plain(raw[0].upper() + raw[1:]) if named and not (front and back.islower()) else low, i, i)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    heads = frozenset().union(*(sets("people")[x] for x in ("armed nouns", "military nouns", "body heads", "anonymous")))
    return heads | {f"{x}'s" for x in heads}


def groups(reading: Reading, book: Book) -> tuple[list[Actor], list[Actor]]:
    """Descriptions of armed groups, forces and state bodies ("US forces", "Iran-backed militant groups", "the Polish government"), and
    sources without a name ("a US official", then "the official")."""
    w, described, unnamed = reading.tokens, [], _Unnamed(reading)
    for s in reading.sentences:
        if _heads().isdisjoint(w.low[s.lo : s.hi]):
            continue
        items, known = nations_as_one(s), rules("groups")
        for f in known.find(known.tape([it.word for it in items])):
            what = [it for lo, hi in f.get("what") for it in items[lo:hi]]
            name, last = f.rule.name, items[f.cue].last
            if name in ("described", "again"):
                unnamed.read(what[0].first if what else last, last, name)
            elif name == "name behind its kind":
                described += _called(w, last + 1, run(w, last + 1, s.hi) - 1, book)
            elif name == "name before its kind" and not _adjective(w, what):
                described += _called(w, what[0].first, what[-1].last, book)
            elif what and name != "name before its kind":
                who = _force(name, what[0].nation, bare(" ".join(w.low[what[0].last + 1 : last + 1])), book)
                described.append(Actor(w.starts[what[0].first], end_of(w, last), *who, f"group: {name}"))
    return described, unnamed.found


def _force(rule: str, nation: Nation | None, head: str, book: Book) -> Who:
    """Who a force, a militia or a body is: the codebook's by its description, or one of its own."""
    if nation is None:
        return book.described("coalition forces") or ("coalition", "Coalition forces", "military")
    if rule == "nation and forces":
        return book.by_country.get((nation.code, "military")) or (f"{nation.slug}-military", f"{nation.name} military", "military")
    if rule != "body of a state":
        shown = f"{nation.name}{'-backed' * (rule == 'state-backed')} militias"
        return book.described(shown) or (slug(shown), shown, "armed_group")
    head = "government" if head == "authorities" else head
    shown = f"Government of {nation.name}" if head == "government" else f"{nation.name} {head}"
    return book.described(shown) or (slug(f"{nation.slug} {head}"), shown, "military" if head == "air force" else "government")


def _called(w: Tokens, first: int, last: int, book: Book) -> list[Actor]:
    """A name beside the word for its bearers: "the armed group Grey Coast", "al-Bahr fighters"."""
    name = " ".join(w.raw[first : last + 1])
    who = book.described(name) or (name_id(name), name, "armed_group")
    return [Actor(w.starts[first], w.ends[last], *who, "group: name beside its kind")]


def _adjective(w: Tokens, what: list[Item]) -> bool:
    """Does it only say what they believe or where they are from: "Islamist rebels", "Eighteen Kurdish rebels"?"""
    last = what[-1].last
    return w.low[last].endswith(_ADJECTIVES) or (len(what) == 1 and w.raw[last].isalpha() and not w.raw[last].isupper())


@dataclass
class _Unnamed:
    """The unnamed sources of an article so far: how often each description was given, and who "the official" is.

    Each new description of one person is somebody else; only a definite one takes up the last.
    """

    reading: Reading
    seen: Counter[str] = field(default_factory=Counter)
    latest: dict[str, str] = field(default_factory=dict)
    found: list[Actor] = field(default_factory=list)

    def read(self, first: int, last: int, rule: str) -> None:
        w, again = self.reading.tokens, rule == "again"
        first += not w.raw[first][0].isalnum()  # "10:50 a.m. Ashton officials"
        head, shown = w.low[last].rstrip("s"), f"the {w.low[last]}" if again else " ".join(w.raw[first : last + 1])
        if not again:
            key = slug(" ".join(w.raw[first + (w.low[first] in ("a", "an", "one")) : last + 1]))
            self.seen[key] += key not in self.seen or w.low[first] in sets("people")["counts"]
            nth = f"-{self.seen[key]}" if self.seen[key] > 1 else ""
            self.latest[head] = f"anonymous-{key}{nth}-{slug(self.reading.article.id)}"
        if head in self.latest:
            says = "anonymous: taken up again" if again else "anonymous: described"
            self.found.append(Actor(w.starts[first], w.ends[last], self.latest[head], shown, "anonymous", says))
