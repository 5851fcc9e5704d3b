"""Those whom a text describes instead of naming: forces of a state, militias behind which a state stands, sources who stay unnamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analystkit.english.lexicon import Nation, nations
from analystkit.english.lexicon import sets as lexicon
from analystkit.english.lexicon.verbs import reporting_verbs
from analystkit.english.names import part, run
from analystkit.english.tokens import Tokens as Words
from analystkit.english.tokens import bare, name_id, nation_before
from analystkit.records import Actor
from analystkit.text import slug

Lookup = Callable[[str], tuple[str, str, str] | None]
"""From a name or description to the codebook's (id, name, kind), or None."""

_INNER = frozenset(
    {"military", "militant", "militia", "armed", "paramilitary", "security", "air", "special", "naval", "ground", "terrorist", "terror"}
)
_ARMED_INNER = _INNER - {"military", "security", "air", "naval", "ground"}
_COUNTS = frozenset(
    "a an another one two three four five six seven eight nine ten several some many few other multiple both dozens".split()
)
_DEFINITE = frozenset("the this that these those".split())


def groups(w: Words, lo: int, hi: int, codebook: Lookup, forces: Callable[[Nation], tuple[str, str, str] | None]) -> Iterator[Actor]:
    """Descriptions of armed groups, forces and state bodies among the tokens ``lo`` to ``hi``.

    "US forces", "Iranian-backed militant groups", "pro-Iranian militias", "Coalition troops", "the Polish government".
    """
    words = lexicon("people")
    for i in range(lo, hi):
        low = bare(w.low[i])
        if low in words["armed nouns"]:
            yield from _armed(w, i, lo, codebook)
            yield from _called(w, i, lo, hi, codebook)
        elif low in words["military nouns"]:
            yield from _military(w, i, lo, codebook, forces)
        elif low in words["body heads"]:
            yield from _body(w, i, lo, codebook)


def _end(w: Words, i: int) -> int:
    """Where the word ends without its possessive."""
    return w.starts[i] + len(bare(w.low[i]))


def _head(w: Words, i: int, lo: int, inner: frozenset[str]) -> int:
    while i > lo and w.near(i) and w.low[i - 1] in inner:
        i -= 1
    return i


def _backer(w: Words, i: int, lo: int) -> tuple[int, Nation] | None:
    """The state said to stand behind what follows at ``i``: "Iran-backed", "Iran backed", "pro-Iranian"."""
    if i <= lo or not w.near(i):
        return None
    raw, known, words = w.raw[i - 1].replace("‑", "-").replace("‐", "-"), nations(), lexicon("people")
    front, _, back = raw.rpartition("-")
    if back.lower() in words["backed"] and (found := known.get(front)):
        return i - 1, found
    if front.lower() == "pro" and (found := known.get(back)):
        return i - 1, found
    if raw.lower() in words["backed"]:
        return nation_before(w, i - 1) if i - 1 > lo else None
    return None


def _armed(w: Words, i: int, lo: int, codebook: Lookup) -> Iterator[Actor]:
    head = _head(w, i, lo, _ARMED_INNER)
    if bare(w.low[i]) in ("groups", "group", "fighters", "factions") and head == i and not _backer(w, i, lo):
        return  # "groups" alone is anything
    if behind := _backer(w, head, lo):
        start, nation = behind
        name = f"{nation.name}-backed militias"
        actor = codebook(name) or (slug(name), name, "armed_group")
        yield Actor(w.starts[start], _end(w, i), *actor, "group: state-backed")
    elif (near := nation_before(w, head)) and w.near(head) and near[0] >= lo:
        name = f"{near[1].name} militias"
        actor = codebook(name) or (slug(name), name, "armed_group")
        yield Actor(w.starts[near[0]], _end(w, i), *actor, "group: nation and armed group")


def _called(w: Words, i: int, lo: int, hi: int, codebook: Lookup) -> Iterator[Actor]:
    """A name beside the word for its bearers: "the armed group Grey Coast", "al-Bahr fighters", "GCF militants"."""
    words, first, last = lexicon("people"), i + 1, i
    head = _head(w, i, lo, words["armed inner"])
    if bare(w.low[i]) in _ONE and head < i:
        last = run(w, first, hi) - 1 if first < hi and w.near(first) and _in_name(w, first) else i
    elif bare(w.low[i]) in _BEARERS:
        first = last = head
        last -= 1
        while first > lo and w.near(first) and _in_name(w, first - 1) and w.low[first - 1] not in words["function words"]:
            first -= 1
        if w.low[last].endswith(_ADJECTIVES) or (first == last and w.raw[last].isalpha() and not w.raw[last].isupper()):
            return  # "Islamist rebels", "Eighteen Kurdish rebels"
    name = " ".join(w.raw[first : last + 1])
    if first <= last and w.raw[last] not in nations() and not nation_before(w, last + 1) and not w.low[last].endswith("'s"):
        yield Actor(w.starts[first], w.ends[last], *(codebook(name) or (name_id(name), name, "armed_group")), "group: name beside its kind")


_ADJECTIVES = ("ish", "ist", "ian", "ic", "ese", "led")
_BEARERS = frozenset("fighters militants rebels insurgents guerrillas paramilitaries".split())
_ONE = frozenset("group faction militia organization organisation".split())


def _in_name(w: Words, i: int) -> bool:
    return part(w, i) or (w.low[i] == "al" and w.capital(i + 1))


