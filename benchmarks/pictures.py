"""The two pictures with which the README opens, taken of the pages that the kit itself made.

    python benchmarks/pictures.py [SITE]        (make pictures)

Opens the brief of a site (``site/``), and the page of the first event that is disputed, else of the first of all, in Chromium, offline,
and writes docs/brief.png and docs/event.png, in few colours. No clock: the same pages and fonts give the same pictures.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from analystkit.publish.browser import chromium

_WIDTH, _BRIEF, _EVENT = 1200, 760, 1320  # points
_COLOURS = 112
DOCS = Path(__file__).parents[1] / "docs"


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    brief = (site / "index.html").read_text("utf-8")
    first = re.search(r'href="(events/[^"#]+)"', brief)
    disputed = re.search(r'<section class="ak-sure ak-is-disputed".*?href="(events/[^"#]+)"', brief, re.S) or first
    pages = {"brief": ("index.html", _BRIEF)} | ({"event": (disputed[1], _EVENT)} if disputed else {})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for name, (path, height) in pages.items():
            page = browser.new_context(offline=True, viewport={"width": _WIDTH, "height": height}, color_scheme="light").new_page()
            page.goto((site / path).resolve().as_uri(), wait_until="load")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            target = DOCS / f"{name}.png"
            picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
            print(f"{target}: {target.stat().st_size / 1e3:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
