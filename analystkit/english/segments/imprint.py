"""Who published an article, as its own lines say: the outlet, the agency. Nothing is guessed from style or subject."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from analystkit.codebook import Codebook
from analystkit.english.lexicon import table
from analystkit.english.segments.lines import Line
from analystkit.english.segments.openings import dateline
from analystkit.text import Matcher, fold

# Rules of lines that speak of another: "Source: Reuters", the credit of a picture, the lead of another story.
_FOREIGN = ("source line", "picture credit", "photo credit", "wire credits", "related story", "related stories", "advertisement")


def outlet(lines: Sequence[Line], url: str | None, codebook: Codebook) -> str | None:
    """The outlet that the page names as its own, by the names and domains of ``sources.csv``; None where it names none, or two.

    Only a line that speaks for the page counts: "Join our VP channel", "Ann writes for The Vale Post".
    """
    by_domain = {domain: s.outlet for s in codebook.sources for domain in s.domains}
    host = (urlsplit(url).hostname or "") if url else ""
    while "." in host:
        if host in by_domain:
            return by_domain[host]
        host = host.partition(".")[2]
    names: dict[str, object] = dict(_names(codebook))
    acronyms = {name: value for name, value in names.items() if name.isupper()}
    matcher = Matcher({name: value for name, value in names.items() if name not in acronyms}, acronyms)
    found = {str(value) for line in lines if _speaks(line) for _, _, value in matcher.find(line.text)}
    return found.pop() if len(found) == 1 else None


def _speaks(line: Line) -> bool:
    """Does this line speak for the page?"""
    if line.kind == "byline" or line.rule == "name of the outlet":
        return True
    if line.kind != "furniture" or line.rule in _FOREIGN or line.rule.startswith("after "):
        return False
    folded = fold(line.text[:900])
    return any(cue in folded for cue in table("furniture")["author"]["outlet_cues"])


def _names(codebook: Codebook) -> dict[str, str]:
    return {name: s.outlet for s in codebook.sources for name in (s.outlet, *s.aliases)}


def imprint_line(line: str, codebook: Codebook) -> str | None:
    """The outlet of ``sources.csv`` whose name this line is, and nothing else.

    >>> from analystkit.codebook import Source
    >>> imprint_line("THE VALE POST", Codebook(sources=(Source("vale-post", "Vale Post", "newspaper", aliases=("The Vale Post",)),)))
    'Vale Post'
    """
    bare = fold(line).strip(" .|-*") if len(line) <= 100 else ""
    return next((outlet for name, outlet in _names(codebook).items() if fold(name) == bare), None)


def wire(paragraph: str, codebook: Codebook) -> str | None:
    """The agency in the dateline that opens a paragraph: as ``sources.csv`` names it, else a known agency as the paragraph prints it.

    >>> wire("PORT VALE, Nordia (Reuters) - The boats left.", Codebook())
    'Reuters'
    >>> wire("Port Vale (Nordia) - The boats left.", Codebook()) is None
    True
    """
    line = dateline(paragraph)
    if line is None or not line.dash or line.agency is None:
        return None
    return imprint_line(line.agency, codebook) or (line.agency if line.known else None)
