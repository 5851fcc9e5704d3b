"""The letters of a tape: one for each combination of classes, lists and named words that an item can have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from analystkit.english.lexicon import sets
from analystkit.english.lexicon.verbs import frames
from analystkit.english.rulefile import TOKEN, Line
from analystkit.english.tokens import QUOTE, TITLE

GAP = "/"  # how a blank that is too wide to go on after reads
SHAPES = ("QUOTE", "TITLE", "NAME", "POSS", "FIGURE", "MARK", "ED", "ING", "ADV", "WORD")
# Regular expressions compile fast as long as few letters lie beyond 255; none may mean anything in them.
_LETTERS = [chr(c) for c in range(1, 0x900) if chr(c) not in r"[]\^-&~|_#"]

MOST_KNOWN = 100_000  # words whose letters are kept
Sign = frozenset[str]
"""What an item is: its classes or shape, the lists it is in, and "=word" where a rule names the word."""


def shape(raw: str) -> str:
    """What a word looks like that no class claims.

    >>> [shape(w) for w in ("Lee", "Lee's", "1,200", "closed", "slowly", "port", "%")]
    ['NAME', 'POSS', 'FIGURE', 'ED', 'ADV', 'WORD', 'MARK']
    """
    if raw in (QUOTE, TITLE):
        return "QUOTE" if raw == QUOTE else "TITLE"
    if raw.endswith(("'s", "s'", "’s", "s’")):
        return "POSS"
    if raw[0].isupper() or raw[0] in "@#":
        return "NAME"
    if not raw[0].isalpha():
        return "MARK" if not raw[0].isdigit() and raw[0] not in "$£€" else "WORD" if raw[-1].isalpha() and "-" in raw else "FIGURE"
    return "ED" if raw.endswith("ed") else "ING" if raw.endswith("ing") else "ADV" if raw.endswith("ly") else "WORD"


class Alphabet:
    """What the lines of some files of rules say of words, and the letters that this takes."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.used = [name for line in lines if line.kind == "use" for name in line.names]
        self.closed = {x.names[0]: x.names[2] if len(x.names) == 3 else "" for x in lines if x.kind == "words"}
        self.part_lines: dict[str, Line] = {}
        for line in lines:
            if line.kind == "part" and self.part_lines.setdefault(line.names[0], line) is not line:
                raise line.error(f"a part “{line.names[0]}” is there already")
        self.beside: dict[str, set[str]] = {}  # list → the classes beside which a rule names it
        self.names = self._names()
        self._mint([line for line in lines if line.kind == "tag"])

    def _names(self) -> dict[str, set[str]]:
        """From a word to its classes, the lists it is in that a rule names, and itself where a rule names it."""
        named: dict[str, Line] = {}
        for line in (x for x in self.lines if x.kind in ("part", "tag", "rule")):
            first, *lists = line.cells[1].split() if len(line.cells) > 1 else ["ANY"]
            pattern = [n for m in TOKEN.finditer(line.cells[-1 if line.kind == "part" else 2]) if m["item"] for n in _split(m["item"])]
            named |= dict.fromkeys([first, *pattern], line)
            for name in (n.lstrip("-") for n in lists):
                name = name if name[0].isupper() else "@" + name
                self.beside.setdefault(name, set()).update(self._classes(first))
                named.setdefault(name, line)
            for name in pattern:
                self.beside[name] = {"ANY"}
        for line in (x for x in self.lines if x.kind == "tag"):  # what becomes a noun keeps the lists of nouns
            for classes in (c for c in self.beside.values() if line.names[1] in c):
                classes.add(line.cells[1].split()[0])
        out: dict[str, set[str]] = {}
        for line in self.lines:
            if line.kind == "words" or (line.kind == "list" and line.names[0] in named):
                for w in self._words(line):
                    out.setdefault(w, set()).add(line.names[0])
        for name, line in named.items():
            if not name[0].isupper():
                for w in self._list(line, name[1:]) if name[0] == "@" != name else [name]:
                    out.setdefault(w, set()).add(name if name[0] == "@" != name else "=" + name)
        return out

    def _classes(self, name: str) -> set[str]:
        """The classes that a part of one item is made of, as far as they are written; a class is its own."""
        line = self.part_lines.get(name)
        return {c for m in TOKEN.finditer(line.cells[0]) if m["item"] for c in self._classes(m["item"])} if line else {name}

    def _words(self, line: Line) -> set[str]:
        items = line.cells[0].split()
        words = {w for x in items for w in (self._list(line, x[1:]) if x[0] == "@" != x else [x] if "*" not in x[:2] or x == "*" else [])}
        for end in (x for x in items if "*" in x[:2] and len(x) > 2):
            words = {w for w in words if w.endswith(end.lstrip("-*")) != (end[0] == "-")}
        return words

    def _list(self, line: Line, name: str) -> Iterable[str]:
        if name not in self.lists:
            raise line.error(f"unknown list “{name}”", name, self.lists)
        return self.lists[name]

    @cached_property
    def lists(self) -> dict[str, frozenset[str]]:
        """The lists of the lexicon that these files may name."""
        return {k.replace(" ", "_"): v for f in reversed(self.used) for k, v in (frames() if f == "speech" else sets(f)).items()}

    def _sign(self, names: Iterable[str], shape: str) -> Sign:
        """What an item is: a word's closed classes, else its shape; and its lists, but not where a capital makes a name of it."""
        names = frozenset(names)
        closed = names & self.closed.keys()
        firm = closed and not (shape in ("NAME", "POSS") and all(self.closed[c] for c in closed))
        return self._pruned(names if firm else frozenset({shape}) if closed else names | {shape})

    def _pruned(self, sign: Sign) -> Sign:
        """Without the lists that no rule names beside such a class: few letters make quick expressions."""
        return frozenset(n for n in sign if n not in self.beside or not self.beside[n].isdisjoint(("ANY", *sign)))

    def _mint(self, tags: list[Line]) -> None:
        """A letter for every sign; the letters of a class lie side by side."""
        looks = {(frozenset(names), look) for word, names in self.names.items() for look in (shape(word), "NAME")}
        signs = {self._sign(names, look) for names, look in looks} | {frozenset({s}) for s in SHAPES}
        changed: dict[tuple[Sign, str], Sign] = {}
        for line in tags:
            new = line.names[1]
            changed |= {(s, new): self._pruned(s.difference(self.closed, SHAPES) | {new}) for s in signs if line.cells[1].split()[0] in s}
        signs |= set(changed.values())
        size = Counter(n for s in signs for n in s if n in self.closed or n in SHAPES)  # the largest class has the last letters
        alike = sorted(signs, key=lambda s: max([(size[n], n) for n in s], default=(0, "")) + tuple(sorted(s)))
        self.letters = dict(zip(alike, _LETTERS, strict=False))
        self.every = frozenset(self.letters.values())
        self.having: dict[str, set[str]] = {"ANY": set(self.every)}
        for sign, letter in self.letters.items():
            for name in sign:
                self.having.setdefault(name, set()).add(letter)
        self.changed = {(self.letters[a], new): self.letters[b] for (a, new), b in changed.items()}

    def letter(self, raw: str, opening: bool) -> str:
        low = raw.lower().replace("’", "'")
        if (names := self.names.get(low)) is None:  # nearly all
            return self.letters[frozenset((shape(low if opening and low.endswith(("ed", "ing")) else raw),))]
        says_nothing = opening and (names & self.closed.keys() or low.endswith(("ed", "ing")))  # the capital of a sentence's first word
        looks = shape(low if says_nothing else raw)
        return self.letters.get(self._sign(names, looks)) or self.letters[frozenset({looks})]


class Letters(dict[str, str]):
    """The letter of each word as printed, found when it is first met."""

    def __init__(self, alphabet: Alphabet, opening: bool) -> None:
        super().__init__()
        self.alphabet, self.opening = alphabet, opening

    def __missing__(self, raw: str) -> str:
        if len(self) > MOST_KNOWN:
            self.clear()
        self[raw] = letter = self.alphabet.letter(raw, self.opening)
        return letter


def _split(item: str) -> list[str]:
    return item.split("-") if item[0].isupper() else [item]
