"""What a report runs again and what it does not, and kernels that are children of one process."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from analystkit import cache, english, publish
from analystkit.publish.execute import execute, read_notebook

TEXT = "Raid on Oslo\n\nGunmen attacked the town of Oslo on 3 May 2019, killing two guards, police said.\n"
LOAD = "from analystkit import Corpus\n\ncorpus = Corpus.load('../seeds')\ncorpus"
ODD = (
    LOAD,
    "print('one'); import sys; print('two', file=sys.stderr); print('three')",
    "import matplotlib, matplotlib.pyplot as plt\nmatplotlib.get_backend(), plt.rcParams['svg.hashsalt']",
    "%config InlineBackend.print_figure_kwargs = {'metadata': {'Date': None}}\nplt.plot([1, 2]); plt.show()",
    "display(corpus.events); sorted(corpus.tags)",
    "import os; os.getcwd().rpartition('/')[2], sys.argv[0].rpartition('/')[2], '' in sys.path, __name__, os.environ['MATPLOTLIBRC'][-30:]",
    "from analystkit import show\nshow.chronology(corpus.events)",
    "corpus.codebook.folder.rpartition('/p/')[2], len(Corpus.load('../seeds').texts)",
    "!echo shell",
    "assert len(corpus.texts) == 7",
)


STARTS = "import subprocess; open('pid', 'w').write(str(subprocess.Popen(['sleep', '77']).pid))"


@pytest.fixture
def project(tmp_path: Path, project_at: Callable[..., Path]) -> Path:
    made = project_at(tmp_path / "p", {"a1.txt": TEXT, "a2.txt": TEXT * 2}, {"0-corpus": (LOAD,), "1-more": (LOAD, "assert 1 == 2")})
    (made / "data" / "codebook").mkdir(parents=True)
    (made / "data" / "codebook" / "case.toml").write_text('title = "x"\n', "utf-8")
    return made


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the notebooks that ran, in place of running them: nothing is true of one that holds an assert."""
    names: list[str] = []

    def runs(paths: Sequence[Path], *, untrue: Callable[[str], None], **_: object) -> dict[Path, Any]:
        names.extend(path.stem for path in paths)
        for path in (path for path in paths if "assert" in path.read_text("utf-8")):
            untrue(f"{path}: cell 2 (`assert` …) failed: not true of these articles")
        return {path: read_notebook(path) for path in paths}

    monkeypatch.setattr(publish, "execute", runs)
    yield names


def again(project: Path, ran: list[str], **given: Any) -> list[str]:
    """What runs in another report."""
    ran.clear()
    publish.report(project, **given)
    return sorted(ran)


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


BOTH = ["0-corpus", "1-more"]


def test_what_did_not_change_is_not_made_again(project: Path, ran: list[str]) -> None:
    first = publish.report(project)
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (project / "site").rglob("*.html")}
    ran.clear()
    second = publish.report(project)
    assert (first.changed, second.changed, ran) == (True, False, [])
    assert (second.words, second.untrue, second.index, second.notebooks) == (first.words, first.untrue, first.index, first.notebooks)
    assert len(second.untrue) == 1 and second.corpus.rows == first.corpus.rows
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (project / "site").rglob("*.html")} == before
    assert again(project, ran, fresh=True) == BOTH


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("seeds/a1.txt", "two guards", "six guards"),
        ("seeds/a1.txt", "said.\n", "said.\n\n"),
        ("data/codebook/case.toml", '"x"', '"y"'),
        ("data/codebook/actors.csv", "", "actor_id,name,kind,aliases,roles,metonyms,country,notes\nguard,Guard,military,,,,,\n"),
        ("data/gazetteer/mine.csv", "", "name,lat,lon,kind,country\nOslo,1,2,city,NO\n"),
        ("data/figures.csv", "", "1"),
        ("notebooks/helper.py", "", "x = 1"),
        ("seeds/a3.txt", "", TEXT * 3),
        ("seeds/sources.csv", "", "id\n"),
    ],
)
def test_whatever_a_notebook_may_read_runs_it_again_when_it_changes(project: Path, ran: list[str], file: str, old: str, new: str) -> None:
    publish.report(project)
    path = project / file
    if old:
        edited(path, old, new)
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(new, "utf-8")
    assert again(project, ran) == BOTH
    assert again(project, ran) == []
    if old:
        edited(path, new, old)
    else:
        path.unlink()
    assert again(project, ran) == BOTH


