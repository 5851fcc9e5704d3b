"""The command line, thin: each command is one call into the library."""

from __future__ import annotations

import argparse
import errno
import gc
import io
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analystkit.errors import AnalystkitError
from analystkit.files import finish, one_step
from analystkit.wording import count, undated_lines

if TYPE_CHECKING:
    from analystkit.again import Words

_EXAMPLES = """\
examples:
  analystkit new my-case --title "Strikes on Vale"   the folder of an investigation; the commands below need no options in it
  analystkit import ~/saved/*.html a.pdf   saved pages and documents -> seeds/, sources/ of this folder
  analystkit report                        seeds/ and data/codebook/ of this folder -> notebooks/ and site/
  analystkit report --single-file --pdf    and all pages in one file: site/report.html, site/report.pdf
  analystkit tables my_articles --out out  the tables of another folder of .txt files
  analystkit tables news.jsonl --out out --codebook my_codebook
  analystkit suggest                       names that the codebook lacks -> suggested.csv
  analystkit add                           after you took out the lines that you do not want
  analystkit review                        asks which events are the same, and writes your answers into corrections.csv
  analystkit lab                           JupyterLab on the notebooks
  analystkit export xlsx geojson           tables/ of this folder -> exports/xlsx, exports/geojson; docs/exports.md says how to open them
"""


