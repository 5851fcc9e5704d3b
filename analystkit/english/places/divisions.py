"""Divisions: "Kursk region", "the province of Leyte", "Gao and Mopti regions" are the divisions of that name, never the towns."""

from __future__ import annotations

from collections.abc import Iterator

from analystkit.english.places.gazetteer import Spot, world
from analystkit.english.places.names import Hit, Tokens, no_town, words
from analystkit.text import slug


def mark(t: Tokens, hits: list[Hit]) -> None:
    """Marks names of divisions and leaves them no other meaning: "Kursk region", "Gao and Mopti regions", "the province of Leyte".

    Where no gazetteer knows such a division it is a region without a point, never the city of that name.
    """
    after: Hit | None = None  # a name that "regions" follows gives its kind to those listed before it
    for hit in reversed(hits):
        kind = _kind_of_division(t, hit)
        if not kind and after and t.text[hit.end : after.start] in (", ", " and ", " or ", ", and "):
            kind = after.division
        many = after is not None and kind == after.division
        after = None
        if t.low(hit.first - 1) == "of" and t.low(hit.first - 2) in ("city", "town", "village", "port") and not hit.adjective:
            hit.spots = [s for s in hit.spots if s.kind == "city"] or hit.spots
        if not kind or hit.adjective or hit.rule == "abbreviation" or not hit.spots:
            continue
        if (hit.sure and hit.spots[0].kind in ("region", "district")) or t.low(hit.last) in words()["divisions"]:
            continue
        known, seat, printed = _divisions(hit.name, kind), hit.spots[0], f"{hit.name} {kind}"
        if _capital(t, hit, kind) and kind in _BODIES_TOO and not any(s.country != "US" for s in known):
            continue  # "Ashton State" is a university, "Ashton District" part of a city
        if seat.kind != "country" or any(s.rank > 3 for s in known):
            unknown = Spot(slug(printed), printed, "region", seat.country, None, None, "region", 0, "composed")
            hit.spots, hit.division, hit.sure, hit.rule = [*known, unknown], kind, False, "gazetteer"
            if many or f"{kind}s" in (t.low(hit.last + 1), t.low(hit.last + 2)):
                after = hit
            elif _capital(t, hit, kind):
                hit.last, hit.end = hit.last + 1, t.ends[hit.last + 1]


def _capital(t: Tokens, hit: Hit, kind: str) -> bool:
    return t.capital(hit.last + 1) and t.low(hit.last + 1) == kind


def _kind_of_division(t: Tokens, hit: Hit) -> str:
    """The word right after the name, or before "of" and the name, in the singular; "" where it says something else."""
    i = hit.last + 1
    country = hit.spots[0].kind == "country" if hit.spots else False
    if t.low(i) == "border" and t.joined(i) and not country:  # "the Kursk border region"
        i += 1
    word = t.low(i)
    kind = word if word in words()["divisions"] else word.removesuffix("s")
    if kind in words()["divisions"] and t.joined(i) and t.gap(i) != "\n" and not t.possessive[hit.last]:
        part = kind in _PARTS and t.low(hit.first - 1) in ("a", "an", "one", "another", "every", "each")  # "a Baghdad district"
        body = t.low(i + 1) in words()["state_bodies"] and t.gap(i + 1) in (" ", "-")  # "Georgia state television", "Ash district court"
        # "Ash County Jail", "Ash Department of Health", "Ash District 7"
        named = t.capital(i) and ((t.capital(i + 1) and t.joined(i + 1)) or t.low(i + 1) == "of" or t.low(i + 1).isdigit())
        return "" if part or body or named or (country and kind == "region") else kind
    kind = t.low(hit.first - 2)
    if t.low(hit.first - 1) != "of" or kind not in words()["divisions"] or t.capital(hit.first - 3) or country:
        return ""
    return kind if kind not in _PARTS or t.low(hit.first - 3) == "the" else ""


_BODIES_TOO = frozenset({"state", "department", "district", "county"})
_PARTS = frozenset({"district", "county"})  # these are parts of cities and of states as well


def _divisions(name: str, kind: str) -> list[Spot]:
    """The divisions of this name: of the second level for "district" and "county", else of the first where there is one."""
    spots = [*world().find(name), *world().find(f"{name} {kind}")]
    main = [m for s in spots if s.kind == "city" for m in world().find(s.name) if m.country == s.country]  # "Odessa region", of Odesa
    first = {s.id: s for s in (*spots, *main) if s.kind == "region"}
    lower = [s for s in first.values() if s.rank <= 3] + world().divisions(name)
    upper = [s for s in first.values() if s.rank > 3]
    return (lower or upper) if kind in _PARTS else upper + lower if kind in ("province", "department") else upper or lower


def more(t: Tokens, hits: list[Hit]) -> Iterator[Hit]:
    """Divisions whose name is no other place's: "Yatenga province"; what no gazetteer has too, where the word can mean nothing else."""
    kinds, lows = words()["divisions"], [*t.lows, ""]
    if kinds.isdisjoint(lows):
        return
    taken = {k for h in hits for k in range(h.first, h.last + 1)}
    for i in t.capitals:
        kind = lows[i + 1]
        if kind not in kinds or not t.joined(i + 1) or t.possessive[i] or i in taken:
            continue
        first = i
        while first > i - 3 and t.joined(first) and t.capital(first - 1) and t.low(first - 1) not in words()["openers"]:
            first -= 1
        span = range(first, i + 1)
        if not taken.isdisjoint(span) or all(no_town(t.raw[k], words()) for k in span):
            continue
        name = t.text[t.starts[first] : t.ends[i]]
        spots = _divisions(name, kind)
        body = t.capital(i + 1) and (not spots or (t.capital(i + 2) and t.joined(i + 2)))
        if not body and (spots or kind in ("province", "oblast", "governorate", "prefecture", "region")):
            yield Hit(first, i, t.starts[first], t.ends[i], spots, "division", name, division=kind)
