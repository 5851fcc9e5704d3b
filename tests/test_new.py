"""`analystkit new` and `analystkit upgrade`: a folder that works on any articles, and a newer kit that touches no word of the analyst's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from analystkit import new as kit
from analystkit.__main__ import main
from analystkit.codebook import Codebook
from analystkit.errors import AnalystkitError, CodebookError
from analystkit.files import one_step
from analystkit.new import new, recall
from analystkit.new import wheel as carried
from analystkit.new.upgrading import upgrade
from analystkit.new.wheel import wheel
from analystkit.publish.execute import execute, notebooks_of

NAMES = [*kit.NOTEBOOKS, "9-own"]
GARDEN = "How to keep tomatoes\n\nTomatoes like warm soil and a place out of the wind. A good gardener ties them to a stick.\n"
FRENCH = "Le pont ferme\n\n" + "Le maire de la ville a annoncé mardi que le pont serait fermé pendant trois mois pour des travaux. " * 6
RAID = """Raid on Vale

VALE, Norland, May 4 (Wire) - Gunmen attacked the town of Mosul on 3 May 2019. The attack killed {n} guards, a spokesman said.

"We know who did it," the mayor, Ann Lee, said on Saturday. Three more people were injured near Erbil, police said. A strike is planned.
"""


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel of the kit is ten megabytes; one test makes a real one."""
    monkeypatch.setattr(kit, "requirement", lambda: ("./kit/analystkit-0.1.0-py3-none-any.whl[import]", {}))