def parser() -> argparse.ArgumentParser:
    """The commands and their options; ``--help`` is written from it."""
    top = argparse.ArgumentParser(
        prog="analystkit",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="From a folder of news articles to a chronology, a map, who said what, and a ledger of claims.",
    )
    top.add_argument("--version", action="version", version=f"analystkit {version('analystkit')}")
    commands = top.add_subparsers(dest="command", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], None], what: str, *, project: bool = False) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what)
        made.set_defaults(run=run)
        if project:
            made.add_argument("--project", default=".", metavar="DIR", help="the folder that holds notebooks/ (default: this one)")
        return made

    report = command("report", _report, "tables, executed notebooks and the shared pages: the main job", project=True)
    _inputs(report, "seeds/ of the project", "data/codebook of the project")
    report.add_argument("--out", metavar="DIR", help="where the shared pages go (default: site/ of the project)")
    report.add_argument("--single-file", action="store_true", help="also write report.html: all pages in one file, to send by e-mail")
    report.add_argument(
        "--pdf", action="store_true", help="also write report.pdf, the brief, conflicts, events and sources; needs Chromium"
    )
    report.add_argument("--whole", action="store_true", help="all pages in the PDF")
    report.add_argument("--fresh", action="store_true", help="run every notebook and write every page, also where nothing changed")
    tables = command("tables", _tables, "the tables, as JSON Lines and as Parquet")
    _inputs(tables)
    out = "where the tables go; a folder of tables that is there is replaced whole"
    elsewhere = "a Dask scheduler (tcp://host:8786) whose workers read the articles, in place of processes of this machine"
    tables.add_argument("--dask", metavar="ADDRESS", help=elsewhere)
    tables.add_argument("--out", required=True, metavar="DIR", help=out)
    _export_options(command("export", _export, "the tables in the formats of other tools: spreadsheets, maps, timelines, databases"))
    what = "does all that the notebooks state still follow from the articles, as it was accepted?"
    check = command("check", _check, what, project=True)
    accept = command("accept", _accept, "take the present state as accepted, after you have looked: data/accepted.json", project=True)
    for made in (report, check, accept):
        what = "how long a cell of a notebook may run (default: 90)"
        made.add_argument("--timeout", type=_positive, default=90, metavar="SECONDS", help=what)
    card = command("score", _score, "a scorecard against a gold folder of your own")
    what = "a folder in the format of tests/gold; or what export labelstudio or brat wrote, corrected there: a .json, a folder of .ann"
    card.add_argument("gold", metavar="GOLD", help=what)
    _inputs(card, "seeds/ of this folder")
    card.add_argument("--tables", metavar="DIR", help="score these tables, and read no articles")
    make = command("new", _new, "the folder of a new investigation, with notebooks that hold on any articles")
    make.add_argument("folder", metavar="DIR", help="a folder that is not there yet, or empty")
    make.add_argument("--title", default="", metavar="TITLE", help="what it is about (default: the folder's name)")
    make.add_argument("--from", dest="first", metavar="DAY", help="the first day it covers: 2021-02-28; gives the year to a bare February")
    make.add_argument("--to", dest="last", metavar="DAY", help="the last day")
    ci = "a check on a hosted runner, which then gets the articles (default: none)"
    make.add_argument("--ci", choices=("github", "gitlab", "none"), default="none", help=ci)
    make.add_argument("--git", action="store_true", help="make it a git repository")
    make.add_argument("--private", action="store_true", help="keep articles and originals out of git")
    newer = command("upgrade", _upgrade, "bring the notebooks and settings of a newer kit to a case; what you wrote stays", project=True)
    newer.add_argument("--dry-run", action="store_true", help="say what it would do, and do nothing")
    what = "pages, PDFs, documents, mails, sheets and web archives become articles, with their originals kept"
    take = command("import", _import, what)
    kinds = "HTML, MHTML, PDF, DOCX, EML, MBOX, WARC, WACZ, CSV, XLSX, ODS, .txt, .jsonl, and folders of these"
    take.add_argument("files", metavar="FILES", nargs="*", help=kinds)
    take.add_argument("--into", default=".", metavar="DIR", help="the folder of the case, with seeds/ and sources/ (default: this one)")
    take.add_argument("--renew", metavar="ID", help="read the original of this article anew, and write its text again")
    day = command("date", _date, "say when an article appeared, where it does not say so itself")
    day.add_argument("id", metavar="ID")
    day.add_argument("day", metavar="DAY", help="2021-02-28, or 2021-02-28..2021-03-01")
    day.add_argument("--into", default=".", metavar="DIR", help="the folder of the case (default: this one)")
    suggest = command("suggest", _suggest, "lines that the codebook's actors.csv and places.csv lack, for you to accept")
    _inputs(suggest, "seeds/ of this folder")
    out = "a new CSV file with the columns of actors.csv; places go to FILE-places (default: suggested.csv)"
    suggest.add_argument("--out", default="suggested.csv", metavar="FILE", help=out)
    add = command("add", _add, "write such lines into a codebook")
    lines = (
        "what suggest wrote, or the sheet 'who' of an export (XLSX, ODS, CSV), without the lines that you do not want "
        "(default: suggested.csv and suggested-places.csv, taken away then)"
    )
    add.add_argument("file", metavar="FILE", type=Path, nargs="?", help=lines)
    add.add_argument(
        "--codebook", default="data/codebook", metavar="DIR", help="the codebook; made where it is not there (default: this one's)"
    )
    ask = command("review", _review, "the events that may be one, pair by pair: your answers become lines of corrections.csv")
    _inputs(ask, "seeds/ of this folder")
    ask.add_argument("--list", action="store_true", help="show the pairs, and ask nothing")
    kept = command("cache", _cache, "what is kept of earlier runs, and how large it is", project=True)
    kept.add_argument("--clear", action="store_true", help="take it away; the next run makes it anew")
    lab = command("lab", _lab, "JupyterLab on the notebooks", project=True)
    lab.add_argument("--port", type=int, default=8888, help="the port on this machine (default: 8888)")
    lab.add_argument("--no-browser", action="store_true", help="print the address instead of opening a browser")
    commands.metavar = " | ".join(commands.choices)
    return top


