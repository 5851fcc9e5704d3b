"""Annotations corrected in Label Studio or brat, as gold for ``score``: the spans as they now are, each with the row it was exported with.

What a person drew has no row: its span counts, and what a row would say beside it (a day, a point, an id) is not scored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analystkit.errors import InputError, Problem, folded
from analystkit.publish.score_match import Row
from analystkit.share.brat import pieces
from analystkit.share.spans import LABELS
from analystkit.tables import LAYERS, TABLES

_OURS = re.compile(r"m\d+")
_BLANK = re.compile(r"\s|\\n")  # Label Studio shows no ends of lines within a span, or writes them as two signs


def read_annotated(path: Path) -> dict[str, list[Row]] | None:
    """The gold rows of an export of Label Studio (a ``.json``) or of a folder of brat's, by table; None where it is neither.

    ``covered`` lists the articles and ``texts`` their words. Raises InputError for what cannot be read, each with its place.
    """
    if path.suffix == ".json" and path.is_file():
        found, problems = _label_studio(path)
    elif path.is_dir() and any(path.glob("*.ann")):
        found, problems = _brat(path)
    else:
        return None
    if problems:
        raise InputError(folded(problems))
    return found


def _label_studio(path: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    out, problems = _empty(), list[Problem]()
    try:
        tasks = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        return out, [Problem(str(path), "not JSON", str(error)[:80], "export it from Label Studio as JSON")]
    for n, task in enumerate(tasks if isinstance(tasks, list) else [], 1):
        where = f"{path}, task {n}"
        try:
            data, done = task["data"], [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
            if len(done) > 1:
                problems.append(Problem(where, f"{len(done)} annotations of one article", data["article"], "keep one of them"))
            spans = [
                (r["id"], label, r["value"]["start"], r["value"]["end"], r["value"].get("text"))
                for r in (done[0]["result"] if done else ())
                for label in r["value"].get("labels", ())
            ]
            if done:
                problems += _add(out, where, data["article"], data["text"], spans, data["rows"])
        except (KeyError, TypeError, AttributeError) as error:
            problems.append(Problem(where, "no task of ours", f"{type(error).__name__}: {error}", "export it from Label Studio as JSON"))
    if not out["covered"] and not problems:
        problems.append(Problem(str(path), "nothing is annotated", "", "submit the tasks in Label Studio, and export them as JSON"))
    return out, problems


_TEXT_BOUND = re.compile(r"T(?P<n>\d+)\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes T(?P<n>\d+)\t(?P<json>\{.*\})")


def _brat(folder: Path) -> tuple[dict[str, list[Row]], list[Problem]]:
    out, problems = _empty(), list[Problem]()
    at = folder / "articles.json"
    try:
        of = {name: row["article"] for name, row in json.loads(at.read_text("utf-8")).items()} if at.is_file() else {}
        for at in sorted(folder.glob("*.ann")):
            problems += _annotated(out, at, of.get(at.stem, at.stem))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        todo = "take it from the folder that analystkit export brat wrote, and correct it in brat alone"
        problems.append(Problem(str(at), "not as brat has it", f"{type(error).__name__}: {error}"[:80], todo))
    return out, problems


def _annotated(out: dict[str, list[Row]], path: Path, article: str) -> Iterator[Problem]:
    """Put the marks of one article where they belong; a problem for each that is none."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    lines = [line for line in path.read_bytes().decode("utf-8").split("\n") if line]
    rows = {f"m{m['n']}": json.loads(m["json"]) for line in lines if (m := _NOTE.fullmatch(line))}
    spans = []
    for n, line in enumerate(lines, 1):
        if m := _TEXT_BOUND.fullmatch(line):
            found = [tuple(map(int, piece.split())) for piece in m["spans"].split(";")]
            row = rows.get(f"m{m['n']}", {"start": found[0][0], "end": found[-1][1]})
            untouched = pieces(text, row["start"], row["end"]) == found  # then the ends of lines around it are its own
            start, end = (row["start"], row["end"]) if untouched else (found[0][0], found[-1][1])
            spans.append((f"m{m['n']}", m["label"], start, end, m["text"]))
        elif line[0] == "T":
            yield Problem(f"{path}:{n}", "no mark", line[:80], "a mark is T1, its label, its span and its words")
    yield from _add(out, str(path), article, text, spans, rows)


def _empty() -> dict[str, list[Row]]:
    return {layer: [] for layer in (*LAYERS, "covered")}


def _add(
    out: dict[str, list[Row]], where: str, article: str, text: str, spans: Iterable[tuple[str, str, int, int, Any]], rows: Mapping[str, Row]
) -> Iterator[Problem]:
    """Put the rows of an article where they belong. A mark that kept its label keeps its row; the words have to be at its span."""
    out["covered"].append({"article": article, "text": text, "start": 0, "end": len(text)})
    for key, label, start, end, words in spans:
        layer = LABELS.get(label)
        if layer is None:
            yield Problem(where, "unknown label", label, f"the labels are: {', '.join(LABELS)}")
        elif not 0 <= start < end <= len(text) or (words is not None and _BLANK.sub("", words) != _BLANK.sub("", text[start:end])):
            yield Problem(where, "words that are not at their span", f"{start}-{end}: {words!r}"[:120], "the text is not the one exported")
        else:
            known = rows.get(key, {}) if _OURS.fullmatch(key) else {}
            row = known if known.get("label") == label else _drawn(label, layer)
            out[layer].append(
                dict.fromkeys(TABLES[layer]) | row | {"article": article, "start": start, "end": end, "text": text[start:end]}
            )


def _drawn(label: str, layer: str) -> Row:
    """What is known of a mark without a row. A claim is nothing without its value: neither found nor missed."""
    return {"drawn": True} | ({"attribute": label.removeprefix("claim-").replace("-", "_"), "optional": True} if layer == "claims" else {})