def case_with(folder: Path, texts: dict[str, str]) -> Path:
    case = new(folder)
    for name, text in texts.items():
        (case / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    return case


def remember(case: Path, state: kit.State, contents: dict[str, bytes]) -> None:
    with one_step(case) as step:
        kit.remember(step, case, state, contents)


def tells(call: Callable[..., object], *words: object, **more: object) -> str:
    with pytest.raises(AnalystkitError) as error:
        call(*words, **more)
    return str(error.value)


def test_a_case_says_what_it_is_and_its_codebook_reads(tmp_path: Path) -> None:
    title = 'Strikes on "Vale", <2019> \\ a'
    assert main(["new", str(tmp_path / "c"), "--title", title, "--from", "2019-05-01", "--to", "2019-06-30"]) == 0
    book = Codebook.read(tmp_path / "c" / "data" / "codebook")
    assert (book.title, str(book.period.earliest), str(book.period.latest)) == (title, "2019-05-01", "2019-06-30")
    assert recall(tmp_path / "c").title == title
    assert sorted(p.stem for p in (tmp_path / "c" / "notebooks").iterdir()) == NAMES
    assert not (tmp_path / "c" / ".github").exists()
    assert "seeds/\n" not in (tmp_path / "c" / ".gitignore").read_text("utf-8")


def test_each_answer_has_its_files(tmp_path: Path) -> None:
    assert (new(tmp_path / "a", ci="github") / ".github/workflows/check.yml").is_file()
    assert (new(tmp_path / "b", ci="gitlab") / ".gitlab-ci.yml").is_file()
    private = new(tmp_path / "c", private=True, git=True)
    assert (private / ".gitignore").read_text("utf-8").endswith("seeds/\nsources/\n")
    assert (private / ".git").is_dir()


def test_what_does_not_fit_is_refused_and_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", "utf-8")
    assert "not an empty folder" in tells(new, tmp_path / "full")
    assert "one line" in tells(new, tmp_path / "x", title="a\nb")
    assert "needs them there" in tells(new, tmp_path / "x", ci="github", private=True)
    assert main(["new", str(tmp_path / "x"), "--from", "May"]) == 1
    assert "2021-02-28" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["full"]
    assert "this is no case" in tells(upgrade, tmp_path / "full")


def test_the_kit_as_a_wheel_is_whole_and_the_same_each_time(tmp_path: Path) -> None:
    made = wheel()
    assert made == wheel()
    (tmp_path / "kit.whl").write_bytes(made)
    zipfile.ZipFile(tmp_path / "kit.whl").extractall(tmp_path / "there")
    code = (
        "import analystkit, importlib.metadata as m; print(analystkit.__file__, m.version('analystkit'), m.entry_points(name='analystkit'))"
    )
    paths = f"import sys; sys.path.insert(0, {str(tmp_path / 'there')!r}); "
    done = subprocess.run([sys.executable, "-c", paths + code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert str(tmp_path / "there") in done.stdout and version("analystkit") in done.stdout and "analystkit.__main__" in done.stdout


def test_the_line_that_installs_the_kit_says_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    class Known:
        version = "1.2.3"
        address: str | None = None

        def read_text(self, name: str) -> str | None:
            return self.address if name == "direct_url.json" else ""

    monkeypatch.setattr(carried, "distribution", lambda _: Known())
    monkeypatch.setattr(carried, "wheel", lambda: b"PK")
    assert carried.requirement() == ("analystkit[import,xlsx]==1.2.3", {})
    Known.address = '{"url": "file:///home/ann/analystkit", "dir_info": {"editable": true}}'
    assert carried.requirement() == (
        "./kit/analystkit-1.2.3-py3-none-any.whl[import,xlsx]",
        {"kit/analystkit-1.2.3-py3-none-any.whl": b"PK"},
    )


def test_a_case_carries_the_kit_where_no_index_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit, "requirement", lambda: ("./kit/a.whl[import]", {"kit/a.whl": b"PK"}))
    case = new(tmp_path / "c")
    assert "\n./kit/a.whl[import]\n" in (case / "requirements.txt").read_text("utf-8")
    assert (case / "kit" / "a.whl").read_bytes() == b"PK"


CORPORA = {
    "no event": {"garden": GARDEN},
    "one article": {"raid": RAID.format(n="two")},
    "another language only": {"pont": FRENCH},
    "many": {f"raid-{n:03}": RAID.format(n=n + 2) + f"\nReport number {n}.\n" for n in range(12)} | {"garden": GARDEN, "pont": FRENCH},
}


@pytest.mark.parametrize("kind", CORPORA)
def test_the_notebooks_hold_on_any_corpus(kind: str, tmp_path: Path) -> None:
    case = case_with(tmp_path / "c", CORPORA[kind])
    done = execute(notebooks_of(case), folder=case / "notebooks")  # raises for any cell that fails
    outputs = [o for notebook in done.values() for cell in notebook.cells for o in cell.get("outputs", ())]
    assert [o for o in outputs if o.get("name") == "stderr"] == []


def test_the_prose_names_nothing_of_a_corpus() -> None:
    for path in (Path(kit.__file__).parent / "files" / "notebooks").iterdir():
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        assert "says=" not in code and "==" not in code.replace('["earliest"] == events["latest"]', "")
        assert [c["cell_type"] for c in cells] == ["markdown", "code"] * (len(cells) // 2) + ["markdown"]
        assert "".join(cells[-1]["source"]).startswith("## What this does not show")


def test_the_first_corpus_is_a_case_like_any_other() -> None:
    root, templates = Path(__file__).parents[1], Path(kit.__file__).parent / "files"
    assert (root / "data" / "codebook" / "README.md").read_text("utf-8") == (templates / "codebook.md").read_text("utf-8")
    for name in kit.NOTEBOOKS:
        neutral, own = (cells_of(folder / "notebooks" / f"{name}.ipynb") for folder in (templates, root))
        rest = iter(own)
        assert [cell for cell in neutral if cell not in rest] == [], name  # in their order, with its findings between them


# --- upgrade


def older(case: Path, *files: str) -> None:
    """As an older kit would have written some files: without the last line of each, a cell of a notebook in other words."""
    state, written = recall(case), {}
    for name in files:
        path = case / name
        if path.suffix == ".ipynb":
            notebook = json.loads(path.read_text("utf-8"))
            notebook["cells"][0]["source"] = ["# An older question\n"]
            written[name] = (json.dumps(notebook, indent=1) + "\n").encode()
        else:
            written[name] = b"".join(path.read_bytes().splitlines(keepends=True)[:-1])
        path.write_bytes(written[name])
    remember(case, kit.State("0.0.9", state.title, state.ci, state.private, state.files), written)


def said(case: Path, **more: bool) -> list[str]:
    lines: list[str] = []
    upgrade(case, say=lines.append, **more)
    return lines


def cells_of(path: Path) -> list[str]:
    return ["".join(c["source"]) for c in json.loads(path.read_text("utf-8"))["cells"]]


def test_what_nobody_touched_is_replaced_and_what_is_new_is_added(tmp_path: Path) -> None:
    case = new(tmp_path / "c", ci="github")
    fresh = {p: p.read_bytes() for p in case.rglob("*") if p.is_file()}
    older(case, "Makefile", "notebooks/1-chronology.ipynb")
    state = recall(case)
    (case / ".gitattributes").unlink()
    remember(case, kit.State(state.kit, state.title, state.ci, False, {k: v for k, v in state.files.items() if k != ".gitattributes"}), {})
    assert sorted(said(case, dry_run=True)) == [".gitattributes: new", "Makefile: replaced", "notebooks/1-chronology.ipynb: replaced"]
    assert recall(case).kit == "0.0.9"
    said(case)
    assert {p: p.read_bytes() for p in case.rglob("*") if p.is_file()} == fresh
    assert said(case) == []


def test_what_the_analyst_changed_is_merged(tmp_path: Path) -> None:
    case = new(tmp_path / "c")
    own, book = (case / "notebooks" / "9-own.ipynb"), case / "data" / "codebook" / "actors.csv"
    older(case, "Makefile", "notebooks/1-chronology.ipynb")
    (case / "Makefile").write_bytes(b"# mine\n" + (case / "Makefile").read_bytes())
    notebook = json.loads((case / "notebooks" / "1-chronology.ipynb").read_text("utf-8"))
    mine = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["## What I see\n"]}
    notebook["cells"].insert(4, mine)
    notebook["cells"][3]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["run\n"]}]
    (case / "notebooks" / "1-chronology.ipynb").write_text(json.dumps(notebook), "utf-8")
    book.write_text(book.read_text("utf-8") + "ann-lee,Ann Lee,person,,,,,\n", "utf-8")
    own.write_text("not even a notebook", "utf-8")
    kept = {p: p.read_bytes() for p in (own, book)}
    merged = "merged with what you changed"
    assert sorted(said(case)) == [f"Makefile: {merged}", f"notebooks/1-chronology.ipynb: {merged}"]
    assert {p: p.read_bytes() for p in (own, book)} == kept
    made = (case / "Makefile").read_text("utf-8")
    assert made.startswith("# mine\n") and made.endswith("rm -rf .venv site .cache\n")
    cells = cells_of(case / "notebooks" / "1-chronology.ipynb")
    assert cells[0].startswith("# What happened when") and "## What I see\n" in cells
    assert recall(case).kit == version("analystkit")
    assert said(case) == []


