"""The quotations of a segment and their days: a quotation's "today" is the day on which it was said."""

from __future__ import annotations

import re
from bisect import bisect_right

from analystkit.english.times.grammar import Phrase
from analystkit.english.times.tense import sentence_before
from analystkit.english.tokens import Quotation, quotations
from analystkit.records import Segment


class Quotes:
    """The quotations of a segment, looked for only when a phrase asks."""

    def __init__(self, text: str, segment: Segment) -> None:
        self.text, self.segment = text, segment
        self.found: list[Quotation] | None = None
        self.starts: list[int] = []

    def around(self, phrase: Phrase) -> Quotation | None:
        """The quotation in which the phrase stands."""
        if self.found is None:
            self.found = quotations(self.text, self.segment.start, self.segment.end)
            self.starts = [q.start for q in self.found]
        last = bisect_right(self.starts, phrase.start) - 1
        return self.found[last] if last >= 0 and phrase.start < self.found[last].end else None

    def posted_then(self, phrase: Phrase, told_at: tuple[int, int]) -> bool:
        """Does it stand in a quoted post, of the event told before: "in a tweet: ‘Rockets landed tonight’"?"""
        quote = self.around(phrase)
        if quote is None or told_at[0] >= quote.start:
            return False
        lead = self.text[max(self.segment.start, quote.outer_start - 160) : quote.outer_start]
        return bool(_POSTED.search(sentence_before(lead)))

    def said_on(self, phrase: Phrase) -> str | None:
        """The words for the day on which the quotation around the phrase was said, where they stand beside it."""
        low = max(self.segment.start, phrase.start - 600)
        quote = self.around(phrase) if _MARKS.search(self.text, low, phrase.start) else None
        if quote is None or not quote.closed:
            return None
        m = _SAID_DAY.match(self.text, quote.outer_end, min(self.segment.end, quote.outer_end + 120))
        if m is None:
            m = _DAY_SAID.search(sentence_before(self.text[max(self.segment.start, quote.outer_start - 120) : quote.outer_start]))
        return m.group("day") if m else None


_POSTED = re.compile(r"\b(?:[Tt]weet(?:ed|s)?|posted|(?:post|wrote|message|said) on (?:Twitter|Telegram|Facebook|X|Instagram))\b")
_MARKS = re.compile(r"[“\"„«]|``")
_SAID = r"(?:said|told|wrote|announced|declared|added|warned|vowed|tweeted|testified)"
_DAYS = r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)\b"
# "…today,” Gen. Reyd said on Monday" · "…today,” said Reyd, who led the team, Monday"
_SAID_DAY = re.compile(rf" (?=(?:[\w.’'-]{{1,20}} ){{0,5}}?{_SAID}\b)(?:[\w.’'-]{{1,20}} ){{1,8}}?(?:on |late |early ){{0,2}}{_DAYS}")
_DAY_SAID = re.compile(rf"\b{_SAID} (?:[\w.’'-]{{1,20}} ){{0,3}}?(?:on |late |early ){{0,2}}{_DAYS}(?: [\w ,.’'-]{{0,40}})?[,:]? $")
