"""People and organisations found from the language itself: a title, an apposition, a reporting verb or an acronym beside a name.

They are read once an article, before places: ``Reading.names``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analystkit.english.alphabet import GAP
from analystkit.english.lexicon import nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.patterns import rules
from analystkit.english.runs import SHORT, SMALL, is_title, part, run, spelled_names, unmarked
from analystkit.english.spelling import SUFFIXES
from analystkit.english.tokens import Reading, Tokens, bare, nation_before


@dataclass(frozen=True)
class Name:
    """A run of capitalised words that may name somebody, without titles, function words at its ends or a possessive.

    ``start`` and ``end`` are offsets, ``first`` and ``last`` its tokens, ``kind`` is person, organisation, media or other. ``proof`` says
    what shows it in its own words: for a person "title", "age", "apposition", "reporting verb", "suffix", "other name", "told" (a medium);
    for a body "acronym" or "its last word"; "" is no proof: a later mention of a proved name, or anything with capitals. ``titles`` are
    the words before it that say what it is, in lower case: ("harbour", "minister"). ``bare_first`` is where the name of a body begins
    without its nation: "Harbour Guard" of "Peruvian Harbour Guard". ``other`` are the tokens of another name that is given right behind it.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    proof: str
    bare_first: int
    titles: tuple[str, ...] = ()
    other: tuple[int, int] | None = None


def names(reading: Reading) -> list[Name]:
    """The names of what taggers read, in order: ``Reading.names`` keeps them.

    >>> from analystkit.records import Article, Segment
    >>> text = "Harbour Minister Ida Holm left. Holm slept. A Harbour Union (HU) met."
    >>> found = names(Reading(Article("a", text, segments=(Segment(0, len(text), "body", "given"),))))
    >>> [(text[n.start : n.end], n.kind, n.proof, n.titles) for n in found if n.kind == "person"]
    [('Ida Holm', 'person', 'title', ('harbour', 'minister')), ('Holm', 'person', '', ())]
    >>> [(text[n.start : n.end], n.kind, n.proof) for n in found if n.kind == "organisation"]
    [('Harbour Union', 'organisation', 'its last word')]
    """
    w, common = reading.tokens, frozenset(filter(str.islower, reading.tokens.raw)) - lexicon("people")["particles"]
    found = [n for a, b, _ in reading.article.news() for n in _names(w, w.at(a), w.at(b), common)]
    whole = {tuple(w.low[n.first : n.last + 1]) for n in found if n.kind == "person" and n.last > n.first and len(w.raw[n.last]) > 1}
    alone = common | {w.low[n.first] for n in found if n.last == n.first}
    return [_cut(w, n, whole, alone) if n.kind == "person" and n.last - n.first > 1 else n for n in found]


def _cut(w: Tokens, n: Name, whole: set[tuple[str, ...]], alone: frozenset[str]) -> Name:
    """A name without what ran into it, as where a caption ends without a stop: "Karl Lund Previously, Holm left"."""
    for k in range(n.last - 1, n.first, -1):
        if tuple(w.low[n.first : k + 1]) in whole and alone.issuperset(w.low[k + 1 : n.last + 1]):
            return replace(n, last=k, end=end_of(w, k))
    return n


def _names(w: Tokens, lo: int, hi: int, common: frozenset[str]) -> Iterator[Name]:
    """The names among the tokens ``lo`` to ``hi``; ``common`` are the words that the article also prints in lower case."""
    end, small = lo, lexicon("people")["function words"]
    spelled = dict(spelled_names(w, lo, hi))
    for i in [i for i in range(lo, hi) if w.raw[i][0].isupper() or "-" in w.raw[i] or i in spelled]:
        if i < end:
            continue
        if i in spelled:
            yield _name(w, i, spelled[i], "organisation", "acronym", i + (w.raw[i] in nations()))
            end = spelled[i] + 1
        elif part(w, i):
            end = run(w, i, min((a for a in spelled if a > i), default=hi) if spelled else hi)
            alone = end == i + 1 and w.low[i] in small
            if not alone and (found := _read(w, i, end, lo, hi, common)):
                yield found


def _name(w: Tokens, first: int, last: int, kind: str, proof: str, bare_first: int = 0) -> Name:
    return Name(w.starts[first], end_of(w, last), first, last, kind, proof, bare_first)


def end_of(w: Tokens, i: int) -> int:
    """Where a token ends without its possessive."""
    return w.starts[i] + len(bare(w.low[i]))


def printed(text: str, w: Tokens, first: int, last: int) -> str:
    """The words of a name as printed, without a possessive ending, and without a nickname inside it."""
    nick = unmarked(w, first, last)[1]
    before = f"{text[w.starts[first] : w.ends[nick[0] - 2]]} " if nick else ""
    return before + text[w.starts[nick[-1] + 2 if nick else first] : end_of(w, last)]


