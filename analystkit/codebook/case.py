"""The case's title and period: the lines of ``case.toml``, each read by itself where the file is no TOML."""

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


def case(path: Path, problems: list[Problem]) -> tuple[str, Interval]:
    """Title and period of ``case.toml``: title, from, to; the days are ISO days, with or without quotation marks."""
    text = read_text(path, problems) or ""
    table = _table(text, path.name, problems)
    lines = {m.group(1): i for i, row in enumerate(text.splitlines(), 1) if (m := re.match(r"\s*[\"']?(\w{1,40})[\"']?\s*=", row))}
    at = {key: f"{path.name}:{lines.get(key, 1)}" for key in table}
    for key in table:
        if key not in ("title", "from", "to"):
            problems.append(Problem(at[key], "unknown key", shown(key), nearest(key, ("title", "from", "to"))))
    title = table.get("title", "")
    if not isinstance(title, str):
        problems.append(Problem(at["title"], "title is not text", shown(str(title)), "put it between quotation marks"))
        title = ""
    first, last = (_day(table[key], at[key], problems) if key in table else None for key in ("from", "to"))
    if first and last and first > last:
        problems.append(Problem(at["from"], "from lies after to", f"{first} and {last}", "exchange them"))
        return title, UNKNOWN
    return title, Interval(first, last, "day") if first or last else UNKNOWN


def _table(text: str, name: str, problems: list[Problem]) -> dict[str, Any]:
    """The table that a TOML file is; where it is none, the good lines of it, and a Problem for each other one."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        whole = error
    table: dict[str, Any] = {}
    said = len(problems)
    for number, line in enumerate(text.splitlines(), 1):
        try:
            read = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            problems.append(Problem(f"{name}:{number}", "not TOML", shown(line), _toml_hint(line), rejects=True))
            continue
        for key in read.keys() & table.keys():
            problems.append(Problem(f"{name}:{number}", "key twice", shown(key), "keep one of them", rejects=True))
        table |= read
    if len(problems) == said:  # every line is good by itself
        m = re.search(r"at line (\d+)", str(whole))
        where = f"{name}:{m.group(1) if m else text.count(chr(10)) + 1}"
        problems.append(Problem(where, "not TOML", shown(str(whole), 120), _TOML, rejects=True))
    return table


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
