"""Names of events: ids that people can say, made from the event alone, and titles in plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from analystkit.codebook import Codebook
from analystkit.english import TELLING, content_words, event_type, family, group, label, narrower, plural, rarity, stem, weak
from analystkit.link import Address
from analystkit.link.picture import Picture, World
from analystkit.records import DONE, NOT_DONE, STATUSES, Place
from analystkit.text import slug
from analystkit.wording import interval

_UNSPECIFIED = "(unspecified)"  # how the codebook's names mark groups that a text does not name
# «Eastern Syria»: a direction and a name
_NONE = re.compile(r"\b(?:no|nobody|none|never|neither|not\s(?:one|a\s)|no\sone|has\snot|have\snot|had\snot)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:den(?:y|ie[ds]|ying|ial)|reject|dismiss|disput|refut)", re.IGNORECASE)
_TURN = re.compile(r"\b(?:not|never|nor|but|rather than|instead|without|denie[sd]|untrue|false)\b|n['’]t\b")
_PART_OF = re.compile(r"(?:North|South|East|West|Central|Upper|Lower)[a-z-]*\s+(?=[A-Z])")


def event_ids(pictures: Sequence[Picture], world: World) -> Mapping[tuple[Address, ...], str]:
    """An id for each event, from its place or actor, type and date. Where these are too few to be its own, words of its clause stand with
    them, so that an article about other things renames nothing. Two that are called alike are told apart by more of their own."""
    names = {p.addresses: _stem(p, world) for p in pictures}
    for more in (_what, _who, _words):
        twice = {n for n, k in Counter(names.values()).items() if k > 1}
        for p in pictures:
            if (name := names[p.addresses]) in twice and (own := more(p)) and own not in name:
                names[p.addresses] = f"{name}-{own}"
    return names | _numbered(names)


def _numbered(names: Mapping[tuple[Address, ...], str]) -> dict[tuple[Address, ...], str]:
    """Events that are called alike in all else, in the order in which they are told."""
    twice = {n for n, k in Counter(names.values()).items() if k > 1}
    seen: Counter[str] = Counter()
    out = {}
    for addresses in sorted(a for a, n in names.items() if n in twice):
        seen[names[addresses]] += 1
        out[addresses] = f"{names[addresses]}-no-{seen[names[addresses]]}"
    return out


def _stem(p: Picture, world: World) -> str:
    kind = main_type(p)
    what = f"{kind}-series" if p.series else kind
    if p.victims and kind == "killing":
        return slug(f"{min(p.victims)}-{kind}")  # nobody is killed twice
    exact = [] if _nowhere(kind) else _exact(p, world)
    who = _whom(p, kind, world) if _towards(kind) == "of" else ""
    where = exact[0] if exact else who or _first_named(p.agents, world) or _whom(p, kind, world)
    where = where or next(iter(_exact(p, world)), "")
    own = [_date(p)] if where and p.when.bounded else [_date(p), _words(p, f"{where}-{what}")]
    return slug("-".join(filter(None, (where, "cancelled" if p.cancelled else "", what, *own))))


def main_type(p: Picture) -> str:
    """The type that most mentions give, of two as frequent the narrower; a consequence ("killed") only where nothing else is told."""
    strong = [t for t in p.types if not weak(t) and t not in group("vague")] or [t for t in p.types if not weak(t)] or list(p.types)
    return max(dict.fromkeys(strong), key=lambda t: (strong.count(t), narrower(t), -strong.index(t)))


def _exact(p: Picture, world: World) -> list[str]:
    """Its places: those that most articles name before one that a single article has, then the finest."""
    told = Counter(x for m in p.each for x in m.places if world.rank(x) > 1)
    return sorted(p.places, key=lambda x: (-told[x], -world.rank(x), x))


def _date(p: Picture) -> str:
    """The date as far as it is known."""
    a, b = p.when.earliest, p.when.latest
    if not a or not b:
        return f"since-{a}" if a else ""
    if a == b:
        return str(a)
    if (a.year, a.month) == (b.year, b.month):
        return str(a)[:7]
    return str(a.year) if a.year == b.year and a.month == 1 and b.month == 12 else f"{str(a)[:7]}-to-{str(b)[:7]}"


def _what(p: Picture) -> str:
    return slug(min(p.lemmas)) if p.lemmas else ""


def _who(p: Picture) -> str:
    return slug("-".join([*sorted(p.agents)[:1], *(["against", *sorted(p.targets)[:1]] if p.targets else [])]))


def _words(p: Picture, told: str = "") -> str:
    """The first rare words of its clause that are not told yet."""
    known = {stem(w) for w in told.split("-")}
    rare = (w for w in content_words(p.clause) if rarity(w) > TELLING and not w.isdigit() and stem(w) not in known)
    return slug("-".join(list(dict.fromkeys(rare))[:3]))


def _nowhere(kind: str) -> bool:
    return bool(event_type(kind).get("nowhere", False))


def _towards(kind: str) -> str:
    return str(event_type(kind).get("towards", "on"))


def _whom(p: Picture, kind: str, world: World) -> str:
    """Whom it was aimed at; nobody kills, arrests or tries a government, and who died at a protest is not whom it was against."""
    governments = frozenset(a for a in p.targets if world.kinds.get(a) == "government") if _towards(kind) == "of" else frozenset()
    hurt = frozenset[str]() if family(kind) in group("deeds") else p.victims
    return _all_named(p, "targets", world, but=p.agents | governments | hurt)


def _first_named(actors: Iterable[str], world: World) -> str:
    """The actor that says most: a person, then a body or group by its name, then a government, then a group that nobody names."""

    def rank(actor: str) -> tuple[int, str]:
        kind = world.kinds.get(actor, "")
        if kind == "anonymous" or _UNSPECIFIED in world.names.get(actor, ""):
            return 3, actor
        return {"person": 0, "government": 2}.get(kind, 1), actor

    return min(actors, key=rank, default="")


def title(p: Picture, kind: str, world: World, codebook: Codebook) -> str:
    """A title from the type, its weapon, whom it was aimed at and where. The date stands beside it. Where nothing of that is known, the
    clause itself is quoted; where that is not either, the date must do."""
    where = "" if _nowhere(kind) else _where(p, world)
    place, became = world.places.get(where), _became(p)
    if p.victims and kind == "killing":
        whom = f" of {_called(min(p.victims), world)}"
    elif became:
        on = _whom(p, kind, world) if became != "Casualties" else ""
        whom = f" {'of' if world.kinds.get(on) == 'person' else 'among'} {_called(on, world)}" if on else ""
    else:
        whom = _by_and_on(p, kind, world, placed=place is not None)
    became = {"Deaths": "Death", "Injuries": "Injury"}.get(became, became) if whom.startswith(" of") else became
    what = (became or _kind_in_words(p, kind, codebook, bare=not whom and place is None)) + whom
    if place is not None and place.name:
        told = [where in m.near for m in p.each if where in m.places]
        return f"{what}, {'near ' * (2 * sum(told) >= len(told) > 0)}{_spoken(place)}"
    if whom or not (p.clause or p.when.bounded):
        return what
    return f"{what}: “{_quoted(p.clause)}”" if p.clause else f"{what}, {interval(p.when.earliest, p.when.latest)}"


def _where(p: Picture, world: World) -> str:
    """The place that all tell: of several sites told together, or towns that lie apart, none; a town and a site in it are one."""

    def all_told(x: str) -> bool:
        others = [q for q in p.places if q != x]
        sites = [q for q in others if world.rank(q) == world.rank(x)]
        alone = all(any(x in m.places and q not in m.places for m in p.each) for q in sites)
        return alone and all(world.fit(x, q) for q in world.exact(others))

    return next((x for x in _exact(p, world) if all_told(x)), "")


def shortened(text: str, most: int = 60) -> str:
    """
    >>> shortened("The boats  left the port", 16)
    'The boats left…'
    """
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rpartition(" ")[0] + "…"


def _quoted(clause: str) -> str:
    """The clause, shortened, but never before the word that turns it: «that the summit had been moved, not scrapped».

    >>> _quoted(" •  The boats left")
    'The boats left'
    """
    whole = " ".join(clause.split()).lstrip("•·*–—- ").rstrip(".,;:–—- ")
    kept = shortened(whole)
    turns = list(_TURN.finditer(whole, len(kept) - 15)) if kept.endswith("…") else []
    return shortened(whole, turns[-1].end() + 30) if turns else kept


def _kind_in_words(p: Picture, kind: str, codebook: Codebook, *, bare: bool) -> str:
    """«Rocket attack», «Earthquake», «Cancelled airstrike», «Raids»: the type's label, or the noun that says more."""
    what = label(kind, codebook.event_types)
    entry = event_type(kind)
    said = (p.lemmas - _neutral()) or p.lemmas
    what = next((name for name, by in entry.get("called", {}).items() if said and said <= {*by}), what)
    nouns = sorted((w for w in p.lemmas if w in entry.get("nouns", ())), key=lambda w: (bare and w not in p.clause.lower(), -len(w), w))
    if nouns and (bare or entry.get("by_word")):
        what = nouns[0][:1].upper() + nouns[0][1:]
    elif kind == "attack" and len(p.weapons) == 1:
        what = f"{min(p.weapons)} {what}".capitalize()
    if p.series:
        what = plural(what)
    told = status(p)
    if told == "denied" and _NONE.search(p.clause) and not _DENIES.search(p.clause):
        told = "no"  # «Nobody has stood trial»: that there was none is told, and nobody denies any
    return f"{told.capitalize()} {what[:1].lower()}{what[1:]}" if told in NOT_DONE or told == "no" else what


