"""The records everything is made of: an interval of days, an article, its segments, and one record for each kind of tag.

All are frozen; those of which an article has many have slots, which halves their memory. Offsets count code points of ``Article.text``; the
words of a tag are ``article.text[tag.start:tag.end]``, so no record repeats them. A ``rule`` names the pattern or the codebook line that
made the record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """The days something can lie on: earliest to latest, both included; ``None`` is an open or unknown end.

    ``granularity`` says how exactly the text speaks: day, part_of_day, week, month, season, quarter, year, decade, century, vague, unknown.

    >>> Interval(date(2021, 2, 1), date(2021, 2, 28), "month")
    Interval(2021-02-01..2021-02-28, month)
    >>> Interval()
    Interval(unknown)
    """

    earliest: date | None = None
    latest: date | None = None
    granularity: str = "unknown"

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} lies after latest {self.latest}")

    @property
    def known(self) -> bool:
        """Is any end known?"""
        return self.earliest is not None or self.latest is not None

    @property
    def bounded(self) -> bool:
        """Are both ends known?"""
        return self.earliest is not None and self.latest is not None

    def overlaps(self, other: Interval) -> bool:
        """Can both lie on one day? Open ends are endless.

        >>> Interval(date(2021, 2, 1), None).overlaps(Interval(None, date(2021, 1, 31)))
        False
        """
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    def meet(self, other: Interval) -> Interval | None:
        """The days in both, with the finer granularity's name kept from ``self``; None where there are none."""
        if not self.overlaps(other):
            return None
        starts = [d for d in (self.earliest, other.earliest) if d]
        ends = [d for d in (self.latest, other.latest) if d]
        return Interval(max(starts, default=None), min(ends, default=None), self.granularity)

    def __repr__(self) -> str:
        if not self.known:
            return f"Interval({self.granularity})"
        return f"Interval({self.earliest or ''}..{self.latest or ''}, {self.granularity})"


UNKNOWN = Interval()
CONVENTION = "by convention"
"""In the basis of an article whose last possible day nothing in it says."""
GIVEN = "given: by the analyst"  # the basis of a day that no original, and no text, may overrule


@dataclass(frozen=True, slots=True)
class Segment:
    """A range of an article with one kind: title, byline, dateline, deck, body, tweet, furniture.

    A tweet carries its author, handle and own date. Segments are gapless: each begins where the one before ends.
    """

    start: int
    end: int
    kind: str
    rule: str
    author: str | None = None
    handle: str | None = None
    published: Interval = UNKNOWN


NEWS = frozenset({"title", "deck", "body", "tweet"})
"""The kinds of segment that taggers read. Bylines, datelines and furniture are set aside, and stay in the segments table."""


@dataclass(frozen=True)
class Article:
    """One article: its untouched text after decoding, what is known of its source, and when it appeared.

    ``published`` bounds the publication; ``basis`` says how that is known: stated, given, "inferred from …" or unknown.
    Of an imported article ``original`` is the file that it was read from, and ``extractor`` the package that read it.
    """

    id: str
    text: str
    path: str = ""
    sha256: str = ""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: Interval = UNKNOWN
    basis: str = "unknown"
    segments: tuple[Segment, ...] = ()
    original: str | None = None
    original_sha256: str | None = None
    media_type: str | None = None
    extractor: str | None = None
    language: str | None = None
    site: str | None = None
    canonical: str | None = None

    def news(self) -> Iterator[tuple[int, int, str]]:
        """The ranges that taggers read, with their kind: titles, decks, body and tweets, in the order of the text."""
        for s in self.segments:
            if s.kind in NEWS:
                yield s.start, s.end, s.kind

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds this offset."""
        k = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        return self.segments[k] if k >= 0 and offset < self.segments[k].end else None

    def __hash__(self) -> int:
        """Of what tells articles apart: results are kept by article, and a hash of a thousand segments would cost more than they do."""
        return hash((self.id, self.text))


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. ``anchor`` says what a relative phrase was counted from; null ends say "not to be known".

    ``when`` is the literal reading: every day that the words allow, counted from the anchor. "Early", "mid" and "late" are thirds of
    their period ("late 2019": the last one), a convention, so ``period`` keeps the whole (2019); "earlier" and "later" stop at the
    speaker's date; "since" reaches up to it, and ``period`` is where it began. ``best`` is given only where the literal reading
    cannot be true beside what was told before, with a problem row: read ``best or when``.
    """

    start: int
    end: int
    when: Interval
    anchor: str
    rule: str
    best: Interval | None = None
    kind: str = "date"  # date, duration, frequency: only a date names days of the calendar
    period: Interval | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place name. ``use`` is locative, metonym ("sent to Tehran") or attributive ("US forces"); only the first may be pinned."""

    start: int
    end: int
    place_id: str | None
    name: str | None
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    use: str
    rule: str
    nested: bool = False  # inside a longer place name: "Erbil" in "Erbil airport"
    geonames: int | None = None  # GeoNames' number, where the place is known by one
    candidates: str = ""  # the place_ids among which nothing decides, the most prominent first, separated by ";"


RADIUS = {"point": 1, "district": 5, "city": 10, "region": 100}
"""How far from its coordinates, in kilometres, a place of each precision may really lie. What is not here is never drawn."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A name or description of someone who acts or speaks."""

    start: int
    end: int
    actor_id: str
    name: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What the text attributes to somebody. ``start``/``end`` span the content only, without quotation marks.

    ``via`` is the actor_id of who relays it. ``utterance_id`` is given when the articles are laid side by side.
    """

    start: int
    end: int
    kind: str
    speaker_start: int | None
    speaker_end: int | None
    speaker_id: str | None
    cue_start: int | None
    cue_end: int | None
    via: str | None
    when: Interval
    rule: str


STATUSES = ("cancelled", "carried_out", "ongoing", "attempted", "planned", "threatened", "alleged", "feared", "denied")
"""What a text can commit itself to. Of what is told of one event the first stands for it: its being called off, then the firmest."""
DONE = frozenset({"carried_out", "ongoing"})
NOT_DONE = frozenset(STATUSES) - DONE
"""Under these nothing is told to have happened: titles say so, and maps and timelines draw it hollow."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that reports something. Linking says of which event; one that only says that nobody was hurt can be of none."""

    start: int
    end: int
    type: str
    status: str
    when: Interval
    place_ids: tuple[str, ...]
    actors: tuple[tuple[str, str], ...]  # (actor_id, role): agent, target, authoriser, victim, source
    rule: str
    head_start: int = 0  # the word that names the event: "attack", "struck"
    head_end: int = 0
    known: bool = False  # told by a noun as what the reader knows of: "the attack", "their raids"
    apart: bool = False  # of a toll: it says what it is of, or is told in passing ("mourned nine who drowned"), and continues nothing
    counts: tuple[int, ...] = ()  # where the words of its killed and injured stand: "killed" in "nine were killed"


@dataclass(frozen=True, slots=True)
class Claim:
    """A source's word that an attribute of the event told by ``mention`` has a value.

    ``value`` is an int for counts, an id or a word else; None says that the source refuses or does not know.
    """

    start: int
    end: int
    mention: int  # position of its mention in the article's mentions
    attribute: str
    value: int | str | None
    qualifier: str | None
    source_id: str | None  # actor_id; None is the outlet itself
    source_start: int | None
    source_end: int | None
    rule: str


@dataclass(frozen=True)
class Tags:
    """All tags of one article, by kind. Filled in the order of ``tag.KINDS``: each tagger sees the kinds before its own."""

    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[tuple[int, int, str, str], ...] = field(default=())  # start, end, what, advice
