"""The corpus: articles in, tables out; plain frames to work with, and calls that write what the analyst overrules.

files -> articles -> segments -> publication dates -> tags of each article -> links across articles -> tables
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from analystkit import english
from analystkit.cache import of, of_files, project_of, store
from analystkit.codebook import Codebook
from analystkit.errors import AnalystkitError, CodebookError, InputError, Problem
from analystkit.files import finish
from analystkit.frames import plain, remembered
from analystkit.kept import ANEW, Kept, records
from analystkit.link import Links, link
from analystkit.records import CONVENTION, Article, Segment, Tags
from analystkit.sources import seeds
from analystkit.tables import TABLES, Row, all_rows, made_rows
from analystkit.tagging import made_by, many, unread
from analystkit.text import fold
from analystkit.wording import count, interval, not_read, one_line, undated_lines

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.codebook.additions import Written
    from analystkit.share import Made

_SUGGESTED = "what reason times n_articles article start end text".split()


def _frame(name: str) -> cached_property[pd.DataFrame]:
    """A table as a plain frame, made once when it is asked for."""
    return cached_property(lambda corpus: plain(corpus, name))


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles with all their tags. Make one with ``Corpus.load``.

    ``corpus.events`` and its sisters are plain frames: lists of ids in cells, days as ``datetime64`` (an open end is NaT), an outlet in
    every row. Filter them with pandas and hand them to any view. ``corpus.table(name)`` has the same rows as the files have them.

    >>> from tempfile import TemporaryDirectory
    >>> folder = TemporaryDirectory()
    >>> news = "Vale raid\\n\\nGunmen attacked the town of Mosul on 3 May 2019. The attack killed two guards, a spokesman said."
    >>> _ = Path(folder.name, "news.txt").write_text(news)
    >>> claims = Corpus.load(folder.name).claims
    >>> claims.loc[claims["attribute"] == "killed", ["outlet", "source", "number"]].values.tolist()
    [['Article 1 (outlet unknown)', 'a spokesman', 2]]

    ``same``, ``drop`` and ``alias`` write what the analyst overrules into the codebook:

    >>> corpus = Corpus.load(folder.name, codebook=Codebook(folder=folder.name + "/codebook"))
    >>> raid = corpus.events["event_id"].iloc[0]
    >>> corpus.drop(raid, why="an exercise").line == f"drop,event,{raid},,,an exercise,,"
    True
    """

    texts: tuple[Article, ...]
    tags: Mapping[str, Tags]
    links: Links
    codebook: Codebook
    read_problems: tuple[Problem, ...] = ()

    @classmethod
    def load(
        cls,
        source: str | Path,
        *,
        codebook: str | Path | Codebook | None = None,
        progress: Callable[[Iterable[Article]], Iterable[Article]] = iter,
        workers: int | None = None,
        cache: str | Path | None = None,
        hand_on: bool = False,
        dask: str | None = None,
    ) -> Corpus:
        """Read a folder of .txt files, one .txt or a .jsonl of articles, and tag it.

        ``codebook`` is a folder; without one, ``data/codebook`` beside the source is used where it exists, else none.
        ``workers`` processes tag the articles; None is one for every processor where there are more than 200. What was tagged is kept in
        ``.cache/analystkit`` of the folder ``cache``, by default the project that the source lies in, if it does, and is not tagged again.
        With ``hand_on`` the next load of the same articles and codebook, here or in a process forked from this one, takes over what this
        one found.
        With ``dask``, the address of a scheduler, its workers tag what is not kept.
        Raises InputError where nothing can be read, CodebookError with every defect of the codebook, AnalystkitError where the workers of a
        scheduler cannot read.
        """
        finish(Path(source).absolute().parent)
        book = _codebook(source, codebook)
        raw, problems = seeds.read(source)
        given = (raw, replace(book, folder="", gazetteer=()), of_files(*map(Path, book.gazetteer)))
        if _handed_on and (found := _handed_on.pop())[0] == given and (found[1].whole or not hand_on):
            corpus = replace(found[1], codebook=book, read_problems=tuple(problems))
            corpus.__dict__["rows"] = found[1].rows
            return corpus
        project = Path(cache) if cache is not None else project_of(source)
        with store(project, "links", *made_by(book)) as before:
            dated = _dated(raw, book, Kept(before, {a.id: of(repr(a)) for a in raw} if before else {}))
            made = many(dated, book, workers=workers, project=project, dask=dask)
            tags = {a.id: t for a, t in zip(progress(dated), made, strict=True)}
            read = {name: t for name, t in tags.items() if not any(unread(what) for _, _, what, _ in t.problems)}
            links = link(dated, tags, book, Kept(before, {a.id: of(repr(a)) for a in dated} if before else {}, read))
        corpus = cls(tuple(dated), links.tags, links, book, tuple(problems))
        if hand_on:
            _handed_on[:] = [(given, corpus)]
        return corpus

    articles = _frame("articles")
    segments = _frame("segments")
    times = _frame("times")
    places = _frame("places")
    actors = _frame("actors")
    statements = _frame("statements")
    mentions = _frame("mentions")
    claims = _frame("claims")
    events = _frame("events")
    conflicts = _frame("conflicts")
    candidates = _frame("candidates")

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables as a DataFrame, sorted by article, start and end. Raises AnalystkitError for an unknown name."""
        import pandas as pd

        if name not in TABLES:
            raise AnalystkitError(f"no table {name!r}; there are: {', '.join(TABLES)}")
        frame = pd.DataFrame(self.rows[name], columns=list(TABLES[name]), dtype=object)
        # Whole numbers, some of them missing: pandas would make fractions of them.
        whole = {c: "Int64" for c in frame if set(map(type, frame[c])) == {int, type(None)}}
        return remembered(frame.infer_objects().astype(whole), self)

    def problems(self) -> pd.DataFrame:
        """What could not be read, placed, dated or trusted, a row each: where, what, found, todo."""
        import pandas as pd

        made = pd.DataFrame([vars(p) for p in self.all_problems], columns=["where", "what", "found", "todo", "rejects"])
        return remembered(made.astype({"rejects": bool}), self)  # of no rows, too: a frame is filtered by it

    def corrections(self) -> pd.DataFrame:
        """The lines of ``corrections.csv`` with what each did; nothing (and a problem) where a line no longer matches."""
        import pandas as pd

        lines = []
        for a in self.links.acted:
            article, start, end = a.correction.span if a.correction.row != "event" else (None, None, None)
            lines.append(vars(a.correction) | {"article": article, "start": start, "end": end, "did": a.did})
        return remembered(pd.DataFrame(lines, columns="line action row at to why article start end text did".split()), self)

    def suggest_aliases(self) -> pd.DataFrame:
        """Lines that the codebook's ``actors.csv`` lacks, each with its reason, how often, and a receipt: for a person to accept.

        ``what`` says whether it is a new actor, another spelling of one that is there, or two namesakes to keep apart (which is no line).
        The columns of ``actors.csv`` follow; ``add_actors`` writes chosen rows into it.
        """
        import pandas as pd

        from analystkit.codebook import ACTORS
        from analystkit.suggest import suggestions

        text_of = {a.id: a.text for a in self.texts}
        rows: list[Row] = []
        for s in suggestions(self.texts, self.tags, self.codebook):
            article, start, end = s.places[0]
            seen = {"times": len(s.places), "n_articles": len({a for a, _, _ in s.places})}
            receipt = {"article": article, "start": start, "end": end, "text": text_of[article][start:end]}
            note = f"suggested: {s.reason}; {count(len(s.places), 'time')}, first at {article}:{start}-{end}"
            rows.append(vars(s) | seen | receipt | {"aliases": ";".join(s.aliases), "notes": note})
        return pd.DataFrame(rows, columns=[*_SUGGESTED, *ACTORS.columns], dtype=object).fillna("")

    def suggest_places(self) -> pd.DataFrame:
        """Lines that the codebook's ``places.csv`` lacks: places that no gazetteer has or that nothing decides, with their sentences."""
        import pandas as pd

        from analystkit.codebook import PLACES
        from analystkit.suggest import places

        return pd.DataFrame(places(self.texts, self.tags), columns=[*_SUGGESTED, *PLACES.columns], dtype=object).fillna("")

    def add_actors(self, suggested: pd.DataFrame) -> Path:
        """Write rows of ``suggest_aliases`` or ``suggest_places`` into the codebook's sheet, and give its path; load the corpus again.

        Raises AnalystkitError where the corpus has no codebook folder, CodebookError where a line does not fit the others.
        """
        from analystkit.codebook import ACTORS, PLACES
        from analystkit.codebook.additions import add_lines

        rows = [{str(k): v for k, v in row.items()} for row in suggested.to_dict("records")]
        return add_lines(self._folder, rows, PLACES if "place_id" in suggested else ACTORS)

    @property
    def _folder(self) -> str:
        """The codebook's folder, to write into."""
        if not self.codebook.folder:
            raise AnalystkitError("this corpus has no codebook; make a folder and name it: Corpus.load(…, codebook=…)")
        return self.codebook.folder

    def same(self, event: str, other: str, *, why: str = "judged by the analyst") -> Written:
        """Two events are one: the second's id and title remain. Each is an event_id, or a receipt of a mention of it (``a1:120-134``).

        Writes a line of ``corrections.csv``, and says which. ``corpus.same("moor-raid", "vale-raid", why="both mean the night of 3 May")``
        """
        from analystkit.codebook.additions import add_line

        self._named(event, "event"), self._named(other, "event")
        return add_line(self._folder, {"action": "same", "row": "event", "at": event, "to": other, "why": why})

    def drop(self, at: str, row: str = "event", *, why: str = "judged by the analyst") -> Written:
        """This is no event, nor are its mentions; or, by its receipt, no mention, place, time, actor, statement or claim.

        Writes a line of ``corrections.csv``, and says which. ``corpus.drop("vale-raid")``, ``corpus.drop("a1:120-134:killed", "claim")``
        """
        from analystkit.codebook.additions import add_line

        return add_line(self._folder, {"action": "drop", "row": row, "at": at, "text": self._named(at, row), "why": why})

    def alias(self, name: str, *, of: str) -> Written:
        """Another spelling of an actor, who goes by an actor_id. Writes it into ``actors.csv``, and says so: it is read when the corpus is
        loaded again. ``corpus.alias("Kaytib", of="kataib-hezbollah")``"""
        from analystkit.codebook import ACTORS
        from analystkit.codebook.additions import Written, add_lines
        from analystkit.codebook.sheets import nearest

        known = {r["actor_id"]: r for r in self.rows["actors"] if r["actor_id"] and r["name"]} | {
            a.actor_id: vars(a) for a in self.codebook.actors
        }
        if of not in known:
            raise AnalystkitError(f"no actor {of!r}; {nearest(of, tuple(known))}")
        named = {key: known[of][key] for key in ("name", "kind")}
        line = {"actor_id": of, **named, "aliases": name, "exported": named}  # the codebook's own, where they changed since
        path = add_lines(self._folder, [line], ACTORS)
        n = next(a.line for a in Codebook.read(self._folder).actors if a.actor_id == of)
        unseen = "" if any(fold(name) in fold(a.text) for a in self.texts) else ", which no article has yet"
        return Written(f"{path}:{n}", f"{name!r}{unseen}, is {known[of]['name']}")

    def _named(self, at: str, row: str) -> str:
        """The words of the row that a receipt names; none of an event by its id. Raises AnalystkitError where nothing goes by that name."""
        from analystkit.codebook.corrections import ROWS, receipt
        from analystkit.codebook.sheets import nearest

        if row not in ROWS["drop"]:
            raise AnalystkitError(f"nothing is dropped as {row!r}; {nearest(row, ROWS['drop'])}")
        ids = {r["event_id"] for r in self.rows["events"]} if row == "event" else set()
        found = [r for r in self.rows["mentions" if row == "event" else f"{row}s"] if (r["article"], r["start"], r["end"]) == receipt(at)]
        found = [r for r in found if row != "claim" or r["claim_id"] == at]
        if at not in ids and not found:
            raise AnalystkitError(f"no {row} {at!r}; {nearest(at, tuple(ids)) if ids else 'copy its receipt from the page: a1:120-134'}")
        return "" if row == "event" else one_line(found[0]["text"], 200)

    def export(
        self, formats: str | Iterable[str], out: str | Path = "exports", *, events: pd.DataFrame | None = None, exact: bool = False
    ) -> list[Made]:
        """Write the tables in the formats of other tools, each into its folder in ``out``; ``all`` is every format.

        ``events`` is a filtered frame of events: then only these, what is told of them, and the articles that tell it.
        ``exact`` leaves out the ``'`` before texts that a spreadsheet would take for formulas. Raises AnalystkitError for a format that
        is not there, or a folder with other things in it. ``corpus.export("geojson", "out/", events=strikes)``
        """
        from analystkit.share import export
        from analystkit.share.rows import Told

        if events is not None and "event_id" not in events:
            raise AnalystkitError(f"wanted here are events (corpus.events), and this is a table of {', '.join(map(str, events))}")
        told = Told.of_rows(self.rows, None if events is None else events["event_id"])
        return export(told, [formats] if isinstance(formats, str) else list(formats), out, exact=exact)

    @property
    def stale(self) -> tuple[Problem, ...]:
        """The analyst's corrections that match nothing any more."""
        return tuple(a.problem for a in self.links.acted if a.problem)

    @cached_property
    def foreign(self) -> Mapping[str, str]:
        """The articles in which nothing was read since they are not English: by id their language, "" where it was not told."""
        told = ((a, what) for a in self.texts for _, _, what, _ in self.tags[a.id].problems)
        return {a.id: a.language or "" for a, what in told if what.startswith(english.FOREIGN)}

    @cached_property
    def all_problems(self) -> tuple[Problem, ...]:
        doubts = [
            Problem(f"{a.id}:{start}-{end}", what, a.text[start:end], advice)
            for a in self.texts
            for start, end, what, advice in self.tags[a.id].problems
        ]
        return (*self.read_problems, *self.stale, *english.problems(self.texts, self.codebook), *doubts)

    @property
    def whole(self) -> bool:
        """Was every article read? One that was not, by a fault of the kit or since its process died, another run may read."""
        return not any(unread(what) for t in self.tags.values() for _, _, what, _ in t.problems)

    @cached_property
    def rows(self) -> Mapping[str, list[Row]]:
        """All tables as plain rows, in the order in which they are written."""
        return all_rows(self.texts, self.tags, self.links)

    def made_rows(self) -> Mapping[str, Iterator[Row]]:
        """The same to be written, once: each row is made when it is asked for, and not kept."""
        return made_rows(self.texts, self.tags, self.links)

    def passage(self, article: str) -> Article:
        """The article with this id. Raises AnalystkitError that lists the ids there are."""
        for a in self.texts:
            if a.id == article:
                return a
        raise AnalystkitError(f"no article {article!r}; there are: {', '.join(a.id for a in self.texts)}")

    def warnings(self) -> list[str]:
        """What a person should know of it first, a line each: no day of publication, not English, not read, a correction without effect."""
        bare = [a.id for a in self.texts if not a.published.bounded]
        foreign = not_read(self.foreign, len(self.texts))
        return [*undated_lines(bare, len(self.texts)), *([foreign] if foreign else []), *map(str, (*self.read_problems, *self.stale))]

    def codebook_line(self) -> str:
        """Which codebook was used, in one line for the command line."""
        book = self.codebook
        return f"codebook: {book.folder} ({book.title or 'without a title'})" if book.folder else "codebook: none"

    def summary(self) -> str:
        """What was found, in one line for the command line: articles, rejected files, events, statements, conflicts, problems."""
        disputed = sum(c.verdict == "conflict" for c in self.links.conflicts)
        spoken = sum(len(self.tags[a.id].statements) for a in self.texts)
        rejected = sum({p.where: p.n for p in self.read_problems if p.rejects}.values())
        found = {"event": len(self.links.events), "statement": spoken, "conflict": disputed, "problem": len(self.all_problems)}
        return f"{count(len(self.texts), 'article')} read, {rejected} rejected; {', '.join(count(k, noun) for noun, k in found.items())}"

    def __repr__(self) -> str:
        outlets = len({a.outlet for a in self.texts if a.outlet})
        days = [d for a in self.texts for d in (a.published.earliest, a.published.latest) if d]
        open_ = any(CONVENTION in a.basis and a.published.latest == max(days) for a in self.texts)
        span = f"published {interval(min(days), None if open_ else max(days))}" if days else "publication dates unknown"
        unnamed = sum(a.outlet is None for a in self.texts)
        return (
            f"{count(len(self.texts), 'article')}, {count(outlets, 'named outlet')} ({unnamed} unknown), {span}; "
            f"{count(len(self.all_problems), 'problem')}"
        )


