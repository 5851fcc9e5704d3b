"""What a page says of itself: its title without the site, who wrote it, and the days on which it can have appeared."""

from __future__ import annotations

from datetime import date

import pytest
from imports import made

from analystkit.sources import html
from analystkit.sources.found import UNDATED
from analystkit.sources.heads import name_in, without_site
from analystkit.sources.stamps import in_address, moment, published

# stamps as a page has them, its address, the days
DAYS = [
    (["2019-11-19T13:03:00.000Z"], "", "2019-11-19"),
    (["2019-11-20T04:31:13Z"], "", "2019-11-19 2019-11-20"),
    (["2019-11-20T04:31:13+00:00"], "https://a.example/2019/11/19/six", "2019-11-19"),
    (["2019-11-20T04:31:13Z"], "https://a.example/2019/nov/20/six", "2019-11-20"),
    (["2019-11-20T04:31:13Z"], "https://a.example/2019/11/25/six", "2019-11-19 2019-11-20"),
    (["2019-11-20T04:31:13-06:00"], "", "2019-11-20"),
    (["2019-11-20T05:57:50Z", "2019-11-19 21:57:00 -0800"], "", "2019-11-19"),  # one moment, and its zone
    (["2019-11-19T20:00:00"], "", "2019-11-19 2019-11-20"),
    (["2019-11-19 19:31:39", "2019-11-18 12:14:00"], "", "2019-11-18"),  # changed, and first printed
    (["2019-11-19"], "", "2019-11-19"),
    (["20 Nov 2019 08:02 GMT"], "", "2019-11-19 2019-11-20"),
    (["Nov. 19, 2019"], "", "2019-11-19"),
    (["November 19, 2019, 07:47 PM EST"], "", "2019-11-19"),
    (["Tue, 19 Nov 2019 23:05:00 -0500"], "", "2019-11-19"),
    (["0001-01-01T00:00:00Z"], "https://a.example/story/2019/11/19/six/4244754002/", "2019-11-19"),
    (["0001-01-01T00:00:00Z", "soon", "3/4/2019"], "https://a.example/article-14848164.php", ""),
    (["2019-13-45T25:00:00Z", "99999-12-31", ""], "", ""),
]


# a month as pages of other languages name it, its number
MONTHS = [
    ("janvier januar enero gennaio", 1),
    ("février februar febrero febbraio", 2),
    ("mars märz marzo", 3),
    ("avril abril aprile", 4),
    ("mai mayo maggio", 5),
    ("juin juni junio giugno", 6),
    ("juillet juli julio luglio", 7),
    ("août agosto", 8),
    ("septembre septiembre settembre", 9),
    ("octobre oktober octubre ottobre", 10),
    ("novembre noviembre", 11),
    ("décembre dezember diciembre dicembre", 12),
]


@pytest.mark.parametrize(("names", "month"), MONTHS)
def test_a_month_in_another_language(names: str, month: int) -> None:
    assert {name: moment(f"3 {name} 2019") for name in names.split()} == dict.fromkeys(names.split(), date(2019, month, 3))


@pytest.mark.parametrize(("stamps", "url", "days"), DAYS, ids=[str(row[0])[:40] for row in DAYS])
def test_the_days_that_stamps_and_address_allow(stamps: list[str], url: str, days: str) -> None:
    made_of = published([("stamp", stamp) for stamp in stamps], url)
    assert " ".join(dict.fromkeys(f"{d}" for d in made_of[:2] if d)) == days
    assert made_of.basis.startswith(("stated: ", "inferred from the address")) if days else made_of == UNDATED


@pytest.mark.parametrize(
    "words", ["", "soon", "1.2.3", "2019", "99/99/2019", "31 February 2011", "٢٠١٩-١١-١٩", "2019-11-19T99:99", "x" * 10_000]
)
def test_what_is_no_day_is_none(words: str) -> None:
    assert moment(words) is None or str(moment(words)).startswith("2019-11-19")
    assert in_address(f"https://a.example/{words}") is None


