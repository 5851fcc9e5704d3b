"""Times: phrases, the days they mean, and what they were counted from. All sentences and names are invented."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pace import seconds

from analystkit.codebook import Codebook
from analystkit.english.times import problems, tag
from analystkit.english.times.arithmetic import nth_weekday
from analystkit.english.times.rules import Example, grammar
from analystkit.english.times.scene import weekday_named
from analystkit.english.tokens import Reading
from analystkit.records import UNKNOWN, Article, Interval, Segment, Tags, Time

THURSDAY = "2021-02-25"  # the anchor of the examples


def article(text: str, published: str | None = THURSDAY, segments: tuple[Segment, ...] = ()) -> Article:
    when = UNKNOWN
    if published:
        first, _, last = published.partition("/")
        when = Interval(date.fromisoformat(first), date.fromisoformat(last or first), "day")
    return Article("a", text, published=when, segments=segments or (Segment(0, len(text), "body", "given"),))


def times(text: str, published: str | None = THURSDAY) -> list[Time]:
    return tag(Reading(article(text, published)), Codebook(), Tags())


def shown(text: str, published: str | None = THURSDAY) -> list[tuple[str, str, str]]:
    """Phrase, days as first/last with ? for an unknown end, granularity."""
    return [(text[t.start : t.end], days(t.when), t.when.granularity) for t in times(text, published)]


def days(when: Interval | None) -> str:
    return f"{(when and when.earliest) or '?'}/{(when and when.latest) or '?'}"


def whole(day: str) -> str:
    return f"{day}/{day}"


EXAMPLES = [
    # a duration before what came next; hours before an event that is told here first
    ("It began on Monday. They fired for nearly an hour before fleeing.", "nearly an hour", "?/?", "unknown"),
    ("The camp fell on Monday. Guards slept for three days before leaving.", "three days", "?/?", "unknown"),
    ("A storm came on Tuesday. It rose hours before an order was given.", "hours before", "?/?", "vague"),
    # "that day" needs a day told
    # calendar dates in their usual forms
    ("It was signed in the 2015 treaty.", "2015", "2015-01-01/2015-12-31", "year"),
    # days without a year, weekdays, parts of the day
    ("Rockets hit the port on February 15.", "February 15", whole("2021-02-15"), "day"),
    ("The court will sit on March 12.", "March 12", whole("2021-03-12"), "day"),
    ("It would apply to any fee paid since Dec. 31.", "since Dec. 31", "2020-12-31/2021-02-25", "day"),
    ("They would go home. (On Monday he said it would end.)", "Monday", whole("2021-02-22"), "day"),
    ("It is due soon after they decided late Monday to go.", "late Monday", whole("2021-02-22"), "day"),
    # weeks, months, seasons, years
    ("The vote will be held in June.", "June", "2021-06-01/2021-06-30", "month"),
    ("They met in the fall of\n     2013 in a barn.", "the fall of\n     2013", "2013-09-01/2013-11-30", "season"),
    # counted from the event just told
    ("It earned $4 million in the third quarter, from $3 million a year earlier.", "a year earlier", "2019-07-01/2019-09-30", "quarter"),
]  # fmt: skip


RULES = [(rule.name, example) for of in grammar().classes.values() for rule in of.rules for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), RULES)
def test_a_rule_reads_its_examples(rule: str, example: Example) -> None:
    found = [(t.rule.partition(":")[0], example.text[t.start : t.end], days(t.when)) for t in times(example.text)]
    if example.phrase:
        first, _, last = example.days.partition("/")
        assert (rule, example.phrase, f"{first}/{last or first}") in found
    else:
        assert [f for f in found if f[2] != "?/?"] == []


@pytest.mark.parametrize(("text", "phrase", "when", "granularity"), EXAMPLES)
def test_examples(text: str, phrase: str, when: str, granularity: str) -> None:
    assert (phrase, when, granularity) in shown(text)


TRAPS = [  # each beside what looks like it and is none: in NOT_ONE, or as the second row
    ("He was away on April 24 and 25.", [("April 24", whole("2020-04-24")), ("25", whole("2020-04-25"))]),
    ("They met on 12 and 13 November 2019.", [("12", whole("2019-11-12")), ("13 November 2019", whole("2019-11-13"))]),
    ("On April 24 and 25 people died.", [("April 24", whole("2020-04-24"))]),
    ("Envoy Reyd meets the king Monday.", [("Monday", whole("2021-03-01"))]),
    ("Envoys meet in Lima Monday.", [("Monday", whole("2021-03-01"))]),
    ("They were unable to meet demand on Monday.", [("Monday", whole("2021-02-22"))]),
    ("The office on Sunday issued a warning ahead of it.", [("Sunday", whole("2021-02-21"))]),
    ("On Tuesday, the League plans to march.", [("Tuesday", whole("2021-03-02"))]),
    ("He told them of a cut in supply in March.", [("March", "2021-03-01/2021-03-31")]),
    ("Supply fell in March.", [("March", "2020-03-01/2020-03-31")]),
    ("She asked envoys to a feast on March 12.", [("March 12", whole("2021-03-12"))]),
    ("The mill was sold on March 12.", [("March 12", whole("2020-03-12"))]),
    ("They hoped she would see the town, where the Feb. 7 fire killed six.", [("Feb. 7", whole("2021-02-07"))]),
    ("“On Monday,” he said, “we left.”", [("Monday", whole("2021-02-22"))]),
    ("“We leave today,” Gen. Reyd said on Monday.", [("today", whole("2021-02-22")), ("Monday", whole("2021-02-22"))]),
    ("Reyd told them Tuesday: “We leave today.”", [("Tuesday", whole("2021-02-23")), ("today", whole("2021-02-23"))]),
    ("“We leave today,” Reyd said, as Monday's rain fell.", [("today", whole("2021-02-25")), ("Monday's", whole("2021-02-22"))]),
    ("Shells fell Saturday night. Men came at 7:15 p.m. to help.",
     [("Saturday night", whole("2021-02-20")), ("7:15 p.m.", whole("2021-02-20"))]),
    ("Shells fell Saturday.\n\nMen eat at 7:15 p.m. there.", [("Saturday", whole("2021-02-20")), ("7:15 p.m.", "?/?")]),
    ("A car stood at 6 a.m. near the mill on Sunday.", [("6 a.m.", whole("2021-02-21")), ("Sunday", whole("2021-02-21"))]),
    ("It is shut from 8 p.m. to 5 a.m. until March 31.", [("8 p.m.", "?/?"), ("5 a.m.", "?/?"), ("March 31", whole("2021-03-31"))]),
    ("He rose at 6 a.m. and left on Sunday.", [("6 a.m.", "?/?"), ("Sunday", whole("2021-02-21"))]),
    ("He was shot dead on Oct. 23.\n\nA car came 10 days before the murder.",
     [("Oct. 23", whole("2020-10-23")), ("10 days before the murder", "?/?")]),
    ("On Oct. 12 it rained, and the day before the flood too.",
     [("Oct. 12", whole("2020-10-12")), ("the day before the flood", "?/?")]),
    ("Anna May left. A letter from May came on May 3.", [("May 3", whole("2020-05-03"))]),
    ("Rain fell from May on.", [("May", "2020-05-01/2020-05-31")]),
    ("The bridge fell on May 3. Over the next two weeks men drowned there.",
     [("May 3", whole("2020-05-03")), ("the next two weeks", "2020-05-03/2020-05-17")]),
    ("He made them sign a form pledging to vote Sunday.", [("Sunday", whole("2021-02-28"))]),
    ("It fell on Feb. 30.", [("Feb. 30", "?/?")]),
    ("The curfew lasts until Sunday.", [("Sunday", whole("2021-02-28"))]),
    ("They held out until Sunday.", [("Sunday", whole("2021-02-21"))]),
    ("By Sunday the bridge was gone.", [("Sunday", whole("2021-02-21"))]),
    ("The raid, claimed a day earlier, was on Sunday.", [("a day earlier", "?/?"), ("Sunday", whole("2021-02-21"))]),
    ("It earned $9 million, from $3 million a year earlier.", [("a year earlier", "2020-01-01/2020-12-31")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TRAPS)
def test_traps(text: str, found: list[tuple[str, str]]) -> None:
    assert [s[:2] for s in shown(text)] == found


def test_a_plan_in_a_headline_is_told_as_past() -> None:
    text = "Envoy meets king Monday"
    found = tag(Reading(article(text, segments=(Segment(0, len(text), "title", "given"),))), Codebook(), Tags())
    assert [days(t.when) for t in found] == [whole("2021-02-22")]


NOT_ONE = [
    "He may march on the second fall of the sun.",
    "The marchers may sit; the sun sat on the mon wall.",
    "Ms. Summers, 52, scored 21-14 and paid $1,999 for it.",
    "The jets were F-15 and F-16 planes under Article II.",
    "Call 555-2014 or +1 202 555 1999.",
    "A 9/11 memorial and a 24/7 desk.",
    "It weighs 1.975 tons and costs 2,018 euros.",
    "The guards saw at 2030 a man of the People's Daily.",
    'He was in “Saturday Night Stories” and "The March Wind".',
    "He spoke on the 10th anniversary of the raid, the 25th of its kind.",
    "They sprang and will fall; a fall, a spring, a second and a sun, which may march.",
    "It cost $2021, 1999 pounds and £1985; the score was 20-21, and they won 2020 votes.",
]


@pytest.mark.parametrize("text", NOT_ONE)
def test_not_one(text: str) -> None:
    assert [s for s in shown(text) if s[1] != "?/?"] == []


# What each sentence of an article of February 25, 2021 can mean at the widest, and no day: "?" is an end that nobody told.
VAGUE = [
    ("He recently left.", "?/2021-02-25"), ("Recent attacks hurt trade.", "?/2021-02-25"),
    ("In recent weeks shells fell.", "?/2021-02-25"), ("Nowadays it is shut.", "?/2021-02-25"), ("These days it is open.", "?/2021-02-25"),
    ("In the past few months it rained.", "2020-08-25/2021-02-25"), ("Over the past two years it grew.", "2019-02-25/2021-02-25"),
    ("He may return in the future.", "2021-02-25/?"), ("Talks will resume soon.", "2021-02-25/?"),
    ("Over the coming months it will grow.", "2021-02-25/?"), ("In the next few days it will grow.", "2021-02-25/2021-03-03"),
    ("Months ago he left.", "2019-08-01/2020-12-31"), ("Several days ago he left.", "2021-02-16/2021-02-22"),
    ("A few weeks ago he left.", "2021-01-11/2021-02-14"), ("He fled years ago.", "?/2019-12-31"),
    ("It happened about a decade ago.", "2010-01-01/2019-12-31"), ("It fell more than ten years ago.", "?/2011-12-31"),
    ("Days later he fled.", "?/?"), ("He came back weeks later.", "?/?"), ("Half an hour later he left.", "?/?"),
    ("The previous day it rained.", "?/?"), ("That day it rained.", "?/?"), ("The following night it rained.", "?/?"),
    ("He came in the hours after the raid.", "?/?"), ("Minutes before the raid he left.", "?/?"),
    ("Two days after the raid he left.", "?/?"), ("He left at 10:30 a.m. in a car.", "?/?"),
    ("A year earlier it rained.", "2020-01-01/2020-12-31"), ("It fell in the 18th century.", "1700-01-01/1799-12-31"),
    ("It shut in February.", "2021-02-01/2021-02-28"), ("It shut last month.", "2021-01-01/2021-01-31"),
    ("It shut last week.", "2021-02-15/2021-02-21"), ("It shut in 2018.", "2018-01-01/2018-12-31"),
    ("It began in late 2019.", "2019-09-01/2019-12-31"), ("In mid-January it began.", "2021-01-11/2021-01-21"),
    ("Early this year it began.", "2021-01-01/2021-05-02"), ("It will end later this year.", "2021-02-25/2021-12-31"),
    ("It shut at the end of 1994.", "1994-09-01/1994-12-31"), ("By year-end it was shut.", "2021-09-01/2021-12-31"),
    ("It shut earlier this month.", "2021-02-01/2021-02-25"), ("It will open next month.", "2021-03-01/2021-03-31"),
    ("It will open next year.", "2022-01-01/2022-12-31"), ("It is due in the second quarter.", "2021-04-01/2021-06-30"),
    ("It ended in the 1990s.", "1990-01-01/1999-12-31"), ("He fled in the winter of 2014.", "2014-12-01/2015-02-28"),
    ("It grew last summer.", "2020-06-01/2020-08-31"), ("Over the weekend it rained.", "2021-02-20/2021-02-21"),
    ("It shut for two years.", "?/?"), ("A three-day march began.", "?/?"), ("They met every week.", "?/?"), ("They meet daily.", "?/?"),
    ("It lasted more than four hours.", "?/?"), ("They waited within 18 months of it.", "?/?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when"), VAGUE)
def test_vague_words_give_no_day(text: str, when: str) -> None:
    """They name no day, in an article of a known day, of a known week and of unknown date: a single day would be invented."""
    assert len(VAGUE) >= 50
    assert [days(t.when) for t in times(text)] == [when]
    for published in (THURSDAY, None, "2021-02-22/2021-02-28"):
        for t in times(text, published):
            assert all(w is None or w.earliest is None or w.earliest != w.latest for w in (t.when, t.best))


WIDE = [
    ("Shells fell on Thursday.", "2021-06-28/2021-07-05", "2021-06-24/2021-07-01"),
    ("Shells fell earlier this month.", "2021-06-28/2021-07-05", "2021-06-01/2021-07-05"),
    ("Shells fell yesterday.", "2021-06-28/2021-07-05", "2021-06-27/2021-07-04"),
    ("Shells fell last year.", "2021-06-28/2021-07-05", "2020-01-01/2020-12-31"),
    ("Shells fell yesterday.", None, "?/?"),
    ("Shells fell in May.", None, "?/?"),
]


@pytest.mark.parametrize(("text", "published", "when"), WIDE)
def test_an_uncertain_anchor_widens(text: str, published: str | None, when: str) -> None:
    assert [w for _, w, _ in shown(text, published)] == [when]


def test_unknown_publication_is_one_problem() -> None:
    a = article("Shells fell yesterday and on Monday.", None)
    assert [p[2] for p in problems(a, tag(Reading(a), Codebook(), Tags()))] == ["time: 2 relative to an unknown date"]


PARTS = [
    ("It began in mid-January.", "2021-01-11/2021-01-21", "2021-01-01/2021-01-31"),
    ("It began in late 2019.", "2019-09-01/2019-12-31", "2019-01-01/2019-12-31"),
    ("It has burned since late 2019.", "2019-09-01/2021-02-25", "2019-01-01/2019-12-31"),
    ("It has burned since April 2019.", "2019-04-01/2021-02-25", "2019-04-01/2019-04-30"),
    ("Earlier this month it began.", "2021-02-01/2021-02-25", "2021-02-01/2021-02-28"),
    ("It will begin later this month.", "2021-02-25/2021-02-28", "2021-02-01/2021-02-28"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "period"), PARTS)
def test_a_part_of_a_period_is_its_days_and_the_period_is_kept(text: str, when: str, period: str) -> None:
    [t] = times(text)
    assert (days(t.when), days(t.period), t.best) == (when, period, None)


def test_earlier_this_month_on_its_first_day_names_no_day() -> None:
    assert days(times("Earlier this month it began.", "2021-03-01")[0].when) == "2021-03-01/2021-03-31"


def test_a_day_that_no_calendar_has_is_reported() -> None:
    for text in ("It fell on Feb. 30.", "It fell on April 31, 2020.", "It fell on 2021-02-30.", "It fell on Feb. 29, 2021."):
        a = article(text)
        [t] = tag(Reading(a), Codebook(), Tags())
        assert not t.when.known and [p[2] for p in problems(a, [t])] == ["time: no such day"]


def test_a_weekday_that_is_not_the_dates_is_reported() -> None:
    a = article("It fell on Friday, Feb. 25, 2021.")
    [t] = tag(Reading(a), Codebook(), Tags())
    assert days(t.when) == whole("2021-02-25") and [p[2] for p in problems(a, [t])] == ["time: another weekday"]


def test_what_cannot_be_true_keeps_its_words_and_gets_a_better_reading() -> None:
    text = "The general stopped a raid last month. He had ordered two raids after attacks on the port earlier this month."
    a = article(text, "2021-03-10")
    found = tag(Reading(a), Codebook(), Tags())
    assert days(found[1].when) == "2021-03-01/2021-03-10" and days(found[1].best) == "2021-02-01/2021-02-28"
    assert [p[2] for p in problems(a, found)] == ["time: contradicts"]


def test_what_can_be_true_is_no_contradiction() -> None:
    for text in (
        "Mills shut in 2014. He said that trade had hit bottom this month.",
        "The raid was last month. Reyd, who had sat in jail for years, was told this month to go.",
    ):
        a = article(text, "2021-03-10")
        assert problems(a, tag(Reading(a), Codebook(), Tags())) == []


def test_a_night_of_a_year_is_unknown() -> None:
    found = times("In 2014 the mill burned. That night it rained.")
    assert days(found[1].when) == "?/?"


def test_a_tweet_counts_from_its_own_date() -> None:
    text = "It began today.\nWe saw fires last night\n"
    day = date(2021, 1, 10)
    tweet = Segment(16, len(text), "tweet", "given", published=Interval(day, day, "day"))
    found = tag(Reading(article(text, segments=(Segment(0, 16, "body", "given"), tweet))), Codebook(), Tags())
    assert [(days(t.when), t.anchor) for t in found] == [(whole("2021-02-25"), "published"), (whole("2021-01-09"), "the tweet's date")]


def test_a_quoted_post_counts_from_the_event_just_told() -> None:
    text = "On January 15, rockets hit the port.\n\nCol. Reyd confirmed it in a tweet: “Rockets landed here tonight.” All is quiet today."
    found = times(text)
    assert [days(t.when) for t in found] == [whole("2021-01-15"), whole("2021-01-15"), whole("2021-02-25")]
    assert found[1].anchor == "quoted on 3-13"


def test_a_phrase_never_reaches_over_a_paragraph() -> None:
    assert [s[0] for s in shown("It shut in May\n\n3 people left last\n\nweek")] == ["May"]


def test_the_day_somebody_spoke_is_not_the_event() -> None:
    text = "The siege began on January 5, an aide said Monday. Two days later it ended."
    assert days(times(text)[-1].when) == whole("2021-01-07")


def test_furniture_is_not_read_and_datelines_are() -> None:
    text = "Posted yesterday\nMarch 3, 2020\nIt rained last week."
    segments = (Segment(0, 17, "furniture", ""), Segment(17, 31, "dateline", ""), Segment(31, len(text), "body", ""))
    found = tag(Reading(article(text, segments=segments)), Codebook(), Tags())
    assert [text[t.start : t.end] for t in found] == ["March 3, 2020", "last week"]


def test_durations_and_frequencies_are_no_days() -> None:
    kinds = {t.kind for t in times("For two years they met every week, 24 hours a day, in 16-hour talks.")}
    assert kinds == {"duration", "frequency"}


WEEKDAYS = [
    ("late Saturday night", 5), ("on Sunday's march", 6), ("Sat., May 3", 5), ("Monday, 3 May, a Monday", 0),
    ("from Monday to Friday", None), ("told The Sun, which", None), ("he sat, wed and tuesday-ish", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), WEEKDAYS)
def test_a_weekday_is_named_once_or_not(text: str, number: int | None) -> None:
    assert weekday_named(text) == number


def test_feasts_by_their_rules() -> None:
    assert (nth_weekday(2018, 11, 3, 4), nth_weekday(2019, 5, 0, -1)) == (date(2018, 11, 22), date(2019, 5, 27))


KNOWN_FAILURES = [
    ("It began in nineteen ninety-one.", "nineteen ninety-one", "1991-01-01/1991-12-31", "years in words"),
    ("Envoy Reyd flew Friday to Lima for talks that open Saturday.", "Friday", whole("2021-02-26"), "a past tense for what is to come"),
    ("It is a designated day on June 1 during which they will sing.", "June 1", whole("2021-06-01"), "a word in -ed is taken for a verb"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "phrase", "when"), [pytest.param(*row[:3], marks=pytest.mark.xfail(strict=True, reason=row[3])) for row in KNOWN_FAILURES]
)
def test_known_failures(text: str, phrase: str, when: str) -> None:
    assert (phrase, when) in [s[:2] for s in shown(text)]


SEEDS = sorted((Path(__file__).parent / "first" / "seeds").glob("*.txt"))
ODD = [
    "", " ", "\n" * 50, "İ" * 30 + " on Monday", "“" * 20 + "today", "May " * 30, "2021" * 10, "the the the last last week week",
    "９ May ２０２１", "0 May 0000 1000-01-00", "999999 days ago", "the 99th century", "Monday," * 40, "9999 years later",
    "in 1000 and 9999 decades ago", "last minute next hour this day",
]  # fmt: skip
PIECES = [
    "the last ", "March 3, ", "two ", "2021 ", "“today ", "a year ago ", "Monday to ", "early ", "\n", "a", "the end of the ",
    "On May 3 he said “tonight” ", "the murder on May 3 and ten days before the murder ",
    '"We go today," Reyd said Monday ', "at 6 a.m. near ",
    "Ann May and ", "said said the the next week ", "the first Tuesday of May and ", "2 months and 4 days ", "set set set for May ",
    "told them to leave ", "the last two days of ", "from 3 May to ",
]  # fmt: skip


@pytest.mark.parametrize("text", [p.read_text("utf-8", errors="replace") for p in SEEDS] + ODD)
def test_invariants(text: str) -> None:
    for published in (THURSDAY, None, "0001-01-01", "9999-12-31"):
        found = times(text, published)
        assert found == times(text, published)
        assert found == sorted(found, key=lambda t: (t.start, t.end))
        assert all(0 <= t.start < t.end <= len(text) and text[t.start : t.end].strip() == text[t.start : t.end] for t in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        problems(article(text, published), found)
    for cut in range(0, len(text), max(1, len(text) // 25)):
        times(text[:cut])
        times(text[cut:])


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the text takes not much more than four times the time."""

    small, large = (piece * (n // len(piece)) for n in (10_000, 40_000))
    assert seconds(lambda: times(large)) < 10 * seconds(lambda: times(small)) + 0.2


def test_last_week_on_a_sunday_may_be_the_one_that_ends() -> None:
    assert [shown("The town fell last week.", day)[0][1] for day in ("2021-02-27", "2021-02-28", "2021-03-01")] == [
        "2021-02-15/2021-02-21",
        "2021-02-15/2021-02-28",
        "2021-02-22/2021-02-28",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The road opened a day earlier than planned.",
        "The polls closed an hour later than usual.",
        "She won two weeks later than her brother.",
        "Police found his 1987 Chevrolet in a field.",
        "They met on the 14th floor on Good Friday, at Easter.",
    ],
)
def test_what_tells_no_day(text: str) -> None:
    assert times(text) == []