def _inputs(command: argparse.ArgumentParser, seeds: str = "", codebook: str = "data/codebook beside SEEDS, where there is one") -> None:
    """What to read; with a default for the seeds they may be left out."""
    what = f"a folder of .txt articles, one .txt, or a .jsonl with one article a line{f' (default: {seeds})' if seeds else ''}"
    command.add_argument("seeds", metavar="SEEDS", type=Path, help=what, nargs="?" if seeds else None)
    command.add_argument("--codebook", metavar="DIR", help=f"the case's codebook (default: {codebook})")
    command.add_argument(
        "--workers", type=_positive, metavar="N", help="processes that read (default: all processors from 200 articles on)"
    )
    where = "the project whose .cache/ keeps what was read (default: that of SEEDS, where it has notebooks/ or data/codebook)"
    command.add_argument("--cache", metavar="DIR", help=where)


def _positive(written: str) -> int:
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is not 1, 2, …")
    return int(written)


def _export_options(made: argparse.ArgumentParser) -> None:
    from analystkit.share import FORMATS

    listed = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    made.add_argument("formats", metavar="FORMAT", nargs="+", help=f"all, or any of these: {listed}")
    made.add_argument("--tables", default="tables", metavar="DIR", help="what analystkit tables wrote (default: tables/ of this folder)")
    made.add_argument("--out", default="exports", metavar="DIR", help="where a folder for each format goes (default: exports/)")
    made.add_argument("--exact", action="store_true", help="in CSV no ' before a text that a spreadsheet would take for a formula")


def _progress(items: Iterable[Any], what: str = "tagging", unit: str = "article") -> Iterable[Any]:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread: a process with threads cannot fork
    bar = "{desc}: {n_fmt} of {total_fmt}, {rate_fmt}, {remaining} left"
    shown: Iterable[Any] = tqdm(items, desc=what, unit=f" {unit}s", disable=None, leave=False, bar_format=bar)
    return shown


def _corpus(args: argparse.Namespace) -> Any:
    """The articles that a command was given."""
    from analystkit.corpus import Corpus

    source = args.seeds or "seeds"
    return Corpus.load(
        source, codebook=args.codebook, progress=_progress, workers=args.workers, cache=args.cache, dask=getattr(args, "dask", None)
    )


def _tables(args: argparse.Namespace) -> None:
    from analystkit import again, cache

    codebook = Path(args.codebook) if args.codebook else args.seeds.absolute().parent / "data" / "codebook"
    project = Path(args.cache) if args.cache else cache.project_of(args.seeds)
    with again.tables(args.seeds, codebook, Path(args.out), project) as last:
        if words := last.words():
            print("nothing changed since these tables were written")
        else:
            words, whole = _written(args)
            if whole:
                last.keep(words)
    _warn(words.warnings)
    print(*words.found, sep="\n")
    print(f"tables: {Path(args.out)}; what is in doubt: {Path(args.out) / 'problems.jsonl'}")


def _written(args: argparse.Namespace) -> tuple[Words, bool]:
    """Make the tables and write them: what is to be said, and whether every article was read that can be."""
    from analystkit.again import Words
    from analystkit.tables import write_tables

    corpus = _corpus(args)
    write_tables(corpus.made_rows(), args.out, corpus.all_problems)
    return Words(tuple(corpus.warnings()), (corpus.codebook_line(), corpus.summary())), corpus.whole


def _export(args: argparse.Namespace) -> None:
    from analystkit.share import chosen, export
    from analystkit.share.rows import Told

    formats = chosen(args.formats)
    print(*export(Told.of_folder(args.tables), formats, args.out, exact=args.exact), sep="\n")


def _new(args: argparse.Namespace) -> None:
    from analystkit.new import new

    first, last = (_day(day) if day else None for day in (args.first, args.last))
    case = new(args.folder, title=args.title, first=first, last=last, ci=args.ci, git=args.git, private=args.private)
    print(f"made: {case}; its README.md says how to go on")
    if args.private:
        print("! git gets no articles; it does get what notebooks show and data/accepted.json, which quote them", file=sys.stderr)
    if args.ci != "none":
        print("! a hosted runner gets the articles and originals, which may be confidential or under copyright", file=sys.stderr)
    print(f"next: cd {case}; analystkit import FILES…; make")


