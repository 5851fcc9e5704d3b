"""``receipts.jsonl`` beside the articles: where each text came from, a line an article, sorted by id, no clock time inside.

A line holds the text's and its original's sha256, how it was read, and what the original says of title, byline, site, address and day.
Below them stand the files that were to be imported and are no articles, a line each, with the reason: so a page can say so.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from analystkit.errors import InputError, Problem
from analystkit.files import Step, contents_of, one_step, sha256_of
from analystkit.records import GIVEN, UNKNOWN, Article, Interval
from analystkit.text import iso_day

NAME = "receipts.jsonl"
SAID = ("title", "byline", "site", "url", "canonical", "language")

Receipt = dict[str, Any]


def read(folder: Path, problems: list[Problem]) -> dict[str, Receipt]:
    """The receipts of a folder of articles by id; a problem for each line that is none. Nothing where there is no such file."""
    return {receipt["id"]: receipt for receipt in _lines(folder, problems) if "refused" not in receipt}


def refused(folder: Path, problems: list[Problem]) -> dict[str, list[Problem]]:
    """What an import refused, by the name of its file."""
    found: dict[str, list[Problem]] = {}
    for line in _lines(folder, problems):
        if "refused" in line:
            where, what, why, todo = (line[key] for key in _WHY)
            found.setdefault(line["refused"], []).append(Problem(where, what, why, todo, rejects=True, n=line["n"]))
    return found


_WHY = ("where", "what", "found", "todo")
NOT_READ = "not read"
"""What is said of a file of a kind that no reader reads."""


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """The same problems; files that are not read for the same reason stand together, the first few by their names.

    >>> print(*joined(Problem(name, NOT_READ, "", "save it as .docx") for name in ("a.doc", "b.rtf")))
    a.doc, b.rtf: not read; save it as .docx
    """
    out: dict[Problem, list[str]] = {}
    for problem in problems:
        out.setdefault(replace(problem, where="") if problem.what == NOT_READ else problem, []).append(problem.where)
    return [replace(p, where=_few(names), n=len(names)) if p.what == NOT_READ else p for p, names in out.items()]


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _lines(folder: Path, problems: list[Problem]) -> Iterator[Receipt]:
    """The good lines of the file; a problem for each other one."""
    try:
        lines = contents_of(folder / NAME).split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(NAME, "cannot be read", error.strerror or "", "allow reading it, or take it from git"))
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _checked(json.loads(line))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                todo = "take the file from git; it is not written by hand"
                problems.append(Problem(f"{NAME}:{number}", "not a receipt", str(error)[:80], todo))


def _checked(receipt: Receipt) -> Receipt:
    """A receipt whose parts are what they should be. Raises ValueError, KeyError or TypeError."""
    if "refused" in receipt:
        if not all(isinstance(receipt[key], str) for key in ("refused", *_WHY)) or not isinstance(receipt["n"], int):
            raise ValueError("a part is no text")
        return receipt
    needed = [receipt["id"], receipt["text"]["sha256"], receipt["text"]["path"], *(receipt[key]["value"] for key in SAID if key in receipt)]
    if "original" in receipt:
        needed += [receipt["original"][key] for key in ("path", "sha256", "part", "name", "media_type")]
        needed += [receipt["extractor"][key] for key in ("name", "version")]
    if not all(isinstance(value, str) for value in (*needed, receipt["published"]["basis"])) or re.search(r"[/\\]", receipt["id"]):
        raise ValueError("a part is no text, or its id no name")
    published(receipt)
    return receipt


def save(step: Step, folder: Path, receipts: Mapping[str, Receipt], refusals: Mapping[str, Sequence[Problem]] | None = None) -> None:
    """Write all receipts, whole, and below them what was refused, or what is kept as refused already: in order, no clock, so that the same
    import gives the same bytes."""
    told = refused(folder, []) if refusals is None else refusals
    lines = [receipts[name] for name in sorted(receipts)]
    lines += [{"refused": name} | {key: getattr(p, key) for key in (*_WHY, "n")} for name in sorted(told) for p in told[name]]
    step.write(folder / NAME, b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines))


def applied(article: Article, receipt: Receipt, problems: list[Problem]) -> Article:
    """An article with what its receipt says of it; a problem where its text is not the one that was imported."""
    if receipt["text"]["sha256"] != article.sha256:
        todo = f"take it back as it was, or read its original anew: analystkit import --renew {article.id}"
        problems.append(Problem(article.path, "not the text that was imported", "", todo))
    said: dict[str, Any] = {key: receipt[key]["value"] for key in SAID if key in receipt}
    original, by, when = receipt.get("original", {}), receipt.get("extractor"), published(receipt)
    return replace(
        article,
        **({"url": said["canonical"]} if "canonical" in said else {}) | said,
        published=when,
        basis=receipt["published"]["basis"] if when.known else "unknown",
        original=original.get("path"),
        original_sha256=original.get("sha256"),
        media_type=original.get("media_type"),
        extractor=f"{by['name']} {by['version']}" if by else None,
    )


def published(receipt: Receipt) -> Interval:
    """The days of a receipt. Raises ValueError where they are none."""
    days = [receipt["published"][key] for key in ("earliest", "latest")]
    earliest, latest = map(iso_day, days)
    if days == [None, None]:
        return UNKNOWN
    if not earliest or not latest:
        raise ValueError(f"no day: {days}")
    return Interval(earliest, latest, "day" if earliest == latest else "vague")


def give_day(case: Path, name: str, earliest: date, latest: date) -> None:
    """Write into an article's receipt when it appeared, by the analyst's word; what its original states stays beside it.

    Raises InputError where there is no such article, naming some that there are.
    """
    with one_step(case) as step:
        _give_day(step, case / "seeds", name, earliest, latest)


def _give_day(step: Step, folder: Path, name: str, earliest: date, latest: date) -> None:
    problems: list[Problem] = []
    receipts = read(folder, problems)
    texts = sorted(p for p in folder.rglob("*") if p.suffix.lower() == ".txt")
    mine = next((p for p in texts if p.stem == name), None)
    if name not in receipts and mine is None:
        near = [p.stem for p in texts if name[:4] in p.stem] or [p.stem for p in texts]
        there = f"there are: {', '.join(near[:5])}" if near else "none is there yet; analystkit import FILES"
        problems.append(Problem(str(folder), "no article", name, there))
    if problems:
        raise InputError(problems)
    if name not in receipts and mine:  # a text that was put there by hand
        receipts[name] = {"id": name, "text": text_of(mine.read_bytes(), mine.relative_to(folder.parent).as_posix()), "published": {}}
    stated = receipts[name]["published"].get("stated", [])
    receipts[name]["published"] = {"earliest": f"{earliest}", "latest": f"{latest}", "basis": GIVEN, "stated": stated}
    save(step, folder, receipts)


def text_of(data: bytes, path: str) -> dict[str, Any]:
    """What a receipt says of a text."""
    return {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "n_chars": len(data.decode("utf-8", "replace"))}


def changed(case: Path, originals: Iterable[Mapping[str, str]]) -> list[Problem]:
    """A problem for each original that is missing, or not what was imported."""
    todo = "take it back as it was: it is what the article's receipt leads to"
    problems: list[Problem] = []
    for path, digest in sorted({(o["path"], o["sha256"]) for o in originals}):
        try:
            if sha256_of(case / path) != digest:
                problems.append(Problem(path, "not the original that was imported", "", todo))
        except OSError as error:
            problems.append(Problem(path, "the original is missing", error.strerror or "", todo))
    return problems
