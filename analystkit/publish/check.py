"""What was accepted, and what is not so any more: a small file in git, ``data/accepted.json``, and the comparison with it.

The file holds the articles and the codebook as checksums, the tables as counts and checksums an article, and in words every event,
every conflict, and every finding of the notebooks with the sentences behind it; of a small corpus every mention, claim and time, too.
Rules' names and the order of articles do not count.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from analystkit import wording as w
from analystkit.corpus import Corpus
from analystkit.english import sentences
from analystkit.errors import AnalystkitError
from analystkit.files import contents_of, one_step
from analystkit.publish.execute import CELL_SECONDS, execute, notebooks_of
from analystkit.records import Article
from analystkit.show.finding import MIME
from analystkit.sources import receipts
from analystkit.tables import TABLES

LOCK = Path("data") / "accepted.json"
_ABOUT = "What was accepted after a person had looked. `analystkit check` compares with it, `analystkit accept` writes it."
_UNSEEN = frozenset({"rule", "reason", "path", "sha256"})  # says how a row was made, not what it says
_LONGEST = 300  # characters of a sentence
_LISTED = 12  # lines of one kind in a message
_SMALL = 10  # articles: of so few the rows are kept in words, those of these tables
_KEPT = ("claims", "mentions", "times")

State = dict[str, Any]


def check(project: str | Path = ".", *, timeout: int = CELL_SECONDS, say: Callable[[str], None] = lambda _: None) -> str:
    """Compare a project with what was accepted of it, and the originals of its articles with their receipts. Gives what differs, in words;
    nothing where all is as accepted. A cell of a notebook may run for ``timeout`` seconds.

    Raises AnalystkitError where nothing was accepted yet.
    """
    accepted = read(Path(project))
    spoiled = receipts.changed(
        Path(project), [r["original"] for r in receipts.read(Path(project) / "seeds", []).values() if "original" in r]
    )
    return "\n".join(filter(None, (compared(accepted, *now(Path(project), say, timeout)), *map(str, spoiled))))


def accept(project: str | Path = ".", *, timeout: int = CELL_SECONDS, say: Callable[[str], None] = lambda _: None) -> str:
    """Write the present state as accepted. Gives what differed from what was accepted before.

    Raises AnalystkitError, and writes nothing, where a notebook says what its own rows do not.
    """
    home = Path(project)
    state, untrue = now(home, say, timeout)
    if untrue:
        raise AnalystkitError("\n".join([_UNTRUE, *untrue, "Nothing was accepted: mend the prose and its figure first."]))
    try:
        before = compared(read(home), state, [])
    except AnalystkitError:  # nothing was accepted, or not by this version: there is nothing to compare with
        before = ""
    # A line an entry, also for a receipt with its value and sentence: so a person reads it, and git compares it.
    written = re.sub(r"\[\n +(.*),\n +(.*),\n +(.*)\n +\]", r"[\1, \2, \3]", json.dumps(state, ensure_ascii=False, indent=1)) + "\n"
    with one_step(home) as step:
        step.write(home / LOCK, written.encode("utf-8", "surrogatepass"))
    return before


_UNTRUE = "A notebook says what these articles do not:"


def read(home: Path) -> State:
    """The accepted state. Raises AnalystkitError where there is none, or a file that we did not write."""
    try:
        state: State = json.loads(contents_of(home / LOCK).decode("utf-8"))
        if not _sound(state):
            raise ValueError
    except FileNotFoundError as error:
        raise AnalystkitError(f"{home / LOCK}: nothing was accepted yet; look at the report, then run `analystkit accept`") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        todo = "take it from git, or look at the report and run `analystkit accept`"
        raise AnalystkitError(f"{home / LOCK}: cannot be read; {todo}") from error
    return state


def _sound(state: State) -> bool:
    """Is every part of it what ``state`` makes? KeyError, TypeError or AttributeError say that it is not, too."""

    def texts(part: Any) -> bool:
        return all(isinstance(text, str) for text in part.values())

    def behind(rows: Any) -> bool:
        return isinstance(rows, list) and all(isinstance(r, list) and [*map(type, r)] == [str] * 3 for r in rows)

    kept = [line for tables in state.get("rows", {}).values() for lines in tables.values() for line in lines]
    findings = state["findings"].values()
    return (
        all(texts(state[key]) for key in _KINDS if key not in ("tables", "findings"))
        and all(texts(tables) for tables in state["tables"].values())
        and all(_ROW.match(line) for line in kept)
        and all(texts({k: v for k, v in f.items() if k != "rests on"}) and "value" in f and behind(f["rests on"]) for f in findings)
    )


_ROW = re.compile(r"\d{1,12}-\d{1,12} “")  # a row in words begins with its place
_KINDS = ("articles", "codebook", "corrections", "tables", "events", "conflicts", "findings")


def now(home: Path, say: Callable[[str], None], timeout: int = CELL_SECONDS) -> tuple[State, list[str]]:
    """The present state of a project, whose notebooks are run for it, and which of their sentences are not so."""
    paths = notebooks_of(home)
    book = home / "data" / "codebook"
    corpus = Corpus.load(home / "seeds", codebook=book if book.is_dir() else None, hand_on=True)
    untrue: list[str] = []
    executed = execute(paths, folder=home / "notebooks", done=lambda p: say(f"ran {p.name}"), untrue=untrue.append, timeout=timeout)
    return state(corpus, {path.stem: notebook for path, notebook in executed.items()}), [f"  {line}" for line in sorted(untrue)]


def state(corpus: Corpus, notebooks: Mapping[str, Any]) -> State:
    """A corpus and its executed notebooks as what is accepted or not: plain values, in an order that no article's place changes."""
    rows = corpus.rows
    tables: dict[str, dict[str, str]] = {}
    words: dict[str, dict[str, list[str]]] = {}
    for name in sorted(name for name, columns in TABLES.items() if "article" in columns):
        for article, of in groupby(rows[name], key=lambda r: str(r["article"])):  # the tables are in the order of the articles' ids
            seen = [{k: v for k, v in r.items() if k not in _UNSEEN} for r in of]
            digest = hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:12]
            tables.setdefault(article, {})[name] = f"{w.count(len(seen), 'row')}, {digest}"
            if name in _KEPT and len(corpus.texts) <= _SMALL:
                words.setdefault(article, {})[name] = list(map(_in_words, seen))
    folder = Path(corpus.codebook.folder) if corpus.codebook.folder else None
    files = sorted(p for p in folder.iterdir() if p.suffix in (".csv", ".toml")) if folder else []
    files += map(Path, corpus.codebook.gazetteer)
    acted = {  # a line by what it is about, not by its number, and what it did
        f"{a.correction.action} {a.correction.row} {a.correction.at}": a.did or f"nothing: {a.problem.found if a.problem else ''}"
        for a in corpus.links.acted
    }
    return {
        "about": _ABOUT,
        "articles": {a.id: a.sha256 for a in sorted(corpus.texts, key=lambda a: a.id)},
        "codebook": {p.name: hashlib.sha256(p.read_bytes().replace(b"\r\n", b"\n")).hexdigest() for p in files},
        "corrections": dict(sorted(acted.items())),
        "tables": tables,
        "rows": words,
        "events": {e["event_id"]: _event(e) for e in sorted(rows["events"], key=lambda e: str(e["event_id"]))},
        "conflicts": dict(sorted((c["conflict_id"], f"{c['verdict']}: {c['note']}") for c in rows["conflicts"])),
        "findings": _findings(corpus, notebooks),
    }


