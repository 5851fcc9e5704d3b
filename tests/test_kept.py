"""What linking reads of one article is kept, and what is kept gives the links that a whole run gives, whatever changes around it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analystkit import cache, english
from analystkit.codebook import Codebook, KnownActor
from analystkit.kept import Kept, _json, records
from analystkit.link import link, telling
from analystkit.link.picture import Picture, World
from analystkit.records import Article, Tags
from analystkit.sources import seeds

MIXED = Path(__file__).parent / "mixed" / "articles.jsonl"
BOOK = Codebook()


@pytest.fixture(scope="module")
def read() -> Callable[[Article], Tags]:
    """The tags of an article, read once in all these tests."""
    known: dict[str, Tags] = {}

    def tagged(article: Article) -> Tags:
        if (key := repr(article)) not in known:
            known[key] = english.tag(article, BOOK)
        return known[key]

    return tagged


def linked(home: Path | None, articles: list[Article], tags: dict[str, Tags], book: Codebook = BOOK) -> object:
    """The links of these articles with what is kept in a folder, and keeping it there; without one, anew."""
    with cache.store(home, "links", repr(replace(book, corrections=()))) as store:
        keys = {a.id: cache.of(repr(a)) for a in articles}
        return link(articles, tags, book, Kept(store, keys, tags) if store else Kept())


def edited(articles: list[Article], dice: random.Random) -> list[Article]:
    """The same with one taken away, cut short, moved to another day, or with a name that others have."""
    k = dice.randrange(len(articles))
    a = articles[k]
    cut = replace(a, text=a.text[: len(a.text) // 2])
    other = dice.choice(articles).published
    how = {"gone": [], "cut": [cut], "moved": [replace(a, published=other)], "twice": [a, replace(a, id=f"{a.id}-again")]}
    return [*articles[:k], *how[dice.choice([*how])], *articles[k + 1 :]]


def test_after_edits_by_lot_the_links_are_those_of_a_whole_run(read: Callable[[Article], Tags], tmp_path: Path) -> None:
    whole = seeds.read(MIXED)[0]
    dice, given = random.Random(4), whole[::2]
    for step in range(14):
        given = edited(given, dice) if step % 3 else [*given, *dice.sample([a for a in whole if a not in given], 1)]
        given = [*{a.id: a for a in given}.values()]
        dated = english.date([english.segment(a, BOOK) for a in given], BOOK)
        tags = {a.id: read(a) for a in dated}
        assert linked(tmp_path, dated, tags) == linked(None, dated, tags)


def test_what_did_not_change_is_not_read_again(read: Callable[[Article], Tags], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = english.date([english.segment(a, BOOK) for a in seeds.read(MIXED)[0][:12]], BOOK)
    tags, told_in = {a.id: read(a) for a in given}, telling.told_in
    again: list[str] = []
    monkeypatch.setattr(telling, "told_in", lambda a, *rest: (again.append(a.id), told_in(a, *rest))[1])
    first = linked(tmp_path, given, tags)
    assert again == [a.id for a in given]
    again.clear()
    assert linked(tmp_path, given, tags) == first and again == []
    other = replace(given[3], text=given[3].text + " It rained.")
    linked(tmp_path, [*given[:3], other, *given[4:]], tags | {other.id: read(other)})
    assert other.id in again and len(again) < 4
    again.clear()
    book = Codebook(actors=(KnownActor("lee", "Ann Lee", "person", (), (), (), None, 2),))
    linked(tmp_path, given, tags, book)
    assert len(again) == 12  # another codebook


def test_of_the_world_an_article_sees_only_what_it_names(read: Callable[[Article], Tags]) -> None:
    (a,) = english.date([english.segment(seeds.read(MIXED)[0][0], BOOK)], BOOK)
    seen: list[World] = []
    tags = {a.id: read(a)}
    wide = World({**dict.fromkeys(("x", *(str(p.place_id) for p in tags[a.id].places)), tags[a.id].places[0])}, {"x": "XX"}, {}, {})
    kept = Kept()
    kept.each = lambda kind, items, inputs, make, back: [*map(make, items)]  # type: ignore[method-assign, assignment]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "told_in", lambda a, t, world, story: seen.append(world) or [])
        telling.told_by([a], tags, wide, {}, kept)
    assert "x" not in seen[0].places and not seen[0].sides and len(seen[0].places) > 1
    assert {(p.start, p.end, p.use, p.rule) for p in seen[0].places.values()} == {(0, 0, "", "")}


def test_pictures_come_back_equal(read: Callable[[Article], Tags]) -> None:
    given = english.date([english.segment(a, BOOK) for a in seeds.read(MIXED)[0][:20]], BOOK)
    tags = {a.id: read(a) for a in given}
    made = telling.told_by(given, tags, World({}, {}, {}), {}, Kept())
    back = records(Picture, json.loads(_json(made)))
    assert back == made and len(made) > 30
    assert [(p.scene, p.kin) for p in back] == [(p.scene, p.kin) for p in made]