def _became(p: Picture) -> str:
    """What became of people, where no word says that somebody did it: they can be dead of an accident. Nothing where one does."""
    words = {"injury" if w.startswith("count injured") else "death toll" if w.startswith("count ") else w for w in p.lemmas}
    if not words or p.agents or not words <= _neutral() or status(p) in NOT_DONE:
        return ""
    hurt = words & {*event_type("casualties")["hurt"]}
    return "Deaths" if not hurt else "Injuries" if hurt == words and "casualty" not in words else "Casualties"


@cache
def _neutral() -> frozenset[str]:
    """Words of what became of people, that do not say that somebody did it."""
    return frozenset(w for kind in ("killing", "casualties") for w in event_type(kind)["neutral"])


def status(p: Picture) -> str:
    """What its mentions commit themselves to, the firmest of them; that it was called off goes before.

    What at least as many tellings deny as tell it as done is denied: a title never states it. What one side alleges, another denies and
    nobody tells as done is alleged.
    """
    done = sum(s in DONE for s in p.statuses)
    if not done and {"alleged", "denied"} <= {*p.statuses} <= {"alleged", "denied"}:
        return "alleged"
    if "cancelled" not in p.statuses and p.statuses.count("denied") >= max(1, done):
        return "denied"
    return next((s for s in STATUSES if s in p.statuses), p.statuses[0] if p.statuses else "")


