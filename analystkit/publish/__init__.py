"""The main job: seeds and codebook become executed notebooks, and these become pages that need nothing but a browser.

    seeds, codebook -> corpus ─┐
    notebooks -> executed ─────┴-> site/index.html, a page a notebook, a page an article (and all in report.html, in report.pdf)

Site and notebooks are made aside and take their places in one step; nothing is written unless every notebook ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analystkit.again import Words
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError
from analystkit.files import one_step
from analystkit.publish.browser import chromium, print_pdf
from analystkit.publish.execute import CELL_SECONDS, execute, holds, notebook_bytes, notebooks_of
from analystkit.publish.lab import sign
from analystkit.publish.unchanged import Last, last
from analystkit.records import Article


@dataclass(frozen=True)
class Report:
    """What the main job made: the front page, the notebooks that were executed, which of their sentences do not hold for these articles,
    and what is to be said of it. ``changed`` is False where all was there already."""

    index: Path
    notebooks: tuple[Path, ...]
    words: Words
    untrue: tuple[str, ...] = ()
    changed: bool = True
    load: Callable[[], Corpus] = field(repr=False, kw_only=True)

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus that it is about."""
        return self.load()


def report(
    project: str | Path = ".",
    *,
    seeds: str | Path | None = None,
    codebook: str | Path | None = None,
    out: str | Path | None = None,
    single_file: bool = False,
    pdf: bool = False,
    whole: bool = False,
    fresh: bool = False,
    timeout: int = CELL_SECONDS,
    workers: int | None = None,
    cache: str | Path | None = None,
    progress: Callable[[Iterable[Article]], Iterable[Article]] = iter,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Read, execute and publish a project: a folder that holds notebooks/, and seeds/ and data/codebook/ unless others are named.

    The pages go to ``out`` (``site`` in the project), which is replaced whole; with ``single_file`` all of them in one file too,
    report.html; with ``pdf`` the brief, the conflicts, the brief's events and the sources in report.pdf, with ``whole`` all pages.
    A notebook that ran before on the same articles, codebook and kit is not run again, and where all is as it was nothing is made, unless
    ``fresh``. A cell may run for ``timeout`` seconds. ``workers`` and ``cache`` are those of ``Corpus.load``. The executed notebooks take
    the place of those in notebooks/ where they ran on the project's own seeds and codebook and all their sentences held; a sentence that
    an ``assert`` shows to be untrue of these articles is marked on its page and told in ``Report.untrue``. Raises InputError or
    CodebookError for what cannot be read, NotebookError with every cell that failed, AnalystkitError where ``out`` holds other things;
    then nothing has been written.
    """
    home = Path(project)
    site = Path(out) if out is not None else home / "site"
    source = Path(seeds) if seeds is not None else home / "seeds"
    if codebook is None and (home / "data" / "codebook").is_dir():
        codebook = home / "data" / "codebook"
    paths = notebooks_of(home)
    _check_place(site)
    browser = chromium() if pdf else None
    options = (single_file, pdf, whole)

    def load() -> Corpus:
        return Corpus.load(source, codebook=codebook, progress=progress, workers=workers, cache=cache, hand_on=True)

    with last(home, source, Path(codebook) if codebook else None, paths) as kept:
        if not fresh and (words := kept.words(site, options)):
            untrue = [line for *_, lines in kept.notebooks() for line in lines]
            return Report(site / "index.html", tuple(paths), words, tuple(sorted(untrue)), changed=False, load=load)
        corpus = load()
        ran, untrue = _executed(kept, paths, _workplace(home, source, codebook), fresh, say, timeout)
        say("writing the pages")
        held = {p: n for p, n in ran.items() if holds(n) and _in_place(home, source, codebook)}
        if edited := {p for p in held if not kept.is_as_read(p)}:
            say(f"changed while they ran, and left as they are now: {', '.join(sorted(p.name for p in edited))}")
        held = {p: n for p, n in held.items() if p not in edited}
        if unsigned := sign(held.values()):
            say(unsigned)
        write_site(corpus, ran, site, home=home, notebooks=held, single_file=single_file, browser=browser, whole=whole)
        words = Words(tuple(corpus.warnings()), (corpus.codebook_line(), corpus.summary()))
        if corpus.whole:
            kept.keep(ran, untrue, site, options, words)
    return Report(site / "index.html", tuple(paths), words, tuple(sorted(untrue)), load=lambda: corpus)


def _executed(
    kept: Last, paths: Sequence[Path], workplace: AbstractContextManager[Path], fresh: bool, say: Callable[[str], None], timeout: int
) -> tuple[dict[Path, Any], list[str]]:
    """Every notebook as it ran, now or before, and what is untrue in them."""
    before = {} if fresh else {path: (notebook, lines) for path, notebook, lines in kept.notebooks()}
    untrue = [line for _, lines in before.values() for line in lines]
    again = [path for path in paths if path not in before]
    for path in before:
        say(f"unchanged {path.name}")
    ran: dict[Path, Any] = {}
    with workplace as folder:
        if again:
            ran = execute(again, folder=folder, done=lambda path: say(f"ran {path.name}"), untrue=untrue.append, timeout=timeout)
    return {path: ran[path] if path in ran else before[path][0] for path in paths}, untrue


def write_site(
    corpus: Corpus,
    executed: Mapping[Path, Any],
    site: Path,
    *,
    home: Path | None = None,
    notebooks: Mapping[Path, Any] = MappingProxyType({}),
    single_file: bool = False,
    browser: str | None = None,
    whole: bool = False,
) -> None:
    """Every page of the site, and in the same step the ``notebooks`` of the project ``home``, each as it ran: with ``single_file`` all
    pages in report.html as well; with a ``browser`` what is printed in report.pdf, with ``whole`` all of them."""
    from analystkit.show.pages import pages

    made = pages(corpus, {path.stem: notebook for path, notebook in executed.items()})
    with one_step(home or site.absolute().parent) as step:
        fresh, names = step.folder(site), []
        for name, html in made.pages:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(html.encode("utf-8", "replace"))
            names.append(name)

        def written() -> Iterator[tuple[str, str]]:
            return ((name, (fresh / name).read_bytes().decode("utf-8")) for name in names)

        if single_file:
            (fresh / "report.html").write_bytes(made.in_one(written()).encode("utf-8", "replace"))
        if browser:
            print_pdf(made.on_paper(written(), whole=whole), fresh / "report.pdf", browser)
        for path, notebook in notebooks.items():
            step.write(path, notebook_bytes(notebook))
        _check_place(site)


def _check_place(site: Path) -> None:
    """A folder is replaced only if it is a site that this kit wrote, or empty, or not there."""
    from analystkit.show.page import GENERATOR

    if not site.exists():
        return
    inside = sorted(p.relative_to(site).as_posix() for p in site.rglob("*")) if site.is_dir() else [site.name]
    strange = [name for name in inside if not name.endswith(".html") and name not in ("articles", "events", "report.pdf")]
    page = site / "index.html"
    ours = page.is_file() and GENERATOR.encode() in page.read_bytes()[:2000]
    if strange or (inside and not ours):
        raise AnalystkitError(f"{site}: holds {', '.join((strange or inside)[:3])}, which is no site of ours; name a new folder with --out")


def _in_place(home: Path, source: Path, codebook: str | Path | None) -> bool:
    """Are these the project's own articles and codebook?"""
    book = home / "data" / "codebook"
    return source.resolve() == (home / "seeds").resolve() and (codebook is None or Path(codebook).resolve() == book.resolve())


@contextmanager
def _workplace(home: Path, source: Path, codebook: str | Path | None) -> Iterator[Path]:
    """The folder to run notebooks in: their own, or one from which ``../seeds`` and ``../data/codebook`` are those that were named."""
    import tempfile

    if _in_place(home, source, codebook):
        yield home / "notebooks"
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "notebooks").mkdir()
        (place / "data").mkdir()
        try:
            (place / "seeds").symlink_to(source.resolve(), target_is_directory=source.is_dir())
            if codebook is not None:
                (place / "data" / "codebook").symlink_to(Path(codebook).resolve(), target_is_directory=True)
                if (lists := Path(codebook).resolve().parent / "gazetteer").is_dir():
                    (place / "data" / "gazetteer").symlink_to(lists, target_is_directory=True)
        except OSError as error:
            raise AnalystkitError(
                f"{source}: this system does not let a program link to it ({error}); put the articles into the project's own seeds/"
            ) from error
        yield place / "notebooks"
