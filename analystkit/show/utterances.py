"""One utterance as several articles print it, side by side; and statements that open alike and are two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from analystkit import wording as w
from analystkit.errors import AnalystkitError
from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, by, names_for, rows_of
from analystkit.show.receipts import seen
from analystkit.show.statements import fact, longest, narrowest, polarity, utterance_of, worded
from analystkit.show.view import View
from analystkit.text import fold

if TYPE_CHECKING:
    import pandas as pd

OPENING = 6
"""Two utterances that share this many first words look alike."""

_LEFT_OUT = 8  # words: a longer gap is folded away


def utterance(said: pd.DataFrame, utterance_id: str) -> View:
    """One utterance as each article prints it, side by side: the fullest printing, and the others with what they change.

    Words marked [+ …] are in this printing only, [− …] in the fullest only. Raises AnalystkitError for an id that is not in the table.
    """
    told, printed = names_for(said, "statements"), [r for r in rows_of(said) if r.get("utterance_id") == utterance_id]
    if not printed:
        raise AnalystkitError(f"no utterance {utterance_id!r}; column utterance_id of the statements has those there are")
    summary = f"One utterance, printed by {w.count(len({r.get('article') for r in printed}), 'article')}"
    return seen(summary, m.join([live.style("statements.css"), side_by_side(printed, told)]), said)


def utterances(said: pd.DataFrame) -> View:
    """Every utterance that two or more articles print, side by side, as ``utterance`` shows one."""
    told = names_for(said, "statements")
    printed = by((r for r in rows_of(said) if r.get("utterance_id")), "utterance_id").values()
    shared = [rows for rows in printed if len({r.get("article") for r in rows}) > 1]
    none = m.tag("p", m.text("No utterance is printed by two articles."))
    content = m.join([live.style("statements.css"), *(side_by_side(rows, told) for rows in shared)]) if shared else none
    return seen(f"Printed by several articles: {w.count(len(shared), 'utterance')}", content, said)


def side_by_side(printed: Sequence[Row], told: Names) -> m.Html:
    """The passages of one utterance, an article's beside another's."""
    by_article = by(printed, "article")
    fullest = longest(printed)
    words = _words(_quoted(fullest))
    columns = [_column(fullest, "the fullest printing", m.join(map(worded, _quoted(fullest)), " … "), told)]
    for article, rows in by_article.items():
        if article != fullest[0].get("article"):
            does = dict.fromkeys(filter(None, map(polarity, _quoted(rows))))
            before = m.text("".join(f"{d}: " for d in does))
            compared = m.join([before, _differences(words, _words(_quoted(rows)))])
            columns.append(_column(rows, "compared with it", compared, told))
    names: dict[Any, str] = {}
    for row in printed:
        names[row.get("speaker_id")] = max(names.get(row.get("speaker_id"), ""), w.one_line(row.get("speaker_text")), key=len)
    who = ", ".join(filter(None, names.values())) or "Speaker not known"
    head = m.tag("h4", m.text(f"{who}: {told.said_on(narrowest(printed))}"))
    return m.tag("section", m.join([fact(printed, told), head, m.tag("div", m.join(columns), "ak-columns")]), "ak-shared")


def _quoted(rows: Sequence[Row]) -> Sequence[Row]:
    """What an article quotes; where it quotes nothing, what it reports: only words that claim to be the same can be compared."""
    return [r for r in rows if r.get("kind") != "indirect"] or rows


def _words(rows: Sequence[Row]) -> str:
    return " ".join(w.one_line(r.get("text")) for r in rows)


def _column(rows: Sequence[Row], what: str, content: m.Html, told: Names) -> m.Html:
    quoted = _quoted(rows)
    title = m.join([m.link(told.article(quoted[0]), quoted[0]), m.note(f"{w.spoken(quoted[0].get('kind'))}, {what}")], " ")
    reported = [worded(r) for r in rows if r not in quoted]
    rest = [m.tag("p", m.join([m.note("In its own words: "), m.join(reported, " … ")]))] if reported else []
    return m.tag("section", m.join([m.tag("h5", title), m.tag("div", content, "ak-printed"), *rest]))


def _differences(fullest: str, other: str) -> m.Html:
    """The other printing, with signs for what it adds and what it lacks; what is long and lacking is folded away."""
    pieces = []
    for op, words in compare(fullest, other):
        if op == "same":
            pieces.append(m.text(words))
        elif op == "right":
            pieces.append(m.tag("ins", m.text(f"[+ {words}]")))
        else:
            n, lost = len(words.split()), m.tag("del", m.text(f"[− {words}]"))
            folded = m.join([m.tag("summary", m.text(f"[− {n} words left out]")), lost])
            pieces.append(lost if n <= _LEFT_OUT else m.tag("details", folded, "ak-left"))
    return m.join(pieces, " ")


def lookalikes(said: pd.DataFrame) -> View:
    """Statements that open with the same words and are different utterances, with the point where they part.

    >>> import pandas as pd
    >>> texts = {"u1": "We will act with care and with our friends.", "u2": "We will act with care and in haste."}
    >>> lookalikes(pd.DataFrame([{"article": "a", "start": 0, "end": 9, "utterance_id": u, "text": t} for u, t in texts.items()]))
    Look-alikes: 1 shared opening
    """
    told, groups = names_for(said, "statements"), _openings(rows_of(said))
    body = [line for group in groups for line in _parting(group, told)]
    summary = f"Look-alikes: {w.count(len(groups), 'shared opening')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("No two different utterances open with the same words.")))
    caption = "Different utterances that open alike, underlined where they part"
    return seen(summary, m.table(caption, ("Printed in", "Words", "Said"), body), said)


def _folded(text: object) -> list[str]:
    """Words without case, marks and what an editor put in brackets: "President (Joe) Biden’s" is "president bidens"."""
    plain = re.sub(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]", " ", str(text or ""))
    return [w for w in (re.sub(r"[^\w]", "", word) for word in plain.casefold().split()) if w]


def _openings(found: Sequence[Row]) -> list[list[Row]]:
    """Groups of different utterances with the same first words, each utterance once, by its longest passage."""
    groups: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in found:
        words = _folded(row.get("text"))
        if len(words) > OPENING:
            group = groups.setdefault(tuple(words[:OPENING]), {})
            known = group.get(utterance_of(row))
            if known is None or len(words) > len(_folded(known.get("text"))):
                group[utterance_of(row)] = row
    return [list(g.values()) for g in groups.values() if len(g) > 1]


def _parting(group: Sequence[Row], told: Names) -> list[list[m.Html]]:
    shared = len(list(takewhile(lambda words: len(set(words)) == 1, zip(*(_folded(r.get("text")) for r in group), strict=False))))
    lines = []
    for row in group:
        words, seen = w.one_line(row.get("text")).split(" "), 0
        while seen < len(words) and len(_folded(" ".join(words[:seen]))) < shared:
            seen += 1
        after = m.tag("span", m.text(" ".join(words[seen : seen + 3]) or "(ends here)"), "ak-part")
        rest = m.text(" " + w.one_line(" ".join(words[seen + 3 :]), 90))
        said = m.join([m.text(" ".join(words[:seen]) + " "), after, rest])
        lines.append([m.link(told.article(row), row), said, m.text(told.said_on(row))])
    return lines


def compare(a: str, b: str) -> list[tuple[str, str]]:
    """Two printed versions word by word: runs that are the same, or stand only left or only right.

    Case, accents, the marks around a word and the shape of an apostrophe make no difference: a house style changes no words.

    >>> compare("“We left the port at dawn.”", "We left at dawn, he said.")
    [('same', '“We left'), ('left', 'the port'), ('same', 'at dawn.”'), ('right', 'he said.')]
    """
    left, right = a.split(), b.split()
    matcher = SequenceMatcher(None, [_plain(w) for w in left], [_plain(w) for w in right], autojunk=False)
    out: list[tuple[str, str]] = []
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            out.append(("same", " ".join(left[i1:i2])))
            continue
        out += [(side, " ".join(words)) for side, words in (("left", left[i1:i2]), ("right", right[j1:j2])) if words]
    return out


def _plain(word: str) -> str:
    """A word as it is compared: folded, without the marks around it; a mark alone stays what it is."""
    return fold(word).strip(_MARKS) or word


_MARKS = ".,;:!?…'\"“”„«»()[]-"
