"""``analystkit import``: files become articles once, and their texts are kept, since every offset counts in them.

The original goes to ``sources/`` byte for byte, the text to ``seeds/``, and how one became the other into ``seeds/receipts.jsonl``.
What is there already is never written again; what cannot be read is a Problem, and the rest goes on.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analystkit.errors import AnalystkitError, InputError, Problem, folded
from analystkit.files import Step, one_step, sha256_of
from analystkit.records import GIVEN
from analystkit.sources import receipts as kept
from analystkit.sources.formats import advice
from analystkit.sources.found import Found
from analystkit.sources.seeds import visible
from analystkit.sources.worker import Worker
from analystkit.text import slug

Progress = Callable[[Iterable[Any]], Iterable[Any]]
_SAVED_WITH = re.compile(r"[_ .-][^\W\d_]+$")  # "Page_files", "Page-Dateien": pictures and scripts of "Page.html"


@dataclass
class Imported:
    """What an import did: ids of new articles, how many files there were, how many articles were known, in how many paragraphs those
    would now read otherwise, and every problem."""

    new: list[str] = field(default_factory=list)
    files: int = 0
    known: int = 0
    otherwise: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class File:
    """A file to be read: where it is, its name for people, its sha256."""

    path: Path
    name: str
    sha256: str


def import_files(files: Sequence[str | Path], into: str | Path = ".", *, progress: Progress = iter) -> Imported:
    """Read files, and folders of files, into a case. Gives what was done, with a problem for each file or part that is no article.

    Raises InputError where nothing is there to be read, or the receipts cannot be; AnalystkitError while another import writes there.
    """
    case = Path(into)
    with one_step(case) as step:
        return _imported(step, files, case, progress)


def _imported(step: Step, files: Sequence[str | Path], case: Path, progress: Progress) -> Imported:
    done = Imported()
    known = kept.read(case / "seeds", done.problems)
    if done.problems:  # whoever wrote them anew would lose what they hold
        raise InputError(done.problems)
    listed = [pair for name in files for pair in _listed(Path(name), done.problems)]
    if not listed:
        raise InputError(
            kept.joined(done.problems) or [Problem("import", "no files", "", "name files, or a folder that holds some", rejects=True)]
        )
    done.files = len(listed)
    read: list[tuple[File, Found]] = []
    said = {p.where: [p] for p in done.problems if p.rejects}
    with Worker() as worker:
        for file in progress(_summed(listed, done.problems)):
            said[file.name] = []
            for found in worker.read(file.path, file.name):
                if isinstance(found, Problem):
                    said[file.name].append(found)
                else:
                    read.append((file, found))
            done.problems += said[file.name]
    receipts = _take(step, case, read, known, done)
    before = kept.refused(case / "seeds", [])
    refused = before | {name: folded(p for p in found if p.rejects) for name, found in said.items()}  # what reads now is refused no more
    refused = {name: found for name, found in refused.items() if found}
    if done.new or refused != before:
        kept.save(step, case / "seeds", receipts, refused)
    done.problems = kept.joined(folded(done.problems))
    return done


def _listed(path: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """The files to be read, each with its name for people; a problem for each kind that is not read."""
    found: list[tuple[Path, str]] = [] if path.is_dir() else [(path, visible(os.fsencode(path.name)))]
    closed = list[OSError]()
    for folder, folders, names in os.walk(path, onerror=closed.append):
        links = [f for f in folders if os.path.islink(os.path.join(folder, f))]
        found += [(Path(folder, f), visible(os.fsencode(os.path.relpath(Path(folder, f), path)))) for f in sorted(links)]
        folders[:] = [f for f in folders if f not in links]
        pages = {os.path.splitext(n)[0] for n in names if n.lower().endswith((".html", ".htm", ".xhtml"))}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and _SAVED_WITH.sub("", f) not in pages)
        shown = sorted(n for n in names if not n.startswith(".") and n != kept.NAME)
        found += [(Path(folder, n), visible(os.fsencode(os.path.relpath(Path(folder, n), path)))) for n in shown]
    for error in closed if path.is_dir() else ():
        name = visible(os.fsencode(os.path.relpath(error.filename, path)))
        problems.append(Problem(name, "cannot be read", error.strerror or "", "allow reading the folder", rejects=True))
    for file, name in found:
        real = Path(os.path.realpath(file))  # resolve() raises where links lead in a circle
        outside = file != path and file.is_symlink() and not real.is_relative_to(os.path.realpath(path))
        todo = "it is a link to outside the folder: put the file itself there" if outside else advice(file)
        todo = "it is a link to a folder: name that folder" if file != path and file.is_symlink() and os.path.isdir(real) else todo
        if todo:
            problems.append(Problem(name, kept.NOT_READ, "", todo, rejects=True))
        else:
            yield file, name


def _summed(listed: Iterable[tuple[Path, str]], problems: list[Problem]) -> list[File]:
    """Each file once, in the order of its sha256: so what an import writes depends on the files, not on how they were named."""
    files: dict[str, File] = {}
    for path, name in listed:
        try:
            if path.exists() and not path.is_file():
                raise OSError(0, "not a regular file")  # a pipe would wait for ever
            digest = sha256_of(path)
        except OSError as error:
            problems.append(Problem(name, "cannot be read", error.strerror or "", "check the name and the disk", rejects=True))
            continue
        if digest in files:
            problems.append(Problem(name, "the same file as", files[digest].name, "nothing is to be done"))
        files.setdefault(digest, File(path, name, digest))
    return [files[digest] for digest in sorted(files)]


def _readable(path: Path) -> bool:
    """Is it a file that can be read? A pipe would wait for ever."""
    return os.path.isfile(path) and os.access(path, os.R_OK)


def _take(
    step: Step, case: Path, read: Sequence[tuple[File, Found]], known: dict[str, kept.Receipt], done: Imported
) -> dict[str, kept.Receipt]:
    """Write what is new, and nothing else: original and text of each. Gives all receipts."""
    seeds, receipts = case / "seeds", dict(known)
    by_original = {(r["original"]["sha256"], r["original"]["part"]): r for r in known.values() if r.get("original")}
    by_text = {(r["text"]["sha256"], _value(r, "site")): r["id"] for r in known.values()}
    by_address = {_value(r, "canonical"): r["id"] for r in known.values()}
    there = {p.stem.lower(): p for p in seeds.rglob("*") if p.suffix.lower() == ".txt"}
    # Texts without a receipt: put there by hand, or left by an import that was stopped before it wrote the receipts.
    alone = [(n, p) for n, p in there.items() if n not in receipts and _readable(p) and p == seeds / f"{n}.txt"]
    bare = {hashlib.sha256(p.read_bytes()).hexdigest(): n for n, p in alone}
    for file, found in read:
        data, where = found.text.encode("utf-8", "replace"), f"{file.name}:{found.part}" if found.part else file.name
        if before := by_original.get((file.sha256, found.part)):
            done.known += 1
            if n := differing(case / before["text"]["path"], found.text):
                done.otherwise[before["id"]] = n
            continue
        name = bare.get(hashlib.sha256(data).hexdigest()) or id_of(found, file.name, receipts.keys() | there.keys())
        made = receipt(name, file, found)
        if same := by_text.get((made["text"]["sha256"], _value(made, "site"))):
            done.problems.append(Problem(where, "the same text as", same, "it was not taken twice"))
            continue
        if (address := _value(made, "canonical")) and (same := by_address.get(address)):
            done.problems.append(Problem(where, "another state of the page of", same, "take one out, unless both count"))
        receipts[name] = by_original[file.sha256, found.part] = made
        by_text[made["text"]["sha256"], _value(made, "site")] = by_address[address] = name
        done.new.append(name)
        _keep_original(step, file, case / made["original"]["path"])
        step.write(case / made["text"]["path"], data)
    return receipts


_LONGEST = 48  # characters
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index|report")  # devices on Windows; pages of the site
_SAYS_NOTHING = re.compile(r"(?:untitled|document|article|page|home|news|microsoft-word.*|download|full-text|default)?-?\d*")


def id_of(found: Found, file: str, taken: Collection[str]) -> str:
    """An id for an article: its own where the file gives one, else of its title, else of its file; with site, day or a number where taken.

    >>> id_of(Found("", {}, said={"title": ("Six killed in raid, say officials", "h1")}), "page.html", {"six-killed-in-raid-say-officials"})
    'six-killed-in-raid-say-officials-2'
    """
    title, site = (_short(found.said.get(key, ("",))[0]) for key in ("title", "site"))
    stem = _short(re.sub(r"(?:\.(?:warc|html?|txt))?\.\w{1,7}$", "", Path(file).name))
    own = found.id.lower() if re.fullmatch(r"\w[\w.-]{0,58}\w|\w", found.id) else _short(found.id)
    base = own or next((name for name in (title, stem) if not _SAYS_NOTHING.fullmatch(name)), "article")
    more = (site[:16].strip("-"), f"{found.published.earliest or ''}", *map(str, range(2, len(taken) + 3)))
    tries = [base, *(f"{base}-{word}" for word in more if word)]
    return next(name for name in tries if name not in taken and not _RESERVED.fullmatch(name))


def _short(words: str) -> str:
    """The first words as an id, cut between two."""
    name = unicodedata.normalize("NFC", slug(words)).strip("-_")
    return name if len(name) <= _LONGEST else (name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST])


def receipt(name: str, file: File, found: Found) -> kept.Receipt:
    """The line of ``receipts.jsonl`` for an article."""
    endings = [s.lower() for s in file.path.suffixes[-2:] if re.fullmatch(r"\.[A-Za-z0-9]{1,6}", s)]
    ending = "".join(endings if endings[-1:] == [".gz"] else endings[-1:])
    original = {"path": f"sources/{file.sha256[:16]}{ending}", "sha256": file.sha256, "name": file.name.rpartition("/")[2]}
    when = found.published
    return {
        "id": name,
        "text": kept.text_of(found.text.encode("utf-8", "replace"), f"seeds/{name}.txt"),
        "original": original | {"media_type": found.media_type, "n_bytes": file.path.stat().st_size, "part": found.part},
        "extractor": dict(found.extractor),
        "published": {
            "earliest": when.earliest and f"{when.earliest}",
            "latest": when.latest and f"{when.latest}",
            "basis": when.basis,
            "stated": list(when.stated),
        },
        **{key: {"value": value, "from": where} for key, (value, where) in sorted(found.said.items()) if value},
    }


def _value(receipt: kept.Receipt, key: str) -> str | None:
    value: str | None = receipt.get(key, {}).get("value")
    return value


def _keep_original(step: Step, file: File, place: Path) -> None:
    """The original as it is, read-only. Raises AnalystkitError where it changed while it was read."""
    if not place.exists() and place not in step:
        data = file.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise AnalystkitError(f"{file.name}: changed while it was read; import it again")
        step.write(place, data, mode=0o444)


def differing(path: Path, text: str) -> int:
    """In how many paragraphs a text differs from the one that is kept."""
    before, now = set(path.read_text("utf-8").split("\n\n") if path.is_file() else ()), set(text.split("\n\n"))
    return max(len(before - now), len(now - before))


def renew(name: str, into: str | Path = ".") -> tuple[int, list[str]]:
    """Read an article's original anew, and write its text. Gives how many paragraphs changed, and the corrections that point into it.

    Raises AnalystkitError where there is no such article, or its original cannot be read any more.
    """
    with one_step(Path(into)) as step:
        return _renewed(step, name, Path(into))


def _renewed(step: Step, name: str, case: Path) -> tuple[int, list[str]]:
    problems = list[Problem]()
    receipts = kept.read(case / "seeds", problems)
    before = receipts.get(name, {})
    if not before.get("original"):
        problems.append(Problem(f"seeds/{kept.NAME}", "no imported article", name, "name one by its id"))
    problems += kept.changed(case, [before["original"]]) if not problems else []
    if problems:
        raise InputError(problems)
    path, part = case / before["original"]["path"], before["original"]["part"]
    file = File(path, before["original"]["name"], before["original"]["sha256"])
    with Worker() as worker:
        read = list(worker.read(path, file.name))
    found = next((f for f in read if isinstance(f, Found) and f.part == part), None)
    if found is None:
        raise InputError(
            [p for p in read if isinstance(p, Problem)] or [Problem(file.name, "no article there any more", part, "keep it as it is")]
        )
    changed = differing(case / before["text"]["path"], found.text)
    made = receipt(name, file, found)
    made["original"] = before["original"]
    if before["published"]["basis"] == GIVEN:
        made["published"] = before["published"]
    step.write(case / made["text"]["path"], found.text.encode("utf-8", "replace"))
    kept.save(step, case / "seeds", receipts | {name: made})
    sheet = case / "data" / "codebook" / "corrections.csv"
    lines = sheet.read_text("utf-8", "replace").splitlines() if sheet.is_file() else []
    return changed, [f"corrections.csv:{n}" for n, line in enumerate(lines, 1) if re.search(rf"(?<![\w-]){re.escape(name)}:\d", line)]
