"""How tests read a page: the pages of a site, an article's text on its page, and the words that receipts highlight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