def _day(day: str) -> date:
    from analystkit.text import iso_day

    if not (read := iso_day(day)):
        raise AnalystkitError(f"{day!r} is no day; write it as 2021-02-28")
    return read


def _upgrade(args: argparse.Namespace) -> None:
    from analystkit.new.upgrading import upgrade

    changed = upgrade(args.project, dry_run=args.dry_run, say=print)
    if args.dry_run:
        print(f"{count(changed, 'file')} would change; nothing was written")
    else:
        print(f"{count(changed, 'file')} changed; " + ("make, look, and analystkit accept" if changed else "all is as this kit writes it"))


def _import(args: argparse.Namespace) -> None:
    from analystkit.corpus import undated
    from analystkit.sources.importing import import_files, renew

    if args.renew:
        changed, touched = renew(args.renew, args.into)
        print(f"{args.renew}: {count(changed, 'paragraph')} changed; run analystkit check, which says what moved")
        if touched:
            print(f"! these lines may have lost their place: {', '.join(touched)}", file=sys.stderr)
        return
    done = import_files(args.files, args.into, progress=lambda files: _progress(files, "reading", "file"))
    _warn([*undated_lines(*undated(Path(args.into) / "seeds")), *done.problems])
    for name, n in sorted(done.otherwise.items()):
        print(f"! {name} would now read otherwise: {count(n, 'paragraph')}; analystkit import --renew {name}", file=sys.stderr)
    rejected = sum(p.n for p in done.problems if p.rejects)
    known = f", {done.known} known before" if done.known else ""
    print(f"{count(len(done.new), 'article')} imported from {count(done.files, 'file')}{known}; {rejected} rejected")


def _date(args: argparse.Namespace) -> None:
    from analystkit.sources.receipts import give_day

    first, _, last = args.day.partition("..")
    earliest, latest = _day(first), _day(last or first)
    if latest < earliest:
        raise AnalystkitError(f"{first} lies after {last}; exchange them")
    give_day(Path(args.into), args.id, earliest, latest)
    print(f"{args.id}: published {args.day}, given by you")


def _suggest(args: argparse.Namespace) -> None:
    from analystkit.codebook import ACTORS, PLACES
    from analystkit.codebook.additions import written

    out = Path(args.out)
    beside = out.with_name(f"{out.stem}-places{out.suffix}")

    def check() -> None:
        for path in (out, beside):
            if path.exists():
                raise AnalystkitError(f"{path}: is there already; analystkit add takes it, or delete it, or name a new file with --out")

    finish(out.parent)
    check()
    corpus = _corpus(args)
    made = [(out, corpus.suggest_aliases().to_dict("records"), ACTORS), (beside, corpus.suggest_places().to_dict("records"), PLACES)]
    made = [(path, rows, sheet) for path, rows, sheet in made if rows or path == out]
    with one_step(out.parent) as step:
        check()
        for path, rows, sheet in made:
            step.write(path, written(({str(k): v for k, v in row.items()} for row in rows), sheet).encode())
    _say_problems(corpus)
    for row in made[0][1]:
        if not row["kind"]:
            print(f"! {row['name']}: {row['reason']}; keep them apart", file=sys.stderr)
    for path, rows, _ in made:
        print(f"suggested: {path}, {count(sum(bool(r['kind']) for r in rows), 'line')}, each with its reason")
    print(f"take out the lines that you do not want{', write where the places are' if len(made) > 1 else ''}, then:")
    named = [f"analystkit add {path} --codebook {corpus.codebook.folder or 'DIR'}" for path, _, _ in made]
    print(*(named if args.seeds or args.codebook or args.out != "suggested.csv" else ["analystkit add"]), sep="\n")


