"""What the analyst overrules: the lines of ``corrections.csv``, read strictly. ``link.corrections`` applies them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analystkit.codebook.sheets import Line, Sheet, duplicates, nearest, shown
from analystkit.errors import Problem
from analystkit.text import slug

SHEET = Sheet("corrections.csv", "action! row! at! text+ to+ why! qualifier event")

ROWS = {
    "same": ("event",),
    "different": ("mention", "event"),
    "split": ("mention",),
    "set": ("speaker", "day"),
    "drop": ("mention", "event", "place", "time", "actor", "statement", "claim"),
    "move": ("mention", "place"),
    "rename": ("event",),
    "value": ("claim",),
    "add": ("claim",),
    "credibility": ("claim",),
}
"""The actions, and the rows that each can be about."""

COUNTS = frozenset({"killed", "injured", "strike_count"})
ATTRIBUTES = (*sorted(COUNTS), "date", "place", "weapon", "target", "perpetrator", "responsibility", "happened")
_RECEIPT = re.compile(r"(?P<article>.+):(?P<start>\d{1,9})-(?P<end>\d{1,9})(?::(?P<attribute>\w+))?", re.DOTALL)
_POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,9})?)\s*;\s*([+-]?\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", re.ASCII)


@dataclass(frozen=True)
class Correction:
    """A line of ``corrections.csv``: action, row, at, text, to, qualifier, why, event.

    ``at`` is a receipt: article, start and end, and for a claim its attribute; an event goes by its event_id too. ``text`` are the words
    it was written about.
    ``event`` is the event_id that an added claim belongs to.
    """

    action: str
    row: str
    at: str
    text: str
    to: str
    qualifier: str
    why: str
    line: int = 0
    event: str = ""

    @property
    def where(self) -> str:
        """The line as rules and problems name it."""
        return f"{SHEET.name}:{self.line}"

    @property
    def span(self) -> tuple[str, int, int]:
        """Article, start and end of a receipt."""
        return receipt(self.at)

    @property
    def attribute(self) -> str | None:
        m = _RECEIPT.fullmatch(self.at)
        return m["attribute"] if m else None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where ``to`` is a point ("36.24; 43.96")."""
        m = _POINT.fullmatch(self.to)
        return (float(m[1]), float(m[2])) if m else None

    @property
    def value(self) -> int | str | None:
        """The value that ``to`` gives a claim; None for "unknown"."""
        if self.to == "unknown":
            return None
        return int(self.to) if self.attribute in COUNTS else self.to


def receipt(cell: str) -> tuple[str, int, int]:
    """Article, start and end that a cell names; nothing where it is no receipt.

    >>> receipt("a1:120-134:killed"), receipt("arden-attack")
    (('a1', 120, 134), ('', 0, 0))
    """
    m = _RECEIPT.fullmatch(cell)
    return (m["article"], int(m["start"]), int(m["end"])) if m else ("", 0, 0)


def alike(text: str, written: str) -> bool:
    """Are these the words that a line was written about? White space does not count, and an ellipsis cuts the end.

    >>> alike("killing one\\n contractor", "killing one contractor"), alike("killing one contractor", "killing…"), alike("one", "two")
    (True, True, False)
    """
    found, wanted = " ".join(text.split()), " ".join(written.split())
    cut = wanted.removesuffix("…").removesuffix("...").rstrip()
    return found == wanted or (cut != wanted and bool(cut) and found.startswith(cut))


def corrections(lines: list[Line], problems: list[Problem]) -> tuple[Correction, ...]:
    """The lines as corrections; a Problem for every defect of each."""
    read = []
    for line in lines:
        c = Correction(**{k: line[k] for k in SHEET.columns}, line=line.number)
        problems += (Problem(c.where, what, found, todo, rejects=True) for what, found, todo in _defects(c))
        read.append(c)
    # one event can be the same as several
    said = [(" ".join((c.action, c.row, c.at, *([c.to] if c.action == "same" else []))), c.line) for c in read]
    for at, first, again in duplicates(said):
        problems.append(Problem(f"{SHEET.name}:{again}", "said twice", f"{shown(at)}, first in line {first}", "keep one of them"))
    todo = "leave one of these lines out"
    problems += (Problem(f"{SHEET.name}:{line}", "a circle", shown(found), todo, rejects=True) for line, found in _circles(read))
    return tuple(read)


def _circles(read: Iterable[Correction]) -> Iterator[tuple[int, str]]:
    """The lines by which events are the same in a circle, so that none of them would remain."""
    leads: dict[str, list[str]] = defaultdict(list)
    for c in (c for c in read if c.action == "same"):
        seen, ahead = {c.to}, [c.to]
        while ahead:
            ahead += [event for event in leads[ahead.pop()] if event not in seen]
            seen.update(ahead)
        if c.at in seen:
            yield c.line, f"{c.at} is the same as {c.to}, which is the same as {c.at}"
        leads[c.at].append(c.to)


