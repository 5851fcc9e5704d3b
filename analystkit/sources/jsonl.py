"""A .jsonl of articles, one JSON object a line: id and text, and where known published, title, outlet, byline, url.

Good lines become articles; every other line is a Problem with its number. No line takes another with it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from analystkit.codebook.sheets import shown
from analystkit.errors import Problem
from analystkit.records import UNKNOWN, Article, Interval
from analystkit.sources.seeds import BLANK, LIMIT, Rejected, visible
from analystkit.text import iso_day

_MORE = ("title", "outlet", "byline", "url")
_KEYS = ("id", "text", "published", *_MORE)
# What others call these keys.
_MEANT = (
    dict.fromkeys(("date", "datetime", "pubdate", "pub_date", "publication_date", "published_at", "published_date", "day"), "published")
    | dict.fromkeys(("publisher", "source", "newspaper", "site", "medium", "publication", "domain"), "outlet")
    | dict.fromkeys(("body", "content", "article", "fulltext", "full_text", "story", "maintext"), "text")
    | dict.fromkeys(("author", "authors", "writer", "by"), "byline")
    | dict.fromkeys(("headline", "heading", "name"), "title")
    | dict.fromkeys(("link", "href", "uri", "address"), "url")
    | dict.fromkeys(("article_id", "_id", "key", "number", "uuid"), "id")
)


def read_records(path: Path) -> tuple[list[Article], list[Problem]]:
    """The articles of a .jsonl in the order of its lines, and a Problem for each line that is rejected or doubtful."""
    name = visible(path.name.encode("utf-8", "surrogateescape"))
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    unread: Counter[str] = Counter()
    used: set[str] = set()
    with path.open("rb") as file:
        for number, line in _lines(file):
            where = f"{name}:{number}"
            try:
                record = parse(line)
                article = _article(record, where, problems)
                if article.id in articles:
                    raise Rejected(f"duplicate id: {shown(article.id)}, first in {articles[article.id].path}")
            except Rejected as error:
                what, _, found = str(error).partition(": ")
                problems.append(Problem(where, what, found, "mend it; the other lines are read", rejects=True))
                continue
            articles[article.id] = article
            unread.update(record.keys() - set(_KEYS))
            used |= record.keys() & set(_KEYS)
    for key, n in sorted(unread.items()):
        hint = f"did you mean {other!r}? " if (other := meant(key)) and other not in used else ""
        problems.append(Problem(name, "key not read", f"{shown(key)} in {n:,} records", f"{hint}the keys are: {', '.join(_KEYS)}"))
    return list(articles.values()), problems


def meant(key: str) -> str | None:
    """Which key another one stands for, most likely.

    >>> meant("Date"), meant("txet"), meant("mood")
    ('published', 'text', None)
    """
    folded = key.strip().lower()[:60].replace("-", "_").replace(" ", "_")
    return _MEANT.get(folded) or next(iter(get_close_matches(folded, _KEYS, n=1, cutoff=0.7)), None)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that hold something. One that is too long is cut a byte past the limit: rejected, not held."""
    for number, line in enumerate(iter(lambda: file.readline(LIMIT + 1), b""), 1):
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(LIMIT)):
            pass
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def parse(line: bytes) -> dict[str, Any]:
    """The object on one line. Raises Rejected with the reason: what readers of JSON let pass in silence is a reason too.

    >>> parse(b'{"id": "a", "id": "b"}')
    Traceback (most recent call last):
    analystkit.sources.seeds.Rejected: duplicate key: 'id'
    """
    if len(line) > LIMIT:
        raise Rejected(f"too large: at most {LIMIT:,} bytes a line")
    try:
        text = line.decode("utf-8")
        record = json.loads(text, object_pairs_hook=_object, parse_int=_number, parse_float=_number, parse_constant=_constant)
    except UnicodeDecodeError as error:
        raise Rejected(f"encoding: not UTF-8, byte 0x{line[error.start]:02x} at {error.start}") from error
    except RecursionError as error:
        raise Rejected("nesting: too many brackets within brackets") from error
    except json.JSONDecodeError as error:
        cut = text.startswith("{") and (error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()))
        raise Rejected(f"{'truncated' if cut else 'not JSON'}: {error.msg} at {error.pos}") from error
    if not isinstance(record, dict):
        raise Rejected(f"not an object: {shown(text)}")
    return record


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        again = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise Rejected(f"duplicate key: {shown(again)}")
    return record


def _number(digits: str) -> float:
    whole = digits.lstrip("-").isdigit()
    if math.isinf(float(digits)) or (whole and len(digits) > 20):
        raise Rejected(f"number too large: {shown(digits)}")
    return int(digits) if whole else float(digits)


def _constant(name: str) -> NoReturn:
    raise Rejected(f"NaN and Infinity are not JSON: {name}")


def _article(record: dict[str, Any], where: str, problems: list[Problem]) -> Article:
    name, text = _string(record, "id"), _string(record, "text")
    if not re.fullmatch(r"[^/\\\s](?:[^/\\]{0,198}[^/\\\s])?", name) or not name.isprintable() or name.startswith(".."):
        raise Rejected(f"bad id: {shown(name)}; 1 to 200 printing characters without slashes, or white space at the ends")
    if not text.strip(BLANK + "\0"):
        raise Rejected("empty text")
    if "\0" in text:
        problems.append(Problem(where, f"{text.count(chr(0))} NUL characters, shown as U+FFFD", "", "check the odd characters"))
        text = text.replace("\0", "\ufffd")
    more: dict[str, Any] = {key: _string(record, key) for key in _MORE if record.get(key) is not None}
    published = _published(record.get("published"), where, problems)
    basis = "given" if published.known else "unknown"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(name, text, path=where, sha256=digest, published=published, basis=basis, **more)


def _string(record: dict[str, Any], key: str) -> str:
    if key not in record:
        hint = next((f"; write {key!r} instead of {shown(other)}" for other in record if meant(other) == key), "")
        raise Rejected(f"{key} missing: there are {shown(', '.join(record))}{hint}")
    value = record[key]
    if not isinstance(value, str):
        raise Rejected(f"{key} is not text: {shown(str(value))}")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Rejected(f"surrogate in {key}: half a character at {error.start}") from error
    return value


def _published(value: object, where: str, problems: list[Problem]) -> Interval:
    """A given day of publication. A bad one does not cost the article: it is reported, and the date stays unknown."""
    if value is None:
        return UNKNOWN
    if day := iso_day(value):
        return Interval(day, day, "day")
    problems.append(Problem(where, "published is not a day", shown(str(value)), "write it as year-month-day: 2021-02-28"))
    return UNKNOWN
