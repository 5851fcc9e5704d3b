"""Which lines of a page are not its article: what the lexicon lists, and what can be told by its shape alone.

A line is judged by itself here; where it stands, and what follows from that, is for ``segments``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from analystkit.text import fold

LONG = 900  # characters: a line longer than this is a paragraph of a story, whatever it begins with


@dataclass(frozen=True)
class Rule:
    """A rule of ``lexicon/furniture.toml``."""

    name: str
    where: str = "anywhere"
    closes: bool = False
    list: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The lexicon, ready to be looked up: whole lines, and beginnings by their first word."""

    exact: Mapping[str, tuple[Rule, ...]]
    begins: Mapping[str, tuple[tuple[str, int, Rule], ...]]
    key_points: frozenset[str]
    credit: re.Pattern[str]
    credit_line: re.Pattern[str]
    signs: tuple[str, ...]
    further_signs: tuple[str, ...]
    outlet_cues: tuple[str, ...]
    verbs: frozenset[str]
    sections: frozenset[str]
    buttons: frozenset[str]
    wire: re.Pattern[str]


_NUMBER = re.compile(r"\d[\d,.]{0,12}")
_MARKS = " \t\r*.:;!|•·-–—…>»←→\"'“”[]"


def key(line: str) -> str:
    """A line as the lexicon writes it: case and typography alike, marks at the ends off, numbers as #.

    >>> key("— 1,204 Comments:")
    '# comments'
    """
    return _NUMBER.sub("#", fold(line).strip(_MARKS))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """``lexicon/furniture.toml``, read once."""
    table: dict[str, Any] = tomllib.loads((files("analystkit.english.lexicon") / "furniture.toml").read_text(encoding="utf-8"))
    exact: dict[str, tuple[Rule, ...]] = {}
    begins: dict[str, tuple[tuple[str, int, Rule], ...]] = {}
    for entry in table["rule"]:
        rule = Rule(entry["name"], entry.get("where", "anywhere"), entry.get("closes", False), entry.get("list", False))
        for line in entry.get("exact", ()):
            exact[key(line)] = (*exact.get(key(line), ()), rule)
        for start in entry.get("begins", ()):
            first = _first(fold(start))
            begins[first] = (*begins.get(first, ()), (fold(start), entry["words"], rule))
    # Longest first: "AP Photo" before "AP".
    names = "|".join(re.escape(s) for s in sorted(table["credits"]["sources"], key=lambda s: (-len(s), s)))
    return Lexicon(
        exact,
        begins,
        frozenset(key(heading) for heading in table["key_points"]["headings"]),
        # "Ann Lee. (Bob Roe/Flickr)", "(AP Photo/Bob Roe)", "[Bob Roe/Reuters]": a slash beside a source, in brackets, at the end.
        re.compile(rf"[(\[][^()\[\]\n]{{0,80}}(?:/ ?(?:{names})\b|\b(?:{names}) ?/)[^()\[\]\n]{{0,60}}[)\]]\.?$"),
        # "Bob Roe / Reuters", "Bob Roe/Getty Images", "Getty Images": nothing but a name and a source.
        re.compile(rf"(?:[A-Z][\w.'’-]{{0,30}} ?){{0,4}}(?:/ ?(?:{names})|via (?:{names})|\((?:{names})\))(?:/\w[\w ]{{0,30}})?\.?$"),
        tuple(fold(s) for s in table["author"]["signs"]),
        tuple(fold(s) for s in table["author"]["further_signs"]),
        tuple(fold(s) for s in table["author"]["outlet_cues"]),
        frozenset(table["author"]["verbs"]),
        frozenset(key(line) for entry in table["rule"] if entry["name"] in _SECTIONS for line in entry["exact"]),
        frozenset(key(line) for entry in table["rule"] if entry["name"] == "share" for line in entry["exact"]),
        _wire(table["agencies"]["names"]),
    )


_SECTIONS = ("site navigation", "section label", "site footer", "share")


def _wire(names: list[str]) -> re.Pattern[str]:
    """A dateline that opens a paragraph and ends with an agency in brackets and a dash; the agency may be none of the lexicon's."""
    known = "|".join(re.escape(s) for s in sorted(names, key=lambda s: (-len(s), s)))
    return re.compile(
        # "TRIPOLI, Libya (Reuters) - The boats left", "PORT VALE, 3 March (AP) — The boats left", "NEW PORT/VALE (NW) -- The"
        rf"""(?:(?:[A-Z\d][\w.'’/-]{{0,30}}|al-\w{{1,20}}|of|the|de|el),?\s){{0,8}}
        \((?:(?P<known>{known})|(?P<other>[A-Z][\w.&’' -]{{1,40}}))\)\s?(?:[-–—]{{1,2}}|_)\s?(?=\S)""",
        re.VERBOSE,
    )


def _first(folded: str) -> str:
    return folded.split(" ", 1)[0].rstrip(":,")


@lru_cache(maxsize=4096)  # a line is asked for in each pass, and pages repeat their lines
def listed(line: str) -> tuple[Rule, ...]:
    """The rules of the lexicon that this line meets, wherever it stands.

    >>> [r.name for r in listed("Share post:")]
    ['share']
    """
    if len(line) > LONG:
        return ()
    lex = lexicon()
    rules = lex.exact.get(key(line), ()) if len(line) < 120 else ()
    folded = _NUMBER.sub("#", fold(line[:120]).lstrip(" *•·-–—>»|"))
    words = line.count(" ") + 1
    starts = lex.begins.get(_first(folded), ())
    sentence = words >= 10 and line[-1] == "."  # "Also on Friday, …" is a story's; "Also on Facebook" a page's
    return rules + tuple(
        rule for start, most, rule in starts if words <= most and folded.startswith(start) and not (sentence and start[-1].isalnum())
    )