def _read(w: Tokens, first: int, end: int, lo: int, hi: int, common: frozenset[str]) -> Name | None:
    words = lexicon("people")
    before = w.low[first - 1] if first > lo and w.near(first) else "'s"
    titled = before not in _PAST and not before.endswith("'s") and is_title(w, first - 1)
    begin, first, led = _past_titles(w, first, end)
    titled = titled if led is None else led
    while end > first and w.low[end - 1] in words["function words"] and not (titled and _surname(w, first, end)):
        end -= 1  # "told Karl Lund Tuesday"
    end -= end - first > 1 and (w.raw[end - 1] in _GLUED or (end - first > 2 and w.raw[end - 1] in SHORT))  # "Karl Lund MP"
    last = end - 1
    if first >= end or not w.raw[last][0].isalnum():
        return None
    tokens = [bare(w.low[i]) for i in unmarked(w, first, last)[0] if w.low[i] != "."]
    if any(t in words["organisations"] for t in tokens):
        return _body(w, begin, first, last, tokens, lo, hi)
    if last > first and w.raw[first].isupper() and w.raw[first].isalpha() and len(tokens[0]) > 3 and not w.raw[first + 1].isupper():
        first, tokens = first + 1, tokens[1:]  # "GETTY Karl Lund"
    if _nobody(tokens) or (w.raw[last].isupper() and len(tokens) == 1):
        return _name(w, first, last, "other", "")
    proof, other = _proof(w, first, end, lo, hi) if len(tokens) > 1 or titled else ("", None)
    proof = "title" if titled else proof
    shared = not common.isdisjoint(tokens)
    proof = proof or ("first name" if not shared and _first_name(w, first, last, tokens) else "")
    if (proof == "reporting verb" and shared) or (proof and _headline(w, first, end, lo, hi)):
        proof = ""  # "Zero Harm said", where the article also writes "harm"
    found = _name(w, first, last, "media" if proof == "told" else "person", proof)
    return replace(found, titles=_titles(w, lo, first) if titled else (), other=other) if titled or other else found


_GLUED = frozenset("AP AFP GETTY REUTERS DPA EPA PA BBC CNN".split())
"""Whose photograph it is, where a caption runs into the name before it."""
_PAST = frozenset("former then elect man woman".split())  # "the former Apprentice host", "to elect Karl Lund", "Man Utd"
_WITHIN = frozenset("by as at for from in into of on with and or the to".split())
_OF_TOWNS = frozenset("mayor governor bishop archbishop king queen prince emir sultan".split())


def _nobody(tokens: list[str]) -> bool:
    """Is it no person's name: with a word that none holds, with a small one inside ("AP By Karl Lund"), an office, a troop or firm?"""
    words, last = lexicon("people"), tokens[-1]
    title, role = last in words["titles"], last in words["roles"]
    office = (title or role) and last not in words["titles that are names"]
    return (
        any(t in words["no person"] or any(map(str.isdigit, t)) for t in tokens)
        or not _WITHIN.isdisjoint(tokens[1:-1])
        or len(tokens) > 5
        or last in words["no surname"]
        or (office and (len(tokens) == 1 or (title and role)))
    )


def _given(word: str) -> bool:
    return word in lexicon("places")["given names"] and word not in lexicon("people")["first names of towns"]


def _first_name(w: Tokens, first: int, last: int, tokens: list[str]) -> bool:
    """Does a name begin with a first name that names no town: "Karl Lund", but "Paris Match"?"""
    return 1 < len(tokens) < 4 and _given(tokens[0]) and not (w.near(first) and w.low[first - 1] == "the") and w.raw[last].isalpha()


def _surname(w: Tokens, first: int, end: int) -> bool:
    """Is the month behind a first name a surname: "Minister Ida May said"?"""
    return (
        w.low[end - 1] in ("may", "march", "june", "april", "august")
        and end - first == 2
        and not w.raw[min(end, len(w.raw) - 1)][0].isdigit()
    )


def _body(w: Tokens, begin: int, first: int, last: int, tokens: list[str], lo: int, hi: int) -> Name:
    """The name of a body; its nation belongs to it, unless it is a medium: "Peruvian Harbour Guard", but "British Guardian"."""
    words = lexicon("people")
    cut = next((n for n, t in enumerate(tokens) if n and t in ("of", "for", "on") and tokens[n - 1] in words["organisations"]), len(tokens))
    head = tokens[cut - 1]
    at = first if head in words["media"] else begin
    if at == first > lo and common_body(tokens) and w.low[first - 1].endswith("'s") and (near := nation_before(w, first)):
        at = max(lo, near[0])  # "Haiti's National Police"
    proved = head in words["organisations"] and (len(tokens) > 1 or at < first) and not words["function words"].intersection(tokens[1:cut])
    return _name(w, at, last, "organisation", "its last word" if proved and not _headline(w, first, last + 1, lo, hi) else "", first)


