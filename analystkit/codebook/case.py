"""The case's title and period: the lines of ``case.toml``, each read by itself, so that one that is no TOML hides no other."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analystkit.codebook.sheets import nearest, read_text, shown
from analystkit.errors import Problem
from analystkit.records import UNKNOWN, Interval
from analystkit.text import iso_day

_KEYS = ("title", "from", "to")


def case(path: Path, problems: list[Problem]) -> tuple[str, Interval]:
    """Title and period of ``case.toml``: title, from, to, each on a line; the days are ISO days, with or without quotation marks."""
    table: dict[str, Any] = {}
    at: dict[str, str] = {}
    for number, line in enumerate(re.split(r"\r\n?|\n", read_text(path, problems) or ""), 1):
        where = f"{path.name}:{number}"
        try:
            read = tomllib.loads(line)
        except (ValueError, RecursionError):  # no TOML, a number of thousands of digits, thousands of brackets
            problems.append(Problem(where, "not TOML", shown(line), _toml_hint(line), rejects=True))
            continue
        for key, value in read.items():
            if key in table:
                problems.append(Problem(where, "key twice", shown(key), "keep one of them", rejects=True))
            elif key not in _KEYS:
                problems.append(Problem(where, "unknown key", shown(key), nearest(key, _KEYS)))
            table[key], at[key] = value, where
    title = table.get("title", "")
    if not isinstance(title, str):
        problems.append(Problem(at["title"], "title is not text", shown(str(title)), "put it between quotation marks"))
        title = ""
    first, last = (_day(table[key], at[key], problems) if key in table else None for key in ("from", "to"))
    if first and last and first > last:
        problems.append(Problem(at["from"], "from lies after to", f"{first} and {last}", "exchange them"))
        return title, UNKNOWN
    return title, Interval(first, last, "day") if first or last else UNKNOWN


_TOML = 'write lines such as: title = "…"'


def _toml_hint(line: str) -> str:
    """What to do about a line that is not TOML.

    >>> _toml_hint("title = Boats of Nordia"), _toml_hint("from = 1 March 2021")
    ('put the text between straight quotation marks: title = "Boats of Nordia"', 'write a day as year-month-day: from = 2021-02-28')
    """
    key, equals, value = (part.strip() for part in line.partition("="))
    if not equals:
        return f"write a key, an equals sign and a value; {_TOML}"
    if key in ("from", "to"):
        return f"write a day as year-month-day: {key} = 2021-02-28"
    bare = value.strip("\"'“”„«»‘’").replace("\\", "/").replace('"', "'")
    return f'put the text between straight quotation marks: {shown(key, 30)[1:-1]} = "{shown(bare, 40)[1:-1]}"'


def _day(value: object, where: str, problems: list[Problem]) -> date | None:
    day = value if isinstance(value, date) and not isinstance(value, datetime) else iso_day(value)
    if day is None:
        problems.append(Problem(where, "not a day", shown(str(value)), "write it as year-month-day: 2021-02-28"))
    return day
