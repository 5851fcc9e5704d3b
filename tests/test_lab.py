"""What `analystkit lab` does before it opens JupyterLab."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analystkit import publish
from analystkit.errors import AnalystkitError
from analystkit.publish.lab import lab, trust


def test_only_a_notebook_that_is_what_running_it_gives_is_signed(
    tmp_path: Path, project_at: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import nbformat
    from nbformat.sign import NotebookNotary

    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    project = project_at(tmp_path / "p", {"a1.txt": "Two people were hurt in Arden on 2 May 2019.\n"}, {"0-kept": ("1 + 1",)})
    publish.report(project)
    kept = project / "notebooks" / "0-kept.ipynb"
    altered = project / "notebooks" / "1-altered.ipynb"
    shutil.copy(kept, altered)
    changed = json.loads(altered.read_text("utf-8"))
    changed["cells"][0]["outputs"][0]["data"]["text/plain"] = "3"
    altered.write_text(json.dumps(changed), "utf-8")
    assert trust([kept, altered]) == [altered]
    signed = [NotebookNotary().check_signature(nbformat.read(p, as_version=4)) for p in (kept, altered)]
    assert signed == [True, False]


def test_a_folder_without_notebooks_is_named(tmp_path: Path) -> None:
    with pytest.raises(AnalystkitError, match="no notebooks"):
        lab(tmp_path)
