"""What the articles of tests/mixed and of the first corpus and the texts of tests/cases are read to, row by row, what is shown and given of
them, and what is shown and said of the case tests/shown, as a person accepted it; and what is another now.

    python tests/accepting.py             says which rows and lines are others now, in words
    python tests/accepting.py --accept    says it, and accepts them

A rule that is made better changes rows. Look at each: what was told, what is told now, and the words there. Where all are right, or none is
worse, accept them, and commit `tests/accepted/` with the rule. Of 44 articles every row is kept in words, so that git shows what changed;
of further corpora a checksum for each article and table, and for each kind of page, view and export (`analystkit tables` before and after
shows the rows); of the texts, which are many and short, a checksum each; of the case every page, export and output (``showing.py``).
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

import showing

from analystkit import Corpus, english
from analystkit.codebook import Codebook
from analystkit.link import link
from analystkit.records import Article, Interval
from analystkit.tables import all_rows

HERE = Path(__file__).parent
KEPT = HERE / "accepted"
PUBLISHED = Interval(date(2021, 3, 5), date(2021, 3, 5), "day")
CORPORA = {
    "mixed": HERE / "mixed" / "articles.jsonl",
    "spring-2018": HERE / "mixed" / "spring-2018.jsonl",
    "winter-2021": HERE / "mixed" / "winter-2021.jsonl",
    "first": HERE / "first" / "seeds",
    "varied": HERE / "mixed" / "varied.jsonl",
}
"""The corpora that are read, shown and given whole, two with a codebook. The rows of the first are kept in words; of the last, whose
articles are a sentence or two, all tables of an article are one line. The second and the last are not shown, which takes its time."""
SUMS = ("corpora.txt", "cases.txt")
_BESIDE = frozenset({"article", "start", "end", "text", "claim_id", "path", "sha256", "n_chars"})
"""Columns that say where a row stands, or what stands there."""


def words(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Each row of some tables: where it stands, and what it says."""
    for table, found in rows.items():
        for r in found:
            told = "; ".join(f"{k} {_value(v)}" for k, v in r.items() if k not in _BESIDE and v not in (None, "", []))
            where = f"{r['article']}:{r['start']}-{r['end']}" if "start" in r else r.get("article", "")
            yield f"{table} {where}".strip(), told


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return (
            "(" + ", ".join(f"{k} {_value(v)}" for k, v in value.items() if k not in _BESIDE - {"article", "start"} and v is not None) + ")"
        )
    return "+".join(map(_value, value)) if isinstance(value, list) else str(value).replace("\n", " ")


@cache
def corpus(name: str) -> Corpus:
    return Corpus.load(CORPORA[name], codebook=HERE / "shown" / "codebook" if name == "varied" else None)


def summed(name: str) -> list[str]:
    """A corpus as lines, a checksum before each name: the rows of each article in each table; what is of no article by its type or
    attribute; its pages, views and exports, each kind as one."""
    read = corpus(name)
    told: dict[str, list[str]] = {}
    for table, rows in read.rows.items() if name != "mixed" else ():
        for row in rows:
            of = row.get("article") or f"all {row.get('type') or row.get('attribute') or ''}"
            told.setdefault(of if name == "varied" and "article" in row else f"{of} {table}".replace("  ", " "), []).extend(
                " | ".join(x) for x in words({table: [row]})
            )
    shown: dict[str, list[str]] = {}
    for kind, line in showing.of_corpus(read) if name not in ("spring-2018", "varied") else ():
        shown.setdefault(kind, []).append(line)
    return sorted(f"{_sum(lines)} {name} {of}" for of, lines in (told | shown).items())


def _sum(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:10]