def _by_and_on(p: Picture, kind: str, world: World, *, placed: bool) -> str:
    """Whom it was aimed at, and who did it, where one clause says both; beside a place, one of them is enough. Who did what is disputed,
    and who leads an investigation, no title says."""
    if event_type(kind).get("by_word"):
        return ""  # nobody does a disaster, and an accident hits whoever is there
    by, on = _all_named(p, "agents", world), _whom(p, kind, world)
    by = "" if kind == "investigation" or (family(kind) == "violence" and "denied" in p.statuses) else by
    on = "" if kind in ("statement", "threat") else on
    by = "" if on and (placed or _towards(kind) == "of" or (by, on) not in p.pairs) else by
    to = "to" if p.lemmas and p.lemmas <= {*event_type(kind).get("to", ())} else _towards(kind)
    return (f" by {_called(by, world)}" if by else "") + (f" {to} {_called(on, world)}" if on else "")


def _all_named(p: Picture, role: str, world: World, *, but: frozenset[str] = frozenset()) -> str:
    """The one who stands for all that are named in a role, where half of the articles name somebody: the only one, or only one of most
    articles, a group that holds the others («militias», of which two are named), the government of all. Else nobody: one of several
    would be half the truth."""
    named: frozenset[str] = getattr(p, role) - but
    told = Counter(a for m in p.each for a in getattr(m, role) & named)
    if 2 * sum(bool(getattr(m, role) & named) for m in p.each) < len(p.each):
        return ""
    if len(p.each) > 1 and (most := [a for a, n in told.items() if 2 * n > len(p.each)]):
        named = frozenset(most)
    unnamed = [a for a in named if _UNSPECIFIED in world.names.get(a, "")]
    if len(unnamed) == 1 and all(world.kinds.get(a) == "armed_group" for a in named):
        return unnamed[0]
    one_land = len(world.sides_of(named)) == 1 and all(world.kinds.get(a) != "armed_group" for a in named)
    return _first_named(named, world) if len(named) == 1 or one_land else ""


def _called(actor: str, world: World) -> str:
    """«Sanctions on Arden»: a government goes by its country."""
    return world.names.get(actor, actor).replace(f" {_UNSPECIFIED}", "").removeprefix("Government of ")


def _spoken(place: Place) -> str:
    """«eastern Syria» is a part of the land and no name, where no gazetteer knows it; «South Sudan» is one."""
    name = place.name or ""
    described = _PART_OF.match(name) and place.geonames is None and place.kind in ("region", "area")
    return name[:1].lower() + name[1:] if described else name