def test_a_changed_cell_runs_its_notebook_alone_and_the_pages_are_made_anew(project: Path, ran: list[str]) -> None:
    publish.report(project)
    edited(project / "notebooks" / "0-corpus.ipynb", "import Corpus", "import  Corpus")
    assert again(project, ran) == ["0-corpus"]
    shutil.copy(project / "notebooks" / "0-corpus.ipynb", project / "notebooks" / "2-new.ipynb")
    assert again(project, ran) == ["2-new"] and (project / "site" / "2-new.html").is_file()
    (project / "notebooks" / "2-new.ipynb").unlink()
    assert again(project, ran) == [] and not (project / "site" / "2-new.html").exists()


def test_what_was_made_while_an_article_was_not_read_is_made_again(project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    edited(project / "seeds" / "a1.txt", "two", "nine")  # of no other test, whose corpus it would take over
    with monkeypatch.context() as patch:
        patch.setattr(english, "tag", lambda *_: [][1])
        unread = publish.report(project)
        assert not unread.corpus.whole and again(project, ran) == BOTH
    assert again(project, ran) == BOTH and publish.report(project).corpus.whole
    assert again(project, ran) == []


def test_another_kit_or_package_runs_all(project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    publish.report(project)
    monkeypatch.setattr(cache, "kit", lambda: "another")
    assert again(project, ran) == BOTH


def test_a_changed_byte_or_name_of_the_kit_is_another_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "kit" / "cache.py"))
    monkeypatch.setattr(cache, "_PATH", (str(tmp_path),))
    (tmp_path / "kit" / "rules").mkdir(parents=True)
    steps: list[Callable[[], object]] = [
        lambda: (tmp_path / "kit" / "rules" / "a.rules").write_text("a | b"),
        lambda: (tmp_path / "kit" / "rules" / "a.rules").write_text("a | c"),
        lambda: (tmp_path / "kit" / "rules" / "a.rules").rename(tmp_path / "kit" / "rules" / "b.rules"),
        lambda: (tmp_path / "pandas-3.1.dist-info").mkdir(),
        lambda: None,
    ]
    for step in steps:
        step()
        made.append(cache.kit.__wrapped__())
    assert len(set(made)) == 4 and made[-1] == made[-2]


