"""Runs of capitals, and the acronym in brackets that another name or the text gives them."""

from __future__ import annotations

from collections.abc import Iterator

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.tokens import Tokens, bare

SMALL = frozenset("of for the and on de du des la y e".split())
"""What stands small inside the names of bodies."""
SHORT = frozenset("PM FM MP MEP VP".split())  # "at 5 pm" is none
LONGEST_RUN = 50  # tokens: what goes on longer is no name
_TOPICS = frozenset("board bureau commission committee council office".split())  # "Commission on Human Rights"
_PAPERS = frozenset("act acts bill treaty agreement deal amendment accord".split())
_MARKED = frozenset("“ ” ‘ ’ \" '".split())


def is_title(w: Tokens, i: int) -> bool:
    """Does a word say what somebody is: "Minister", "spokesman", "Mother-of-two"?"""
    people, low = lexicon("people"), bare(w.low[i])
    if w.low[i] in people["titles"] or low in people["roles"] or w.raw[i] in SHORT:
        return True
    return "-of-" in low and low.partition("-of-")[0] in people["roles"]


def part(w: Tokens, i: int) -> bool:
    """Can the token be a word of a name: with a capital, or with one behind an article, "al-Burhan"?"""
    if not 0 <= i < len(w.raw):
        return False
    raw = w.raw[i]
    if raw[0].isupper() or "-" not in raw:
        return raw[0].isupper()
    front, _, back = raw.partition("-")
    return back[:1].isupper() and front in lexicon("people")["name articles"]


def run(w: Tokens, i: int, hi: int) -> int:
    """The end of the run of capitalised words that begins at ``i``; particles, initials and what a body is "of" belong to it."""
    j, hi = i + 1, min(hi, i + LONGEST_RUN)
    while j < hi and w.near(j) and not w.low[j - 1].endswith("'s"):
        if (part(w, j) and w.starts[j] > w.ends[j - 1]) or (w.raw[j] == "." and len(w.raw[j - 1]) == 1):
            j += 1
        elif w.raw[j] == "." and w.low[j - 1] in lexicon("people")["titles"] and w.capital(j + 1) and w.near(j + 1):
            j += 2
        elif k := _joined(w, j) or _nicknamed(w, j):
            j = k + 1
        else:
            break
    return min(j, hi)


def _joined(w: Tokens, j: int) -> int:
    """The capital to which lower-case words at ``j`` join a name: "de la Fuente", "Organization for Migration"; 0 where they do not."""
    people, k = lexicon("people"), j
    while k < len(w.low) and w.low[k] in people["particles"]:
        k += 1
    if k == j:
        before = bare(w.low[j - 1]) if w.low[j] in ("of", "for", "on") else ""
        if before not in people["organisations"] or (w.low[j] == "on" and before not in _TOPICS):
            return 0  # nearly always
        k = j + 1 + (w.low[j + 1 : j + 2] in (["the"], ["a"]))
    return k if k > j and part(w, k) and w.low[k] not in people["function words"] and all(map(w.near, range(j, k + 1))) else 0


def _nicknamed(w: Tokens, j: int) -> int:
    """The capital after a nickname in quotation marks that begins at ``j``: "Karl “Grey Owl” Lund"; 0 where there is none."""
    if w.raw[j] not in _MARKED:
        return 0
    marks = [k for k in range(j, min(j + 5, len(w.raw) - 1)) if w.raw[k] in _MARKED]
    named = len(marks) == 2 and marks[0] == j and j + 1 < marks[1] and not w.raw[j - 1].isupper()
    return marks[1] + 1 if named and w.capital(marks[1] - 1) and part(w, marks[1] + 1) and w.near(marks[1] + 1) else 0


def unmarked(w: Tokens, first: int, last: int) -> tuple[list[int], list[int]]:
    """The tokens of a name without the nickname inside it, and those of the nickname."""
    marks = [i for i in range(first, last + 1) if w.raw[i] in _MARKED] if last - first > 3 else []
    a, b = marks if len(marks) == 2 and first < marks[0] and marks[1] < last else (last + 1, last + 1)
    return [*range(first, a), *range(b + 1, last + 1)], list(range(a + 1, b))


def spelled_names(w: Tokens, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """Names that an acronym in brackets spells, which proves a body: "Joint Chiefs of Staff (JCS)"; small words may count, and one of
    another language needs as many words as letters, the first alike: "Volunteers for the Harbour of the Nation (VPN)"."""
    for j in [i + 1 for i in range(lo + 4, hi) if w.raw[i] == "("]:
        short, first, letters = _short(w, j) or "", j - 1, ""
        while 2 < len(short) > len(letters) and lo < first and w.near(first):
            wanted = short[-len(letters) - 1]
            if part(w, first - 1):
                letters = next(c for c in w.raw[first - 1] if c.isupper()) + letters
            elif w.low[first - 1] not in SMALL:
                break
            elif letters and w.low[first - 1][0].upper() == wanted:
                letters = wanted + letters
            first -= 1
        paper = bare(w.low[j - 2]) in _PAPERS or (first > lo and is_title(w, first - 1))  # "Judge Karl Evan Lund (KEL)"
        if letters and part(w, first) and not paper and len(letters) == len(short) and letters[0] == short[0]:
            yield first, j - 2


def _short(w: Tokens, i: int) -> str | None:
    """The acronym at token ``i`` that stands alone in brackets."""
    alone = 0 < i < len(w.raw) - 1 and w.raw[i - 1] == "(" and w.raw[i + 1] == ")"
    return w.raw[i] if alone and w.raw[i].isupper() and w.raw[i].isalpha() and 1 < len(w.raw[i]) < 9 else None


def acronym(w: Tokens, first: int, last: int, *, spelled: bool = False) -> str | None:
    """The acronym in brackets after a name: with its last capitals, "Free Harbour Union (FHU)"; after a body's own last word, or one
    ``spelled`` by it, any."""
    short = _short(w, last + 2) or ""
    foreign = len(short) > 2 and bare(w.low[last]) in lexicon("people")["organisations"]
    return (
        short
        if short and (spelled or foreign or "".join(filter(str.isupper, (t[0] for t in w.raw[first : last + 1]))).endswith(short))
        else None
    )