def _military(w: Words, i: int, lo: int, codebook: Lookup, forces: Callable[[Nation], tuple[str, str, str] | None]) -> Iterator[Actor]:
    head = _head(w, i, lo, _INNER)
    if head > lo and w.near(head) and bare(w.low[head - 1]) == "coalition":
        start = head - 1
        if start > lo and w.low[start - 1].endswith("-led"):
            start -= 1
        actor = codebook("coalition forces") or ("coalition", "Coalition forces", "military")
        yield Actor(w.starts[start], _end(w, i), *actor, "group: coalition")
    elif (near := nation_before(w, head)) and w.near(head) and near[0] >= lo:
        nation = near[1]
        actor = forces(nation) or (f"{nation.slug}-military", f"{nation.name} military", "military")
        yield Actor(w.starts[near[0]], _end(w, i), *actor, "group: nation and forces")


def _body(w: Words, i: int, lo: int, codebook: Lookup) -> Iterator[Actor]:
    """A body of a state: "Iran's foreign ministry", "the Polish government", "Iraqi police"."""
    words = lexicon("people")
    head = i - 1 if i > lo and f"{w.low[i - 1]} {bare(w.low[i])}" in words["state bodies"] else i
    body = " ".join(bare(x) for x in w.low[head : i + 1])
    near = nation_before(w, head)
    if body not in words["state bodies"] or not near or near[0] < lo or not w.near(head):
        return
    nation = near[1]
    name = f"Government of {nation.name}" if body in ("government", "authorities") else f"{nation.name} {body}"
    kind = "military" if body in ("army", "navy", "air force") else "government"
    known_as = "government" if body == "authorities" else body
    actor = codebook(name) or (slug(f"{nation.slug} {known_as}"), name, kind)
    yield Actor(w.starts[near[0]], _end(w, i), *actor, "group: body of a state")


def anonymous(w: Words, lo: int, hi: int, article: str, seen: dict[str, int], latest: dict[str, str]) -> Iterator[Actor]:
    """Sources without a name: "a US official", "another official", "two diplomats"; then "the official" for the last of them.

    ``seen`` and ``latest`` carry, through an article, how often a description was given and who "the official" is. Each new description
    of one person is somebody else; only a definite one takes up the last.
    """
    words = lexicon("people")
    for i in range(lo, hi):
        if w.low[i] not in words["anonymous"] or _named(w, i):
            continue
        start = _modifiers(w, i, lo)
        before = w.low[start - 1] if start > lo and w.near(start) else ""
        head = w.low[i].rstrip("s")
        if before in _DEFINITE:
            if head in latest and start == i:
                yield Actor(w.starts[start - 1], w.ends[i], latest[head], f"the {w.low[i]}", "anonymous", "anonymous: taken up again")
            continue
        if _in_apposition(w, start, before, lo) or (start == i and before not in _COUNTS and w.low[i] != "sources"):
            continue
        if w.low[i] in words["anonymous needs more"] and start == i:
            continue
        first = start - 1 if before in _COUNTS else start
        if w.low[i] in words["anonymous when speaking"] and not _speaks(w, first, i, hi):
            continue
        text = " ".join(w.raw[first : i + 1])
        key = slug(" ".join(w.raw[start if before in ("a", "an", "one") else first : i + 1]))
        if before in _COUNTS or key not in seen:
            seen[key] = seen.get(key, 0) + 1
        nth = f"-{seen[key]}" if seen[key] > 1 else ""
        latest[head] = f"anonymous-{key}{nth}-{slug(article)}"
        yield Actor(w.starts[first], w.ends[i], latest[head], text, "anonymous", "anonymous: described")


def _speaks(w: Words, first: int, last: int, hi: int) -> bool:
    """Do those described at the tokens ``first`` to ``last`` say something: "two officers who saw it said", "according to an officer"?"""
    verbs = reporting_verbs() | {"cited", "citing", "quoted", "quoting"}
    if first > 1 and (w.low[first - 1] in verbs - {"told"} or w.low[first - 2] == "according"):
        return True
    for j in range(last + 1, min(hi, last + 12)):
        if w.low[j] in verbs:
            return True
        if w.low[j] in (".", ";", "was", "were", "is", "are", "been") or (w.low[j] == "," and j > last + 1):
            return False
    return False


def _named(w: Words, i: int) -> bool:
    """Does a name follow, as in "official John Smith" or "an adviser, Ann Lee, said", so that nobody is withheld?"""
    beside = w.near(i + 1) and w.capital(i + 1) and w.raw[i + 1] != "I" if i + 1 < len(w.raw) else False
    return beside or (i + 3 < len(w.raw) and w.raw[i + 1] == "," and all(w.capital(j) and w.near(j) for j in (i + 2, i + 3)))


def _modifiers(w: Words, i: int, lo: int) -> int:
    """The first token of the modifiers before a noun: "senior Iraqi security" of "senior Iraqi security official"."""
    words, known = lexicon("people"), nations()
    for _ in range(6):
        if i <= lo or not w.near(i):
            break
        raw, low = w.raw[i - 1], bare(w.low[i - 1])
        if not (
            low in words["anonymous modifiers"]
            or raw in known
            or (raw[0].isupper() and not raw.rpartition("-")[2].islower() and low not in words["function words"] | words["titles"])
        ):
            break
        i -= 1
    return i


def _in_apposition(w: Words, start: int, before: str, lo: int) -> bool:
    """Is the description about somebody named: "Ann Lee, a US official,"?"""
    at = start - (before in _COUNTS)
    return at - 2 >= lo and w.low[at - 1] == "," and w.capital(at - 2) and w.low[at - 2] not in lexicon("people")["function words"]
