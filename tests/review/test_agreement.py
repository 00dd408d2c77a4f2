"""How far independent reviewers agree: the field's own worked examples, and what counts as independent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledgers import figure_claim
from sijill.model import Decision, Mode, Verdict
from sijill.review.agreement import VERDICT, agreement, codings, independent

#: The example by which Krippendorff explains alpha (Computing Krippendorff's Alpha-Reliability, 2011, section C): four observers, twelve units, with gaps.
OBSERVERS = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}
#: Cohen's own table has the two judges' shares; this is Fleiss' two-by-two: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no; kappa .4.
TWO_BY_TWO = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15


def said(who: str, subject: str, verdict: Verdict, mode: Mode = "blind", **fields: object) -> Decision:
    right = {name.replace("__", "."): value for name, value in fields.items()}
    return Decision(subject=subject, verdict=verdict, reviewer=who, decided_at="2020-03-06T00:00:00+00:00", corrected=right or None, mode=mode)


def coded(rows: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((who, str(unit), value) for who, values in rows.items() for unit, value in enumerate(values) if value != ".")


def test_alpha_of_krippendorffs_own_example() -> None:
    found = agreement("field", list(coded(OBSERVERS)))
    assert found is not None and found.alpha == pytest.approx(0.743, abs=0.0005)
    assert found.claims == 11 and found.means == "for tentative conclusions only"


def test_amounts_are_measured_by_their_ratio() -> None:
    numbers = [(who, unit, int(value)) for who, unit, value in coded(OBSERVERS)]
    found = agreement("figure.low", numbers)
    assert found is not None and found.alpha == pytest.approx(0.797, abs=0.0005)


def test_kappa_of_a_known_table() -> None:
    rows = [("r1", str(n), a) for n, (a, _) in enumerate(TWO_BY_TWO)] + [("r2", str(n), b) for n, (_, b) in enumerate(TWO_BY_TWO)]
    found = agreement(VERDICT, rows)
    assert found is not None and found.kappa == pytest.approx(0.4) and found.same == pytest.approx(0.7)


def test_where_all_say_the_same_nothing_is_claimed() -> None:
    found = agreement(VERDICT, [(who, unit, "accept") for who in "ab" for unit in "123"])
    assert found is not None and found.same == 1.0 and found.alpha is None and found.kappa is None and "not defined" in found.means


def test_nothing_coded_twice_is_no_agreement() -> None:
    assert agreement(VERDICT, [("a", "1", "accept"), ("b", "2", "accept")]) is None


def test_only_what_was_decided_blind_counts_and_seeing_the_others_changes_nothing_after() -> None:
    made = [said("Rana", "c", "accept"), said("Omar", "c", "reject"), said("Rana", "c", "reject", "open"), said("Lina", "c", "reject", "open")]
    assert {who: d.verdict for who, d in independent(made).items()} == {"Rana": "accept", "Omar": "reject"}


def test_what_was_taken_back_before_seeing_the_others_does_not_count() -> None:
    made = [said("Rana", "c", "accept"), said("Rana", "c", "undo"), said("Rana", "c", "unsure"), said("Omar", "c", "reject"), said("Rana", "c", "undo", "open")]
    assert {who: d.verdict for who, d in independent(made).items()} == {"Rana": "unsure", "Omar": "reject"}


def test_a_corrected_field_is_compared_with_what_the_others_took_as_read() -> None:
    claims = {f"c_{n}": figure_claim(n) for n in range(3)}
    decided = {
        "c_0": {"a": said("a", "c_0", "accept"), "b": said("b", "c_0", "correct", figure__low=12)},
        "c_1": {"a": said("a", "c_1", "correct", figure__low=99), "b": said("b", "c_1", "correct", figure__low=99)},
        "c_2": {"a": said("a", "c_2", "reject"), "b": said("b", "c_2", "accept")},
    }
    found = codings(decided, claims)
    assert sorted(found["figure.low"]) == [("a", "c_0", 10), ("a", "c_1", 99), ("b", "c_0", 12), ("b", "c_1", 99), ("b", "c_2", 12)]
    low = agreement("figure.low", found["figure.low"])
    assert low is not None and low.claims == 2 and low.same == 0.5
