"""The Chromium or Chrome of this machine, for printing: the kit does not bring one, and all but the PDF works without."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from html import unescape
from pathlib import Path

from analystkit.errors import AnalystkitError

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
"""Nothing is fetched, and nothing calls home."""

_SECONDS = 600


def chromium() -> str:
    """The program: the one that CHROMIUM names, else the first of the usual ones. Raises AnalystkitError where there is none."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else _NAMES:
        if found := shutil.which(name):
            return found
    where = f"CHROMIUM names {named!r}, which is no program" if named else "no Chromium, Chrome or Edge was found on this machine"
    raise AnalystkitError(
        f"{where}: a PDF is printed by one. Install it (Debian, Ubuntu: apt-get install chromium), or name it in CHROMIUM, or leave out "
        "--pdf and print site/index.html from any browser. Nothing was written"
    )


_PAGE = re.compile(rb"^(\d+) 0 obj\s*<</Type /Page\b", re.M)
_PLACE = re.compile(rb"/([^\s/\[\]<>()]+) \[(\d+) 0 R /XYZ")


def pages_in(pdf: bytes) -> dict[str, int]:
    """On which page of a PDF of Chromium's each of its named places stands.

    >>> pages_in(b"2 0 obj\\n<</Type /Page\\n9 0 obj\\n<</Type /Page\\n<</a#2Fb.html [9 0 R /XYZ 6 7 0]>>")
    {'a/b.html': 2}
    """
    order = {int(number): n for n, number in enumerate(_PAGE.findall(pdf), 1)}
    found = ((re.sub(rb"#([0-9A-F]{2})", lambda h: bytes([int(h[1], 16)]), name), int(at)) for name, at in _PLACE.findall(pdf))
    return {name.decode("utf-8", "replace"): order[at] for name, at in found if at in order}


def print_pdf(html: str, target: Path, program: str) -> None:
    """Print a page as a PDF, twice: its contents (elements with ``data-of``) name the pages on which the first one has what they lead to.
    Raises AnalystkitError with what the browser said where it fails."""
    _print(html, target, program)
    if 'data-of="' in html:
        at = pages_in(target.read_bytes())
        _print(re.sub(r'(data-of="([^"]*)">)', lambda m: m[1] + str(at.get(unescape(m[2]), "")), html), target, program)


def _print(html: str, target: Path, program: str) -> None:
    with tempfile.TemporaryDirectory(prefix="kit") as name:
        page, made = Path(name) / "page.html", Path(name) / "page.pdf"
        page.write_bytes(html.encode("utf-8", "replace"))
        rights = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses to run as root otherwise
        command = [program, *_QUIET, *rights, f"--user-data-dir={name}/profile", f"--print-to-pdf={made}", page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise AnalystkitError(f"{program} could not print the pages: {error}") from error
        if done.returncode or not made.exists():
            raise AnalystkitError(f"{program} could not print the pages (code {done.returncode}): {done.stderr.strip()[-600:]}")
        shutil.copyfile(made, target)
