"""The gazetteer answers by name, and no name breaks it."""

from __future__ import annotations

import unicodedata
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.lexicon.gazetteer import Gazetteer


@given(st.text(max_size=30), st.sampled_from(["Aleppo", "Taiz", "BO", ""]))
def test_no_name_breaks_it(text: str, name: str) -> None:
    assert all(-90 <= e.lat <= 90 and -180 <= e.lon <= 180 for e in Gazetteer.load().lookup(name + text))


def test_a_name_with_a_nul_is_no_place() -> None:
    assert Gazetteer.load().lookup("A\x00A") == [] and Gazetteer.load().lookup("BO\x0000") == []


def test_it_is_ready_at_once_and_small() -> None:
    """In a process of its own: its index is mapped, not loaded (goals: 0.5 s, 150 MB resident)."""
    spec = spec_from_file_location("gazetteer_bench", Path(__file__).parents[2] / "bench/gazetteer.py")
    assert spec and spec.loader
    bench = module_from_spec(spec)
    spec.loader.exec_module(bench)
    ready, added, _, _ = bench.measure()
    assert ready < 0.5 and added < 150


@pytest.mark.parametrize(("written", "filed"), [
    ("Darayya", "Darayya"), ("Khan Younis", "Khan Yunis"), ("Beit Lahyia", "Bayt Lahya"), ("al-Raqqa", "Ar Raqqah"), ("Tel Abyad", "Tall Abyad"),
])
def test_spellings_of_one_name_meet(written: str, filed: str) -> None:
    names = [unicodedata.normalize("NFKD", e.name).encode("ascii", "ignore").decode() for e in Gazetteer.load().lookup(written)]
    assert filed in names


def test_a_likeness_is_no_name() -> None:
    assert Gazetteer.load().lookup("Alekpo") == []


def test_regions_that_hold_no_town_are_known() -> None:
    assert [(e.kind, e.country) for e in Gazetteer.load().lookup("Darfur") if e.kind == "region"] == [("region", "SDN")]
