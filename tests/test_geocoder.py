"""The offline geocoder behaves like any of geopy's, and never needs a network."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from geopy.distance import distance
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from analystkit import Corpus
from analystkit.codebook import Codebook, KnownPlace
from analystkit.geocoder import OfflineGeocoder, suggest

BOOK = Codebook(
    places=(
        KnownPlace("merta-air-base", "Merta Air Base", "facility", "IQ", 35.1, 44.1, "point", ("Merta airbase",), 2),
        KnownPlace("lost-gate", "Lost Gate", "facility", "IQ", None, None, "point", (), 3),
        KnownPlace("rome", "Rome", "city", "XX", 1.0, 2.0, "city", (), 4),
    )
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the geocoder opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_is_a_geopy_geocoder() -> None:
    assert isinstance(OfflineGeocoder(), Geocoder)


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("Erbil", (36.19, 44.01)),
        ("Arbil", (36.19, 44.01)),
        ("Albu Kamal", (34.45, 40.92)),
        ("Balad, Iraq", (34.01, 44.15)),
        ("Paris, Texas", (33.66, -95.56)),
        ("London, Ontario", (42.98, -81.23)),
        ("merta AIRBASE", (35.1, 44.1)),
    ],
)
def test_where(query: str, at: tuple[float, float]) -> None:
    place = OfflineGeocoder(BOOK).geocode(query)
    assert isinstance(place, Location)
    assert distance(at, place.point).km < 10


def test_the_codebook_goes_first() -> None:
    places = OfflineGeocoder(BOOK).geocode("Rome", exactly_one=False, limit=2)
    assert isinstance(places, list)
    assert [p.raw["source"].split(":")[0].split()[0] for p in places] == ["places.csv", "GeoNames"]


@pytest.mark.parametrize("query", ["", "Nowhereland", "Lost Gate", ", ,", "Rome, Nowhereland, ", "\x00"])
def test_unknown_is_none(query: str) -> None:
    assert OfflineGeocoder(Codebook(places=BOOK.places[1:2])).geocode(query) is None


def test_reverse_gives_the_nearest_within_reach() -> None:
    geocoder = OfflineGeocoder(BOOK)
    place = geocoder.reverse(Point(35.11, 44.09))
    assert isinstance(place, Location) and place.raw["id"] == "merta-air-base"
    assert geocoder.reverse((0.0, -150.0)) is None
    assert geocoder.reverse("no point") is None
    many = geocoder.reverse("51.5, -0.1", exactly_one=False, limit=3)
    assert isinstance(many, list) and len(many) == 3


def test_takes_what_geopy_takes() -> None:
    assert OfflineGeocoder(user_agent="x", timeout=1).geocode({"city": "Lagos", "country": "Nigeria"}, timeout=3, language="en")


class Service(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Stands for a geocoder on a network; keeps what it was asked."""

    def __init__(self, answers: dict[str, list[Location]]) -> None:
        super().__init__()
        self.answers, self.asked = answers, []  # type: ignore[var-annotated]

    def geocode(self, query: str, exactly_one: bool = True, **options: Any) -> Any:
        self.asked.append((query, exactly_one, options))
        if query == "Merdovsk":
            raise GeocoderServiceError("no answer")
        return self.answers.get(query)


VILLAGE = Location("Qarnabul, Ash, Elmland", (12.5, 30.123456), {"addresstype": "village", "address": {"country_code": "sd"}})
OTHER = Location("Qarnabul, Oakland", (1.0, 2.0), {"addresstype": "amenity"})
STORY = "Shells hit the village of Qarnabul on Monday. The army shelled Tolvadan. Rain fell in Sudan."


def _corpus(folder: Path, text: str = STORY, codebook: str = "") -> Corpus:
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "a.txt").write_text(text, "utf-8")
    (folder / "mine").mkdir(exist_ok=True)
    (folder / "mine" / "places.csv").write_text(codebook or "place_id,name,kind,lat,lon,precision\n", "utf-8")
    return Corpus.load(folder / "seeds", codebook=folder / "mine")


def test_a_service_suggests_lines_and_changes_no_table(tmp_path: Path) -> None:
    places = _corpus(tmp_path).table("places")
    service = Service({"Qarnabul": [VILLAGE, OTHER]})
    lines = suggest(places, service, tmp_path / "answers.json", pause=0, language="en")
    assert service.asked == [(n, False, {"limit": 3, "language": "en"}) for n in ("Qarnabul", "Tolvadan")]  # and not Sudan
    assert lines[["place_id", "kind", "country", "lat", "lon", "precision"]].fillna("").values.tolist() == [
        ["qarnabul", "city", "SD", 12.5, 30.12346, "city"],
        ["qarnabul-2", "facility", "", 1.0, 2.0, "point"],
    ]
    assert lines["notes"][0] == "to be checked: Qarnabul, Ash, Elmland (1 of 2: keep one)"
    suggest(places, service, tmp_path / "answers.json", pause=0, language="en")
    assert len(service.asked) == 2  # the second time the file answers
    accepted = _corpus(tmp_path / "again", codebook=lines[:1].to_csv(index=False)).table("places")
    row = accepted[accepted["text"] == "Qarnabul"].iloc[0]
    assert (row["place_id"], row["lat"]) == ("qarnabul", 12.5) and "places.csv:2 (geocoder Service)" in row["rule"]


@pytest.mark.parametrize(
    ("address_type", "is_a"),
    [
        ("country", "country country"),
        *((k, "region region") for k in "state region province county district island archipelago".split()),
        *((k, "district district") for k in "suburb quarter neighbourhood borough city_district".split()),
        *((k, "city city") for k in "city town village hamlet municipality".split()),
    ],
)
def test_what_a_service_calls_a_place(address_type: str, is_a: str, tmp_path: Path) -> None:
    service = Service({"Qarnabul": [Location("Qarnabul, Elmland", (12.5, 30.1), {"addresstype": address_type})]})
    lines = suggest(_corpus(tmp_path).table("places"), service, tmp_path / "answers.json", pause=0)
    assert f"{lines['kind'][0]} {lines['precision'][0]}" == is_a


def test_what_was_answered_before_an_error_is_kept(tmp_path: Path) -> None:
    places = _corpus(tmp_path, "The army shelled Karnavol and Merdovsk.").table("places")
    service = Service({})
    for _ in range(2):
        with pytest.raises(GeocoderServiceError):
            suggest(places, service, tmp_path / "answers.json", pause=0)
    assert [q for q, *_ in service.asked].count("Karnavol") == 1
