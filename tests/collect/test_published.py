"""The day of publication in a text's head: a label, a line that is a date, a dateline with its year; never a day that is told of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.collect.published import published_in
from sijill.collect.text import document_of


@pytest.mark.parametrize(("text", "found"), [
    ("Mill shelled\n\nPublished: 14 April 2025\n\nShells fell.", ("2025-04-14", "label")),
    ("Published on 3 May 2016 at 12:00 GMT\nShells fell.", ("2016-05-03", "label")),
    ("HILLTOWN, Upland, July 8, 2024 — Shells fell on the mill.", ("2024-07-08", "dateline")),
    ("Mill shelled\nBy Our Reporter, Hilltown\nMarch 9, 2024\n\nShells fell.", ("2024-03-09", "line")),
    ("Mill shelled\nHilltown News, 20 Sept 2022\nShells fell.", ("2022-09-20", "line")),
    ("14:03 | 2 June 2019\nShells fell.", ("2019-06-02", "line")),
    ("HILLTOWN, July 8 — Shells fell on the mill.", None),
    ("Shells fell on the mill on 3 May 2016.", None),
    ("The coup of 1 February 2021\nShells fell.", None),
    ("Since March 3, 2019\nShells fell.", None),
    ("Shells fell.\n" * 9 + "3 May 2016", None),
])
def test_only_a_day_of_publication_in_full_is_taken(text: str, found: tuple[str, str] | None) -> None:
    assert published_in(text) == found


def test_a_document_says_where_its_day_was_found_and_a_given_day_comes_first() -> None:
    data = b"Mill shelled\n\nPublished: 14 April 2025\n\nShells fell on the mill at dawn."
    found = document_of(data, "a.txt", None)
    assert (found.published, found.published_from) == ("2025-04-14", "label")
    given_day = document_of(data, "a.txt", "2025-04-15")
    assert (given_day.published, given_day.published_from) == ("2025-04-15", "given")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    found = published_in(text)
    assert found is None or len(found[0]) == 10
