"""The ledger: what is claimed of each event, by whom, in which words; what differs first, and no value merged with another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analystkit import wording as w
from analystkit.show import markup as m
from analystkit.show.names import Names, Row, by, expect, names_for, rows_of
from analystkit.show.receipts import seen
from analystkit.show.values import worded
from analystkit.show.view import View

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = {"conflict": "≠ conflict", "unknown": "? not known", "compatible": "≈ compatible"}
"""The verdicts in the order in which they are shown, each with a sign, so that none depends on colour."""


def ledger(conflicts: pd.DataFrame, claims: pd.DataFrame | None = None) -> View:
    """What is told more than once, by event: conflicts first, then what is not known, then what is compatible.

    Every value stands with its claimant, origin, grades, words and receipt, and the correction that gave it, if one did. With ``claims``
    folded below: what all agree on, what one article alone tells, and which stay silent.

    >>> import pandas as pd
    >>> ledger(pd.DataFrame([], columns=["conflict_id", "event_id", "attribute", "verdict", "note", "claims"]))
    Ledger: nothing is told in two ways
    """
    expect(claims=claims)
    known = names_for(conflicts, "conflicts")
    if claims is not None:  # what the analyst has changed in them counts
        known = Names({**known.tables, "claims": [*known.rows("claims"), *rows_of(claims)]})
    told = sorted(rows_of(conflicts), key=lambda r: list(VERDICTS).index(r["verdict"]) if r.get("verdict") in VERDICTS else len(VERDICTS))
    open_ = [r for r in told if r.get("verdict") != "compatible"]
    parts = []
    for event_id, found in by(open_, "event_id").items():
        parts.append(m.tag("section", m.join([m.tag("h3", _title(event_id, known)), *(_conflict(row, known) for row in found)])))
    if not open_:
        parts = [m.tag("p", m.text("Nothing is in conflict." if told else "Nothing is told in two ways."))]
    nouns = {"conflict": "conflicts", "not known": "not known", "compatible": "compatible"}
    counts = ((sum(r.get("verdict") == v for r in told), both) for v, both in zip(VERDICTS, nouns.items(), strict=True))
    summary = ", ".join(w.count(n, *both) for n, both in counts if n) or "nothing is told in two ways"
    if known.claims and not any(c.get("grade") for c in known.claims.values()):
        parts.insert(0, m.tag("p", m.note("No outlet is graded: sources.csv gives no letter.")))
    return seen(f"Ledger: {summary}", m.join([*parts, _rest(told, known, rows_of(claims))]), conflicts)


def _title(event_id: str, known: Names) -> m.Html:
    """What an event is called, and the corrections that have changed it."""
    event = known.events.get(event_id, {})
    lines = [part.partition(": ")[0] for part in str(event.get("reason") or "").split("; ") if part.startswith(_OVERRULED)]
    changed = [m.note(", ".join(lines), "ak-note ak-overruled")] if lines else []
    facts = known.facts(event) if event else {}
    about = m.fact(kind=facts.get("kind", ()), place=facts.get("place", ())[:1])
    return m.join([about, m.event_link(known.title(event_id), event_id), *changed], " ")


_OVERRULED = "corrections.csv:"


def _conflict(row: Row, known: Names) -> m.Html:
    """One attribute: the verdict and its reason, then a line a claim."""
    attribute, verdict = w.spoken(row.get("attribute")), str(row.get("verdict"))
    claims = _claims(row, known)
    sign = m.tag("span", m.text(VERDICTS.get(verdict, verdict)), f"ak-verdict ak-{verdict}" if verdict in VERDICTS else "ak-verdict")
    told_by = m.note(f"{w.count(len({c.get('article') for c in claims}), 'article')}, {_origins(claims)}")
    head = m.tag("h4", m.join([m.text(attribute.capitalize() + " "), sign]))
    reason = m.tag("p", m.join([m.text(known.plain(row.get("note"))), told_by], " "))
    body = (_line(*said, known) for said in _said(claims, known))
    caption = f"{attribute.capitalize()}: {w.count(len(claims), 'claim')}"
    table = m.table(caption, ("Value", "Who says so", "Graded", "In these words"), body, "ak-claims")
    return m.tag("section", m.join([head, reason, table]))


def _claims(row: Row, known: Names) -> list[Row]:
    """The claims compared in a line of the conflicts, with what the claims table knows of each."""
    compared = row.get("claims") or ()
    return [known.claims.get(str(c.get("claim_id")), {}) | c | {"attribute": row.get("attribute")} for c in compared]


def _origins(claims: Sequence[Row]) -> str:
    """How many separate origins stand behind claims. An origin that is not known is called so, never counted as independent."""
    behind = [str(c.get("origin") or _OPEN) for c in claims]
    established = {o for o in behind if not o.startswith(_OPEN)}
    unclear = {c.get("article") for c, o in zip(claims, behind, strict=True) if o.startswith(_OPEN)}
    parts = [w.count(len(established), "origin")] if established else []
    if unclear or not behind:
        silent = "does not say how it knows" if len(unclear) == 1 else "do not say how they know"
        parts.append(f"{w.count(len(unclear), 'article')} {silent}" if unclear else "no origin given")
    return ", ".join(parts)


_OPEN = "not-established"


_Said = tuple[str, str, list[Row]]


def _said(claims: Sequence[Row], known: Names) -> list[_Said]:
    """Claims by value and claimant: who repeats a value stands once, with all the passages. The parts of a total follow it."""
    ids = {c["claim_id"] for c in claims if c.get("claim_id")}
    groups: dict[tuple[str, str], list[Row]] = {}
    for claim in claims:
        if claim.get("part_of") not in ids:
            groups.setdefault((worded(claim, known), known.claimant(claim)), []).append(claim)
    out = []
    for (value, who), found in groups.items():
        parts = [c for c in claims if c.get("part_of") in ids and c["part_of"] in {f["claim_id"] for f in found}]
        out += [(value, who, found), *((f"of these: {part}", by, rows) for part, by, rows in _said(parts, known))]
    return out


def _line(value: str, who: str, found: Sequence[Row], known: Names) -> list[m.Html]:
    number = m.join([_about(found, known), m.tag("span", m.link(value, found[0]), "ak-number"), *_overruled(found[0])], " ")
    said_by = m.join([m.text(who), m.note(known.origin(found[0]))], " ")
    grades = dict.fromkeys(known.plain(words) for c in found for words in graded(c))
    return [number, said_by, m.listed(map(m.text, grades)), m.listed(map(m.quotation, found))]


def _about(claims: Sequence[Row], known: Names) -> m.Html:
    """What claims are about, and who says so; its event stands above."""
    return m.fact(actor=(known.cited(c) for c in claims), attribute=(w.spoken(c.get("attribute")) for c in claims))


def _overruled(claim: Row) -> list[m.Html]:
    """The line of the corrections that gave the value, and what stood there before: "corrections.csv:7 (was 6)"."""
    rule = str(claim.get("rule") or "")
    return [m.note(rule.partition(";")[0], "ak-note ak-overruled")] if rule.startswith(_OVERRULED) else []


def graded(claim: Row) -> list[str]:
    """The grades of a claim, two that are kept apart: the letter of its outlet, and its own number with the reason.

    >>> graded({"grade": "B", "credibility": 4, "credibility_rule": "contradicted"}), graded({})
    (['source B', 'claim 4: contradicted'], [])
    """
    letter, number = claim.get("grade"), claim.get("credibility")
    return [f"source {letter}"] * bool(letter) + [f"claim {number}: {claim.get('credibility_rule')}"] * bool(number)


def _rest(told: Sequence[Row], known: Names, given: Sequence[Row]) -> m.Html:
    """What the conflicts leave, each section folded, by event: what differs and can all be true, with the reason; then attributes that
    are not among the conflicts, and which of the event's articles say nothing of them."""
    lines: dict[str, dict[str, list[list[m.Html]]]] = {title: {} for title in _SECTIONS}

    def add(title: str, row: Row, claims: Sequence[Row], last: m.Html) -> None:
        cells = [
            m.join([_about(claims, known), m.text(w.spoken(row.get("attribute")))]),
            _values(claims, known, "compatible" in title),
            last,
        ]
        lines[title].setdefault(str(row.get("event_id")), []).append(cells)

    for row in told:
        if row.get("verdict") == "compatible":
            claims = _claims(row, known)
            add("Differs, ≈ compatible", row, claims, m.join([m.text(known.plain(row.get("note"))), m.note(_origins(claims))], " "))
    covered = {(r.get("event_id"), r.get("attribute")) for r in told}
    tellers = by(given, "event_id")
    for key, claims in by(given, "event_id", "attribute").items():
        if key not in covered and key[0] is not None:
            articles = {c.get("article") for c in claims}
            silent = sorted(known.article({"article": a}) for a in {c.get("article") for c in tellers[key[0]]} - articles)
            agree = len({str(c.get("value")) for c in claims}) == 1
            title = "Told by one article" if len(articles) == 1 else "All agree" if agree else "Told by several, not compared"
            add(title, claims[0], claims, m.text(", ".join(silent)))
    parts = []
    for title, events in lines.items():
        order = [e for e in known.events if e in events] + [e for e in events if e not in known.events]
        groups = [(_title(e, known), events[e]) for e in order]
        if groups:
            size = f"{w.count(sum(map(len, events.values())), 'attribute')} of {w.count(len(events), 'event')}"
            parts.append(m.folded(title, size, m.grouped(title, ("Attribute", "Claims", _SECTIONS[title]), groups, "ak-ledger")))
    return m.join(parts)


