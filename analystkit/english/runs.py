"""Runs of capitals, and what else they are called: an acronym in brackets, a nickname inside, another name behind."""

from __future__ import annotations

from collections.abc import Iterator

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import Tokens as Words
from analystkit.english.tokens import bare

SMALL = frozenset("of for the and on de du des la y e".split())
"""What stands small inside the names of bodies."""

_TOPICS = frozenset("board bureau commission committee council office".split())
"""Bodies that are "on" something: "Commission on Human Rights"."""


def is_title(w: Words, i: int) -> bool:
    """Does a word say what somebody is: "Minister", "spokesman", "Mother-of-two"?"""
    low, roles = bare(w.low[i]), lexicon("people")["roles"]
    return (
        w.low[i] in lexicon("people")["titles"] or w.raw[i] in SHORT or low in roles or ("-of-" in low and low.partition("-")[0] in roles)
    )


SHORT = frozenset("PM FM MP MEP VP".split())  # "at 5 pm" is none


def part(w: Words, i: int) -> bool:
    """Can the token be a word of a name: with a capital, or with one behind an article, "al-Burhan"?"""
    if w.capital(i):
        return True
    front, hyphen, back = w.low[i].partition("-") if i < len(w.low) else ("", "", "")
    return bool(hyphen and back) and w.raw[i][len(front) + 1].isupper() and front in lexicon("people")["name articles"]


def run(w: Words, i: int, hi: int) -> int:
    """The end of the run of capitalised words that begins at ``i``; particles, initials and what a body is "of" belong to it."""
    j = i + 1
    while j < hi and w.near(j):
        if w.low[j - 1].endswith("'s"):
            break
        if (part(w, j) and w.starts[j] > w.ends[j - 1]) or (w.raw[j] == "." and len(w.raw[j - 1]) == 1):
            j += 1
        elif w.raw[j] == "." and w.low[j - 1] in lexicon("people")["titles"] and w.capital(j + 1) and w.near(j + 1):
            j += 2
        elif (k := _joined(w, j) or _nicknamed(w, j)) and k < hi:
            j = k + 1
        else:
            break
    return min(j, hi)


def _joined(w: Words, j: int) -> int:
    """The capital to which lower-case words at ``j`` join a name: "de la Fuente", "Organization for Migration"; 0 where they do not."""
    words, k, before = lexicon("people"), j, bare(w.low[j - 1])
    while k < j + 3 and k < len(w.low) and w.low[k] in words["particles"]:
        k += 1
    if k == j and before in words["organisations"] and (w.low[j] in ("of", "for") or (w.low[j] == "on" and before in _TOPICS)):
        k = j + 1 + (j + 1 < len(w.low) and w.low[j + 1] in ("the", "a"))
    fits = k > j and part(w, k) and w.low[k] not in words["function words"] and all(w.near(x) for x in range(j, k + 1))
    return k if fits else 0


def _nicknamed(w: Words, j: int) -> int:
    """The capital after a nickname in quotation marks that begins at ``j``: "Karl “Grey Owl” Lund"; 0 where there is none."""
    if w.raw[j] not in MARKED or w.raw[j - 1].isupper():
        return 0
    k = next((k for k in range(j + 2, min(j + 5, len(w.raw) - 1)) if w.raw[k] in MARKED), 0)
    named = k and w.starts[j + 1] == w.ends[j] and w.starts[k] == w.ends[k - 1] and all(x.isalpha() for x in w.raw[j + 1 : k])
    return k + 1 if named and part(w, k - 1) and part(w, k + 1) and w.near(k + 1) else 0


MARKED = frozenset("“ ” ‘ ’ \" '".split())


def unmarked(w: Words, first: int, last: int) -> tuple[list[int], list[int]]:
    """The tokens of a name without the nickname inside it, and those of the nickname."""
    marks = [i for i in range(first, last + 1) if w.raw[i] in MARKED] if last - first > 3 else []
    if len(marks) != 2:
        return list(range(first, last + 1)), []
    return [*range(first, marks[0]), *range(marks[1] + 1, last + 1)], list(range(marks[0] + 1, marks[1]))


def spelled_names(w: Words, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """Names that an acronym in brackets spells, which proves a body: "Joint Chiefs of Staff (JCS)"; where small words join them, in
    another language too: as many words as letters, the first alike: "Volunteers for the Harbour of the Nation (VPN)"."""
    j = lo
    while "(" in w.raw[j:hi]:
        j = w.raw.index("(", j) + 1
        short = _short(w, j) if j > lo + 3 else None
        first, letters, joined = j - 1, "", False
        while short and len(short) > 2 and len(letters) < len(short) and lo < first and j - first < 15 and w.near(first):
            first -= 1
            if part(w, first):
                letters = next(c for c in w.raw[first] if c.isupper()) + letters
            elif w.low[first] in SMALL:
                joined, wanted = True, short[-len(letters) - 1]
                letters = wanted + letters if letters and w.low[first][0].upper() == wanted else letters
            else:
                break
        named = first > lo and w.near(first) and is_title(w, first - 1)  # "Judge Karl Evan Lund (KEL)"
        named = named or bare(w.low[j - 2]) in _PAPERS
        if (
            short
            and not named
            and part(w, first)
            and (letters == short or (joined and len(letters) == len(short) and letters[0] == short[0]))
        ):
            yield first, j - 2


_PAPERS = frozenset("act acts bill treaty agreement deal amendment accord".split())


def _short(w: Words, i: int) -> str | None:
    """The acronym at token ``i`` that stands alone in brackets."""
    if not 0 < i < len(w.raw) - 1 or w.raw[i - 1] != "(" or w.raw[i + 1] != ")":
        return None
    return w.raw[i] if w.raw[i].isupper() and w.raw[i].isalpha() and 1 < len(w.raw[i]) < 9 else None


def acronym(w: Words, first: int, last: int, *, spelled: bool = False) -> str | None:
    """The acronym in brackets after a name: with its last capitals, "Free Harbour Union (FHU)"; after a body's own last word, or one
    ``spelled`` by it, any."""
    short = _short(w, last + 2)
    if not short or spelled:
        return short
    initials = "".join(t[0] for t in w.raw[first : last + 1] if t[0].isupper())
    foreign = len(short) > 2 and bare(w.low[last]) in lexicon("people")["organisations"]
    return short if foreign or short == initials[-len(short) :] else None


def also_called(w: Words, last: int) -> tuple[int, int] | None:
    """The tokens of another name that the text gives right after one: "Karl Lund, (also) known as “Grey Owl”"."""
    words = lexicon("people")
    j = last + 1 + (last + 1 < len(w.raw) and w.raw[last + 1] in ",(")
    j += j < len(w.low) and w.low[j] in ("also", "better", "widely")
    if j + 1 < len(w.low) and w.low[j] in words["called"]:
        j += 2 if w.low[j + 1] in ("as", "by") else 1
        j += j < len(w.raw) and w.raw[j] in "“\"'‘"
        if part(w, j) and w.low[j] not in words["function words"] and not is_title(w, j):
            return j, run(w, j, len(w.raw)) - 1
    return None
