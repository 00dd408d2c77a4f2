"""The gazetteer answers by name, and no name breaks it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sijill.lexicon.gazetteer import Gazetteer


@given(st.text(max_size=30), st.sampled_from(["Aleppo", "Taiz", "BO", ""]))
def test_no_name_breaks_it(text: str, name: str) -> None:
    assert all(-90 <= e.lat <= 90 and -180 <= e.lon <= 180 for e in Gazetteer.load().lookup(name + text))


def test_a_name_with_a_nul_is_no_place() -> None:
    assert Gazetteer.load().lookup("A\x00A") == [] and Gazetteer.load().lookup("BO\x0000") == []