def texts() -> Iterator[tuple[str, str]]:
    """The short texts of tests/cases, by their names."""
    for file in sorted((HERE / "cases").glob("*.toml")):
        yield from ((f"{file.stem}/{case['id']}", case["text"]) for case in tomllib.loads(file.read_text("utf-8"))["case"])
    for file in sorted((HERE / "cases").glob("*.tsv")):
        lines = [line.partition("\t")[2] for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
        yield from ((f"{file.stem}/{re.sub(r'[{}]', '', line)}", re.sub(r"[{}]", "", line)) for line in lines if line)


def read(text: str) -> list[str]:
    """What a text alone is read to, a line a row."""
    book = Codebook()
    [article] = english.date([english.segment(Article("a", text, published=PUBLISHED, basis="given"), book)], book)
    tags = english.tag(article, book)
    links = link([article], {"a": tags}, book)
    return [f"{where} | {told}" for where, told in words(all_rows([article], links.tags, links))]


def shown() -> list[str]:
    """What is shown and said now, a line a line."""
    with tempfile.TemporaryDirectory() as home:
        return [line.replace(home, "HOME") for line in showing.lines(Path(home))]


def unlike(made: Iterable[str]) -> list[str]:
    """What is not shown or said as it was accepted: each piece with the lines around it."""
    old = (KEPT / "shown.txt").read_text("utf-8").split("\n")[:-1] if (KEPT / "shown.txt").exists() else []
    told = list(unified_diff(old, list(made), "accepted", "now", n=2, lineterm=""))
    return told[2:]


def now(*, of: Iterable[str] = ("mixed.txt", *SUMS)) -> dict[str, list[str]]:
    """The lines of the files of rows as they would be accepted now."""
    made = {
        "mixed.txt": lambda: [f"{where} | {told}" for where, told in words(corpus("mixed").rows)],
        "corpora.txt": lambda: sorted((line for name in CORPORA for line in summed(name)), key=lambda line: line.partition(" ")[2]),
        "cases.txt": lambda: [f"{_sum(read(text))} {name}" for name, text in dict(texts()).items()],
    }
    return {name: made[name]() for name in of}


def differing(made: Mapping[str, list[str]]) -> list[str]:
    """In words, what is not as it was accepted: a paragraph for each place of an article, each article, page, view and export of a
    corpus, and each text."""
    old = {name: (KEPT / name).read_text("utf-8").splitlines() if (KEPT / name).exists() else [] for name in made}
    was, are = (_by_place(lines.get("mixed.txt", ())) for lines in (old, made))
    stands, out = {a.id: a.text for a in corpus("mixed").texts} if are else {}, list[str]()
    for where in dict.fromkeys([*are, *was]):
        before, today = was.get(where, []), are.get(where, [])
        if before != today:
            gone, come = [f"  was {x}" for x in before if x not in today], [f"  now {x}" for x in today if x not in before]
            out.append("\n".join([where + _words_at(where, stands), *(gone + come or ["  in another order"])]))
    written = dict(texts())
    for name in (n for n in SUMS if n in made):
        sums, given = ({of: found for found, _, of in (line.partition(" ") for line in lines)} for lines in (old[name], made[name]))
        for of in (n for n in dict.fromkeys([*given, *sums]) if given.get(n) != sums.get(n)):
            how = "is new" if of not in sums else "is gone" if of not in given else "is another"
            text = written.get(of, "") if of in given else ""
            rows = [f"  now {row}" for row in (read(text) if text else ()) if not row.startswith(("articles", "segments"))]
            out.append("\n".join([f"{of} {how}", *([f"  “{text}”"] if text else []), *rows]))
    return out


def _by_place(lines: Iterable[str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for line in lines:
        where, _, told = line.partition(" | ")
        out.setdefault(where, []).append(told)
    return out


def _words_at(where: str, stands: Mapping[str, str]) -> str:
    if not (m := re.fullmatch(r"\w+ (.+):(\d+)-(\d+)", where)) or m[1] not in stands:
        return ""
    return f" “{' '.join(stands[m[1]][int(m[2]) : int(m[3])].split())[:200]}”"


def accept(made: Mapping[str, list[str]]) -> None:
    KEPT.mkdir(exist_ok=True)
    for name, lines in made.items():
        (KEPT / name).write_text("\n".join(lines) + "\n", "utf-8")


def main(*args: str) -> int:
    made, seen = now(), shown()
    other, lines = differing(made), unlike(seen)
    print(*other, *lines, sep="\n")
    changed = sum(line[0] in "+-" for line in lines)
    found = f"{len(other)} of the accepted rows and texts, {changed} of the lines that are shown" if other or lines else ""
    print(f"{found} are others now." if found else "All is as it was accepted.")
    if "--accept" in args and found:
        accept(made | {"shown.txt": seen})
        print("Accepted: commit tests/accepted/.")
    return int(bool(found) and "--accept" not in args)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
