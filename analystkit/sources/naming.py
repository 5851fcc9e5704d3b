"""Ids of imported articles: a few words of the title that people can say, safe as a file name everywhere, never two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from analystkit.sources.found import Found
from analystkit.text import slug

_LONGEST = 48  # characters
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index|report")  # devices on Windows; pages of the site
_SAYS_NOTHING = re.compile(r"(?:untitled|document|article|page|home|news|microsoft-word.*|download|full-text|default)?-?\d*")


def id_of(found: Found, file: str, taken: Collection[str]) -> str:
    """An id for an article: its own where the file gives one, else of its title, else of its file; with site, day or a number where taken.

    >>> id_of(Found("", {}, said={"title": ("Six killed in raid, say officials", "h1")}), "page.html", {"six-killed-in-raid-say-officials"})
    'six-killed-in-raid-say-officials-2'
    """
    title, site = (_short(found.said.get(key, ("",))[0]) for key in ("title", "site"))
    stem = _short(re.sub(r"(?:\.(?:warc|html?|txt))?\.\w{1,7}$", "", Path(file).name))
    own = found.id.lower() if re.fullmatch(r"\w[\w.-]{0,58}\w|\w", found.id) else _short(found.id)
    base = own or next((name for name in (title, stem) if not _SAYS_NOTHING.fullmatch(name)), "article")
    more = (site[:16].strip("-"), f"{found.published.earliest or ''}", *map(str, range(2, len(taken) + 3)))
    tries = [base, *(f"{base}-{word}" for word in more if word)]
    return next(name for name in tries if name not in taken and not _RESERVED.fullmatch(name))


def _short(words: str) -> str:
    """The first words as an id, cut between two."""
    name = unicodedata.normalize("NFC", slug(words)).strip("-_")
    return name if len(name) <= _LONGEST else (name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST])
