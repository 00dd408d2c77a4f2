"""The published weights are whole, and a pair weighs the same whatever else is there and whichever comes first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from sijill.link.clusters import groups_of
from sijill.link.features.record import Record
from sijill.link.features.when import When
from sijill.link.features.where import Where
from sijill.link.model import Match, Model, weights

DAY = 737_500
SOMEWHERE = Where((7,), (7,), (100,), (100,), (5,), (5,), ("YEM/x",), (), ("YEM",), ("ts",), ("ts",))
ONE = Record(
    "a\0a\0000000000\0c", "a", ("c_a",), DAY, None, 0, False, False, When(DAY, DAY, True), SOMEWHERE, "shelling", "violence", ("violence",), 9, 9, None,
    ("killed 9",), None, (), (), ("artillery",), ("market",), ("ts",), {"ts": 6.0, "hbr": 5.0, "mrk": 5.0}, {"stalls": 3.0, "mortar": 3.0, "shoppers": 3.0},
)


def record(name: str, **change: object) -> Record:
    return replace(ONE, key=f"{name}\0{name}\0000000000\0c", document=name, claims=(f"c_{name}",), **change)  # type: ignore[arg-type]


def weight(*records: Record) -> dict[frozenset[str], float]:
    return {frozenset((records[m.a].document, records[m.b].document)): m.weight for m in Model(records).matches()}


def test_every_comparison_ends_with_all_else() -> None:
    assert all(c.levels[-1].when == "ELSE" for c in weights().comparisons)
    assert [c.name for c in weights().comparisons if any(x.apart for x in c.levels)] == ["publisher", "day", "place"]


def test_two_reports_of_one_thing_link_and_weigh_the_same_among_others() -> None:
    a, b, other = record("a"), record("b"), record("x", when=When(DAY + 1, DAY + 1, True), where=replace(SOMEWHERE, towns=(8,), small=(8,)))
    alone = weight(a, b)
    assert alone[frozenset("ab")] > weights().threshold
    assert all(weight(*order)[frozenset("ab")] == alone[frozenset("ab")] for order in permutations((a, b, other)))


@pytest.mark.parametrize("change", [
    {"when": When(DAY + 7, DAY + 7, True), "published": DAY + 7},
    {"where": Where((9,), (9,), (900,), (900,), (90,), (90,), ("YEM/y",), (), ("YEM",), ("hd",), ("hd",)), "spots": ("hd",)},
    {"weapons": ("suicide belt",), "targets": ("school",), "class_": "suicide_bombing", "counts": ("killed 4",), "killed_low": 4, "killed_high": 4,
     "names": {"krt": 6.0, "chr": 5.0, "krm": 5.0}, "words": {}, "spots": ("krt", "chr"),
     "where": replace(SOMEWHERE, small=(), sites=("krt chr",), own=("krt", "chr"))},
])
def test_another_day_another_town_or_another_weapon_quarter_and_toll_do_not_link(change: dict[str, object]) -> None:
    assert all(w < weights().threshold for w in weight(record("a"), record("b", **change)).values())


def test_background_is_never_weighed() -> None:
    assert weight(record("a"), record("b", background=True)) == {}


def test_a_chain_does_not_join_ends_that_are_apart() -> None:
    records = [record(n) for n in "abc"]
    levels = {"day": "same day", "place": "same town"}
    chain = [Match(0, 1, levels, 8.0), Match(1, 2, levels, 7.0), Match(0, 2, {**levels, "day": "apart"}, -9.0)]
    assert groups_of(records, chain) == [[0, 1], [2]]


def test_a_reviewers_merge_and_split_outrank_the_weights() -> None:
    records = [record(n) for n in "ab"]
    near = [Match(0, 1, {"day": "same day"}, 9.0)]
    far = [Match(0, 1, {"day": "apart"}, -20.0)]
    assert groups_of(records, far, merged=[[0, 1]]) == [[0, 1]]
    assert groups_of(records, near, forbids=lambda a, b: True) == [[0], [1]]
