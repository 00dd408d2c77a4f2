"""Every shape of a number, and every number that counts nobody."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.extract.numbers import find_numbers


def only(text: str) -> tuple[str, int | None, int | None, str]:
    (number,) = find_numbers(text)
    return number.kind, number.low, number.high, number.bound


@pytest.mark.parametrize(("text", "low", "high", "bound"), [
    ("450.000 people", 450_000, 450_000, "exact"), ("1,250 people", 1250, 1250, "exact"), ("12 500 people", 12_500, 12_500, "exact"),
    ("1,5 million people", 1_500_000, 1_500_000, "exact"), ("1.5 million people", 1_500_000, 1_500_000, "exact"), 
    ("12m people", 12_000_000, 12_000_000, "exact"),
    ("30k people", 30_000, 30_000, "exact"), ("two lakh people", 200_000, 200_000, "exact"), ("twenty-five people", 25, 25, "exact"),
    ("one hundred and twenty people", 120, 120, "exact"), ("a dozen people", 12, 12, "exact"), ("half a dozen people", 6, 6, "exact"),
    ("a couple of people", 2, 2, "exact"), ("both men", 2, 2, "exact"), ("dozens of people", 24, None, "at_least"), ("scores of people", 40, None, "at_least"),
    ("hundreds of people", 200, None, "at_least"), ("tens of thousands of people", 20_000, None, "at_least"), ("more than 40 people", 40, None, "more_than"),
    ("at least four people", 4, None, "at_least"), ("40 or more people", 40, None, "at_least"), ("up to 40 people", None, 40, "at_most"),
    ("as many as 40 people", None, 40, "at_most"), ("fewer than 40 people", None, 40, "less_than"), ("about 40 people", 40, 40, "about"),
    ("some 40 people", 40, 40, "about"), ("40 or so people", 40, 40, "about"), ("between 20 and 25 people", 20, 25, "between"),
    ("20-25 people", 20, 25, "between"), ("20 to 25 people", 20, 25, "between"), ("four or five people", 4, 5, "between"),
    ("a third of the 900 fighters", 300, 300, "about"), ("half of the 40 soldiers", 20, 20, "about"), ("another five people", 5, 5, "exact"),
    ("killed near the road. Eight people", 8, 8, "exact"),
])
def test_a_number_in_any_shape(text: str, low: int | None, high: int | None, bound: str) -> None:
    assert only(text) == ("count", low, high, bound)


@pytest.mark.parametrize(("text", "kind"), [
    ("aged 34", "age"), ("a 34-year-old man", "age"), ("Omar Haddad (34) fell", "age"), ("Omar Haddad (Abu Khaled) (34) fell", "age"),
    ("Omar Haddad (17 or 18) fell", "age"), ("Omar Haddad (possibly 34) fell", "age"), ("a man of 18, a baker", "age"),
    ("45 km away", "distance"), ("30 miles off", "distance"), ("for 48 hours", "duration"), ("in six days", "duration"), ("40 percent of them", "percent"),
    ("$45 were paid", "money"), ("Rs 500 were paid", "money"), ("on Route 7 they met", "name"), ("Resolution 2254 passed", "name"), ("No. 5 was hit", "name"),
    ("the MQ-9 flew", "weapon"), ("an F-16 flew", "weapon"), ("on 5 March they met", "date"), ("in March 2019 they met", "date"),
    ("at 5 pm they met", "clock"), ("on the 5th street", "ordinal"), ("300 votes were cast", "measure"), ("500 kg of flour", "measure"),
])
def test_a_number_that_counts_nobody(text: str, kind: str) -> None:
    assert only(text)[0] == kind


@given(st.integers(2, 9_999_999), st.sampled_from(["{:,}", "{}"]), st.sampled_from(["exact", "more than", "up to", "about", "at least"]))
def test_any_whole_number_is_read_as_it_stands(value: int, shape: str, bound: str) -> None:
    if 1800 <= value < 2100:  # a year
        return
    text = f"{'' if bound == 'exact' else bound + ' '}{shape.format(value)} villagers"
    kind, low, high, _ = only(text)
    ends = {"exact": (value, value), "about": (value, value), "more than": (value, None), "at least": (value, None), "up to": (None, value)}
    assert (kind, low, high) == ("count", *ends[bound])


@given(st.text(max_size=200))
def test_every_number_stands_where_it_says(text: str) -> None:
    numbers = find_numbers(text)
    assert all(text[n.start : n.end] == n.quote and n.start <= n.core_start < n.core_end <= n.end for n in numbers)
    assert all(a.end <= b.start for a, b in pairwise(numbers))
