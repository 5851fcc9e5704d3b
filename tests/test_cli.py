"""Commands as a user types them."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*words: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analystkit", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120, env=os.environ | env)


def test_help_documents_every_option() -> None:
    for words in ((), ("report",), ("tables",), ("export",), ("suggest",), ("add",), ("review",), ("lab",)):
        shown = run(*words, "--help")
        assert shown.returncode == 0
        assert not [line for line in shown.stdout.splitlines() if line.strip().startswith("--") and len(line.split()) == 1]
    assert "SEEDS" in run("tables", "--help").stdout


def test_tables(tmp_path: Path) -> None:
    done = run("tables", "tests/first/seeds", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "\n5 articles read, 0 rejected; " in done.stdout
    assert "codebook: " in done.stdout
    assert len(list((tmp_path / "out").iterdir())) == 24
    assert (tmp_path / "out" / "problems.jsonl").read_text("utf-8").count("\n") > 0


def test_a_locale_without_the_letters_that_are_told_ends_no_command(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Six people were killed.\n", "utf-8")
    done = run("tables", "seeds", "--out", "tabl…s", cwd=tmp_path, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "1 article read" in done.stdout and "tabl\\udce2\\udc80\\udca6s" in done.stdout


def test_a_missing_folder_is_named_and_fails(tmp_path: Path) -> None:
    done = run("tables", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    seeds = tmp_path / "s"
    seeds.mkdir()
    (seeds / "good.txt").write_text("Three people were hurt in Lagos on 2 May 2019, police said.", encoding="utf-8")
    (seeds / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run("tables", str(seeds), "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    assert "bad.txt" in done.stderr
    assert "1 article read, 1 rejected; " in done.stdout


def test_a_codebook_with_defects_lists_them_all(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    lines = ["actor_id,name,kind,aliases,roles,metonyms,country,notes", "a,A,persn,,,,,", "b,B,person,X,,,,", "c,C,person,x,,,,", ""]
    (book / "actors.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run("tables", "seeds", "--codebook", str(book), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "actors.csv:2" in done.stderr
    assert "actors.csv:4" in done.stderr


def test_suggested_lines_are_added_to_a_codebook(tmp_path: Path) -> None:
    news, file, book = tmp_path / "news", tmp_path / "suggested.csv", tmp_path / "book"
    news.mkdir()
    (news / "a.txt").write_text("Judge Rana Tuzo met Judge Anton Tuzo in Lagos on 2 May 2019, police said.", encoding="utf-8")
    done = run("suggest", str(news), "--out", str(file))
    assert done.returncode == 0, done.stderr
    assert "2 lines" in done.stdout
    assert "Anton Tuzo / Rana Tuzo: the same surname" in done.stderr
    assert run("suggest", str(news), "--out", str(file)).returncode == 1
    done = run("add", str(file), "--codebook", str(book))
    assert done.returncode == 0, done.stderr
    assert "rana-tuzo,Rana Tuzo,person" in (book / "actors.csv").read_text("utf-8")


def test_review_shows_pairs_and_writes_answers(tmp_path: Path) -> None:
    news, book = tmp_path / "news", tmp_path / "book"
    news.mkdir()
    book.mkdir()
    (news / "a.txt").write_text("Rebels attacked Bergen in May 2019. Gunmen attacked Oslo on 3 May 2019.", encoding="utf-8")
    (news / "b.txt").write_text("Rebels attacked Bergen on 9 May 2019, killing nine guards.", encoding="utf-8")
    words = ("review", str(news), "--codebook", str(book))
    listed = run(*words, "--list")
    assert listed.returncode == 0 and "1 of 1: may these be one?" in listed.stdout and "“Rebels attacked Bergen on 9 May" in listed.stdout
    assert not (book / "corrections.csv").exists()
    asked = subprocess.run(
        [sys.executable, "-m", "analystkit", *words], input="what\ns\n", capture_output=True, text=True, cwd=ROOT, check=False, timeout=120
    )
    assert asked.returncode == 0 and "corrections.csv:2: same" in asked.stdout, asked.stderr
    lines = (book / "corrections.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("action,row,at,text,to,why") and len(lines) == 2
    again = run(*words)
    assert "no pair is without an answer" in again.stdout and "matches nothing" not in again.stderr
    assert run("review", str(news)).returncode == 1


def test_an_installed_kit_has_every_package_and_file() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    given = tools["package-data"]
    files = [p.relative_to(ROOT) for p in (ROOT / "analystkit").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert tools["packages"]["find"]["include"] == ["analystkit*"]
    assert not [p for p in files if p.suffix == ".py" and not ROOT.joinpath(p.parent, "__init__.py").exists()]
    named = {p for package, globs in given.items() for glob in globs for p in ROOT.joinpath(*package.split(".")).glob(glob)}
    assert not [p for p in files if p.suffix != ".py" and ROOT / p not in named]
    assert not [package for package in given if not ROOT.joinpath(*package.split("."), "__init__.py").exists()]
