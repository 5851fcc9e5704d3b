"""Tags as bytes and back: JSON, which runs nothing when it is read. What comes back is equal to what was packed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, get_type_hints

from analystkit.records import Actor, Claim, Interval, Mention, Place, Statement, Tags, Time

_KINDS: tuple[type, ...] = (Time, Place, Actor, Statement, Mention, Claim)  # in the order of the fields of Tags; after them the problems


def packed(tags: Tags) -> bytes:
    """Tags as bytes: of every record the values, in the order of its fields.

    >>> unpacked(packed(Tags(problems=((1, 2, "no such place", ""),))))
    Tags(times=(), places=(), actors=(), statements=(), mentions=(), claims=(), problems=((1, 2, 'no such place', ''),))
    """
    return json.dumps(vars(tags), default=_plain, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        return [value.earliest and value.earliest.toordinal(), value.latest and value.latest.toordinal(), value.granularity]
    return [*vars(value).values()]


def unpacked(data: bytes) -> Tags:
    """Tags of the bytes that ``packed`` made."""
    read = json.loads(data)
    kinds = dict(zip((f.name for f in fields(Tags)), _KINDS, strict=False))
    made: dict[str, Any] = {name: tuple(_record(kind, row) for row in read[name]) for name, kind in kinds.items()}
    return Tags(**made, problems=_tuples(read["problems"]))


def _record(kind: type, row: list[Any]) -> Any:
    """A record as it was, its checks passed over, which it passed when it was made."""
    for i, back in _BACK[kind]:
        if row[i] is not None:
            row[i] = back(row[i])
    made: Any = object.__new__(kind)
    made.__dict__.update(zip(_NAMES[kind], row, strict=True))
    return made


def _interval(row: list[Any]) -> Interval:
    first, last, granularity = row
    made = object.__new__(Interval)
    days = (date.fromordinal(day) if day else None for day in (first, last))
    made.__dict__.update(zip(("earliest", "latest", "granularity"), (*days, granularity), strict=True))
    return made


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _backs(kind: type) -> list[tuple[int, Callable[[Any], Any]]]:
    """Which fields of a record JSON has otherwise, by their place, and what brings each back."""
    hints = [str(hint) for hint in get_type_hints(kind).values()]
    found = [(i, _interval if "Interval" in hint else _tuples if "tuple" in hint else None) for i, hint in enumerate(hints)]
    return [(i, back) for i, back in found if back]


_NAMES = {kind: tuple(f.name for f in fields(kind)) for kind in _KINDS}
_BACK = {kind: _backs(kind) for kind in _KINDS}
