"""How heavy the shared pages are, and how soon they can be used on a slow machine.

    python benchmarks/pages.py [ARTICLES.jsonl] [--first N] [--project DIR] [--slower 4]

Makes the site of the project's own notebooks, from its seeds or from the (first N) articles of a file with one article a line, in a
folder that is deleted again. Then opens each page in Chromium, offline, its processor slowed down: *first paint* is when something is
to be seen; *in use* is when the page answers: loaded, scripts run, and a frame drawn after that; *follow* is from a click on a receipt
to the frame that shows it, on the longest article. Articles are measured by the longest three.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from analystkit import publish
from analystkit.publish.browser import chromium

_FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
_FOLLOW = f"""anchor => {{ const t = performance.now(); location.hash = anchor; return {_FRAME}.then(end => end - t) }}"""
# The entry may come a moment after the page is in use.
_PAINT = """() => new Promise(done => {
  const look = () => { const e = performance.getEntriesByName("first-contentful-paint")[0]; e ? done(e.startTime) : setTimeout(look, 20); };
  look();
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--first", type=int, metavar="N")
    parser.add_argument("--project", type=Path, default=Path("."))
    parser.add_argument("--slower", type=float, default=4)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site = made(args.project, args.articles, args.first, Path(name))
        sizes(site)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else [])
            page = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}).new_page()
            slow = page.context.new_cdp_session(page)
            for path in chosen(site):
                measure(page, slow, path, site, args.slower)


def made(project: Path, articles: Path | None, first: int | None, place: Path) -> Path:
    """The site, and a line on what it was made from and how long that took."""
    source = project / "seeds" if articles is None else articles
    if first:
        source = place / "first.jsonl"
        source.write_text("".join(articles.read_text("utf-8").splitlines(True)[:first]), "utf-8")  # type: ignore[union-attr]
    t = time.perf_counter()
    report = publish.report(project, seeds=source, codebook=None if articles is None else place, out=place / "site")
    n = {name: len(rows) for name, rows in report.corpus.rows.items()}
    spent = time.perf_counter() - t
    print(f"{n['articles']} articles, {n['events']} events, {n['claims']} claims; site made in {spent:.0f} s")
    return report.index.parent


def sizes(site: Path) -> None:
    """What every kind of page weighs, and the whole; a page with a map without it too."""
    pages = sorted(site.rglob("*.html"))
    print(f"whole site: {sum(p.stat().st_size for p in pages) / 1e6:.2f} MB in {len(pages)} pages")
    longest = max((p for p in pages if p.parent.name == "articles"), key=lambda p: p.stat().st_size)
    for path in (*(p for p in pages if p.parent == site), longest):
        html = path.read_text("utf-8")
        bare = len(re.sub(r"<iframe\b.*?</iframe>", "", html, flags=re.S).encode())
        without = f", without its map {bare / 1e3:.0f} kB" if "<iframe" in html else ""
        print(f"  {path.relative_to(site).as_posix():32}{path.stat().st_size / 1e3:8.0f} kB{without}")


def chosen(site: Path) -> list[Path]:
    """Every page that is not an article's, and the three longest that are."""
    articles = sorted((site / "articles").glob("*.html"), key=lambda p: -p.stat().st_size)
    return sorted(site.glob("*.html")) + articles[:3]


def measure(page: Page, slow: CDPSession, path: Path, site: Path, rate: float) -> None:
    """Open one page slowed down, three times, and print the middle of each figure."""
    runs: list[list[Any]] = []
    for _ in range(3):
        page.goto("about:blank")
        slow.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        page.goto(path.as_uri(), wait_until="load")
        used, paint = page.evaluate(_FRAME), page.evaluate(_PAINT)
        receipt = page.evaluate("document.querySelector('.tags a[href^=\"#c\"]')?.getAttribute('href')")
        runs.append([paint, max(used, paint), page.evaluate(_FOLLOW, receipt) if receipt else None])
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    paint, used, follow = (sorted(values)[1] if None not in values else None for values in zip(*runs, strict=True))
    also = f"   follow {follow / 1e3:.2f} s" if follow is not None else ""
    print(f"  {path.relative_to(site).as_posix():32} first paint {paint / 1e3:.2f} s   in use {used / 1e3:.2f} s{also}")


if __name__ == "__main__":
    main()
