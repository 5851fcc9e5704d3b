"""What a claim's value is in words."""

from __future__ import annotations

from analystkit import wording as w
from analystkit.english import HEDGE, INEXACT
from analystkit.show.names import Names, Row


def worded(claim: Row, told: Names) -> str:
    """A claim's value in words: a count with its qualifier and what is counted; what a source will not say is not known, never 0.

    >>> worded({"attribute": "killed", "value": 4, "qualifier": "at least; men"}, Names())
    'at least 4 killed (men)'
    >>> worded({"attribute": "killed", "value": None, "qualifier": "dozens; guards"}, Names())
    'dozens killed (guards)'
    """
    value, attribute, qualifier = claim.get("value"), str(claim.get("attribute")), w.one_line(claim.get("qualifier"))
    if value is None and not INEXACT.match(qualifier):
        words = w.NOT_KNOWN
    elif value is None or isinstance(value, int):
        counted = w.spoken(attribute)
        if attribute == "strike_count" and value is not None:
            counted, qualifier = _counted(claim, qualifier)
        first, _, rest = qualifier.partition("; ")
        leads = value is None or ((hedge := HEDGE.fullmatch(first)) and not hedge["high"])
        words = " ".join(str(part) for part in (first if leads else None, value, counted) if part is not None)
        qualifier = rest if leads else qualifier
    elif attribute == "date":
        return _dates(str(value), claim, told)
    else:
        words = told.place(value) if attribute == "place" else told.actor(value)
    return f"{words} ({qualifier})" if qualifier else words


def _counted(claim: Row, qualifier: str) -> tuple[str, str]:
    """What was counted, in the claim's own words, and what is left of its qualifier: sites are not called strikes.

    >>> _counted({"text": "two locations in Arden", "rule": "counted sites"}, "at least; locations in Arden")
    ('locations in Arden', 'at least')
    >>> _counted({"text": "at least five drone attacks", "rule": "counted events"}, "at least")
    ('attacks', 'at least')
    """
    if str(claim.get("rule")).endswith("counted sites"):
        rest, _, sites = qualifier.rpartition("; ")
        return sites, rest
    words = w.one_line(claim.get("text")).split()
    return (words[-1] if words else "counted"), qualifier


def _dates(value: str, claim: Row, told: Names) -> str:
    """An interval as claims write it: a day, or its two ends with a slash, either of them open."""
    first, slash, last = value.partition("/")
    row = {"article": claim.get("article"), "earliest": first, "latest": last if slash else first}
    return told.days(row) if any(w.ends(row)) else value
