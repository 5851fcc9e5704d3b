"""Who said what, who relays it, where the same words were printed differently, and who answers whom."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from analystkit.errors import AnalystkitError
from analystkit.show import markup as m
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

MANY = 12
"""More speakers than this get a list to jump from."""
OPENING = 6
"""Two utterances that share this many first words look alike."""

_LEFT_OUT = 8  # words: a longer gap is counted, not repeated


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
    speakers = _grouped(found, "speaker_id")
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
        ) if groups
    ]
    if len(heads) > MANY:
        sections.insert(0, _index([(a, _called(s, speakers[s], names), speakers[s]) for a, s in zip(anchors, named + apart, strict=True)]))
    total = len({_utterance(r) for r in found})
    summary = f"Statements: {m.count(total, 'utterance')}, {m.count(len(named), 'named speaker')}, {m.count(len(found), 'passage')}"
    return m.view(summary, m.join(sections))


def _anchors(order: Sequence[str | None], found: Sequence[m.Row]) -> list[str]:
    """An id for each speaker: its place in the view, after a sign of what the view shows, so that two views share a page."""
    sign = hashlib.sha256("\n".join(f"{r.get('article')}:{r.get('start')}" for r in found).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return [f"said-{sign}-{n}" for n in range(1, len(order) + 1)]


def _index(speakers: Iterable[tuple[str, str, Sequence[m.Row]]]) -> m.Html:
    """The speakers with the number of their utterances, each a link into the page."""
    items = [m.join([m.jump(a, name), m.note(len({_utterance(r) for r in rows}))], " ") for a, name, rows in speakers]
    return m.join([m.tag("h4", m.text("Speakers, with the number of their utterances")), m.listed(items, "ak-list ak-undated")])


def _grouped(found: Iterable[m.Row], key: str) -> dict[str | None, list[m.Row]]:
    groups: dict[str | None, list[m.Row]] = {}
    for row in found:
        groups.setdefault(row.get(key), []).append(row)
    return groups


def _utterance(row: m.Row) -> str:
    """The utterance a row prints; a row without one stands for itself."""
    return str(row.get("utterance_id") or f"{row.get('article')}:{row.get('start')}")


def _name(identifier: object, row: m.Row, names: Mapping[str, str]) -> str:
    printed = m.one_line(row.get("speaker_text"))
    if identifier and printed.casefold() in _PRONOUNS:
        printed = m.spoken(identifier)  # "he" is nobody's name
    return names.get(str(identifier)) or printed or m.spoken(identifier) or "speaker not known"


_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "him", "her", "them"})


def _called(identifier: str | None, found: Sequence[m.Row], names: Mapping[str, str]) -> str:
    return "Speaker not known" if identifier is None else _name(identifier, found[0], names)


def _speaker(identifier: str | None, found: Sequence[m.Row], names: Mapping[str, str],
             outlets: Mapping[str, str]) -> tuple[m.Html, list[list[m.Html]]]:
    name = _called(identifier, found, names)
    printed: dict[str, list[m.Row]] = {}
    for row in found:
        printed.setdefault(_utterance(row), []).append(row)
    body = [[m.join(map(_worded, longest(rows)), " … "), _when(rows), _printings(rows, names, outlets)] for rows in printed.values()]
    return m.join([m.text(name), m.note(m.count(len(body), "utterance"))], " "), body


def _worded(row: m.Row) -> m.Html:
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
    by_article = _grouped(printed, "article").values()
    return max(by_article, key=lambda rows: sum(len(str(r.get("text") or "")) for r in rows))


def _when(printed: Sequence[m.Row]) -> m.Html:
    known = [r for r in printed if m.day(r.get("earliest")) or m.day(r.get("latest"))]
    return m.note(m.NOT_KNOWN) if not known else m.link(m.when(min(known, key=_width)), min(known, key=_width))


def _width(row: Mapping[str, Any]) -> int:
    first, last = m.day(row.get("earliest")), m.day(row.get("latest"))
    return (last - first).days if first and last else 10**6


def _printings(printed: Sequence[m.Row], names: Mapping[str, str], outlets: Mapping[str, str]) -> m.Html:
    """Each article that prints it, whom it relays, and a receipt at every cue."""
    items = []
    for article, found in _grouped(printed, "article").items():
        via = dict.fromkeys(names.get(r["via"], m.spoken(r["via"])) for r in found if r.get("via"))
        cues = m.join((m.link(_cue(r), r) for r in found), ", ")
        relayed = m.note(f"; relayed by {', '.join(via)}") if via else m.Html("")
        items.append(m.join([m.text(f"{outlets.get(str(article), str(article))}: "), cues, relayed]))
    return m.listed(items)


def _cue(row: m.Row) -> str:
    cue = f" “{m.one_line(row['cue_text'], 60)}”" if row.get("cue_text") else ""
    return f"{m.spoken(row.get('kind')) or 'statement'}{cue}"


# One utterance, side by side


def utterance(said: pd.DataFrame, utterance_id: str, articles: pd.DataFrame | None = None) -> View:
    """One utterance as each article prints it, side by side: the fullest printing, and the others with what they change.

    Words marked [+ …] are in this printing only, [− …] in the fullest only. Raises AnalystkitError for an id that is not in the table.
    """
    printed = [r for r in m.rows(said) if r.get("utterance_id") == utterance_id]
    if not printed:
        raise AnalystkitError(f"no utterance {utterance_id!r}; column utterance_id of the statements has those there are")
    n = len({r.get("article") for r in printed})
    return m.view(f"One utterance, printed by {m.count(n, 'article')}", _side_by_side(printed, m.article_names(articles)))


def utterances(said: pd.DataFrame, articles: pd.DataFrame | None = None) -> View:
    """Every utterance that two or more articles print, side by side, as ``utterance`` shows one."""
    printed = _grouped((r for r in m.rows(said) if r.get("utterance_id")), "utterance_id").values()
    shared = [rows for rows in printed if len({r.get("article") for r in rows}) > 1]
    outlets = m.article_names(articles)
    none = m.tag("p", m.text("No utterance is printed by two articles."))
    return m.view(f"Printed by several articles: {m.count(len(shared), 'utterance')}",
                  m.join(m.tag("div", _side_by_side(rows, outlets)) for rows in shared) if shared else none)


def _side_by_side(printed: Sequence[m.Row], outlets: Mapping[str, str]) -> m.Html:
    by_article = _grouped(printed, "article")
    fullest = longest(printed)
    words = _words(_quoted(fullest))
    columns = [_column(fullest, "the fullest printing", m.join(map(_worded, _quoted(fullest)), " … "), outlets)]
    for article, rows in by_article.items():
        if article != fullest[0].get("article"):
            does = dict.fromkeys(filter(None, map(polarity, _quoted(rows))))
            before = m.text("".join(f"{d}: " for d in does))
            compared = m.join([before, _differences(words, _words(_quoted(rows)))])
            columns.append(_column(rows, "compared with it", compared, outlets))
    names: dict[Any, str] = {}
    for row in printed:
        names[row.get("speaker_id")] = max(names.get(row.get("speaker_id"), ""), m.one_line(row.get("speaker_text")), key=len)
    who = ", ".join(filter(None, names.values())) or "Speaker not known"
    return m.join([m.tag("h4", m.text(f"{who}: {m.when(min(printed, key=_width))}")), m.tag("div", m.join(columns), "ak-columns")])


def _quoted(rows: Sequence[m.Row]) -> Sequence[m.Row]:
    """What an article quotes; where it quotes nothing, what it reports: only words that claim to be the same can be compared."""
    return [r for r in rows if r.get("kind") != "indirect"] or rows


def _words(rows: Sequence[m.Row]) -> str:
    return " ".join(m.one_line(r.get("text")) for r in rows)


def _column(rows: Sequence[m.Row], what: str, content: m.Html, outlets: Mapping[str, str]) -> m.Html:
    quoted, article = _quoted(rows), str(rows[0].get("article"))
    title = m.join([m.link(outlets.get(article, article), quoted[0]), m.note(f"{m.spoken(quoted[0].get('kind'))}, {what}")], " ")
    reported = [_worded(r) for r in rows if r not in quoted]
    rest = [m.tag("p", m.join([m.note("In its own words: "), m.join(reported, " … ")]))] if reported else []
    return m.tag("section", m.join([m.tag("h5", title), m.tag("p", content), *rest]))


def _differences(fullest: str, other: str) -> m.Html:
    """The other printing, with signs for what it adds and what it lacks."""
    from analystkit.link.utterances import compare

    pieces = []
    for op, words in compare(fullest, other):
        if op == "same":
            pieces.append(m.text(words))
        elif op == "right":
            pieces.append(m.tag("ins", m.text(f"[+ {words}]")))
        else:
            n = len(words.split())
            pieces.append(m.tag("del", m.text(f"[− {words}]")) if n <= _LEFT_OUT else m.note(f"[− {n} words left out]"))
    return m.join(pieces, " ")


# Look-alikes


def lookalikes(said: pd.DataFrame, articles: pd.DataFrame | None = None) -> View:
    """Statements that open with the same words and are different utterances, with the point where they part.

    >>> import pandas as pd
    >>> texts = {"u1": "We will act with care and with our friends.", "u2": "We will act with care and in haste."}
    >>> lookalikes(pd.DataFrame([{"article": "a", "start": 0, "end": 9, "utterance_id": u, "text": t} for u, t in texts.items()]))
    Look-alikes: 1 shared opening
    """
    outlets, groups = m.article_names(articles), _openings(m.rows(said))
    body = [line for group in groups for line in _parting(group, outlets)]
    summary = f"Look-alikes: {m.count(len(groups), 'shared opening')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("No two different utterances open with the same words.")))
    caption = "Different utterances that open alike, underlined where they part"
    return m.view(summary, m.table(caption, ("Printed in", "Words", "Said"), body))


def _folded(text: object) -> list[str]:
    """Words without case, marks and what an editor put in brackets: "President (Joe) Biden’s" is "president bidens"."""
    plain = re.sub(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]", " ", str(text or ""))
    return [w for w in (re.sub(r"[^\w]", "", word) for word in plain.casefold().split()) if w]


def _openings(found: Sequence[m.Row]) -> list[list[m.Row]]:
    """Groups of different utterances with the same first words, each utterance once, by its longest passage."""
    groups: dict[tuple[str, ...], dict[str, m.Row]] = {}
    for row in found:
        words = _folded(row.get("text"))
        if len(words) > OPENING:
            group = groups.setdefault(tuple(words[:OPENING]), {})
            known = group.get(_utterance(row))
            if known is None or len(words) > len(_folded(known.get("text"))):
                group[_utterance(row)] = row
    return [list(g.values()) for g in groups.values() if len(g) > 1]


def _parting(group: Sequence[m.Row], outlets: Mapping[str, str]) -> list[list[m.Html]]:
    shared = len(list(takewhile(lambda words: len(set(words)) == 1, zip(*(_folded(r.get("text")) for r in group), strict=False))))
    lines = []
    for row in group:
        words, seen = m.one_line(row.get("text")).split(" "), 0
        while seen < len(words) and len(_folded(" ".join(words[:seen]))) < shared:
            seen += 1
        after = m.tag("span", m.text(" ".join(words[seen : seen + 3]) or "(ends here)"), "ak-part")
        rest = m.text(" " + m.one_line(" ".join(words[seen + 3 :]), 90))
        article = str(row.get("article"))
        said = m.join([m.text(" ".join(words[:seen]) + " "), after, rest])
        lines.append([m.link(outlets.get(article, article), row), said, m.text(m.when(row))])
    return lines


# Who answers whom


def answers(said: pd.DataFrame, mentions: pd.DataFrame | None = None, actors: pd.DataFrame | None = None,
            articles: pd.DataFrame | None = None, events: pd.DataFrame | None = None) -> View:
    """Who condemns, denies, declines, accuses, thanks or replies, and whom or what that answers: an event, an actor, or what somebody said.

    ``mentions`` add what is told without words ("Norland condemned the raid"), ``events`` the titles of what is answered.
    """
    names, outlets, titles = m.names(actors, "actor_id"), m.article_names(articles), {r["event_id"]: r.get("title") for r in m.rows(events)}
    spoken = [r for r in m.rows(said) if r.get("stance")]
    acts = [r for r in m.rows(mentions) if r.get("stance") and not any(_within(s, r) for s in spoken)]
    told = [(_name(r.get("speaker_id"), r, names), r) for r in spoken] + [(_agent(r, names), r) for r in acts]
    told = [(who, r) for who, r in told if r.get("answers") or not _aside(r)]
    told.sort(key=lambda t: (t[1]["stance"], t[0], str(t[1].get("article")), t[1].get("start") or 0))
    known = {f"{r.get('article')}:{r.get('start')}-{r.get('end')}": r for r in m.rows(said)}
    tellers = {r["event_id"]: r for r in reversed(m.rows(mentions)) if r.get("event_id")}

    def answered(row: m.Row) -> m.Html:
        to = str(row.get("answers") or "")
        if to in known:
            other = known[to]
            words = m.link(f"“{m.one_line(other.get('text'), 80)}”", other, "ak-quote")
            return m.join([m.text(f"{_name(other.get('speaker_id'), other, names)}: "), words])
        return m.link(titles.get(to) or m.spoken(to), tellers[to]) if to in tellers else m.text(names.get(to) or m.spoken(to))

    body = [[m.text(who), m.text(r["stance"]), answered(r), _answer(r), m.text(outlets.get(r["article"], r["article"]))] for who, r in told]
    summary = f"Answers: {m.count(len(body), 'passage')}"
    if not body:
        return m.view(summary, m.tag("p", m.text("Nobody answers anybody in these articles.")))
    return m.view(summary, m.table("Who answers, how, and whom or what", ("Who", "Does what", "To what", "Words", "Printed in"), body))


def _aside(row: m.Row) -> bool:
    """Stances that are no answer to anybody unless it is known to whom."""
    return str(row.get("stance")).removeprefix("does not ").rstrip("s") in ("vow", "threaten", "warn", "urge", "question", "respond")


def _within(inner: m.Row, outer: m.Row) -> bool:
    """Does a mention tell the same passage as a statement?"""
    offsets = (outer.get("start"), inner.get("start"), inner.get("end"), outer.get("end"))
    a, b, c, d = (n if isinstance(n, int) else -1 for n in offsets)
    return inner.get("article") == outer.get("article") and 0 <= a <= b and 0 <= c <= d


def _answer(row: m.Row) -> m.Html:
    """A statement after the cue that makes it an answer; a mention as it stands."""
    cue = [m.text(m.one_line(row["cue_text"], 60) + ": ")] if row.get("cue_text") else []
    return m.join([*cue, m.quotation(row)])


def _agent(row: m.Row, names: Mapping[str, str]) -> str:
    """Who does it in a mention: its agent, or whose word it is."""
    roles = {a.get("role"): a.get("actor_id") for a in reversed(row.get("actors") or ())}
    who = roles.get("source") or roles.get("agent")
    return names.get(str(who), m.spoken(who)) or m.NOT_KNOWN