_SECTIONS = {
    "Differs, ≈ compatible": "Why both can be true",
    **dict.fromkeys(("All agree", "Told by several, not compared", "Told by one article"), "Silent on it"),
}
"""The tables below the conflicts, each with the head of its last column."""


def _values(claims: Sequence[Row], known: Names, differs: bool) -> m.Html:
    """Each value once with its grades, and who says so, each a receipt; where somebody repeats it, the further receipts are numbered.
    Where values differ, with the words."""
    values: dict[str, list[tuple[str, list[Row]]]] = {}
    for value, who, found in _said(claims, known):
        values.setdefault(value, []).append((who, found))
    items = []
    for value, tellers in values.items():
        grades = dict.fromkeys(grade.partition(":")[0] for _, found in tellers for c in found for grade in graded(c))
        receipts = m.join((_teller(who, found, differs) for who, found in tellers), "; ")
        parts = [m.tag("b", m.text(value)), m.text(": "), receipts, m.note(f" ({', '.join(grades)})" if grades else "")]
        items.append(m.join(parts))
    return m.listed(items)


def _teller(who: str, found: Sequence[Row], differs: bool) -> m.Html:
    words = [m.note(f"“{w.one_line(found[0].get('text'), 90)}”")] if differs else []
    return m.join([m.link(who, found[0]), *(m.link(n, c) for n, c in enumerate(found[1:], 2)), *_overruled(found[0]), *words], " ")
