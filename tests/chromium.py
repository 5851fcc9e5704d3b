"""One Chromium for all tests of pages, with the network cut. ``page_for`` opens a page and writes down all that a page should not do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

# What a headless browser needs as root in a container, and what keeps Chromium from calling home while it is measured.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN = ("file:", "data:", "blob:", "about:")


@dataclass
class Watched:
    """An open page, with the requests that left it, its console errors, its uncaught exceptions and the dialogs that it opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self) -> Watched:
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        return self

    def _request(self, request: Request) -> None:
        if not request.url.startswith(OWN):
            self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def assert_quiet(self) -> None:
        """Nothing left the page, nothing went wrong in it, nothing popped up."""
        assert (self.requests, self.errors, self.dialogs) == ([], [], [])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that CHROMIUM names, else the system's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise RuntimeError("no Chromium: install it (Debian: apt-get install chromium) or name its program in CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page_for(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open a file as ``page_for(path, width=1440, height=900, dark=False, scripts=True)``, offline and in a context of its own."""
    contexts = []

    def opened(path: Path, *, width: int = 1440, height: int = 900, dark: bool = False, scripts: bool = True) -> Watched:
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", java_script_enabled=scripts
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        watched = Watched(context.new_page()).watch()
        address, _, fragment = str(path).partition("#")
        watched.page.goto(Path(address).resolve().as_uri() + (f"#{fragment}" if fragment else ""))
        return watched

    yield opened
    for context in contexts:
        context.close()