def test_where_both_changed_the_same_lines_the_kits_file_is_put_beside(tmp_path: Path) -> None:
    case = new(tmp_path / "c")
    older(case, "Makefile", "notebooks/1-chronology.ipynb")
    (case / "Makefile").write_bytes((case / "Makefile").read_bytes() + b"\tgit clean\n")
    notebook = json.loads((case / "notebooks" / "1-chronology.ipynb").read_text("utf-8"))
    notebook["cells"][0]["source"] = "# My own question"
    (case / "notebooks" / "1-chronology.ipynb").write_text(json.dumps(notebook), "utf-8")
    before = {name: (case / name).read_bytes() for name in ("Makefile", "notebooks/1-chronology.ipynb")}
    assert all(".new" in line for line in said(case))
    assert {name: (case / name).read_bytes() for name in before} == before
    assert (case / "Makefile.new").read_bytes().endswith(b"rm -rf .venv site .cache\n")
    assert cells_of(case / "notebooks" / "1-chronology.ipynb.new")[0].startswith("# What happened when")
    (case / "Makefile.new").unlink()
    assert said(case) == [] and not (case / "Makefile.new").exists()


def test_a_merge_that_would_have_a_cell_twice_is_put_beside(tmp_path: Path) -> None:
    case = new(tmp_path / "c")
    path, state = case / "notebooks" / "1-chronology.ipynb", recall(case)
    whole = json.loads(path.read_text("utf-8"))
    before = whole | {"cells": whole["cells"][:-2]}  # an older kit had two cells less
    remember(case, state, {"notebooks/1-chronology.ipynb": (json.dumps(before) + "\n").encode()})
    mine = before | {"cells": [whole["cells"][-1], *before["cells"]]}  # and one of them was copied by hand
    path.write_text(json.dumps(mine), "utf-8")
    assert all(".new" in line for line in said(case)) and json.loads(path.read_text("utf-8")) == mine
    assert cells_of(case / "notebooks" / "1-chronology.ipynb.new") == ["".join(c["source"]) for c in whole["cells"]]


def test_without_git_nothing_is_merged_and_nothing_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = new(tmp_path / "c")
    older(case, "Makefile")
    (case / "Makefile").write_bytes(b"# mine\n" + (case / "Makefile").read_bytes())
    before = (case / "Makefile").read_bytes()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ".new" in said(case)[0]
    assert (case / "Makefile").read_bytes() == before and (case / "Makefile.new").is_file()
    assert "git is not installed" in tells(new, tmp_path / "d", git=True)


