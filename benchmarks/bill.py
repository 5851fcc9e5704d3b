"""What is installed, with versions, hashes and licences: docs/licences.md for people, docs/sbom.cdx.json (CycloneDX 1.6) for tools.

Both are made of the files that ``make constraints`` writes, and of what the packages say of themselves where all are installed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {
    "analystkit/new/files/installer.txt": "installs the rest",
    "analystkit/new/files/constraints.txt": "a case",
    "constraints.txt": "`make test`",
    "tests/ftm/constraints.txt": "`make test-ftm`",
}
"""The files of constraints, and what needs what is in each and in none before."""
SAID = {
    "appnope": "BSD-2-Clause",
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "noUiSlider": "MIT",
    "pywinpty": "MIT",
    "xstatic-leaflet": "BSD-2-Clause",
}
"""Licences of what is installed on other systems only, or does not name its licence in its metadata."""
OURS = ("noUiSlider", "15.8.1")
"""A file of another project that is a file of ours: analystkit/show/nouislider.min.js."""


@dataclass(frozen=True)
class Part:
    """A package at a version: what needs it, on which systems, the hashes of its files, and its licence in its own words."""

    name: str
    version: str
    needed: str
    marker: str
    hashes: tuple[str, ...]
    licence: str


def parts() -> Iterator[Part]:
    """Every package of the files of constraints, each once, in their order; first the file of another project that the kit carries."""
    seen: set[tuple[str, str]] = set()
    yield Part(*OURS, "a case", "", (), SAID[OURS[0]])
    for file, needed in LOCKS.items():
        text = (ROOT / file).read_text("utf-8")
        for m in re.finditer(r"^([\w.-]+)==(\S+)(?: ; (.*?))? \\\n((?: +--hash=.*\n?)+)", text, re.M):
            if (m[1], m[2]) not in seen:
                seen.add((m[1], m[2]))
                yield Part(m[1], m[2], needed, m[3] or "", tuple(re.findall(r"sha256:(\w+)", m[4])), licence(m[1]))


def licence(name: str) -> str:
    """What a package says of its licence: an expression, else the classifiers, else a few words. KeyError where it says nothing."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return SAID[name]
    if expression := told.get("License-Expression"):
        return str(expression)
    words = (told.get("License") or "").strip()
    if words and words != "UNKNOWN" and "\n" not in words and len(words) < 60 and not words.startswith(("Copyright", "(same as")):
        return words
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License :: ")]
    return " or ".join(classes) if classes else SAID[name]


def page(found: list[Part]) -> str:
    """The table of docs/licences.md."""
    lines = [f"| {p.name} | {p.version} | {p.licence} | {p.needed}{f', where {p.marker}' if p.marker else ''} |" for p in found]
    return "\n".join([_HEAD, *lines, ""])


_HEAD = """# What is installed, and under which licence

`make constraints` chooses the versions, for every system and Python, and `benchmarks/bill.py` writes this page of what the packages say of
themselves, and docs/sbom.cdx.json (CycloneDX) with the hashes of their files. The kit itself is MIT; its data: `data/SOURCES.toml`.

| package | version | licence | needed by |
|---|---|---|---|"""


def bill(found: list[Part]) -> str:
    """The parts as CycloneDX 1.6: no clock and no random number, so that the same constraints give the same bytes."""
    components = []
    for p in found:
        purl = f"pkg:{'npm/nouislider' if p.name == OURS[0] else f'pypi/{p.name}'}@{p.version}"
        about = {"type": "library", "bom-ref": purl, "name": p.name, "version": p.version, "purl": purl}
        about |= {"scope": "required" if p.needed == "a case" else "excluded", "licenses": [{"license": {"name": p.licence}}]}
        if p.hashes:
            address = f"https://pypi.org/project/{p.name}/{p.version}/"
            sums = [{"alg": "SHA-256", "content": h} for h in p.hashes]
            about["externalReferences"] = [{"type": "distribution", "url": address, "hashes": sums}]
        components.append(about)
    root = {"type": "application", "bom-ref": "analystkit", "name": "analystkit", "licenses": [{"license": {"id": "MIT"}}]}
    head = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": root}})
    return head[:-1] + ', "components": [\n' + ",\n".join(json.dumps(c, ensure_ascii=False) for c in components) + "\n]}\n"


def main() -> None:
    found = list(parts())
    (ROOT / "docs" / "licences.md").write_text(page(found), "utf-8")
    (ROOT / "docs" / "sbom.cdx.json").write_text(bill(found), "utf-8")


if __name__ == "__main__":
    main()