def _in_words(row: dict[str, Any]) -> str:
    """A row by its place and its first words, and what it says.

    >>> _in_words({"article": "a1", "start": 3, "end": 7, "text": "2 die", "claim_id": "a1:3-7:killed", "value": 2, "source_id": None})
    '3-7 “2 die”: value 2'
    """
    told = ((k, v) for k, v in row.items() if k not in _PLACE and v not in (None, "", []))
    said = (f"{w.spoken(k)} {v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)}" for k, v in told)
    return f"{row['start']}-{row['end']} “{w.one_line(row['text'], 50)}{_SAYS}" + ", ".join(said)


_SAYS = "”: "
_PLACE = frozenset({"article", "start", "end", "text", "claim_id"})


def _event(e: dict[str, Any]) -> str:
    told = f"{w.count(e['n_articles'], 'article')}, {w.count(e['n_origins'], 'origin') if e['n_origins'] else 'no origin known'}"
    return "; ".join((e["title"], w.when(e), w.spoken(e["status"]), ", ".join(e["place_ids"]) or "no place", told))


def _findings(corpus: Corpus, notebooks: Mapping[str, Any]) -> State:
    """Every finding that the notebooks show, with the sentences behind it. Raises AnalystkitError for two of one name."""
    texts, found = {a.id: a for a in corpus.texts}, {}
    for stem, notebook in sorted(notebooks.items()):
        for told in (o.get("data", {}).get(MIME) for cell in notebook.cells for o in cell.get("outputs", ())):
            if told:
                key = f"{stem}: {told['name']}"
                if key in found:
                    raise AnalystkitError(f"{stem}: two findings are called {told['name']!r}; give one another name")
                behind = [x for receipt, value in told["rows"] for x in _behind(corpus, texts, receipt, value)]
                found[key] = {"value": told["value"], "rests on": sorted(behind)} | ({"says": told["says"]} if told["says"] else {})
    return found


