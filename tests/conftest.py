"""What several tests need: articles of invented news with tags of every kind laid on by hand, and small projects to publish."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from chromium import browser, page_for  # noqa: F401 - fixtures: one Chromium, whoever uses it

from analystkit.codebook import Codebook
from analystkit.corpus import Corpus
from analystkit.link import Candidate, Conflict, Event, Links
from analystkit.records import UNKNOWN, Actor, Article, Claim, Interval, Mention, Place, Segment, Statement, Tags, Time

DAY = Interval(date(2019, 5, 2), date(2019, 5, 2), "day")


def laid_on(name: str, text: str, *, title: str | None = None, outlet: str | None = "The Arden Post") -> tuple[Article, Tags]:
    """An article with overlapping tags of every kind on the same few words, whatever its text is."""
    n = len(text)
    first = text.find("\n") + 1
    a, b, c = n // 3, n // 2, n - n // 4
    segments = (
        Segment(0, first, "title", "first-line"),
        Segment(first, b, "body", "rest"),
        Segment(b, c, "tweet", "tweet-block", author="Ann Lee", handle="@annlee", published=DAY),
        Segment(c, n, "furniture", "related-stories"),
    )
    tags = Tags(
        times=(Time(a, a + 4, DAY, "published", "weekday"),),
        places=(Place(a + 2, a + 8, "arden", "Arden", "city", "XA", 10.0, 20.0, "city", "locative", "codebook:arden"),),
        actors=(Actor(a + 3, a + 6, "guard", "Coast Guard", "military", "codebook:guard"),),
        statements=(Statement(1, b + 3, "direct", a, a + 2, "guard", a + 2, a + 4, None, UNKNOWN, "quotation"),),
        mentions=(Mention(a - 2, b, "strike", "carried_out", DAY, ("arden",), (("guard", "agent"),), "verb"),),
        claims=(Claim(a + 1, a + 9, 0, "killed", 3, "at least", "guard", a + 3, a + 6, "count"),),
        problems=((a, a + 4, "not dated", "look at it"),),
    )
    article = Article(name, text, f"{name}.txt", "0" * 64, title, outlet, None, None, DAY, "stated", segments)
    return article, tags


def corpus_of(
    texts: Mapping[str, str], *, title: str | None = None, outlet: str | None = "The Arden Post", case: str = "The case"
) -> Corpus:
    """A corpus of hand-tagged articles, with one event that all of them tell and one conflict about it."""
    made = {name: laid_on(name, text, title=title, outlet=outlet) for name, text in texts.items()}
    told = tuple((name, 0) for name in made)
    event = Event(
        "arden-strike", case, "strike", "carried_out", DAY, ("arden",), (("guard", "agent"),), told, ("wire",), "the same day and place"
    )
    conflict = Conflict("arden-strike:killed", "arden-strike", "killed", "conflict", case, told, told)
    candidate = Candidate("arden-strike", "arden-raid", ("the same day", case), (f"{told[0][0]}:1-3", f"{told[-1][0]}:1-3"))
    links = Links((event,), (conflict,), candidates=(candidate,))
    return Corpus(tuple(a for a, _ in made.values()), {n: t for n, (_, t) in made.items()}, links, Codebook(title=case))


@pytest.fixture(scope="session")
def tagged() -> Callable[..., Corpus]:
    """``tagged({"a1": text}, title=…, outlet=…, case=…)``: hand-tagged articles as a corpus."""
    return corpus_of


def notebook(*cells: str) -> dict[str, Any]:
    """A notebook as it is before anybody ran it: prose where a cell begins with ``#`` and a blank, code elsewhere."""
    made = []
    for i, source in enumerate(cells):
        kind = "markdown" if source.startswith("# ") else "code"
        cell: dict[str, Any] = {"cell_type": kind, "id": f"c{i}", "metadata": {}, "source": source}
        made.append(cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}))
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(scope="session")
def notebook_of() -> Callable[..., dict[str, Any]]:
    """``notebook_of(cell, cell, …)``: a notebook as it is before anybody ran it."""
    return notebook


@pytest.fixture(scope="session")
def project_at() -> Callable[..., Path]:
    """``project_at(folder, texts, {"0-corpus": cells})``: a project with these seeds and these notebooks."""

    def made(folder: Path, texts: Mapping[str, str], notebooks: Mapping[str, tuple[str, ...]]) -> Path:
        for part in ("seeds", "notebooks"):
            (folder / part).mkdir(parents=True)
        for name, text in texts.items():
            (folder / "seeds" / name).write_bytes(text.encode())
        for name, cells in notebooks.items():
            (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook(*cells)), "utf-8")
        return folder

    return made
