"""Articles of many happenings read as one corpus: events that several tell are of one happening, and none is taken for its double."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import accepting
import pytest

from analystkit import Corpus
from analystkit.tables import write_tables

HERE = Path(__file__).parent
SCORER = HERE.parent / "benchmarks" / "joins.py"


def test_no_happening_is_taken_for_another(tmp_path: Path) -> None:
    """Floors below what was measured when this was written; a change that lowers a figure is to be read, not the floor to be moved."""
    write_tables(Corpus.load(HERE / "mixed" / "articles.jsonl").rows, tmp_path)
    printed = subprocess.run(
        [sys.executable, SCORER, HERE / "mixed", tmp_path, "--json"], capture_output=True, text=True, check=True
    ).stdout
    figures = json.loads(printed)
    right, pairs = (int(n) for n in figures["joins right"].split() if n.isdigit())
    assert pairs >= 30 and right >= 0.95 * pairs, figures
    assert int(figures["lookalikes taken for one"].split()[0]) <= 4, figures


def test_a_title_that_quotes_has_the_events_own_word() -> None:
    """Where a sentence tells several happenings, the title of each quotes its own part."""
    quoting, without = 0, []
    for name in ("articles", "spring-2018", "winter-2021"):
        corpus = Corpus.load(HERE / "mixed" / f"{name}.jsonl")
        texts = {a.id: a.text for a in corpus.texts}
        for e in (e for e in corpus.links.events if "“" in e.title):
            told = ((texts[a], corpus.tags[a].mentions[i]) for a, i in e.mentions)
            quoting += 1
            if not any(" ".join(text[m.head_start : m.head_end].split()) in e.title for text, m in told):
                without.append(e.title)
    assert quoting > 100 and without == []


@pytest.mark.parametrize("of", ["corpora.txt", "mixed.txt", "cases.txt"])
def test_every_row_is_as_accepted(of: str) -> None:
    """A rule that changes one is looked at: `python tests/accepting.py --accept` says in words what changed, and accepts it."""
    other = accepting.differing(accepting.now(of=[of]))
    told = "\n".join(other[:12] + [f"… and {len(other) - 12} more"] * (len(other) > 12))
    assert not other, f"{told}\nLook at them all: python tests/accepting.py; where they are right, accept them: --accept"


def test_what_is_shown_given_and_said_is_as_accepted() -> None:
    """All pages, exports and outputs of a small case and of files that are imported."""
    other = accepting.unlike(accepting.shown())
    assert not other, "\n".join(other[:40]) + "\nLook at them all: python tests/accepting.py; where they are right, accept them: --accept"
