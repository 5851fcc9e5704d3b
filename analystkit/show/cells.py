"""An executed notebook as parts of a page: prose, folded code, and what each cell showed. Only Views and DataFrames bring markup."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analystkit import wording as w
from analystkit.show.page import shared, trusted
from analystkit.show.view import esc


@dataclass(frozen=True)
class Cell:
    """A cell for the template: prose as markup, or code as text with its outputs as markup, and the heading that they stand under."""

    prose: Any = ""
    code: str = ""
    outputs: tuple[Any, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class Story:
    """What a page and an index need of a notebook: its title and its cells."""

    title: str
    cells: tuple[Cell, ...]


def story(notebook: Any, name: str) -> Story:
    """A notebook as a Story; ``name`` is its title where it has no heading."""
    cells, heading = [], name
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cells.append(Cell(prose=trusted(prose(cell.source))))
            heading = _plain(found[-1]) if (found := re.findall(r"^#+ +(.+?)\s*$", cell.source, re.M)) else heading
        elif cell.cell_type == "code":
            cells.append(Cell(code=cell.source.strip(), outputs=tuple(trusted(shown(o, heading)) for o in cell.outputs), heading=heading))
    written = "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    title = re.search(r"^# +(.+?)\s*$", written, re.M)
    return Story(_plain(title[1]) if title else name, tuple(cells))


def _plain(markdown: str) -> str:
    """Markdown's own signs taken out of a line."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("**", "").replace("*", "").replace("`", "")


@lru_cache(maxsize=1)
def _markdown() -> Any:
    import mistune

    return mistune.create_markdown(escape=True, plugins=["table", "footnotes", "strikethrough"])


def prose(markdown: str) -> str:
    """The analyst's Markdown as markup; HTML in it is shown as text, links into the site lead within it.

    >>> prose("*a* <b>")
    '<p><em>a</em> &lt;b&gt;</p>'
    """
    return shared(str(_markdown()(markdown)).strip())


def shown(output: Any, heading: str) -> str:
    """One output of a cell as markup: a View or table as it is, a picture as data, a failed ``assert`` in words, the rest as text."""
    if output.get("output_type") == "error":
        why = w.days_in(w.one_line(output.get("evalue"))) or "what is written above does not follow from them"
        return f'<p class="untrue" role="alert">Not true of these articles: {esc(why)}.</p>'
    data = output.get("data", {})
    if "text/html" in data:
        html = _LEAVES.sub(" ", shared(_joined(data["text/html"])))
        if 'class="dataframe"' not in html:
            return html
        return f'<div class="scroll" role="region" aria-label="{esc(heading)}" tabindex="0">{html}</div>'
    if "image/svg+xml" in data:
        picture = base64.b64encode(_joined(data["image/svg+xml"]).encode("utf-8", "replace")).decode()
        return f'<img src="data:image/svg+xml;base64,{picture}" alt="{esc(heading)}">'
    return f"<pre>{esc(_joined(output.get('text', data.get('text/plain', ''))))}</pre>"


_LEAVES = re.compile(r"<(?:meta|link|base)\b[^<>]*>?", re.IGNORECASE)
"""Markup that asks for another address whatever the page's policy says (a refresh, a name to be looked up), or says where all lead. A
blank takes its place, so that what stood around it makes no tag of its own."""


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
