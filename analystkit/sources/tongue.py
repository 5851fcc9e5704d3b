"""Which language a text is in, named by pycld2; nothing where that package is not there, or is not sure."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from analystkit.sources.found import Found

_ENOUGH = 60  # characters


def named(found: Found) -> Found:
    """The article with its language, where it can be told."""
    try:
        import pycld2
    except ImportError:  # it has no build for every platform
        return found
    text = "".join(c for c in found.text if c.isprintable() or c == "\n")
    try:
        sure, _, tongues = pycld2.detect(text.encode("utf-8", "ignore"))
    except pycld2.error:  # what it does not take for text
        return found
    if len(text) < _ENOUGH or not sure or tongues[0][1] == "un":
        return found
    return replace(found, said={**found.said, "language": (tongues[0][1], f"pycld2 {version('pycld2')}")})
