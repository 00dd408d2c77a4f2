"""Names are compared by their bones: one name in many spellings is one, two names are two."""

from __future__ import annotations

import pytest

from sijill.link.features.names import names_in, skeleton, spots_in


@pytest.mark.parametrize(("one", "other"), [
    ("Al-Qamishly", "Qamishli"), ("Gweiran", "Ghuwayran"), ("Herbel", "Harbel"), ("Kobane", "Kobani"), ("Muhammad", "Mohamed"), ("Al-Sina’a", "Sinaa"),
])
def test_spellings_of_one_name_share_their_bones(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Taiz", "Tafas"), ("Gao", "Goma"), ("Basra", "Mosul"), ("Kano", "Kirkuk")])
def test_two_names_have_other_bones(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_common_words_and_agencies_are_no_names() -> None:
    assert not names_in("On Monday The Government said that the UNHCR was there.").keys() - {skeleton("UNHCR")}


@pytest.mark.parametrize(("sentence", "name"), [
    ("Shells fell on the village of Harbelin in Darfur.", "Harbelin"), ("Troops shelled Avdiivka, Donetsk region.", "Avdiivka"),
    ("On 2 June 2022, in Kyaukpyok village (Kani township), fighting broke out.", "Kyaukpyok"),
])
def test_the_first_name_behind_a_preposition_is_the_most_particular(sentence: str, name: str) -> None:
    assert spots_in(sentence) == (skeleton(name),)
