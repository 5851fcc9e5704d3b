"""Publication dates: what states one, what bounds one, and what must never do either. All names are invented."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from pace import seconds

from analystkit.codebook import Codebook
from analystkit.english import date as date_articles
from analystkit.english import problems, segment, times
from analystkit.english.dating.period import fits
from analystkit.english.tokens import Reading
from analystkit.records import Article, Interval, Tags
from analystkit.sources import seeds

CASE = Codebook(period=Interval(date(2019, 1, 1), date(2019, 9, 30), "day"))
LEAD = "Three boats left Port Vale after the harbour master of Nordia opened the gates again."
MORE = "Nobody was hurt, the harbour master said, and the last of the boats returned before the night fell."


def dated(*texts: str, book: Codebook = CASE) -> list[Article]:
    articles = [segment(Article(f"a{i}", text), book) for i, text in enumerate(texts)]
    return date_articles(articles, book)


def bounds(article: Article) -> str:
    return f"{article.published.earliest or ''}..{article.published.latest or ''}"


AFTER = "Sailors of Nordia left the port last month.\n\nIn March, sailors were hurt at the port."
STATED = f"Boats leave Port Vale at last\n\nMarch 4, 2019\n\n{LEAD}"
POST = "Boats have left the port. https://t.co/a\n— Ann Lee (@annlee) March 4, 2019"

# text, first and last day, how the basis begins
EXAMPLES = [
    (STATED, "2019-03-04..2019-03-04", "stated: ‘March 4, 2019’"),
    (f"Boats leave Port Vale at last\n\nUpdated 4 March 2019, 5:12 pm\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 March 2019’"),
    (f"Boats leave Port Vale at last\n\nBy Ann Lee March 4, 2019\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘March 4, 2019’"),
    (f"PORT VALE, March 4, 2019 (NW) - {LEAD}", "2019-03-04..2019-03-04", "stated: ‘March 4, 2019’"),
    (f"Boats leave Port Vale at last\n\n(Port Vale, March 4, 2019) – {LEAD}", "2019-03-04..2019-03-04", "stated: ‘March 4, 2019’"),
    (f"Boats leave\n\nDirectorate\nPort Vale, Monday, 4th March, 2019\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4th March, 2019’"),
    (f"Boats leave\n\nPORT VALE, 4 March 2019 /Norpress/ -- {LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 March 2019’"),
    (f"Boats leave\nVale Society -- press release\nPort Vale, 4 March 2019 -- for all\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4"),
    (f"Boats leave at last\n\nPORT VALE (Vale Post) Monday 4 March 2019\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 March 2019’"),
    (f"Boats leave\n\nVale FM - Monday 4 March 2019, 0700 hrs bulletin\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 March 2019’"),
    (f"PORT VALE, March 4 (NW) — {LEAD}", "2019-03-04..2019-03-04", "inferred from the dateline ‘March 4’; year from the case's period"),
    (f"{LEAD}\n\n{POST}\n\n{MORE}", "2019-03-04..2019-03-11", "inferred from the post of 2019-03-04"),
    (
        f"{LEAD}\n\n{POST}\n\n{POST.replace('4, 2019', '6, 2019')}\n\n{MORE}",
        "2019-03-06..2019-03-13",
        "inferred from the post of 2019-03-06",
    ),
    (AFTER, "2019-04-01..2019-04-30", "inferred from ‘last month’ beside ‘In March’ (year from the case's period)"),
    (
        "Two boats were hit on Feb. 15, the master said.",
        "2019-02-15..",
        "inferred from ‘Feb. 15’ (year from the case's period): not before",
    ),
    ("Since April, crews have fired on boats.", "2019-04-01..", "inferred from ‘Since April’"),
    ("The port was closed on 4 March 2018.", "2018-03-04..", "inferred from ‘4 March 2018’: not before"),
    ("Nordia left the treaty in 2016, and the port was closed.", "2016-01-01..", "inferred from ‘in 2016’: not before"),
]

EXAMPLES += [
    (f"Boats leave Port Vale at last\n\nPosted by annlee on 4 March 2019\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 March 2019’"),
    (f"Boats leave Port Vale at last\n\nPublished: 4 March 2019\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 March 2019’"),
    (
        f"Boats leave Port Vale at last\n\nLast updated on Tuesday, 5 March 2019\n\nPublished: 4 March 2019\n\n{LEAD}",
        "2019-03-04..2019-03-04",
        "stated: ‘4 March 2019’",
    ),
    (f"Boats leave Port Vale at last\n\nBy Ann Lee | 4 Mar 2019\n\n{LEAD}", "2019-03-04..2019-03-04", "stated: ‘4 Mar 2019’"),
    (
        f"{LEAD * 6} Boats left. — Ann Lee (@annlee) March 4, 2019\n\nIn 2016, sailors were found near the port.",
        "2019-03-04..",
        "inferred from ‘March 4, 2019’: not before",
    ),
]

# a line near the title, and whether it says when the article appeared
LINES = [
    ("Altiplano Hoy, 4 March 2019", True),
    ("By Ana Ruiz | La Paz, 4 March 2019", True),
    ("The Vale Post, Port Vale, March 4, 2019", True),
    ("Ana Ruiz, La Voz de Vale, 4 March 2019", True),
    ("4 March 2019 - Vale Post", True),
    ("Vale Wire / Port Vale / Monday 4 March 2019", True),
    ("(Vale Post, 4 March 2019)", True),
    ("Radio Vale news desk, 4 March 2019, 14:30", True),
    ("From our correspondent in Port Vale, 4 March 2019", True),
    ("Published in the Vale Post on 4 March 2019", True),
    ("Human Rights Unit, press release, 4 March 2019", True),
    ("The storm of Port Vale, 4 March 2019", False),
    ("Nordia after the deal of 4 March 2019", False),
    ("Boats of 4 March 2019", False),
    ("Staged at Port Vale since 4 March 2019", False),
    ("Vale Post, 31 June 2019", False),
]


@pytest.mark.parametrize(("line", "states"), LINES)
def test_who_and_where_beside_the_day(line: str, states: bool) -> None:
    for text in (f"Boats leave Port Vale at last\n\n{line}\n\n{LEAD}", f"{line}\n\nBoats leave Port Vale at last\n\n{LEAD}"):
        assert bounds(dated(text)[0]) == ("2019-03-04..2019-03-04" if states else "..")


NO_DAYS = ("0001-01-01", "9999-12-31")
UNKNOWN = [
    "The port was closed on 4 Auguſt 2019 and on 31 June 2019.",
    LEAD,
    "The gates will open on March 4, 2019, the master said.",
    "The minister has been named as a candidate in 2030.",
    "The harbour is to be rebuilt by 2030.",
    "She may sail in May.",
    "Sailors left the port last month.",
    "March on, he said.",
    f"{LEAD}\n\n{MORE}\n\nShare this:\n\nStorm reaches Sudria at night\n\nSudport (Reuters) - A storm hit on 4 March 2023 and...",
    "On Monday, boats left.",
]


@pytest.mark.parametrize(("text", "days", "basis"), EXAMPLES)
def test_example(text: str, days: str, basis: str) -> None:
    (article,) = dated(text)
    assert bounds(article) == days
    assert article.basis.startswith(basis)


@pytest.mark.parametrize("text", UNKNOWN)
def test_nothing_is_made_up(text: str) -> None:
    (article,) = dated(text)
    assert (bounds(article), article.basis) == ("..", "unknown")


def test_without_a_period_no_year_is_supplied() -> None:
    texts = ["PORT VALE, March 4 (NW) - " + LEAD, "Since April, crews have fired on boats.", AFTER]
    assert [bounds(a) for a in dated(*texts, book=Codebook())] == [".."] * 3


def test_a_period_with_two_such_months_supplies_no_year() -> None:
    book = Codebook(period=Interval(date(2018, 1, 1), date(2019, 9, 30), "day"))
    assert bounds(dated("Since April, crews have fired on boats.", book=book)[0]) == ".."


def test_stated_before_given_before_inferred() -> None:
    given = Interval(date(2019, 5, 1), date(2019, 5, 1), "day")
    stated, record = (
        segment(Article(name, text, published=given, basis="given"), CASE) for name, text in (("a", STATED), ("b", f"{LEAD}\n\n{POST}"))
    )
    first, second = date_articles([stated, record], CASE)
    assert (bounds(first), first.basis) == ("2019-03-04..2019-03-04", "stated: ‘March 4, 2019’; the record gives 2019-05-01")
    assert (bounds(second), second.basis) == ("2019-05-01..2019-05-01", "given")


def test_the_day_in_an_address() -> None:
    for path, day in (("2021/03/04/boats", "2021-03-04"), ("2021/13/04/boats", ""), ("archive/2021/03/boats", "")):
        article = segment(Article("a", LEAD, url=f"https://vale.example/{path}"), Codebook())
        (found,) = date_articles([article], Codebook())
        assert str(found.published.earliest or "") == day and ("address" in found.basis) is bool(day)


def test_a_day_that_stands_for_none_is_none() -> None:
    books = [segment(Article(d, LEAD, published=Interval(date.fromisoformat(d), date.fromisoformat(d), "day")), CASE) for d in NO_DAYS]
    assert [bounds(a) for a in date_articles([*books, *dated(TELLER)], CASE)] == ["..", "..", "2019-03-04..2019-03-04"]


def test_what_a_speaker_calls_last_month_is_the_speakers() -> None:
    text = "“Sailors of Nordia left the port last month,” Lee wrote.\n\nIn March, sailors were hurt at the port."
    assert bounds(dated(text)[0]) == "2019-03-01.."


def test_a_month_with_its_year_is_not_last_month() -> None:
    text = "Sailors of Nordia left the port last month.\n\nIn March 2017, sailors were hurt at the port."
    assert bounds(dated(text)[0]) == "2017-03-01.."


def test_words_of_its_own_can_be_younger_than_an_old_post() -> None:
    assert bounds(dated(f"{LEAD}\n\n{POST}\n\nThe port was closed on 4 May 2019.")[0]) == "2019-05-04.."


STATEMENT = (
    "“The council of Port Vale has ordered every captain to keep sailors aboard until inspectors from Nordia have examined cargo "
    "holds, engine rooms, lifeboats and radio cabins, because smugglers carried rifles through harbour gates during storms, "
    "and no vessel is exempt,” "
)
TELLER = f"Boats held at Port Vale for now\n\nMarch 4, 2019\n\nCaptains were told on Monday to stay.\n\n{STATEMENT}the council said."
RETELLER = f"Crews waited for inspectors.\n\n{STATEMENT}said the council of the town."
STRANGER = "Sudria chose a new parliament.\n\n" + "Farmers of Sudria brought olives, lemons and carpets to the old market square. " * 3


def test_related_article_dates_within_a_week() -> None:
    for book in (CASE, Codebook()):
        _, retold = dated(TELLER, RETELLER, book=book)
        assert bounds(retold) == "2019-03-03..2019-03-11"
        assert retold.basis.startswith("inferred from a0, which shares ")
        assert "by convention" in retold.basis


def test_the_same_weekday_of_the_same_words_is_the_same_day() -> None:
    said = "said the council of the town"
    _, retold = dated(TELLER, RETELLER.replace(said, f"{said} on Monday"))
    assert bounds(retold) == "2019-03-04..2019-03-10"
    for told in ("last Monday", "next Monday", "on Monday, 4 March"):
        assert bounds(dated(TELLER, RETELLER.replace(said, f"{said} {told}"))[1]) == "2019-03-03..2019-03-11"
    _, retold = dated(TELLER, "On Monday, crews swam.\n\n" + RETELLER)  # of something else
    assert bounds(retold) == "2019-03-03..2019-03-11"


PARTICULARS = (
    "Captains lost three fishing boats near Port Vale and one ferry near Sudport, the harbour master told the council of the town."
)


def test_particulars_of_the_lead_relate_within_a_case_only() -> None:
    teller = f"March 4, 2019\n\nLate last night {PARTICULARS.lower()}"
    assert bounds(dated(teller, PARTICULARS)[1]) == "2019-03-03..2019-03-11"
    assert "‘captains lost three fishing’" in dated(teller, PARTICULARS)[1].basis
    assert bounds(dated(teller, PARTICULARS, book=Codebook())[1]) == ".."
    assert bounds(dated(teller, PARTICULARS.replace("three fishing", "some fishing").replace("one ferry", "a ferry"))[1]) == ".."


def test_particulars_told_in_two_weeks_date_nothing() -> None:
    tellers = [f"{day}, 2019\n\n{PARTICULARS}" for day in ("March 4", "May 20")]
    assert bounds(dated(*tellers, PARTICULARS)[2]) == ".."


def test_a_week_either_way_where_the_dated_one_tells_nothing_new() -> None:
    _, retold = dated(TELLER.replace("on Monday ", ""), RETELLER)
    assert bounds(retold) == "2019-02-25..2019-03-11"


def test_related_article_that_its_own_words_forbid() -> None:
    _, retold = dated(TELLER, RETELLER + "\n\nSince April, crews have fired on boats.")
    assert bounds(retold) == "2019-04-01.."


def test_strangers_change_nothing() -> None:
    before = dated(TELLER, RETELLER)
    after = dated(TELLER, RETELLER, STRANGER, f"March 9, 2019\n\n{STRANGER}", STRANGER * 2)
    assert after[:2] == before
    assert dated(STRANGER, TELLER)[0].basis == "unknown"


def test_an_article_dated_by_another_dates_no_third() -> None:
    """Else a chain of retellings would drift from its evidence."""
    third = "A third page printed what captains heard.\n\nCrews waited for inspectors, said the council of the town."
    assert dated(TELLER, RETELLER, third)[2].basis == "unknown"


MARKET = (
    "Gunmen stormed the cattle market of Kelembe in Sudria {}, killing a trader and burning stalls, the governor, Osman Tarrel, said.\n\n"
    "The raiders came from Gorvia and Borofe on motorbikes, said Ilka Bensing of the Red Anchor."
)
STORY = f"Raid on a market\n\n23 May 2023\n\n{MARKET.format('on Monday')}"
NAMED = "Osman Tarrel, the governor, blamed men from Gorvia and Borofe. Ilka Bensing of the Red Anchor went to Sudria."
# an undated article of the story, and its days
SISTERS = [
    (f"On Monday gunmen burned the stalls of the cattle market of Kelembe.\n\n{NAMED}", "2023-05-22..2023-05-28"),
    (f"A trader died on Monday when raiders stormed the cattle market in Kelembe.\n\n{NAMED}", "2023-05-22..2023-05-28"),
    (f"Raid\n\nTuesday, 23 May\n\nOn Monday gunmen burned stalls of the cattle market of Kelembe.\n\n{NAMED}", "2023-05-23..2023-05-23"),
    (f"KELEMBE, May 24 (NW) - On Monday gunmen burned stalls at the cattle market.\n\n{NAMED}", "2023-05-24..2023-05-24"),
    (f"KELEMBE, May 24 (NW) - The stalls are still closed.\n\n{NAMED}", "2023-05-24..2023-05-24"),
    (f"KELEMBE, Aug. 24 (NW) - The stalls are still closed.\n\n{NAMED}", ".."),
    ("KELEMBE, May 24 (NW) - The stalls of the cattle market are still closed, the governor said.", ".."),
    (f"Raid\n\nTuesday, 24 May\n\nOn Monday gunmen burned stalls of the cattle market of Kelembe.\n\n{NAMED}", ".."),
    (f"Last Monday gunmen burned the stalls of the cattle market of Kelembe.\n\n{NAMED}", ".."),
    (f"On Thursday gunmen burned the stalls of the cattle market of Kelembe.\n\n{NAMED}", ".."),
    (f"The cattle market of Kelembe will open again on Monday after gunmen burned its stalls.\n\n{NAMED}", ".."),
    (f"On Monday the footballers of Kelembe won against Borofe.\n\n{NAMED}", ".."),
    ("On Monday gunmen burned the stalls of the cattle market of Kelembe.", ".."),
]


@pytest.mark.parametrize(("text", "days"), SISTERS)
def test_a_story_told_in_other_words_is_dated_by_its_weekday(text: str, days: str) -> None:
    for told in ("on Monday", "yesterday", "on 22 May"):
        assert bounds(dated(STORY.replace("on Monday", told), text, book=Codebook())[1]) == days


def test_what_happens_in_two_weeks_dates_none() -> None:
    assert bounds(dated(STORY, STORY.replace("23 May", "6 June"), SISTERS[0][0], book=Codebook())[2]) == ".."


def test_order_does_not_matter() -> None:
    there = {a.text: (a.published, a.basis.replace("a0", "x")) for a in dated(TELLER, RETELLER)}
    back = {a.text: (a.published, a.basis.replace("a1", "x")) for a in dated(RETELLER, TELLER)}
    assert there == back


def test_undated_articles_are_problems() -> None:
    articles = dated(TELLER, LEAD, "The port was closed on 4 March 2018.")
    assert [(p.where, p.what) for p in problems(articles, Codebook())] == [("a1", "publication not dated"), ("a2", "publication not dated")]


BARE = "Two boats were hit on Feb. 15, the master said."
# text, whether the period of January to September 2019 fits it, and the day that this gives
PERIODS = [
    (BARE, True, "2019-02-15"),
    (f"{BARE} Sailors were found dead in 2011.", True, "2019-02-15"),
    (f"{BARE} The port was closed on 4 May 2019.", True, "2019-02-15"),
    (f"{BARE} In 2019, the gates were opened.", True, "2019-02-15"),
    (f"{BARE} The gates will be rebuilt, perhaps in 2030.", True, "2019-02-15"),
    (f"December 4, 2019\n\n{LEAD}\n\n{BARE}", True, None),
    (f"December 4, 2016\n\n{LEAD}\n\n{BARE}", False, None),
    (f"{BARE} The gates were opened in 2022.", False, None),
    (f"{BARE} Others were hit on Nov. 3. Sailors were found dead in 2011.", False, None),
    ("Two boats were hit on Nov. 15, the master said.", False, None),
    (f"{LEAD} The port was closed on 4 May 2016.", False, None),
    ("In March, boats were hit. Sailors were found dead in 2011.", False, None),
    ("In March, boats were hit.", None, None),
    (LEAD, None, None),
    (f"{LEAD} Sailors were found dead in 2011.", None, None),
    (f"{LEAD} Boats were lost in October.", None, None),
]


@pytest.mark.parametrize(("text", "fit", "day"), PERIODS)
def test_a_period_gives_years_only_to_articles_it_fits(text: str, fit: bool | None, day: str | None) -> None:
    (article,) = dated(text)
    assert fits(article, CASE) is fit
    given = [t.when for t in times.tag(Reading(article), CASE, Tags()) if t.anchor == "the case's period"]
    assert [str(when.earliest) for when in given] == ([day] if day else [])
    said = [p.what for p in problems([article], CASE) if "period" in p.what]
    none = "the case's period (2019-01-01 to 2019-09-30) fits no date of this article, and gives it no year"
    assert said == ([none] if fit is False else [])


def test_a_day_whose_year_the_period_fixes_is_that_day() -> None:
    (article,) = dated(f"{BARE} Others were hit on March 2.")
    found = [(t.when, t.anchor) for t in times.tag(Reading(article), CASE, Tags())]
    assert found == [(Interval(d, d, "day"), "the case's period") for d in (date(2019, 2, 15), date(2019, 3, 2))]
    (unread,) = dated(BARE, book=Codebook())
    assert [t.when.latest for t in times.tag(Reading(unread), Codebook(), Tags())] == [None]


def test_scales() -> None:
    """Four times the articles may take about four times the time, not sixteen; eight leaves room for a busy machine."""
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst"]
    took = []
    for n in (250, 1000):
        texts = [" ".join(words[(i * 7 + j * j) % len(words)] for j in range(150)) + "." for i in range(n)]
        articles = [segment(Article(str(i), ("March 4, 2019\n\n" if i % 2 else "") + t), CASE) for i, t in enumerate(texts)]
        took.append(seconds(partial(date_articles, articles, CASE)))
    assert took[1] < 8 * max(took[0], 0.05)


@pytest.mark.parametrize("words", ["Monday ", "March 4 ", "in 2019 ", "since March, ", "“last month in March ", "PORT VALE, March 4 - "])
def test_linear_on_hostile_text(words: str) -> None:
    """Four times the text may take no more than about four times the time; ten leaves room for a busy machine."""
    teller = segment(Article("a", TELLER), CASE)
    small, large = ([teller, segment(Article("b", words * (size // len(words))), CASE)] for size in (10_000, 40_000))
    took = [seconds(partial(date_articles, articles, CASE)) for articles in (small, large)]
    assert took[1] < 10 * max(took[0], 0.05)


@pytest.mark.parametrize("article", seeds.read(Path(__file__).parent / "first" / "seeds")[0], ids=lambda a: a.id[:3])
def test_same_twice_and_cut_anywhere(article: Article) -> None:
    for cut in range(0, len(article.text), 211):
        part = article.text[:cut]
        assert dated(part) == dated(part)
