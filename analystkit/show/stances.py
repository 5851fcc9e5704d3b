"""What a reporting word does with what is said: denies it, confirms it, would not say it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from analystkit.show import markup as m


def polarity(row: Mapping[str, Any]) -> str | None:
    """What the speaker of reported words does with them, where it is more than saying them; None for plain reports and quotations.

    >>> polarity({"kind": "indirect", "cue_text": "denied"}), polarity({"kind": "indirect", "cue_text": "could not confirm"})
    ('denies', 'could not confirm')
    >>> polarity({"kind": "direct", "cue_text": "denied"}), polarity({"kind": "indirect", "cue_text": "said"})
    (None, None)
    """
    if row.get("kind") not in ("indirect", "mixed"):
        return None
    cue = m.one_line(row.get("cue_text"), 60)
    if _NEGATED.search(cue):
        return cue
    if str(row.get("rule") or "").startswith("would not say"):
        return "would not say"  # the cue is the verb alone
    known = _stances()
    does = next((known[w] for w in re.findall(r"[a-z]+", cue.lower()) if w in known), None)
    return cue if does == "declines" or str(row.get("rule")) == "passive charge" else does


_NEGATED = re.compile(r"\b(?:not|never|no|unable|cannot)\b|n['’]t\b", re.IGNORECASE)


def stance(words: object) -> str | None:
    """What a cue does with what others said or did; None where it only reports.

    >>> stance("flatly denied"), stance("could not confirm"), stance("said")
    ('denies', 'does not confirm', None)
    """
    known, told = _stances(), str(words or "")
    found = next((known[w] for w in re.findall(r"[a-z]+", told.lower()) if w in known), None)
    if found and _NEGATED.search(told):
        negated: str | None = _lists()["negated"].get(found)
        return negated
    return found if found not in _lists()["before_the_words"]["stances"].split() else None


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("analystkit.lexicon").joinpath("stances.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _stances() -> Mapping[str, str]:
    return {word: name for name, words in _lists().items() if isinstance(words, str) for word in words.split()}
