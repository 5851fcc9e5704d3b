"""What a notebook shows: a View has a one-line text and stable HTML, and is the only way from rows to markup.

Text from outside reaches HTML through ``esc`` alone, and scripts through ``data_block`` alone.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from analystkit.text import file_name

SITE = "../site/"
"""Where the shared pages stand, seen from a notebook. Publishing takes this prefix off every link."""


@dataclass(frozen=True)
class View:
    """Something to look at: ``text`` for a terminal and for readers of the source, ``html`` for a notebook and a page.

    >>> View("2 events", "<p>2 events</p>")
    2 events
    """

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """A constant file of this package."""
    return files("analystkit.show").joinpath(name).read_text("utf-8").replace("\r\n", "\n")


def esc(value: object) -> str:
    """Any value as text in HTML, in an element or in a double-quoted attribute; nothing for None. NUL, which no page holds, is seen as �.

    >>> esc('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return "" if value is None else html.escape(str(value).replace("\0", "\ufffd"), quote=True)


_UNSAFE = re.compile("[{}<>&%#$'`\u2028\u2029]")


def data_block(value: Any, element_id: str) -> str:
    r"""JSON for one constant script to read with ``JSON.parse(JSON.parse(textContent))``: the inner JSON stands in one JSON string, so
    that every character that means something to HTML, Jinja or JavaScript can be written as its escape.

    >>> print(data_block(["{{1}}"], "d"))
    <script type="application/json" id="d">"[\"\u007b\u007b1\u007d\u007d\"]"</script>
    """
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    safe = _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(raw, ensure_ascii=True))
    return f'<script type="application/json" id="{element_id}">{safe}</script>'


def page_name(article: str) -> str:
    """The file name of an article's page.

    >>> page_name("a_1"), page_name("<b>")
    ('a_1.html', 'b-507ca5a2742e5330.html')
    """
    return f"{file_name(article)}.html"


def receipt(article: str, start: int, end: int) -> str:
    """The address of a span in its article's page, as an escaped href.

    >>> receipt("a1", 10, 14)
    '../site/articles/a1.html#c10-14'
    """
    return esc(f"{SITE}articles/{page_name(article)}#c{start}-{end}")