def _behind(corpus: Corpus, texts: Mapping[str, Article], receipt: str, value: str) -> Iterator[list[str]]:
    """The receipt, the value there, and the sentence; of an event the first dated mention, else the first, in each article."""
    article, _, span = receipt.rpartition(":")
    if article in texts:
        start, end = map(int, span.split("-"))
        yield [receipt, value, sentence(texts[article], start, end)]
        return
    told = [r for r in corpus.rows["mentions"] if r["event_id"] == receipt]
    first = {r["article"]: r for r in sorted(told, key=lambda r: (r["earliest"] is not None, -r["start"]))}
    for name, r in sorted(first.items()):
        yield [f"{name}:{r['start']}-{r['end']}", value, sentence(texts[name], r["start"], r["end"])]
    if not first:
        yield [receipt, value, ""]


def sentence(article: Article, start: int, end: int) -> str:
    """The sentence round a span, on one line; of a long one the part round the span."""
    s = article.segment_at(start)
    low, high = (s.start, s.end) if s else (0, len(article.text))
    whole = next((x for x in sentences(article.text, low, high) if x.start <= start < x.end), None)
    low, high = (whole.start, max(whole.end, min(end, high))) if whole else (start, end)
    if high - low > _LONGEST:
        room = max(0, (_LONGEST - (end - start)) // 2)
        a = low if start - low < 20 else max(low, start - room)
        b = min(high, max(a + _LONGEST, end))
        return ("…" if a > low else "") + w.one_line(article.text[a:b], _LONGEST) + ("…" if b < high and b - a <= _LONGEST else "")
    return w.one_line(article.text[low:high])


def compared(old: State, new: State, untrue: Sequence[str]) -> str:
    """What differs between two states, for the analyst: findings first, with their sentences, then what is behind them.

    ``untrue`` are the places where a notebook stopped because it says what is not so; findings that come after are not missed there.
    """
    stopped = {Path(line.split(":")[0]).stem for line in untrue}
    findings = [*_changed_findings(old["findings"], new["findings"], stopped)]
    behind = [line for kind in _KINDS[:-1] for line in _short(list(_changed(kind, old[kind], new[kind])))]
    moved = _short([*_moved_rows(old, new)])
    other = [line for line in untrue if "`show.finding(" not in line]  # a finding tells it itself
    if not findings and not behind and not untrue:
        return ""
    head = f"{w.count(len(findings), 'finding')} changed:" if findings else "No finding changed, and not all is as it was accepted."
    false = [_UNTRUE, *other, ""] if other else []
    told = [f"  {line}" for line in [*behind, *moved]]
    rest = ["What changed behind it:" if findings else "What changed:", *told, ""] if behind else []
    return "\n".join([head, "", *findings, *false, *rest, _TODO])


_TODO = (
    "Look at each sentence. If the new state is right, let the prose say so, run `analystkit accept` and commit data/accepted.json.\n"
    "If it is not: undo the change, or overrule it with a line in data/codebook/corrections.csv."
)


def _changed_findings(old: State, new: State, stopped: Collection[str]) -> Iterator[str]:
    """A paragraph for every finding of another value, then for those that are new, gone, or rest on other words."""
    both = [key for key in old if key in new]
    for key in sorted(both, key=lambda k: old[k]["value"] == new[k]["value"]):
        then, today = old[key], new[key]
        lines = _changed_rows(then["rests on"], today["rests on"])
        says = f" (the notebook says {today['says']})" if "says" in today else ""
        if then["value"] != today["value"] or says:
            yield _paragraph(key, [f"accepted: {then['value']}", f"now:      {today['value']}{says}"], lines)
        elif lines:
            yield _paragraph(key, [f"still {today['value']}, and it rests on other words"], lines)
    for key in [k for k in new if k not in old]:
        yield _paragraph(key, [f"is new: {new[key]['value']}"], _changed_rows([], new[key]["rests on"]))
    for key in [k for k in old if k not in new and k.split(": ")[0] not in stopped]:
        yield _paragraph(key, [f"is stated no more: {old[key]['value']}"], _changed_rows(old[key]["rests on"], []))


def _paragraph(key: str, values: list[str], rows: list[str]) -> str:
    return "\n".join([key, *(f"  {v}" for v in values), *_short(rows), ""])


def _was_now(was: str, now: str) -> str:
    """What was said and what is, each on a line of its own; nothing for what is not said."""
    return "".join(f"\n    {word} {words}" for word, words in (("was", was), ("now", now)) if words)


def _changed_rows(old: Sequence[list[str]], new: Sequence[list[str]]) -> list[str]:
    """The rows behind a finding that say another thing now, as lines. Words that only stand elsewhere in it have not changed."""
    then, today = Counter(tuple(r[1:]) for r in old), Counter(tuple(r[1:]) for r in new)
    gone, come = then - today, today - then
    was, now = [r for r in old if gone[tuple(r[1:])]], [r for r in new if come[tuple(r[1:])]]
    out = []
    for r in was:
        near = [n for n in now if _start(n) == _start(r)] or [n for n in now if n[0].rpartition(":")[0] == r[0].rpartition(":")[0]]
        now = [n for n in now if n not in near[:1]]
        if near and near[0][2] == r[2]:
            out.append(f"  {near[0][0]}\n    was {r[1]}, now {near[0][1]}: “{r[2]}”")
        else:
            out.append(f"  {(near or [r])[0][0]}{_was_now(_said(r), _said(near[0]) if near else '')}")
    return out + [f"  {r[0]}{_was_now('', _said(r))}" for r in now]


def _said(row: Sequence[str]) -> str:
    return f"{row[1]}{': ' if row[1] else ''}“{row[2]}”"


def _start(row: Sequence[str]) -> str:
    return row[0].rpartition("-")[0] or row[0]


def _changed(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What is new, gone or different in one part of the state."""
    noun = "rows of" if kind == "tables" else kind if kind == "codebook" else kind.removesuffix("s")
    for key in sorted({*old, *new}):
        then, today = old.get(key), new.get(key)
        how = "new" if then is None else "gone" if today is None else "another text" if kind in ("articles", "codebook") else "changed"
        if then == today:
            continue
        if kind in ("articles", "codebook"):
            yield f"{noun} {key}: {how}"
        elif kind != "tables":
            yield f"{noun} {key}: {how}{_was_now(then or '', today or '')}"
        elif then and today:
            yield f"{noun} {key}: {_counts(then, today)}"


def _moved_rows(old: State, new: State) -> Iterator[str]:
    """The rows that say another thing of the same text, where both states keep them; of one that only changed, what did."""
    was, now = old.get("rows", {}), new["rows"]
    same = [a for a in sorted(was.keys() & now.keys()) if old["articles"].get(a) == new["articles"].get(a)]
    for article, name in ((a, t) for a in same for t in _KEPT):
        then, today = (Counter(rows[article].get(name, ())) for rows in (was, now))
        gone, come = _by_place(then - today), _by_place(today - then)
        for where in sorted({*gone, *come}, key=lambda w: (int(w.partition("-")[0]), w)):
            a, b = gone.get(where, []), come.get(where, [])
            told = _was_now(", ".join(x for x in a if x not in b), ", ".join(x for x in b if x not in a))
            yield f"{name} {article}:{where}{told}"


def _by_place(rows: Iterable[str]) -> dict[str, list[str]]:
    """What rows say, part by part, by where they stand and their first words."""
    out: dict[str, list[str]] = {}
    for row in rows:
        where, _, said = row.partition(_SAYS)
        out.setdefault(f"{where}”", []).extend(said.split(", "))
    return out


def _counts(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """The tables of an article that have other rows: how many, or that as many say another thing."""
    counts = {t: [rows.get(t, "no rows").split(",")[0] for rows in (old, new)] for t in sorted({*old, *new}) if old.get(t) != new.get(t)}
    fewer = [f"{t}: {then}, now {today}" for t, (then, today) in counts.items() if then != today]
    other = [t for t, (then, today) in counts.items() if then == today]
    return "; ".join([*fewer, *([f"as many in {', '.join(other)}, not all the same"] if other else [])])


def _short(lines: list[str]) -> list[str]:
    """At most a dozen lines, and how many more there are."""
    return lines if len(lines) <= _LISTED else [*lines[:_LISTED], f"… and {len(lines) - _LISTED} more"]
