"""The offline geocoder behaves like any of geopy's, and never needs a network."""

from __future__ import annotations

import socket

import pytest
from geopy.distance import distance
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from analystkit.codebook import Codebook, KnownPlace
from analystkit.geocoder import OfflineGeocoder

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
