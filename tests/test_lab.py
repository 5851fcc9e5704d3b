"""What `analystkit lab` does before it opens JupyterLab: next to nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from analystkit import publish
from analystkit.errors import AnalystkitError
from analystkit.publish import lab as module
from analystkit.publish.lab import lab, sign, signed


@pytest.fixture
def project(tmp_path: Path, project_at: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    return project_at(tmp_path / "p", {"a1.txt": "Two people were hurt in Arden on 2 May 2019.\n"}, {"0-kept": ("1 + 1",)})


def opened(project: Path, monkeypatch: pytest.MonkeyPatch, user: int) -> tuple[list[str], list[str]]:
    """The words with which JupyterLab is opened, and what is said before."""
    words, said = [], []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        words.extend(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(module.subprocess, "run", run)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert lab(project, browser=False, say=said.append) == 0
    return words, said


def test_only_what_a_report_ran_and_wrote_is_signed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish.report(project)
    kept = project / "notebooks" / "0-kept.ipynb"
    altered = project / "notebooks" / "1-altered.ipynb"
    shutil.copy(kept, altered)
    changed = json.loads(altered.read_text("utf-8"))
    changed["cells"][0]["outputs"][0]["data"]["text/plain"] = "3"
    altered.write_text(json.dumps(changed), "utf-8")
    (project / "notebooks" / "2-none.ipynb").write_text("{}", "utf-8")
    before = {p: p.read_bytes() for p in (project / "notebooks").iterdir()}
    words, said = opened(project, monkeypatch, 1000)
    assert [signed(p) for p in (kept, altered)] == [True, False]
    assert "1-altered.ipynb, 2-none.ipynb" in said[0] and "0-kept" not in said[0]
    assert {p: p.read_bytes() for p in (project / "notebooks").iterdir()} == before
    assert "--allow-root" not in words and "--no-browser" in words


def test_root_may_open_it_and_nothing_is_run_or_signed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words, said = opened(project, monkeypatch, 0)
    assert "--allow-root" in words
    assert "0-kept.ipynb" in said[0]
    assert not signed(project / "notebooks" / "0-kept.ipynb")
    assert json.loads((project / "notebooks" / "0-kept.ipynb").read_text("utf-8"))["cells"][0]["outputs"] == []


def test_where_no_signature_can_be_kept_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "file" / "below"))
    assert "cannot keep their signatures" in sign([])


def test_a_folder_without_notebooks_is_named(tmp_path: Path) -> None:
    with pytest.raises(AnalystkitError, match="no notebooks"):
        lab(tmp_path)
