"""The events that may be one, laid before the analyst pair by pair; each answer becomes a line of ``corrections.csv`` at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from analystkit.codebook.additions import add_line
from analystkit.codebook.corrections import receipt
from analystkit.corpus import Corpus
from analystkit.english import read
from analystkit.errors import AnalystkitError

_ANSWERS = {"s": "same", "d": "different", "k": "skip", "q": "stop"}


def review(corpus: Corpus, *, ask: Callable[[str], str] | None = None, say: Callable[[str], object] = print) -> int:
    """Show every pair of the table ``candidates`` that has no answer yet; where ``ask`` is given, ask for one and write it.

    An answer is a word or its first letter: same, different, skip (``k``), stop (``q``). Gives how many lines were written. Raises
    AnalystkitError where there is no codebook to write into.
    """
    folder = corpus.codebook.folder
    if ask and not folder:
        raise AnalystkitError("no codebook to write the answers into; name its folder with --codebook, or use --list")
    open_ = [row for row in corpus.rows["candidates"] if not row["answer"]]
    lines = 0
    for n, row in enumerate(open_, 1):
        say("\n".join(_shown(corpus, row, f"{n} of {len(open_)}")))
        answer = _answer(ask) if ask else "skip"
        if answer == "stop":
            break
        if answer != "skip" and folder:
            say(f"{add_line(folder, line_of(row, answer)).where}: {answer}")
            lines += 1
    say(f"{len(open_)} pairs without an answer, {lines} answered now" if open_ else "no pair is without an answer")
    return lines


def _shown(corpus: Corpus, row: Mapping[str, Any], which: str) -> Iterator[str]:
    titles = {e["event_id"]: e["title"] for e in corpus.rows["events"]}
    texts = {a.id: a for a in corpus.texts}
    yield f"{which}: may these be one? {'; '.join(row['reasons'])}"
    for event, at in zip((row["event_id"], row["other_id"]), row["receipts"], strict=True):
        article, start, _ = receipt(at)
        sentence = read(texts[article]).sentence_at(start)
        words = " ".join(texts[article].text[sentence.start : sentence.end].split()) if sentence else ""
        yield f"  {event}: {titles.get(event, 'joined since')}\n    {at}  “{words}”"


def _answer(ask: Callable[[str], str]) -> str:
    while True:
        try:
            typed = ask("same (s), different (d), skip (k) or stop (q)? ").strip().lower()
        except EOFError:
            return "stop"
        if found := next((word for letter, word in _ANSWERS.items() if typed in (letter, word)), ""):
            return found


def line_of(row: Mapping[str, Any], answer: str) -> dict[str, str]:
    """The line of ``corrections.csv`` that says so, keyed to the receipts of both, which no change of the codebook alters.

    >>> line_of({"receipts": ("a:0-9", "b:4-8"), "reasons": ("same place (vale)",)}, "same")["to"]
    'b:4-8'
    """
    one, two = row["receipts"]
    return {"action": answer, "row": "event", "at": one, "to": two, "why": f"reviewed: {'; '.join(row['reasons'])}"}
