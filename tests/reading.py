"""How tests read a page: the pages of a site, an article's text on its page, the words that receipts highlight; and tables of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analystkit.frames import remembered, rows_of
from analystkit.tables import TABLES

TEXT = """() => {
    const all = (document.querySelector(".ak-text") || document.createElement("p")).cloneNode(true);
    all.querySelectorAll(".ak-kind, .card").forEach(label => label.remove());
    return all.textContent;
}"""
FOLLOW = """addresses => addresses.map(address => {
    history.replaceState(null, "", "#" + address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    return Array.from(document.querySelectorAll("mark.receipt"), mark => mark.textContent).join("");
})"""


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def text_of(seen: Any) -> str:
    return str(seen.page.evaluate(TEXT))


def remembering(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables by their names, each with the others behind it, as the frames of a corpus have: a view finds names and receipts there."""
    rows = {name: [] for name in TABLES} | {name: rows_of(frame) for name, frame in frames.items()}
    corpus = type("Stub", (), {"rows": rows, "texts": ()})()
    return {name: remembered(frame.copy(), corpus) for name, frame in frames.items()}