def _defects(c: Correction) -> list[tuple[str, str, str]]:
    """What is wrong with a line: what, found, todo."""
    if c.action not in ROWS:
        return [("unknown action", shown(c.action), nearest(c.action, tuple(ROWS)))]
    if c.row not in ROWS[c.action]:
        return [(f"{c.action} is not said of this row", shown(c.row), f"there are: {', '.join(ROWS[c.action])}")]
    out = _bad_address(c) + _bad_target(c)
    if c.qualifier and c.action not in ("value", "add"):
        out.append(("a qualifier without a value", shown(c.qualifier), "only `value` and `add` take one; leave it empty"))
    if (c.action == "add") != bool(c.event) or " " in c.event:
        todo = "write the event_id that the claim belongs to; copy it from the ledger" if c.action == "add" else "only `add` takes one"
        out.append(("bad event" if c.event else "empty event", shown(c.event), todo))
    return out


def _bad_address(c: Correction) -> list[tuple[str, str, str]]:
    m = _RECEIPT.fullmatch(c.at)
    if c.row == "event" or (c.row == "day" and m is None):
        wrong = m["attribute"] if m else " " in c.at
        return [("not an event", shown(c.at), "copy its event_id from the ledger, or a receipt: a1:120-134")] if wrong else []
    if m is None or int(m["start"]) >= int(m["end"]) or bool(m["attribute"]) != (c.row == "claim"):
        return [("not a receipt", shown(c.at), f"copy it from the page: a1:120-134{':killed' * (c.row == 'claim')}")]
    if m["attribute"] and m["attribute"] not in ATTRIBUTES:
        return [("unknown attribute", shown(m["attribute"]), nearest(m["attribute"], ATTRIBUTES))]
    return [] if c.text else [("empty text", "", "copy the words that stand there, or the first of them and …")]


def _bad_target(c: Correction) -> list[tuple[str, str, str]]:
    """What is wrong with the cell ``to``."""
    if c.action in ("drop", "split"):
        return [(f"{c.action} goes nowhere", shown(c.to), "leave `to` empty")] if c.to else []
    wanted, fits = _TARGETS.get(f"{c.action} {c.row}") or _TARGETS[c.action]
    if not c.to:
        return [("empty to", "", f"write {wanted}")]
    return [] if fits(c) else [("bad to", shown(c.to), f"write {wanted}")]


def _a_value(c: Correction) -> bool:
    """Is ``to`` a value that this attribute can have?"""
    if c.to == "unknown":
        return True
    if c.attribute in COUNTS:
        return c.to.isascii() and c.to.isdigit() and len(c.to) < 10
    return _are_days(c.to) if c.attribute == "date" else True


def _a_place(c: Correction) -> bool:
    at = c.point
    return abs(at[0]) <= 90 and abs(at[1]) <= 180 if at else c.to == slug(c.to)


def _are_days(cell: str) -> bool:
    """A day of the calendar, or two in their order."""
    try:
        days = [date.fromisoformat(d) for d in cell.split("/")] if _DAYS.fullmatch(cell) else []
    except ValueError:
        return False
    return bool(days) and days == sorted(days)


_NEW_ID = "an id in lower case letters, digits and hyphens: for the new event, or of the other one"
_VALUE = "a whole number for a count, days for a date (2021-02-15 or 2021-02-01/2021-02-28), an id or a word else; or unknown"
_TARGETS: Mapping[str, tuple[str, Callable[[Correction], bool]]] = {
    "same": (
        "the event_id of the other event, or a receipt of it",
        lambda c: c.to != c.at and (" " not in c.to or _RECEIPT.fullmatch(c.to) is not None),
    ),
    "different event": (_NEW_ID, lambda c: c.to == slug(c.to) or _RECEIPT.fullmatch(c.to) is not None),
    "different": (_NEW_ID, lambda c: c.to == slug(c.to)),
    "set speaker": ("an actor_id, or unknown", lambda c: c.to == slug(c.to)),
    "set day": ("a day or two (2021-02-15 or 2021-02-01/2021-02-28), or unknown", lambda c: c.to == "unknown" or _are_days(c.to)),
    "move place": ("a place_id, or latitude and longitude with a semicolon: 36.24; 43.96", _a_place),
    "move": ("the event_id that it belongs to", lambda c: " " not in c.to and not _POINT.match(c.to)),
    "rename": ("the new title, at most 200 characters", lambda c: len(c.to) <= 200 and "\n" not in c.to),
    "value": (_VALUE, _a_value),
    "add": (_VALUE, _a_value),
    "credibility": ("a number from 1 (confirmed) to 6 (cannot be judged)", lambda c: c.to in tuple("123456")),
}
"""What the cell ``to`` of an action must be, in words and as a test."""