def common_body(tokens: list[str]) -> bool:
    """May every state have a body of this name: "National Police", "Ministry of Defence"?"""
    words = lexicon("people")
    own = tokens[-1] in words["media"] and tokens[0] not in ("state", "national", "public")
    return not own and all(t in SMALL or any(t in words[k] for k in ("organisations", "portfolios", "common bodies")) for t in tokens)


def _past_titles(w: Tokens, first: int, end: int) -> tuple[int, int, bool | None]:
    """Where the name begins with its nation and without it, and whether a title stands before it (None: what stood before the run says).

    "Iraqi Defence Minister Ann Lee" begins at "Ann"; a word that is a first name's neighbour, "Sacha Baron Cohen", is no title.
    """
    words, begin, led = lexicon("people"), first, None
    if first > 1 and w.low[first - 1] == "of" and is_title(w, first - 2):  # "Secretary of State Ann Lee"
        while first < end and w.low[first] in words["portfolios"]:
            begin, first, led = first + 1, first + 1, True
        if end - first == 3 and w.low[first - 2] in _OF_TOWNS and not _given(w.low[first]):
            return first + 1, first + 1, True  # "Mayor of Ashton Karl Lund"
    while first < end:
        origin, title = w.raw[first] in nations(), is_title(w, first)
        if not (origin or title or w.low[first] in words["function words"] or w.raw[first] == "."):
            break
        begin, led = begin if origin else first + 1, led if w.raw[first] == "." else title
        first += 1
    for j in range(end - 2, first, -1):
        if not (w.capital(j) and is_title(w, j)) or (w.low[j] in words["titles that are names"] and j - first < 2):
            continue
        rest = [bare(x) for x in w.low[j + 1 : end] if x != "." and x not in SUFFIXES]
        if rest and rest[-1] not in words["organisations"]:
            first = j + 2 if w.raw[j + 1] == "." else j + 1
            led = w.low[first] not in words["function words"]
            while first < end - 1 and w.low[first] in words["function words"]:
                first += 1  # "MADAM PRESIDENT Did Ida Holm"
            return first, first, led
    return begin, first, led


def _titles(w: Tokens, lo: int, first: int) -> tuple[str, ...]:
    """The words of the office before a name: a title, and the capitals before it."""
    i = first
    while i > max(lo, first - 6) and (i == first or w.near(i)):
        joins = w.low[i - 1] == "." or (w.low[i - 1] == "of" and i < first)
        if not (is_title(w, i - 2) if joins else is_title(w, i - 1) or w.capital(i - 1)):
            break
        i -= 1
    return tuple(x for x in w.low[i:first] if x[0].isalpha() and x not in lexicon("people")["function words"])


def _headline(w: Tokens, first: int, end: int, lo: int, hi: int) -> bool:
    """Does the run stand in a line that capitalises every word, where capitals prove nothing: "Judge Blocks Harbour Plan After Talks"?"""
    a, b, least, most = first, end, max(lo, first - 12), min(hi, end + 12)
    while a > least and w.near(a) and not _stop(w, a - 1):
        if _prose(w.raw[a - 1]):
            return False
        a -= 1
    while b < most and w.near(b) and not _stop(w, b):
        if _prose(w.raw[b]):
            return False
        b += 1
    return sum(r[0].isalpha() for r in w.raw[a:b]) > 4 and not any(map(_prose, w.raw[first:end]))


def _prose(raw: str) -> bool:
    """Is it a word that a headline would print with a capital?"""
    return raw.islower() and raw[0].isalpha() and (raw not in lexicon("people")["function words"] or raw in ("said", "says", "told"))


def _stop(w: Tokens, i: int) -> bool:
    return w.raw[i] in '!?“”"' or (w.raw[i] == "." and i > 0 and len(w.raw[i - 1]) > 3)


def beside(w: Tokens, first: int, end: int, lo: int, hi: int) -> list[str]:
    """A name as one item between the words beside it, as ``rules/names.rules`` reads them."""
    name = "‹foreign›" if w.low[first] in lexicon("people")["foreign articles"] else "‹name›"
    before = [GAP if not w.near(i + 1) else w.raw[i] for i in range(max(lo, first - 8), first)]
    return [*before, name, *("‹age›" if x.isdigit() and len(x) < 3 else x for x in w.raw[end : min(hi, end + 10)])]


def _proof(w: Tokens, first: int, end: int, lo: int, hi: int) -> tuple[str, tuple[int, int] | None]:
    """What shows that the run is a person, and the tokens of the other name that the text gives."""
    known, k = rules("names"), min(8, first - lo)
    found = (
        None
        if w.low[end - 1].endswith("'s")
        else next((f for f in known.find(known.tape(beside(w, first, end, lo, hi))) if f.cue == k), None)
    )
    other = [end + a - k - 1 for a, _ in found.get("other")] if found else []
    proof = found.rule.name if found else "suffix" if w.low[end - 1] in ("jr", "sr") else ""
    return proof, (other[0], run(w, other[0], hi) - 1) if other else None
