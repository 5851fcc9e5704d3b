"""What is made of one article, kept: records as JSON and back, and the results of an article under the digest of all that they came of.

JSON runs nothing when it is read. What comes back is equal to what was packed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from analystkit.cache import Store, of
from analystkit.records import Actor, Article, Claim, Interval, Mention, Place, Statement, Tags, Time

T = TypeVar("T")
R = TypeVar("R")
_KINDS: tuple[type, ...] = (Time, Place, Actor, Statement, Mention, Claim)  # in the order of the fields of Tags; after them the problems


def packed(tags: Tags) -> bytes:
    """Tags as bytes: of every record the values, in the order of its fields.

    >>> unpacked(packed(Tags(problems=((1, 2, "no such place", ""),))))
    Tags(times=(), places=(), actors=(), statements=(), mentions=(), claims=(), problems=((1, 2, 'no such place', ''),))
    """
    return _json(vars(tags))


def unpacked(data: bytes) -> Tags:
    """Tags of the bytes that ``packed`` made."""
    read = json.loads(data)
    kinds = dict(zip((f.name for f in fields(Tags)), _KINDS, strict=False))
    made: dict[str, Any] = {name: tuple(records(kind, read[name])) for name, kind in kinds.items()}
    return Tags(**made, problems=tuple(map(tuple, read["problems"])))


def records(kind: type[T], rows: Iterable[list[Any]]) -> list[T]:
    """Records as they were, of the values that JSON has of them; their checks are passed over, which they passed when they were made. Equal
    words, and equal intervals, are one in memory."""
    fresh: Any = kind
    names, backs, made = _names(fresh), _backs(fresh), []
    for row in rows:
        for i, back in backs:
            if row[i] is not None:
                row[i] = back(row[i])
        one = object.__new__(fresh)
        for name, value in zip(names, row, strict=True):
            _set(one, name, intern(value) if type(value) is str else value)
        made.append(one)
    return made


_set = object.__setattr__  # of what is frozen


def _json(value: object) -> bytes:
    return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        return [value.earliest and value.earliest.toordinal(), value.latest and value.latest.toordinal(), value.granularity]
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, frozenset | set):
        return [*value]
    kind: Any = type(value)
    return _values(kind)(value)


@lru_cache(maxsize=64)
def _values(kind: Any) -> Callable[[Any], Any]:
    return attrgetter(*_names(kind))


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@lru_cache(maxsize=4096)
def _of_days(first: int | None, last: int | None, granularity: str) -> Interval:
    made = object.__new__(Interval)
    days = (date.fromordinal(day) if day else None for day in (first, last))
    for name, value in zip(("earliest", "latest", "granularity"), (*days, granularity), strict=True):
        _set(made, name, value)
    return made


@lru_cache(maxsize=64)
def _backs(kind: Any) -> list[tuple[int, Callable[[Any], Any]]]:
    """Which fields of a record JSON has otherwise, by their place, and what brings each back."""
    hints = get_type_hints(kind)
    found = [(i, _back(hints[name])) for i, name in enumerate(_names(kind))]
    return [(i, back) for i, back in found if back]


def _back(hint: Any) -> Callable[[Any], Any] | None:
    """What brings back a value of this type; None where JSON has it as it is."""
    if hint is Interval:
        return lambda row: _of_days(*row)
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda row: records(hint, [row])[0]
    if (made := get_origin(hint)) is Mapping:
        return lambda value: dict(zip(map(intern, value), value.values(), strict=True))  # JSON packs none but of plain values by words
    inside = [back for arg in get_args(hint) if (back := _back(arg))]
    if made not in (tuple, frozenset):
        return inside[0] if inside else None  # "… | None"
    empty = made()  # most are, and each would be an object of its own
    return lambda value: made(map(inside[0] if inside else _one, value)) if value else empty


def _one(value: Any) -> Any:
    """Equal words are one in memory."""
    return intern(value) if type(value) is str else value


class Kept:
    """What was made of each article before, with all else that it came of, is not made again. Without a ``store`` all is made anew.

    ``keys`` are digests of the articles by id, ``tags`` those that were read of them: what is made of others (of none, where an article
    could not be read) is kept apart.

    >>> Kept().each("length", [Article("a", "It rained.")], lambda a: [a], lambda a: len(a.text))
    [10]
    """

    def __init__(self, store: Store | None = None, keys: Mapping[str, str] | None = None, tags: Mapping[str, Tags] | None = None) -> None:
        self._store, self._keys, self._tags = store, keys or {}, tags or {}
        self._others: dict[str, tuple[Tags, str]] = {}

    def tagged(self, article: Article, tags: Tags) -> str:
        """The digest of the tags of an article, where they are not those that were read of it."""
        if tags is self._tags.get(article.id):
            return ""
        if (known := self._others.get(article.id)) is None or known[0] is not tags:
            known = self._others[article.id] = tags, of(packed(tags))
        return known[1]

    def each(
        self,
        kind: str,
        items: Sequence[T],
        inputs: Callable[[T], Iterable[Article | str]],
        make: Callable[[T], R],
        back: Callable[[Any], R] = lambda value: value,
    ) -> list[R]:
        """What ``make`` gives of each item, now or before. ``inputs`` are all that it is made of besides the codebook; ``back`` makes what
        it was of what JSON has of it."""
        if self._store is None:
            return [*map(make, items)]
        out: list[R] = []
        for at in range(0, len(items), _AT_ONCE):
            some = items[at : at + _AT_ONCE]
            keys = [of(kind, *(x if isinstance(x, str) else self._keys[x.id] for x in inputs(item))) for item in some]
            found = self._store.get(keys)
            made = {key: make(item) for item, key in zip(some, keys, strict=True) if key not in found}
            self._store.put((key, _json(result)) for key, result in made.items())
            out += (made[key] if key in made else back(json.loads(found[key])) for key in keys)
        return out


_AT_ONCE = 500  # items whose results are in memory as bytes too
ANEW = Kept()
"""Nothing is kept."""
