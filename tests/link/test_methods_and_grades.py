"""Best is chosen by the method asked for; the grade that the rules propose comes with its reason."""

from __future__ import annotations

import pytest

from sijill.errors import UsageError
from sijill.link.grade import propose
from sijill.link.methods import method
from sijill.model import Contradiction, IncidentFigure

TOTALS = [(12, False), (9, False), (20, False), (9, False), (24, True)]


@pytest.mark.parametrize(("name", "best"), [("median", 12), ("ucdp", 9), ("airwars", 9), ("acled", 9), ("highest", 24)])
def test_each_method_picks_its_own(name: str, best: int) -> None:
    assert method(name).pick(TOTALS) == best


def test_dozens_are_twelve_to_acled_alone() -> None:
    assert method("acled").pick([(24, True)]) == 12 and method("median").pick([(24, True)]) == 24


def test_an_unknown_method_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="median, ucdp"):
        method("best")


def figure(group: str | None) -> IncidentFigure:
    return IncidentFigure(measure="killed", group=group, low=3, best=3, high=3, method="m", claims=())


DENIED = Contradiction(kind="denial", claims=("c_1", "c_2"), documents=("a", "b"), why="they deny it")


@pytest.mark.parametrize(("roots", "groups", "contradictions", "text", "grade"), [
    (1, [None], [], "", "weak"), (2, [None, "civilians"], [], "", "fair"), (2, [None, "fighters"], [], "", "discounted"), (2, [None], [DENIED], "",
    "contested"),
    (2, [None], [DENIED], "The army acknowledged that it had struck the bus.", "confirmed"),
])
def test_the_first_rule_that_holds_proposes(roots: int, groups: list[str | None], contradictions: list[Contradiction], text: str, grade: str) -> None:
    proposed = propose([], roots, [figure(g) for g in groups], contradictions, [text])
    assert proposed.grade == grade and proposed.why