def _add(args: argparse.Namespace) -> None:
    from analystkit.codebook.additions import add_file, add_suggested

    if args.file:
        print(f"written: {add_file(args.file, args.codebook, print)}")
        return
    ours = [path for path in map(Path, ("suggested.csv", "suggested-places.csv")) if path.is_file()]
    if not ours:
        raise AnalystkitError("suggested.csv: no such file; analystkit suggest writes it")
    sheets, left = add_suggested(ours, args.codebook, print)
    print(f"written: {', '.join(map(str, sheets)) or 'nothing'}")
    if left:
        print(
            f"! {count(left, 'place')} without a position left in {ours[-1]}: write where they are, and add again; or delete it",
            file=sys.stderr,
        )
    print("now analystkit report, and look")


def _review(args: argparse.Namespace) -> None:
    from analystkit.publish.review import review

    corpus = _corpus(args)
    _say_problems(corpus)
    review(corpus, ask=None if args.list else input)


def _report(args: argparse.Namespace) -> None:
    from analystkit import publish

    options = "seeds codebook out single_file pdf whole fresh timeout workers cache"
    given = {key: getattr(args, key) for key in options.split()}
    report = publish.report(args.project, **given, progress=_progress, say=print)
    if not report.changed:
        print("nothing changed since the last report; --fresh makes it anew all the same")
    _warn(report.words.warnings)
    _warn(f"{sentence}; read what the notebook says above this cell, and write what is true" for sentence in report.untrue)
    print(*report.words.found, sep="\n")
    for name in ("index.html", "report.html", "report.pdf"):
        if report.index.with_name(name).exists():
            print(f"open: {report.index.with_name(name)}")


def _check(args: argparse.Namespace) -> None:
    from analystkit.publish.check import check

    if differs := check(args.project, timeout=args.timeout, say=print):
        raise AnalystkitError(differs)
    print("as accepted")


def _accept(args: argparse.Namespace) -> None:
    from analystkit.publish.check import LOCK, accept

    if differs := accept(args.project, timeout=args.timeout, say=print):
        print(differs)
    print(f"accepted: {LOCK}; commit it")


def _score(args: argparse.Namespace) -> None:
    from analystkit.publish.score import read_tables, score

    if args.tables and (args.seeds or args.codebook):
        raise AnalystkitError("--tables takes tables as they are; leave SEEDS and --codebook out")
    corpus = None if args.tables else _corpus(args)
    print(score(args.gold, corpus.rows if corpus else read_tables(args.tables)))


def _cache(args: argparse.Namespace) -> None:
    from analystkit import cache

    home = Path(args.project)
    if args.clear:
        print(f"{home / cache.FOLDER}: {cache.clear(home) / 1e6:.1f} MB taken away")
        return
    for name, n, size in (found := cache.sizes(home)):
        print(f"{home / cache.FOLDER / name}: {'damaged' if n < 0 else count(n, 'result')}, {size / 1e6:.1f} MB")
    if not found:
        print(f"{home / cache.FOLDER}: nothing is kept")


def _lab(args: argparse.Namespace) -> None:
    from analystkit.publish.lab import lab

    raise SystemExit(lab(args.project, port=args.port, browser=not args.no_browser, say=print))


def _say_problems(corpus: Any) -> None:
    _warn(corpus.warnings())
    print(corpus.codebook_line())


def _warn(lines: Iterable[object]) -> None:
    for line in lines:
        print(f"! {line}", file=sys.stderr)


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 where it worked, 1 where nothing could be done, with every reason on stderr."""
    gc.set_threshold(20_000)  # what a command makes it mostly keeps: to look through it all the time takes a seventh of the time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter that the terminal's locale lacks is told as an escape, and ends no command
            stream.reconfigure(errors="backslashreplace")
    args = parser().parse_args(argv)
    logging.basicConfig(format="! %(message)s", level=logging.ERROR)
    logging.getLogger("analystkit").setLevel(logging.WARNING)
    try:
        args.run(args)
    except AnalystkitError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:  # where it makes what it only needs for a while: in the folder for that, most likely
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO):
            raise
        place = error.filename or tempfile.gettempdir()
        print(f"{place}: cannot be written: {error.strerror}; make room, or name another folder for such files in TMPDIR", file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        print(f"stopped; {str(stop) or 'what was not done yet is as it was'}", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
