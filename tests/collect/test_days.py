"""A day in any usual writing is read; one that is not written in full stays open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.collect.days import read_day


@pytest.mark.parametrize(("written", "day"), [
    ("2016-10-06", "2016-10-06"), ("2016-10-06T23:10:00Z", "2016-10-06"), ("9:43 PM, December 9, 2016", "2016-12-09"), ("17 December 2016", "2016-12-17"),
    ("7:58 AM ET, Fri", None), ("Wed Nov 23", None), ("", None), (None, None), ("tomorrow", None), ("0000-00-00", None), ("9999999999999999", None),
])
def test_a_day_is_read_when_year_month_and_day_are_there(written: object, day: str | None) -> None:
    assert read_day(written) == day


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    day = read_day(text)
    assert day is None or len(day) == 10
