"""A dateline is told from words that only stand before a dash."""

from __future__ import annotations

import pytest

from sijill.lexicon.datelines import DATELINE


@pytest.mark.parametrize("line", [
    "HILLTOWN, May 3 (Agency) — ", "HILLTOWN, Upland, July 8, 2024 — ", "HILLTOWN, Jan 20 (Agency). - ", "PORT HILL (Agency) - ", "(Hilltown, 3 May 2016) – ",
    "Hill City, Upland – ", "AL-HILLTOWN, Upland (North Agency) – ", "Hilltown (AFP) - ", "HILLTOWN/LAKETOWN, March 2 (Agency) - ", "HILLTOWN — ",
])
def test_a_report_opens_with_it(line: str) -> None:
    found = DATELINE.match(line + "Shells fell.")
    assert found is not None and found.group() == line


@pytest.mark.parametrize("text", [
    "Rescue workers – most of them – said so.", "The U.N. - which was there - said so.", "MSF-run wards", "ISIS - also known so - said", "A - B",
    "F-16 – a jet", "Shells fell – “many” – on the mill.",
])
def test_words_before_a_dash_are_none(text: str) -> None:
    assert DATELINE.match(text) is None