def _dated(raw: list[Article], book: Codebook, kept: Kept) -> list[Article]:
    """The articles as they were read, cut into segments and dated."""
    found = kept.each(
        "segments",
        raw,
        lambda a: [a],
        lambda a: ((cut := english.segment(a, book)).title, cut.byline, cut.outlet, cut.segments),
        lambda row: (*row[:3], tuple(records(Segment, row[3]))),
    )
    cut = [
        replace(a, title=title, byline=byline, outlet=outlet, segments=segments)
        for a, (title, byline, outlet, segments) in zip(raw, found, strict=True)
    ]
    return english.date(cut, book, kept)


_handed_on: list[tuple[tuple[list[Article], Codebook, str], Corpus]] = []
"""At most one: what was read, and the corpus made of it, for the load that comes next."""


def undated(source: str | Path, codebook: str | Path | None = None) -> tuple[list[str], int]:
    """The ids of the articles of which neither their receipt nor their own words bound the day, and how many articles there are."""
    if not Path(source).is_dir():
        return [], 0
    try:
        book = _codebook(source, codebook)
    except CodebookError:  # its defects are said when it is used
        book = Codebook()
    try:
        articles = _dated(seeds.read(source)[0], book, ANEW)
    except InputError:  # a folder without articles: nothing was imported
        return [], 0
    return [a.id for a in articles if not a.published.bounded], len(articles)


def _codebook(source: str | Path, given: str | Path | Codebook | None) -> Codebook:
    if isinstance(given, Codebook):
        return given
    folder = Path(given) if given is not None else Path(source).absolute().parent / "data" / "codebook"
    finish(folder)
    return Codebook.read(folder) if given is not None or folder.is_dir() else Codebook()
