"""Those whom a text describes instead of naming: forces of a state, militias behind which a state stands, sources who stay unnamed.

What describes them stands in ``rules/groups.rules``; who they are is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from analystkit.english.actors.book import Book, Who
from analystkit.english.lexicon import Nation, nations, sets
from analystkit.english.names import end_of, part, run
from analystkit.english.patterns import Found, rules
from analystkit.english.tokens import Reading, Sentence, Tokens, bare, name_id, plain
from analystkit.records import Actor
from analystkit.text import slug

NATION, BACKED, LED, GAP = "‹nation›", "‹backed›", "‹led›", "/"
_ADJECTIVES = ("ish", "ist", "ian", "ic", "ese", "led")


@dataclass(frozen=True)
class Items:
    """A sentence in which a nation is one item: words, offsets, first and last tokens, and the nations by item."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    nations: dict[int, Nation] = field(default_factory=dict)

    def add(self, w: Tokens, word: str, first: int, last: int) -> None:
        self.words.append(word)
        self.starts.append(w.starts[first])
        self.ends.append(w.ends[last])
        self.first.append(first)
        self.last.append(last)


def nations_as_one(s: Sentence) -> Items:
    """The items of a sentence: a nation as ‹nation›, "Iran-backed" as ‹backed›, a possessive without its ending, "al-Bahr" with a capital."""
    w, out, i = s.reading.tokens, Items(), s.lo
    while i < s.hi:
        last, word, nation = _item(w, i, s.hi)
        if i > s.lo and w.starts[i] - w.ends[i - 1] > 2:
            out.add(w, GAP, i, i)
        if nation:
            out.nations[len(out.words)] = nation
        out.add(w, word, i, last)
        i = last + 1
    return out


def _item(w: Tokens, i: int, hi: int) -> tuple[int, str, Nation | None]:
    """The last token of the item that begins at a token, how it reads, and the nation that it names."""
    raw, known, backed = w.raw[i].replace("‑", "-").replace("‐", "-"), nations(), sets("people")["backed"]
    front, _, back = raw.rpartition("-")
    if behind := known.get(front) if back.lower() in backed else known.get(back) if front.lower() == "pro" else None:
        return i, BACKED, behind
    two = known.get(f"{raw} {plain(w.raw[i + 1])}") if i + 1 < hi and w.capital(i) else None
    last, nation = (i + 1, two) if two else (i, known.get(plain(raw)))
    if nation:
        joined = last + 1 < hi and w.low[last + 1] in backed
        return last + joined, BACKED if joined else NATION, nation
    low = w.low[i]
    if low in _heads() or low.endswith("-led"):
        return i, bare(low) if low in _heads() else LED, None
    named = (part(w, i) or (low == "al" and w.capital(i + 1))) and not (front and back.islower())
    return i, plain(raw[0].upper() + raw[1:]) if named else low, None


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    heads = frozenset().union(*(sets("people")[x] for x in ("armed nouns", "military nouns", "body heads", "anonymous")))
    return heads | {f"{x}'s" for x in heads}


def groups(reading: Reading, book: Book) -> tuple[list[Actor], list[Actor]]:
    """Descriptions of armed groups, forces and state bodies ("US forces", "Iran-backed militant groups", "the Polish government"), and
    sources without a name ("a US official", then "the official").

    Each new description of one unnamed person is somebody else; only a definite one takes up the last.
    """
    described: list[Actor] = []
    unnamed = _Unnamed(reading)
    for s in reading.sentences:
        if _heads().isdisjoint(reading.tokens.low[s.lo : s.hi]):
            continue
        items, known = nations_as_one(s), rules("groups")
        for f in known.find(known.tape(items.words)):
            described += _described(reading.tokens, items, f, book)
            unnamed.read(items, f)
    return described, unnamed.found


def _described(w: Tokens, items: Items, f: Found, book: Book) -> Iterator[Actor]:
    name, (lo, hi), i = f.rule.name, (f.get("what") or [(f.cue, f.cue)])[0], items.last[f.cue]
    if name.startswith("name "):
        yield from _called(w, items, f, book)
        return
    nation, head = items.nations.get(lo), bare(" ".join(w.low[items.first[lo + 1] : i + 1]))
    who: Who | None = None
    if name == "coalition":
        who = book.described("coalition forces") or ("coalition", "Coalition forces", "military")
    elif nation and name == "nation and forces":
        who = book.by_country.get((nation.code, "military")) or (f"{nation.slug}-military", f"{nation.name} military", "military")
    elif nation and name == "body of a state":
        shown = f"Government of {nation.name}" if head in ("government", "authorities") else f"{nation.name} {head}"
        kind = "military" if head in ("army", "navy", "air force") else "government"
        body = "government" if head == "authorities" else head
        who = book.described(shown) or (slug(f"{nation.slug} {body}"), shown, kind)
    elif nation and name in ("state-backed", "nation and armed group"):
        shown = f"{nation.name}{'-backed' * (name == 'state-backed')} militias"
        who = book.described(shown) or (slug(shown), shown, "armed_group")
    if who:
        yield Actor(items.starts[lo], end_of(w, i), *who, f"group: {name}")


def _called(w: Tokens, items: Items, f: Found, book: Book) -> Iterator[Actor]:
    """A name beside the word for its bearers: "the armed group Grey Coast", "al-Bahr fighters"; not "Islamist rebels", "Kurdish rebels"."""
    if f.rule.name == "name behind its kind":
        first = items.last[f.cue] + 1
        last = run(w, first, items.last[-1] + 1) - 1
    else:
        lo, hi = f.get("what")[0]
        first, last = items.first[lo], items.last[hi - 1]
        if w.low[last].endswith((*_ADJECTIVES, "'s")) or (first == last and w.raw[last].isalpha() and not w.raw[last].isupper()):
            return
    name = " ".join(w.raw[first : last + 1])
    yield Actor(
        w.starts[first], w.ends[last], *(book.described(name) or (name_id(name), name, "armed_group")), "group: name beside its kind"
    )


@dataclass
class _Unnamed:
    """The unnamed sources of an article so far: how often each description was given, and who "the official" is."""

    reading: Reading
    seen: dict[str, int] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    found: list[Actor] = field(default_factory=list)

    def read(self, items: Items, f: Found) -> None:
        w, i, article = self.reading.tokens, items.last[f.cue], self.reading.article.id
        first = items.first[f.get("what")[0][0]] if f.get("what") else i
        first += not w.raw[first][0].isalnum()  # "10:50 a.m. Ashton officials"
        head = w.low[i].rstrip("s")
        if f.rule.name == "again" and head in self.latest:
            self.found.append(
                Actor(w.starts[first], w.ends[i], self.latest[head], f"the {w.low[i]}", "anonymous", "anonymous: taken up again")
            )
        elif f.rule.name == "described":
            counted = first < i and w.low[first] in _COUNTS
            key = slug(" ".join(w.raw[first + (w.low[first] in ("a", "an", "one")) : i + 1]))
            if counted or key not in self.seen:
                self.seen[key] = self.seen.get(key, 0) + 1
            nth = f"-{self.seen[key]}" if self.seen[key] > 1 else ""
            self.latest[head] = f"anonymous-{key}{nth}-{slug(article)}"
            shown = " ".join(w.raw[first : i + 1])
            self.found.append(Actor(w.starts[first], w.ends[i], self.latest[head], shown, "anonymous", "anonymous: described"))


_COUNTS = frozenset(
    "a an another one two three four five six seven eight nine ten several some many few other multiple both dozens".split()
)