def test_a_kit_that_changes_while_it_is_loaded_keeps_no_report(project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    publish.report(project)
    edited(project / "seeds" / "a1.txt", "two", "six")
    written = publish.write_site
    with monkeypatch.context() as patch:
        patch.setattr(publish, "write_site", lambda *a, **k: (written(*a, **k), patch.setattr(cache, "_LOADED", "another")))
        assert again(project, ran) == BOTH
    edited(project / "seeds" / "a1.txt", "six", "two")
    assert again(project, ran) == []  # what was kept before is there
    monkeypatch.setattr(cache, "_LOADED", "another")
    assert again(project, ran) == BOTH  # and is not read


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
def test_a_folder_that_is_linked_counts_with_what_is_in_it_and_links_in_a_circle_end(project: Path, ran: list[str], tmp_path: Path) -> None:
    data = project / "data"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.txt").write_text(name)
    (data / "linked").symlink_to(tmp_path / "one", target_is_directory=True)
    (tmp_path / "one" / "circle").symlink_to(data, target_is_directory=True)
    (data / "now").symlink_to(tmp_path / "one", target_is_directory=True)
    (data / "then").symlink_to(tmp_path / "two", target_is_directory=True)
    publish.report(project)
    assert again(project, ran) == []
    (tmp_path / "one" / "t.txt").write_text("six")
    assert again(project, ran) == BOTH and again(project, ran) == []
    (data / "now").unlink()
    (data / "now").symlink_to(tmp_path / "two", target_is_directory=True)  # both were there already, by other links
    assert again(project, ran) == BOTH and again(project, ran) == []


def test_pages_that_were_touched_taken_away_or_are_asked_for_otherwise_are_made_again(
    project: Path, ran: list[str], tmp_path: Path
) -> None:
    publish.report(project)
    page = project / "site" / "articles" / "a1.html"
    whole = page.read_bytes()
    for spoil in (lambda: page.write_text("gone"), page.unlink, lambda: shutil.rmtree(project / "site")):
        spoil()
        assert publish.report(project).changed and page.read_bytes() == whole
    assert publish.report(project, single_file=True).changed and (project / "site" / "report.html").is_file()
    assert publish.report(project).changed and not (project / "site" / "report.html").exists()
    assert publish.report(project, out=tmp_path / "elsewhere").changed


def test_a_file_that_changes_while_the_report_is_made_is_seen_by_the_next(
    project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = publish.write_site
    monkeypatch.setattr(publish, "write_site", lambda *a, **k: (written(*a, **k), edited(project / "seeds" / "a1.txt", "two", "six")))
    publish.report(project)
    monkeypatch.setattr(publish, "write_site", written)
    assert again(project, ran) == BOTH


def test_a_notebook_that_is_edited_while_it_runs_is_run_again(project: Path, monkeypatch: pytest.MonkeyPatch, ran: list[str]) -> None:
    runs = publish.execute
    edit = project / "notebooks" / "1-more.ipynb"  # nothing of it is written: not all in it is true
    monkeypatch.setattr(publish, "execute", lambda *a, **k: (runs(*a, **k), edited(edit, "1 == 2", "1 == 3"))[0])
    monkeypatch.setattr(publish, "holds", lambda notebook: False)
    publish.report(project)
    monkeypatch.setattr(publish, "execute", runs)
    assert again(project, ran) == BOTH and again(project, ran) == []


def test_a_project_that_came_from_elsewhere_is_run_here(
    project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "one"))
    publish.report(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert again(project, ran) == BOTH


def test_pages_of_notebooks_that_did_not_run_are_the_same_bytes(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    cells = (LOAD, "corpus.events", "print('a\\nb\\ud800')", "assert corpus.texts == 3")
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, {"0-corpus": cells, "1-more": ("# Prose", "1 + 1")})

    def files() -> dict[str, bytes]:
        return {str(p.relative_to(project)): p.read_bytes() for part in ("site", "notebooks") for p in (project / part).rglob("*.*")}

    publish.report(project)
    first = files()
    shutil.rmtree(project / "site")
    said: list[str] = []
    done = publish.report(project, say=said.append)
    assert said[:2] == ["unchanged 0-corpus.ipynb", "unchanged 1-more.ipynb"] and len(done.untrue) == 1
    assert files() == first


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_children_give_the_bytes_of_kernels(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, {"0-odd": ODD, "1-more": (LOAD, "1 / 0")})
    (project / "data" / "codebook").mkdir(parents=True)
    script = (
        "import sys\nfrom pathlib import Path\nfrom analystkit import Corpus\nfrom importlib import import_module\n"
        "from analystkit.publish import forked\nmodule = import_module('analystkit.publish.execute')\n"
        "folder = Path(sys.argv[1])\nassert forked.can_fork()\n"
        "module.can_fork = lambda: sys.argv[2] == 'fork'\n"
        "Corpus.load(folder.parent / 'seeds', hand_on=True)\n"
        "for path, n in module.execute([folder / '0-odd.ipynb'], folder=folder, untrue=print).items():\n"
        "    sys.stdout.flush(), sys.stdout.buffer.write(module.notebook_bytes(n))\n"
        "try: module.execute([folder / '1-more.ipynb'], folder=folder)\n"
        "except module.NotebookError as error: print(error)\n"
    )
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, str(tmp_path / "script.py"), str(project / "notebooks")]
    done = {way: subprocess.run([*command, way], capture_output=True, check=False, timeout=300) for way in ("fork", "kernel")}
    for way in done:
        assert done[way].returncode == 0, done[way].stderr.decode()
    told = done["fork"].stdout.decode()
    assert "shell" in told and "image/svg+xml" in told and "cell 10" in told and "ZeroDivisionError" in told
    assert done["fork"].stdout == done["kernel"].stdout


def test_a_load_takes_over_only_what_is_the_same(project: Path) -> None:
    from analystkit.corpus import Corpus

    first = Corpus.load(project / "seeds", hand_on=True)
    second = Corpus.load(project / "notebooks" / ".." / "seeds")
    assert second.tags is first.tags and second.rows is first.rows and second is not first
    assert second.codebook.folder.endswith("notebooks/../data/codebook")
    assert Corpus.load(project / "seeds").tags is not first.tags  # one load takes it over
    Corpus.load(project / "seeds", hand_on=True)
    edited(project / "seeds" / "a1.txt", "two", "six")
    assert any(c["value"] == 6 for c in Corpus.load(project / "seeds").rows["claims"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_a_child_that_dies_or_never_ends_is_a_failure_and_leaves_no_process(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    project = project_at(tmp_path / "p", {}, {"0-dies": ("import os", "os._exit(3)"), "1-sleeps": (STARTS, "import time; time.sleep(60)")})
    script = (
        "import sys\nfrom pathlib import Path\nfrom analystkit.publish.execute import execute, NotebookError\n"
        "from analystkit.publish import forked\nassert forked.can_fork()\n"
        "try: execute(sorted(Path(sys.argv[1]).glob('*.ipynb')), folder=Path(sys.argv[1]), timeout=3)\n"
        "except NotebookError as error: print(error)\n"
    )
    (tmp_path / "script.py").write_text(script)
    begun = time.monotonic()
    command = [sys.executable, str(tmp_path / "script.py"), str(project / "notebooks")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, start_new_session=True)
    assert "0-dies.ipynb: cell 2" in done.stdout and "1-sleeps.ipynb: cell 2" in done.stdout
    assert time.monotonic() - begun < 40
    stat = Path("/proc", (project / "notebooks" / "pid").read_text(), "stat")
    assert not stat.exists() or ") Z " in stat.read_text()  # what the notebook started has ended with it


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks, and has /proc")
@pytest.mark.parametrize("way", ["fork", "kernel"])
def test_stopped_from_the_keyboard_it_ends_its_kernels_and_itself(tmp_path: Path, project_at: Callable[..., Path], way: str) -> None:
    long = ("import os; open('kernel', 'w').write(str(os.getpid()))", STARTS, "import time; time.sleep(90)")
    project = project_at(tmp_path / "p", {}, {"0-long": long, "1-short": ("1 + 1",)})
    script = (
        "import signal, sys\nfrom importlib import import_module\nfrom pathlib import Path\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background takes it away
        "module = import_module('analystkit.publish.execute')\nmodule.can_fork = lambda: sys.argv[2] == 'fork'\n"
        "folder = Path(sys.argv[1])\nmodule.execute(sorted(folder.glob('*.ipynb')), folder=folder, done=print)\n"
    )
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, str(tmp_path / "script.py"), str(project / "notebooks"), way]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    pid, begun = project / "notebooks" / "pid", time.monotonic()
    while not (pid.exists() and pid.read_text()):
        assert time.monotonic() - begun < 60 and run.poll() is None
        time.sleep(0.1)
    time.sleep(0.5)
    os.killpg(run.pid, signal.SIGINT)
    done, errors = run.communicate(timeout=20)
    assert "KeyboardInterrupt" in errors and "0-long" not in done
    for started in ("kernel", "pid"):
        stat = Path("/proc", (project / "notebooks" / started).read_text(), "stat")
        assert not stat.exists() or ") Z " in stat.read_text(), started


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks, and has /proc")
def test_a_run_that_is_killed_takes_a_kernel_with_it_that_looks_up_from_nothing(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    holds = "import os, re; open('kernel', 'w').write(str(os.getpid())); re.match('(a|aa)+$', 'a' * 200 + 'b')"  # never ends, nor pauses
    project = project_at(tmp_path / "p", {}, {"0-long": (holds,)})
    script = (
        "import sys\nfrom pathlib import Path\nfrom analystkit.publish.execute import execute\n"
        "folder = Path(sys.argv[1])\nexecute(sorted(folder.glob('*.ipynb')), folder=folder, done=print)\n"
    )
    (tmp_path / "script.py").write_text(script)
    run = subprocess.Popen([sys.executable, str(tmp_path / "script.py"), str(project / "notebooks")], start_new_session=True)
    kernel, begun = project / "notebooks" / "kernel", time.monotonic()
    while not (kernel.exists() and kernel.read_text()):
        assert time.monotonic() - begun < 60 and run.poll() is None
        time.sleep(0.1)
    time.sleep(0.5)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    stat = Path("/proc", kernel.read_text(), "stat")
    while stat.exists() and ") Z " not in stat.read_text():
        assert time.monotonic() - begun < 90
        time.sleep(0.1)


def test_a_run_that_is_killed_leaves_what_was_there_and_the_next_makes_it_whole(tmp_path: Path, project_at: Callable[..., Path]) -> None:
    project = project_at(tmp_path / "p", {"a1.txt": TEXT}, {"0-corpus": (LOAD, "corpus.events"), "1-more": ("1 + 1",)})
    command = [sys.executable, "-m", "analystkit", "report", "--project", str(project)]

    def whole() -> dict[str, bytes]:
        return {str(p.relative_to(project)): p.read_bytes() for part in ("site", "notebooks") for p in (project / part).rglob("*.*")}

    def run() -> float:
        begun = time.monotonic()
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return time.monotonic() - begun

    run()
    old = whole()
    shutil.rmtree(project / cache.FOLDER)
    edited(project / "seeds" / "a1.txt", "two", "six")
    dice = random.Random(3)
    lasts = 3.0
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(dice.uniform(0.1, lasts))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        now = whole()
        site = {name: data for name, data in now.items() if name.startswith("site")}
        assert site == {n: d for n, d in old.items() if n.startswith("site")} or b"six were killed" in b"".join(site.values())
        json.loads(now["notebooks/0-corpus.ipynb"])
    run()
    new = whole()
    assert new != old
    edited(project / "seeds" / "a1.txt", "six", "two")
    run()
    assert whole() == old


def test_execute_runs_nothing_of_nothing(tmp_path: Path) -> None:
    assert execute([], folder=tmp_path) == {}
