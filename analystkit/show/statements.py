"""Who said what and when, and who relays it; with a form that a page's script brings to life, to see a speaker or a kind alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analystkit.show import live
from analystkit.show import markup as m
from analystkit.show.view import View, esc

if TYPE_CHECKING:
    import pandas as pd

MANY = 12
"""More speakers than this get a list to jump from."""

_NOBODY = "not-known"


def statements(said: pd.DataFrame, actors: pd.DataFrame | None = None, articles: pd.DataFrame | None = None) -> View:
    """Every utterance, by speaker: the words, how they were printed, by which articles, and who relays them.

    ``actors`` give the speakers' names and tell the anonymous, who stand apart; ``articles`` give the outlets.

    >>> import pandas as pd
    >>> statements(pd.DataFrame([], columns=["article", "start", "end", "text", "speaker_id"]))
    Statements: none
    """
    found = m.rows(said)
    if not found:
        return m.view("Statements: none", m.tag("p", m.text("No statements were found.")))
    names, outlets = m.names(actors, "actor_id"), m.article_names(articles)
    unnamed = {r.get("actor_id") for r in m.rows(actors) if r.get("kind") == "anonymous"}
    speakers = by(found, "speaker_id")
    order = sorted(speakers, key=lambda s: (-len(speakers[s]), str(s)))
    named = [s for s in order if s is not None and s not in unnamed]
    apart = [s for s in order if s in unnamed] + [s for s in order if s is None]
    anchors = _anchors(named + apart, found)
    heads = [_speaker(s, speakers[s], names, outlets) for s in named + apart]
    if len(heads) > MANY:
        heads = [(m.target(a, title), body) for a, (title, body) in zip(anchors, heads, strict=True)]
    sections = [
        m.grouped(title, ("Words", "Said", "Printed in"), groups, "ak-quotes")
        for title, groups in (
            ("By speaker", heads[: len(named)]),
            ("Speakers who are not named, or not known", heads[len(named) :]),
        )
        if groups
    ]
    if len(heads) > MANY:
        sections.insert(0, _index([(a, _called(s, speakers[s], names), speakers[s]) for a, s in zip(anchors, named + apart, strict=True)]))
    total = len({utterance_of(r) for r in found})
    summary = f"Statements: {m.count(total, 'utterance')}, {m.count(len(named), 'named speaker')}, {m.count(len(found), 'passage')}"
    return m.view(summary, m.join([live.style("statements.css"), _filter(found, names), *sections]))


# What a page's script filters by


def fact(printed: Sequence[m.Row]) -> m.Html:
    """A hidden sign of who speaks, who relays it and how it is told, for the script of a page to hide and show what stands around it."""

    def listed(column: str) -> str:
        return esc(" ".join(dict.fromkeys(_key(r.get(column)) for r in printed if r.get(column))))

    who = listed("speaker_id") or _NOBODY
    return m.Html(f'<i class="ak-fact" hidden data-actor="{who}" data-via="{listed("via")}" data-kind="{listed("kind")}"></i>')


def _key(identifier: object) -> str:
    return re.sub(r"\s+", "-", str(identifier)) if identifier else _NOBODY


def _filter(found: Sequence[m.Row], names: Mapping[str, str]) -> m.Html:
    """A form that stays hidden where no script fills it with life: everything is shown then."""
    utterances = by(({"id": utterance_of(r), **r} for r in found), "id").values()
    speakers = {_key(rows[0].get("speaker_id")): _called(rows[0].get("speaker_id"), rows, names) for rows in utterances}
    relays = {_key(r["via"]): names.get(r["via"], m.spoken(r["via"])) for r in found if r.get("via")}
    kinds = {_key(r["kind"]): m.spoken(r["kind"]) for r in found if r.get("kind")}

    def choice(key: str, title: str, everything: str, options: Mapping[str, str], column: str) -> str:
        if len(options) < (1 if key == "via" else 2):
            return ""
        n = {o: sum(o in {_key(r.get(column)) for r in rows} for rows in utterances) for o in options}
        order = sorted(options, key=lambda o: (-n[o], options[o]))
        lines = "".join(f'<option value="{esc(o)}">{esc(options[o])} ({n[o]})</option>' for o in order)
        return f'<label>{title} <select name="{key}"><option value="">{everything}</option>{lines}</select></label> '

    form = "".join(
        (
            choice("actor", "Speaker", "everybody", speakers, "speaker_id"),
            choice("via", "Relayed by", "anybody or nobody", relays, "via"),
            choice("kind", "Kind", "every kind", kinds, "kind"),
        )
    )
    return (
        m.Html(
            f'<form class="ak-filter" hidden aria-label="Filter the statements">{form}<button type="reset">Show all</button> '
            f'<output role="status"></output></form>'
        )
        if form
        else m.Html("")
    )


# By speaker


def _anchors(order: Sequence[str | None], found: Sequence[m.Row]) -> list[str]:
    """An id for each speaker: its place in the view, after a sign of what the view shows, so that two views share a page."""
    sign = hashlib.sha256("\n".join(f"{r.get('article')}:{r.get('start')}" for r in found).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return [f"said-{sign}-{n}" for n in range(1, len(order) + 1)]


def _index(speakers: Iterable[tuple[str, str, Sequence[m.Row]]]) -> m.Html:
    """The speakers with the number of their utterances, each a link into the page."""
    items = [m.join([m.jump(a, name), m.note(len({utterance_of(r) for r in rows}))], " ") for a, name, rows in speakers]
    head = m.tag("h4", m.text("Speakers, with the number of their utterances"))
    return m.tag("div", m.join([head, m.listed(items, "ak-list ak-undated")]), "ak-speakers")


def by(found: Iterable[m.Row], key: str) -> dict[str | None, list[m.Row]]:
    """Rows by the value of a column, in their order."""
    groups: dict[str | None, list[m.Row]] = {}
    for row in found:
        groups.setdefault(row.get(key), []).append(row)
    return groups


def utterance_of(row: m.Row) -> str:
    """The utterance a row prints; a row without one stands for itself."""
    return str(row.get("utterance_id") or f"{row.get('article')}:{row.get('start')}")


def speaker_name(identifier: object, row: m.Row, names: Mapping[str, str]) -> str:
    printed = m.one_line(row.get("speaker_text"))
    if identifier and printed.casefold() in _PRONOUNS:
        printed = m.spoken(identifier)  # "he" is nobody's name
    return names.get(str(identifier)) or printed or m.spoken(identifier) or "speaker not known"


_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "him", "her", "them"})


def _called(identifier: str | None, found: Sequence[m.Row], names: Mapping[str, str]) -> str:
    return "Speaker not known" if identifier is None else speaker_name(identifier, found[0], names)


def _speaker(
    identifier: str | None, found: Sequence[m.Row], names: Mapping[str, str], outlets: Mapping[str, str]
) -> tuple[m.Html, list[list[m.Html]]]:
    name = _called(identifier, found, names)
    printed: dict[str, list[m.Row]] = {}
    for row in found:
        printed.setdefault(utterance_of(row), []).append(row)
    body = [
        [m.join([fact(rows), m.join(map(worded, longest(rows)), " … ")]), _when(rows), _printings(rows, names, outlets)]
        for rows in printed.values()
    ]
    return m.join([m.text(name), m.note(m.count(len(body), "utterance"))], " "), body


def worded(row: m.Row) -> m.Html:
    """The words of a row, after what the speaker does with them where the article tells it: "denies: its forces had fired"."""
    does = polarity(row)
    return m.join([m.text(f"{does}: "), m.quotation(row)]) if does else m.quotation(row)


def polarity(row: Mapping[str, Any]) -> str | None:
    """What the speaker of reported words does with them, where it is more than saying them; None for plain reports and quotations.

    >>> polarity({"kind": "indirect", "cue_text": "denied", "stance": "denies"}), polarity({"kind": "direct", "stance": "denies"})
    ('denies', None)
    >>> polarity({"kind": "indirect", "cue_text": "could not confirm", "stance": "does not confirm"})
    'could not confirm'
    """
    does, cue, rule = row.get("stance"), m.one_line(row.get("cue_text"), 60), str(row.get("rule") or "")
    if row.get("kind") not in ("indirect", "mixed"):
        return None
    if rule.startswith("would not say"):
        return "would not say"  # the cue is the verb alone
    if does == "declines" or rule == "passive charge" or _NEGATED.search(cue):
        return cue  # the article's own words say it best
    return does if does not in _NO_STANCE else None


_NEGATED = re.compile(r"\b(?:not|never|no|unable|cannot)\b|n['’]t\b", re.IGNORECASE)
_NO_STANCE = ("responds", "warns", "thanks")  # the words themselves say so


def longest(printed: Sequence[m.Row]) -> list[m.Row]:
    """The passages of the article that prints most of an utterance."""
    by_article = by(printed, "article").values()
    return max(by_article, key=lambda rows: sum(len(str(r.get("text") or "")) for r in rows))


def _when(printed: Sequence[m.Row]) -> m.Html:
    row = narrowest(printed)
    return m.link(m.when(row), row) if _dated(row) else m.note(m.NOT_KNOWN)


def narrowest(printed: Sequence[m.Row]) -> m.Row:
    """The passage that says most exactly when it was said."""

    def width(row: m.Row) -> int:
        first, last = m.day(row.get("earliest")), m.day(row.get("latest"))
        return (last - first).days if first and last else 10**6 + (not _dated(row))

    return min(printed, key=width)


def _dated(row: m.Row) -> bool:
    return bool(m.day(row.get("earliest")) or m.day(row.get("latest")))


def _printings(printed: Sequence[m.Row], names: Mapping[str, str], outlets: Mapping[str, str]) -> m.Html:
    """Each article that prints it, whom it relays, and a receipt at every cue."""
    items = []
    for article, found in by(printed, "article").items():
        via = dict.fromkeys(names.get(r["via"], m.spoken(r["via"])) for r in found if r.get("via"))
        cues = m.join((m.link(_cue(r), r) for r in found), ", ")
        relayed = m.note(f"; relayed by {', '.join(via)}") if via else m.Html("")
        items.append(m.join([m.text(f"{outlets.get(str(article), str(article))}: "), cues, relayed]))
    return m.listed(items)


def _cue(row: m.Row) -> str:
    cue = f" “{m.one_line(row['cue_text'], 60)}”" if row.get("cue_text") else ""
    return f"{m.spoken(row.get('kind')) or 'statement'}{cue}"


# By date


def when_said(said: pd.DataFrame, actors: pd.DataFrame | None = None, articles: pd.DataFrame | None = None) -> View:
    """Every utterance by when it was said, as exactly as an article tells it: who, the first words, and who prints it.

    >>> import pandas as pd
    >>> when_said(pd.DataFrame([], columns=["article", "start", "end", "text", "speaker_id"]))
    When it was said: no statements
    """
    printed = by(({"id": utterance_of(r), **r} for r in m.rows(said)), "id").values()
    names, outlets = m.names(actors, "actor_id"), m.article_names(articles)
    told = sorted(((narrowest(rows), rows) for rows in printed), key=lambda t: (_order(t[0]), str(t[1][0]["id"])))
    days: dict[str, list[m.Html]] = {}
    for row, rows in told:
        when = m.when(row)
        days.setdefault(when[0].upper() + when[1:], []).append(_moment(rows, names, outlets))
    if not told:
        return m.view("When it was said: no statements", m.tag("p", m.text("No statements were found.")))
    dated = sum(_dated(row) for row, _ in told)
    lines = (m.tag("li", m.join([m.tag("h5", m.text(day)), m.listed(items)]), "ak-day") for day, items in days.items())
    rest = f"; {len(told) - dated} without a date" if dated < len(told) else ""
    content = m.join([live.style("statements.css"), m.tag("ol", m.join(lines), "ak-days")])
    return m.view(f"When it was said: {m.count(dated, 'utterance')}{rest}", content)


def _order(row: m.Row) -> tuple[str, str]:
    first, last = row.get("earliest"), row.get("latest")
    return str(first or last or "9999"), str(last or "9999")


def _moment(rows: Sequence[m.Row], names: Mapping[str, str], outlets: Mapping[str, str]) -> m.Html:
    first = longest(rows)[0]
    does, words = polarity(first), m.one_line(first.get("text"), 160)
    told = words if first.get("kind") in ("indirect", "mixed") else f"“{words}”"
    who = m.tag("b", m.text(_called(first.get("speaker_id"), rows, names)))
    papers = ", ".join(dict.fromkeys(outlets.get(str(r.get("article")), str(r.get("article"))) for r in rows))
    return m.join([fact(rows), who, m.text(f" {does}: " if does else ": "), m.link(told, first, "ak-quote"), m.text(" "), m.note(papers)])