def test_what_was_deleted_stays_deleted(tmp_path: Path) -> None:
    case = new(tmp_path / "c")
    older(case, "notebooks/1-chronology.ipynb")
    (case / "notebooks" / "1-chronology.ipynb").unlink()
    for _ in range(2):
        assert said(case) == ["notebooks/1-chronology.ipynb: you deleted it, so it stays away"]
        assert not (case / "notebooks" / "1-chronology.ipynb").exists()


def test_the_wheel_before_gives_way_to_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit, "requirement", lambda: ("./kit/old.whl", {"kit/old.whl": b"old"}))
    case = new(tmp_path / "c")
    monkeypatch.setattr(kit, "requirement", lambda: ("./kit/new.whl", {"kit/new.whl": b"new"}))
    said(case)
    assert [p.name for p in (case / "kit").iterdir()] == ["new.whl"]
    assert "./kit/new.whl" in (case / "requirements.txt").read_text("utf-8")


def test_no_upgrade_over_uncommitted_changes_nor_back_to_an_older_kit(tmp_path: Path) -> None:
    case = new(tmp_path / "c", git=True)
    git = ["git", "-C", str(case), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "add", "-A"], check=True, capture_output=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True, capture_output=True)
    (case / "Makefile").write_text("mine", "utf-8")
    assert "Makefile; commit them first" in tells(upgrade, case)
    assert said(case, dry_run=True) == []
    subprocess.run([*git, "commit", "-qam", "mine"], check=True, capture_output=True)
    assert said(case) == []
    state = recall(case)
    remember(case, kit.State("99.0.0", state.title, files=state.files), {})
    subprocess.run([*git, "commit", "-qam", "newer"], check=True, capture_output=True)
    assert "which is older" in tells(upgrade, case)


def test_a_codebook_that_does_not_fit_this_kit_is_named_with_what_to_do(tmp_path: Path) -> None:
    case = new(tmp_path / "c")
    (case / "data" / "codebook" / "sources.csv").write_text("source_id,outlet,type\n", "utf-8")
    with pytest.raises(CodebookError, match=r"sources.csv:1: unknown column"):
        upgrade(case)


def test_a_state_that_is_none_is_named(tmp_path: Path) -> None:
    case = new(tmp_path / "c")
    for text in ("kit = ", 'kit = "x"', 'kit = "0.1.0"\ntitle = "a"\nci = "none"\nprivate = false\nother = 1\n'):
        (case / kit.STATE).write_text(text, "utf-8")
        assert "take it from git" in tells(upgrade, case)


# --- the commands in a case, without options


def test_suggest_and_add_need_no_options_in_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = case_with(tmp_path / "c", {f"r{n}": RAID.format(n=n).replace("a spokesman", "Karl Lund, the harbour master,") for n in (2, 3)})
    monkeypatch.chdir(case)
    assert main(["suggest"]) == 0
    assert "Ann Lee" in Path("suggested.csv").read_text("utf-8")
    assert main(["suggest"]) == 1  # what the analyst has begun to cut is not written over
    assert main(["add"]) == 0
    assert "Ann Lee" in Path("data/codebook/actors.csv").read_text("utf-8")
    assert not Path("suggested.csv").exists()
    assert main(["add"]) == 1
    Path("suggested-places.csv").write_text("place_id,name,kind,lat,lon,precision\nash,Ash,city,,,city\nelm,Elm,city,1,2,city\n", "utf-8")
    assert main(["add"]) == 0
    assert "1 place without a position" in capsys.readouterr().err
    assert "elm,Elm" in Path("data/codebook/places.csv").read_text("utf-8")
    assert "ash,Ash" in Path("suggested-places.csv").read_text("utf-8") and "elm" not in Path("suggested-places.csv").read_text("utf-8")
    assert main(["review", "--list"]) == 0
    assert main(["upgrade", "--dry-run"]) == 0
    assert "nothing was written" in capsys.readouterr().out


def test_a_case_is_made_accepted_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    case = case_with(tmp_path / "c", {"raid": RAID.format(n="two")})
    monkeypatch.chdir(case)
    assert main(["report"]) == 0
    assert (case / "site" / "index.html").is_file()
    assert main(["check"]) == 1
    assert "analystkit accept" in capsys.readouterr().err
    assert main(["accept"]) == 0
    assert main(["check"]) == 0
    shutil.copy(case / "seeds" / "raid.txt", case / "seeds" / "again.txt")
    assert main(["check"]) == 1
    assert "Articles in this folder" in capsys.readouterr().err
