"""The same articles give the same bytes (tables, notebooks, pages, exports), whatever the machine is set to and however it is asked.

Other Pythons, each with the pinned packages, are named by the whole run: ``TORTURE_PYTHONS="/a/bin/python3.12 /b/bin/python3.13"``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from analystkit.new import new
from torture.scenario import WHOLE, run

TEXTS = {
    "istanbul": "Isparta raid\n\nISTANBUL, May 4, 2019 (Wire) - Gunmen attacked the town of Iğdır on 3 May 2019, killing İlker Işık "
    "and 2 guards, a spokesman said.\n\n"
    "“We know who did it,” the mayor, Ann Lee, said on Saturday. Three more people were injured near İzmir.\n",
    "vale": "Strike on Mosul\n\nVALE, Norland, May 5, 2019 (Post) - A strike hit Mosul on Friday, 3 May, killing 1,200 people and injuring "
    "0.5 million, police said. Five people were killed in a raid near Erbil on Thursday.\n\n"
    "Iraq denied it. A march is planned for 1 June.\n",
    "erbil": "Toll rises\n\nERBIL, May 6, 2019 (Daily) - The toll of the raid near Erbil on Thursday rose to seven, a hospital said. "
    "Karl Lund, the harbour master, told reporters that gunmen had fired on Mosul, too. President Ann Lee condemned the attack.\n",
}
CLOCK = "2031-12-31 23:59:50"
PLAIN = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
HARD = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}  # else Python makes UTF-8 of the locale C
OTHERS = tuple(os.environ.get("TORTURE_PYTHONS", "").split())


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Locales that this machine may lack, for LOCPATH: Turkish, where an I is no i, in Unicode and in bytes; and a comma in numbers."""
    folder = tmp_path_factory.mktemp("locales")
    for source, letters in (("tr_TR", "UTF-8"), ("tr_TR", "ISO-8859-9"), ("de_DE", "UTF-8")):
        subprocess.run(["localedef", "-i", source, "-f", letters, folder / f"{source}.{letters}"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = new(tmp_path_factory.mktemp("same") / "case")
    for name, text in TEXTS.items():
        (made / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    if not WHOLE:
        for path in sorted((made / "notebooks").iterdir())[2:]:
            path.unlink()
    return made


def everything(
    case: Path, to: Path, env: Mapping[str, str], *, python: str = sys.executable, before: str = "", workers: int = 1
) -> dict[str, str]:
    """All that the commands make of a case in a copy of it, by the digest of each file."""
    shutil.copytree(case, to)
    shell = f'{before} "{python}" -m analystkit "$@"'
    program = ("-c", f"import os, sys; os.execvp('sh', ['sh', '-c', {shell!r}, 'sh', *sys.argv[1:]])")
    commands = (
        ("report", "--single-file", "--workers", workers),
        ("tables", "seeds", "--codebook", "data/codebook", "--out", "tables", "--workers", workers),
        ("export", "all"),
        ("accept",),
    )
    for words in commands[: None if WHOLE else 3]:
        ran = run(*map(str, words), cwd=to, env={**PLAIN, **env}, program=program, seconds=300)
        assert ran.status == 0, (words, ran.out, ran.err)
    made = (p for p in to.rglob("*") if p.is_file() and ".cache" not in p.parts)
    return {p.relative_to(to).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in made}


@pytest.fixture(scope="module")
def plain(case: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    made = everything(case, tmp_path_factory.mktemp("plain") / "case", {})
    assert {name.split("/")[0] for name in made} >= {"tables", "site", "notebooks", "exports"}
    return made


def clock() -> str:
    if not (found := shutil.which("faketime")):
        pytest.fail("the clock of a command is set by faketime, which is missing: apt-get install faketime")
    return f'exec "{found}" "{CLOCK}"'  # all clocks: where one is not set, its library refuses the sleep of a kernel


ALONE: dict[str, dict[str, object]] = {
    **{f"hash seed {n}": {"env": {"PYTHONHASHSEED": str(n)}} for n in (1, 7, 12345)},
    **{f"zone {zone}": {"env": {"TZ": zone}} for zone in ("Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns")},
    "the locale C": {"env": {"LC_ALL": "C"} | HARD},
    "no locale": {"env": {"LC_ALL": "", "LANG": ""} | HARD},
    **{f"locale {name}": {"env": {"LC_ALL": name} | HARD} for name in ("tr_TR.UTF-8", "tr_TR.ISO-8859-9", "de_DE.UTF-8")},
    **{f"umask {mask}": {"before": f"umask {mask}; exec"} for mask in ("000", "077")},
    "one core": {"before": "exec taskset -c 0"},
    **{f"{n} workers": {"workers": n} for n in (2, 3)},
    "another clock": {"before": clock},
}
TOGETHER = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"} | HARD


def differing(made: Mapping[str, str], plain: Mapping[str, str]) -> list[str]:
    return sorted(name for name in made.keys() | plain.keys() if made.get(name) != plain.get(name))


def test_all_settings_at_once_change_no_byte(
    case: Path, plain: dict[str, str], locales: Path, tmp_path: Path, figure: Callable[[int, str, object], None]
) -> None:
    env = TOGETHER | {"LOCPATH": str(locales)}
    assert _locale(env) == "1,5 tr_TR.UTF-8" and _locale(PLAIN) != _locale(env)
    made = everything(case, tmp_path / "elsewhere", env, before="umask 077; exec taskset -c 0", workers=2)
    assert differing(made, plain) == []
    figure(11, "files that are the same bytes under every setting, of all", f"{len(made)} of {len(plain)}")


def _locale(env: Mapping[str, str]) -> str:
    """What a program sees of it, so that a locale that is not there is no success."""
    asked = "import locale; print(locale.setlocale(locale.LC_ALL, '') and locale.str(1.5), locale.setlocale(locale.LC_CTYPE))"
    done = subprocess.run([sys.executable, "-c", asked], env=os.environ | dict(env), capture_output=True, text=True, check=True)
    return done.stdout.strip()


if WHOLE:  # each of them alone, and what only some machines have

    @pytest.mark.parametrize("name", ALONE)
    def test_a_setting_changes_no_byte(
        name: str, case: Path, plain: dict[str, str], locales: Path, tmp_path: Path, figure: Callable[[int, str, object], None]
    ) -> None:
        given = dict(ALONE[name])
        env = {"LOCPATH": str(locales)} | given.pop("env", {})  # type: ignore[operator]
        if callable(before := given.get("before")):
            given["before"] = before()
        assert differing(everything(case, tmp_path / "case", env, **given), plain) == []  # type: ignore[arg-type]
        figure(11, name, "the same")


if OTHERS:

    @pytest.mark.parametrize("python", OTHERS)
    def test_another_python_changes_no_byte(
        python: str, case: Path, plain: dict[str, str], tmp_path: Path, figure: Callable[[int, str, object], None]
    ) -> None:
        asked = "import platform, sqlite3; print(platform.python_version(), sqlite3.sqlite_version)"
        version, sqlite = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
        made = everything(case, tmp_path / "case", {"PYTHONPATH": str(Path(__file__).parents[2])}, python=python)
        # A database says which SQLite wrote it, and its receipt has its checksum.
        own = ["exports/sqlite/export.json", "exports/sqlite/tables.sqlite"] if sqlite != sqlite3.sqlite_version else []
        assert differing(made, plain) == own
        figure(11, f"Python {version}", f"the same{f' but for the database of another SQLite, {sqlite}' if own else ''}")
