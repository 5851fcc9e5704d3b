"""Kinds of error that unseen news showed, each an invented article with what its tables must and must not hold (tests/cases/*.toml).

mentions type=killing status=attempted|planned day=2019-05-02      a row of the table with all of these; a bar is "or"
mentions place=Belfast,Dublin       one row with both places, by their names; from=, to=: the ends of its days
mentions agent=…, target=…          an actor of that role whose id holds these letters
claims attribute=killed values=29,8 the values of all rows of that attribute, and no others
… text~=word                        the words hold it; "_" is a blank; n=2: so many rows
one event of claims value=29 and value=8
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analystkit import Corpus

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
Row = dict[str, Any]


def cases() -> Iterator[Any]:
    for file in FILES:
        for case in tomllib.loads(file.read_text("utf-8"))["case"]:
            marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
            yield pytest.param(case, id=case["id"], marks=marks)


class Said:
    """The tables of one article, and whether a line of the cases holds of them."""

    def __init__(self, corpus: Corpus) -> None:
        self.rows = corpus.rows
        self.places = {r["place_id"]: r["name"] for r in corpus.rows["places"] if r["place_id"]}
        self.status = {r["event_id"]: r["status"] for r in corpus.rows["events"]}

    def holds(self, line: str) -> bool:
        if line.startswith("one event of claims "):
            one, two = (self.of("claims", part) for part in line.removeprefix("one event of claims ").split(" and "))
            return bool({r["event_id"] for r in one} & {r["event_id"] for r in two})
        table, *tests = line.split(" ")
        given = dict(t.split("=", 1) for t in tests if t.startswith(("values=", "n=")))
        found = self.of(table, " ".join(t for t in tests if not t.startswith(("values=", "n="))))
        if "values" in given:
            return sorted(str(r["value"]) for r in found) == sorted(given["values"].split(","))
        return len(found) == int(given["n"]) if "n" in given else bool(found)

    def of(self, table: str, tests: str) -> list[Row]:
        return [r for r in self.rows[table] if all(self.fits(r, *t.split("=", 1)) for t in tests.split())]

    def fits(self, row: Row, key: str, value: str) -> bool:
        value = value.replace("_", " ") if key.rstrip("~") in ("text", "title", "name", "speaker", "note") else value
        if key == "day":
            return row["earliest"] == row["latest"] == value
        if key in ("from", "to"):
            return bool(row["earliest" if key == "from" else "latest"] == value)
        if key == "place":
            names = [self.places.get(p, p) for p in row["place_ids"]]
            return all(any(part in n for n in names) for part in value.split(","))
        if key in ("agent", "target"):
            return any(a["role"] == key and any(v in a["actor_id"] for v in value.split("|")) for a in row["actors"])
        if key == "lat":
            return row["lat"] is not None and abs(row["lat"] - float(value)) < 0.2
        name = {"speaker": "speaker_text", "source": "source_text"}.get(key.rstrip("~"), key.rstrip("~"))
        there = self.status.get(row["event_id"]) if (name, "attribute" in row) == ("status", True) else row[name]
        if key.endswith("~"):
            return any(v in str(there or "") for v in value.split("|"))
        return any(str(there) == v or (name == "name" and str(there or "").startswith(v)) for v in value.split("|"))


@pytest.mark.parametrize("case", list(cases()))
def test_kind(case: Row, tmp_path: Path) -> None:
    day = {"published": d} if (d := case.get("published", "2019-05-10")) else {}
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": case["text"]} | day) + "\n", "utf-8")
    said = Said(Corpus.load(tmp_path / "a.jsonl"))
    wrong = [f"lacks: {line}" for line in case.get("has", ()) if not said.holds(line)]
    wrong += [f"must not: {line}" for line in case.get("not", ()) if said.holds(line)]
    assert not wrong, f"{case['text']}\n" + "\n".join(wrong)