# "(Reporting by Ann Lee; Editing by Bob Roe)"; "Additional reporting by Ann Lee in Port Vale."
_WIRE = re.compile(
    r"[(\[—–-]{0,3}\s?(?:(?:additional|further|with) )?(?:reporting|writing|editing|compiled|research|graphics?) by\s.{3,500}$",
    re.I,
)
# "Ann Lee and Bob Roe contributed to this report."; "Ann Lee contributed reporting from Port Vale."
_CONTRIBUTED = re.compile(r".{3,300}\bcontributed (?:reporting|research|to (?:this|the) (?:report|story|article|piece))\b.{0,60}$")
# "https://example.com/a"; "ann.lee@example.com"; "pic.example.com/x1"; "@annlee"
_ADDRESS = re.compile(
    r"""(?:[\w ]{0,20}:\ ?)?                                   # "Listen: "
    (?:https?://\S+|www\.\S+|[\w.+-]{1,60}@[\w.-]{1,60}\.[a-z]{2,10}|(?:twitter|facebook|instagram|t)\.com?/\S+|@\w{2,30})$""",
    re.VERBOSE,
)
# "Follow Ann Lee on Twitter @annlee."; "Follow Vale Post on Instagram and YouTube."
_FOLLOW = re.compile(
    r"""(?:on\ twitter\ )?follow\b.{2,160}\b(?:on|at)\b.{0,40}
    \b(?:twitter|facebook|instagram|youtube|telegram|social\ media|linkedin)\b.{0,120}$""",
    re.IGNORECASE | re.VERBOSE,
)
# "Home | World | Africa | Sport"; "News > World > Africa": what stands between the words of a menu.
_BETWEEN = re.compile(r"\s*[|•·»›>]\s*|\s+[/–—-]\s+")
_NOTHING = re.compile(r"[\W_]{1,40}$")
_ID = re.compile(r"\d{8,20}$")


def shaped(line: str) -> str | None:
    """The name of the rule by which this line alone, wherever it stands, is furniture.

    >>> shaped("Ann Lee at the port. (Bob Roe/Flickr)")
    'picture credit'
    >>> shaped("Ann Lee left the port (and her boat).") is None
    True
    """
    if len(line) > LONG:
        return None
    lex = lexicon()
    if line[-1] in ")]." and ("/" in line[-160:]) and lex.credit.search(line, max(0, len(line) - 160)):
        return "picture credit"
    if len(line) < 90 and ("/" in line or "via" in line or "(" in line) and lex.credit_line.match(line):
        return "picture credit"
    if _WIRE.match(line):
        return "wire credits"
    if "contributed" in line and _CONTRIBUTED.match(line):
        return "contributors"
    if len(line) < 240 and _ADDRESS.match(line):
        return "address alone"
    if line[:6].lower() in ("follow", "on twi") and _FOLLOW.match(line):
        return "follow the author"
    if _menu(line):
        return "menu"
    if _NOTHING.match(line):
        return "no letters"
    if _buttons(line):
        return "share"
    return "number alone" if _ID.match(line) else None


def _buttons(line: str) -> bool:
    """Is this line nothing but buttons of the page, one beside the other: "Share on Facebook Share on Twitter"?"""
    words = key(line[:120]).split()
    return 1 < len(words) <= 12 and _all_buttons(tuple(words))


@lru_cache(maxsize=4096)
def _all_buttons(words: tuple[str, ...]) -> bool:
    starts = (n for n in range(1, min(5, len(words)) + 1) if " ".join(words[:n]) in lexicon().buttons)
    return not words or any(_all_buttons(words[n:]) for n in starts)


def _menu(line: str) -> bool:
    """Words between separators, three at least, all of them short, and most of them sections of a news page."""
    if len(line) > 300 or not any(mark in line for mark in "|•·»›>/–—-"):
        return False
    parts = [key(part) for part in _BETWEEN.split(line) if part.strip(_MARKS)]
    known = sum(part in lexicon().sections for part in parts)
    return len(parts) > 2 and known > 1 and known * 2 >= len(parts) and all(part.count(" ") < 3 for part in parts)


# "Ann Lee is a reporter for the Vale Post."; "Ann B. Lee earned …"
_NAME = re.compile(r"(?:[A-Z][\w'’.-]{0,30}\s+){1,4}(?P<verb>[a-z]{2,10})\b")


def tells_of_author(line: str, byline: str | None) -> bool:
    """Is this paragraph about the article's author? It begins with a name that does what authors are said to do.

    The further signs count only under the name of the byline.

    >>> tells_of_author("Ann Lee is a columnist for the Vale Post.", None)
    True
    >>> tells_of_author("Ann Lee is a professor in Nordia.", None), tells_of_author("Ann Lee is a professor in Nordia.", "Ann Lee")
    (False, True)
    """
    m = _NAME.match(line) if len(line) <= LONG else None
    lex = lexicon()
    if m is None or m.group("verb") not in lex.verbs:
        return False
    folded = fold(line)
    own = byline is not None and fold(byline).split()[-1] in folded[: m.end()]
    return any(sign in folded for sign in (*lex.signs, *lex.further_signs) if own or sign in lex.signs)
