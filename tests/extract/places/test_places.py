"""Which place a name means is told by the text around it; the sentences are our own."""

from __future__ import annotations

import pytest

from sijill.extract.places import FoundPlace, PlaceReader
from sijill.lexicon.gazetteer import Gazetteer

# text | name as written | country or - | kind | precision
CASES = [
    ("Shells fell on Idlib in Syria.", "Idlib", "SYR", "place", "exact"),
    ("Two men were hurt in Tripoli, Lebanon.", "Tripoli", "LBN", "place", "exact"),
    ("Two men were hurt in Tripoli, Libya.", "Tripoli", "LBY", "place", "exact"),
    ("A mill burned in Paris, Texas. Paris police came.", "Paris", "USA", "place", "exact"),
    ("A mill burned in Hamilton, Ont., on Friday.", "Hamilton", "CAN", "place", "exact"),
    ("A mill burned in Hamilton, Ont., on Friday.", "Ont.", "CAN", "container", "admin1"),
    ("Syrian troops entered eastern Aleppo.", "eastern Aleppo", "SYR", "part", "area"),
    ("A bomb went off 20 km south of Mosul in Iraq.", "Mosul", "IRQ", "beside", "near"),
    ("A bomb went off near Mosul in Iraq.", "Mosul", "IRQ", "place", "near"),
    ("Afghan police said so.", "Afghan", "AFG", "demonym", "country"),
    ("European ministers met.", "European", "-", "demonym", "international"),
    ("They fled to Europe.", "Europe", "-", "place", "international"),
    ("The Gaza strip was dark, Palestinian officials said.", "Gaza strip", "PSE", "place", "admin1"),
    ("Three died in Homs province, Syria.", "Homs province", "SYR", "place", "admin1"),
]


@pytest.fixture(scope="module")
def places() -> PlaceReader:
    return PlaceReader(Gazetteer.load())


def named(found: list[FoundPlace], written: str) -> FoundPlace | None:
    return next((p for p in found if p.span.quote == written), None)


@pytest.mark.parametrize(("text", "written", "country", "kind", "precision"), CASES)
def test_a_name_means_the_place_that_the_text_speaks_for(places: PlaceReader, text: str, written: str, country: str, kind: str, precision: str) -> None:
    found = named(places.find(text), written)
    assert found is not None, [p.span.quote for p in places.find(text)]
    assert (found.place.country or "-", found.kind, found.place.precision) == (country, kind, precision)


def test_one_name_means_one_place_throughout(places: PlaceReader) -> None:
    text = "A barn burned in Paris, Texas. Nobody in Paris was hurt. The mayor of Paris came."
    assert {p.place.country for p in places.find(text) if p.span.quote == "Paris"} == {"USA"}


def test_an_unknown_quarter_takes_the_town_that_it_is_said_to_lie_in(places: PlaceReader) -> None:
    found = places.find("A house burned in the Al-Zulfar neighbourhood, west of the city of Raqqa, in northern Syria.")
    quarter, town = named(found, "Al-Zulfar neighbourhood"), named(found, "Raqqa")
    assert quarter is not None and town is not None
    assert (quarter.place.lat, quarter.place.precision, quarter.place.geonames_id) == (town.place.lat, "area", None)


def test_a_namesake_across_the_world_is_not_meant(places: PlaceReader) -> None:
    """A quarter called like a town elsewhere lies in the town that the text names."""
    found = places.find("Shells hit the Al-Manara neighbourhood of Aleppo. Syrian state media said that Aleppo was calm.")
    quarter = named(found, "Al-Manara neighbourhood")
    assert quarter is not None and quarter.place.country == "SYR"


@pytest.mark.parametrize("text", [
    "Shells hit the Orlando family home in Aleppo, Syria.",
    "Orlando News reported it from Aleppo, Syria.",
    "The Department of Troy and Labour was closed in Aleppo, Syria.",
])
def test_names_of_families_and_bodies_are_no_places(places: PlaceReader, text: str) -> None:
    assert [p.span.quote for p in places.find(text)] == ["Aleppo", "Syria"]


def test_a_place_without_a_name_takes_what_the_text_is_about(places: PlaceReader) -> None:
    found = named(places.find("Strikes hit Syria. They struck the central part of the country, state media said."), "the central part of the country")
    assert found is not None and (found.kind, found.place.country) == ("unnamed", "SYR")
