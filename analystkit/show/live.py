"""Constant scripts and styles, the live views' own among them, and still pictures as images that can run nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from analystkit.show.markup import Html
from analystkit.show.view import asset, esc


def script_hash(script: str) -> str:
    """A script as a page's policy names it; only constant text may be named.

    >>> script_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@lru_cache(maxsize=4)
def script(name: str) -> str:
    """A constant script with the strip that chooses a time: noUiSlider, the strip, and the view's own, in a room of their own.

    noUiSlider looks for a module loader and would give itself to one that a notebook's page happens to have.
    """
    credit = "/* With noUiSlider 15.8.1, MIT licence, copyright 2019 Léon Gersen. */"
    slider = f"var exports = {{}}, module = {{}}, define;\n{asset('nouislider.min.js').strip()}\nvar noUiSlider = exports;"
    return f'{credit}\n(function () {{\n"use strict";\n{slider}\n{flat("strip.js")}{flat(name)}}})();'


def style(*names: str) -> Html:
    """Constant styles as an element of a view."""
    return Html(f"<style>{''.join(map(flat, names))}</style>")


def flat(name: str) -> str:
    """A constant file without its indentation and its lines of comment, which nobody reads in a page."""
    return re.sub(r"^ *(?:/\*.*?\*/\n|//.*?\n)?", "", asset(name), flags=re.M | re.S)


def image(svg: str, alt: str, size: str = "") -> Html:
    """A picture as an image: it runs nothing, and it stays where a notebook is not trusted. ``size`` is constant attributes."""
    data = base64.b64encode(svg.encode("utf-8", "replace")).decode("ascii")
    return Html(f'<img class="ak-still" src="data:image/svg+xml;base64,{data}"{size} alt="{esc(alt)}">')
