"""The views: one module each, a function each, DataFrames in and a View out.

A view is imported when it is asked for, so that ``from analystkit import show`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "overview": "overview", "articles": "overview", "set_aside": "overview", "tagged": "overview",
    "chronology": "chronology",
    "geography": "geography", "still_map": "geography", "distances": "geography",
    "statements": "statements", "utterance": "statements", "utterances": "statements", "lookalikes": "statements", "answers": "statements",
    "ledger": "ledger",
    "passage": "passage",
    "table": "tables",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"there is no view {name!r}; there are: {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
