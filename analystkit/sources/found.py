"""What a reader of files hands on: the text of an article, and what its original says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from typing import Any, NamedTuple

from analystkit.errors import Problem

Said = Mapping[str, tuple[str, str]]
"""title, byline, site, url, canonical, language: each with where it stands."""


class Published(NamedTuple):
    """When an article appeared, as its original says: the days it can be, how that is known, and the words themselves."""

    earliest: date | None = None
    latest: date | None = None
    basis: str = "not stated; its text is asked when it is read"
    stated: tuple[str, ...] = ()


UNDATED = Published()


@dataclass(frozen=True)
class Part:
    """A piece of a file that a reader can read: its bytes, their kind (html, pdf, …), where it lies in the file, what is known of it."""

    data: bytes
    kind: str
    part: str = ""
    charset: str = ""
    said: Said = field(default_factory=dict)
    captured: date | None = None  # the day it was saved: it appeared no later


@dataclass(frozen=True)
class Found:
    """One article as it was read from its original."""

    text: str
    extractor: Mapping[str, Any]
    part: str = ""
    media_type: str = "text/plain"
    said: Said = field(default_factory=dict)
    published: Published = UNDATED
    id: str = ""  # where the file itself gives one


Reading = Iterator[Found | Problem]


def extractor(name: str, *beside: str, **how: Any) -> dict[str, Any]:
    """Which package read a text, in which version, how, and with which others: enough to read it so again."""
    return {"name": name, "version": version(name), **how} | ({"with": {b: version(b) for b in beside}} if beside else {})


def paragraphs(lines: Iterable[str]) -> str:
    """Paragraphs as the text of an article, a blank line between them; white space folded, what is empty left out."""
    return "\n\n".join(line for line in (" ".join(raw.split()) for raw in lines) if line)
