"""Notebooks as JupyterLab shows them: a receipt opens its sentence in place, whether the notebook is trusted or not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from playwright.sync_api import Browser

from analystkit import publish

SAID = (
    "Port closed\n\nThe harbour of Lund was closed on 2 May 2019. "
    "“Ships lost $5 million, not $6 million,” Ann Lee, a spokeswoman, said on Friday.\n"
)
CELLS = ("from analystkit import Corpus, show\ncorpus = Corpus.load('../seeds')\ncorpus", "show.statements(corpus.statements)")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, project_at: Callable[..., Path]) -> Iterator[str]:
    """The address of a JupyterLab on two notebooks that were run elsewhere, the first of them signed here."""
    home = tmp_path_factory.mktemp("lab")
    project_at(home / "p", {"a1.txt": SAID}, {"0-trusted": CELLS, "1-not": (*CELLS, "1 + 1")})
    with serving(home) as address:
        yield address


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a JupyterLab on the notebooks of ``home / "p"``, run elsewhere, the one called ``0-trusted`` signed here."""
    import nbformat
    from nbformat.sign import NotebookNotary

    own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("DATA", "CONFIG", "RUNTIME")} | {"IPYTHONDIR": str(home / "ipython")}
    kept = os.environ.get("JUPYTER_DATA_DIR")
    os.environ["JUPYTER_DATA_DIR"] = str(home / "elsewhere")
    try:
        publish.report(home / "p")
        os.environ["JUPYTER_DATA_DIR"] = own["JUPYTER_DATA_DIR"]
        NotebookNotary().sign(nbformat.read(home / "p" / "notebooks" / "0-trusted.ipynb", as_version=4))
    finally:
        os.environ.pop("JUPYTER_DATA_DIR")
        os.environ.update({"JUPYTER_DATA_DIR": kept} if kept else {})
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", f"--ServerApp.root_dir={home / 'p'}", "--IdentityProvider.token="]
    quiet = ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    words = [sys.executable, "-m", "jupyter", "lab", *options, *quiet]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(words, env=os.environ | own, stdout=log, stderr=subprocess.STDOUT)
        try:
            answered(f"http://127.0.0.1:{port}/api", server, home / "log")
            yield f"http://127.0.0.1:{port}/lab/tree/notebooks/"
        finally:
            server.terminate()
            server.wait(30)


def answered(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError):
            assert server.poll() is None, log.read_text("utf-8")
            time.sleep(0.3)
    raise AssertionError(log.read_text("utf-8"))


@pytest.mark.parametrize("notebook", ["0-trusted", "1-not"])
def test_sums_of_money_are_no_formula(lab: str, browser: Browser, notebook: str) -> None:
    page: Any = browser.new_context().new_page()
    page.goto(f"{lab}{notebook}.ipynb?reset")
    shown = page.locator(".jp-OutputArea-output .ak-view").last
    shown.wait_for(timeout=90_000)
    page.wait_for_timeout(3000)  # MathJax is loaded when the first dollar sign is drawn
    assert "lost $5 million, not $6 million" in shown.text_content()
    page.context.close()


@pytest.mark.parametrize("notebook", ["0-trusted", "1-not"])
def test_a_receipt_opens_its_sentence_in_place(lab: str, browser: Browser, notebook: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(90_000)
    page: Any = context.new_page()
    page.goto(f"{lab}{notebook}.ipynb?reset")  # without the tabs of before, whose style would count here
    receipts = page.locator(".jp-OutputArea-output details.ak-in > summary:visible")
    receipts.first.wait_for()
    styled = page.locator(".jp-OutputArea-output .ak-view").last.evaluate("view => getComputedStyle(view).containerType")
    assert (styled == "inline-size") is (notebook == "0-trusted")  # an untrusted notebook has lost its style
    assert receipts.count() >= 3
    for number in range(receipts.count()):
        receipt = receipts.nth(number)
        receipt.click()
        sentence = receipt.locator("xpath=following-sibling::blockquote")
        assert sentence.locator("mark").inner_text() in SAID and sentence.is_visible()
        at, below = receipt.bounding_box(), sentence.bounding_box()
        assert 0 <= below["y"] - at["y"] - at["height"] < 60
    assert f"/{notebook}.ipynb" in page.url
    context.close()