@pytest.mark.parametrize(
    ("title", "site", "want"),
    [
        ("Six killed - Vale Post", "Vale Post", "Six killed"),
        ("Six killed | Vale News | The Vale Post", "Vale Post", "Six killed"),
        ("Six killed : ValePost", "Vale Post", "Six killed"),
        ("Six killed – Marn – Vale Post", "Vale Post", "Six killed – Marn"),
        ("Vale Post: Six killed", "Vale Post", "Six killed"),
        ("Six killed - Vale Post", "Marn Times", "Six killed - Vale Post"),
        ("The Vale Post wins a prize", "Vale Post", "The Vale Post wins a prize"),
        ("Raid on Vale: Six killed", "Vale Post", "Raid on Vale: Six killed"),
        ("Vale Post", "Vale Post", "Vale Post"),
    ],
)
def test_a_title_without_its_site(title: str, site: str, want: str) -> None:
    assert without_site(title, [site]) == want


@pytest.mark.parametrize(
    ("raw", "want"),
    [
        ("By Ada Lund", "Ada Lund"),
        ("ADA LUND NOVEMBER 20, 2019 10:43", "ADA LUND"),
        ("Ada Lund | 3 March 2021", "Ada Lund"),
        ("Ada Lund, Marn Times", "Ada Lund, Marn Times"),
        ("https://social.example/ada", ""),
        ("ada@valepost.example", ""),
        ("admin", ""),
        ("7", ""),
        ("Byron May", "Byron May"),
    ],
)
def test_a_name_as_it_stands(raw: str, want: str) -> None:
    assert name_in(raw) == want


def body(paragraphs: str) -> str:
    return html.body(html.parsed(f"<html><body><article><h1>Six killed</h1>{paragraphs}</article></body></html>"))[0]


def test_a_paragraph_full_of_links_is_not_lost_and_comments_stay_out() -> None:
    """Alone, trafilatura drops the third paragraph: most of it is links."""
    said = [f"{words} So the police of Vale said on day {n} of the inquiry into it." for n in range(2) for words in made.BODY]
    marked = [f'<a href="/{n}">{words[:-40]}</a>{words[-40:]}' if n % 3 == 2 else words for n, words in enumerate(said)]
    paragraphs = "".join(f"<p>{words}</p><script>ads.push({{}});</script>" for words in marked)
    comments = "".join(
        f'<div class="comment"><p>I saw the boats myself on that morning, number {n}, and told nobody.</p></div>' for n in range(40)
    )
    text = body(f'<div class="story">{paragraphs}</div><section id="comments">{comments}</section>')
    assert [p for p in text.split("\n\n") if p in said] == said
    assert "number 7" not in text and "ads.push" not in text


def test_what_is_nested_deep_is_not_lost_and_what_is_nested_deeper_is_refused() -> None:
    paragraphs = "".join(f"<p>{words}</p>" for words in made.BODY)
    assert made.BODY[3] in body("<div>" * 300 + paragraphs + "</div>" * 300)
    with pytest.raises(html.Rejected, match="nested"):
        body("<div>" * 5000 + paragraphs)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ('<meta charset="iso-8859-1"><p>café'.encode(), ""),  # says so, and is UTF-8
        ('<meta charset="iso-8859-1"><p>café'.encode("latin-1"), ""),
        ("<p>café".encode("latin-1"), "windows-1252"),
        ("<p>café".encode("latin-1"), ""),
        ("<p>café".encode("latin-1"), "no-such-charset"),
        ("\ufeff<p>café".encode(), ""),
        (b"\xff\xfe" + "<p>café".encode("utf-16-le"), ""),
    ],
    ids=range(7),
)
def test_the_letters_of_a_page(data: bytes, charset: str) -> None:
    assert html.page_text(data, charset).endswith("<p>café")
