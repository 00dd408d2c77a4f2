"""Who may decide what, what a blind reviewer sees, when a claim stands as disagreed, and what settles it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledgers import figure_claim
from sijill.errors import UsageError
from sijill.keep import ClaimFilter, Ledger, Stale, status_of
from sijill.model import Person, Role, Team, Verdict
from sijill.review import NotAllowed, Seen, decide
from sijill.review.history import report, sides_of

BLIND, OPEN = Team(blind=True), Team()
RANA, OMAR, LINA = Person(name="Rana", role="reviewer"), Person(name="Omar", role="reviewer"), Person(name="Lina", role="editor")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        ledger.bring_in(figure_claim(n) for n in range(4))
        yield ledger
        assert ledger.verify() == []


def ids(book: Ledger) -> list[str]:
    return [e.claim.id for e in book.page().entries]


@pytest.mark.parametrize(("role", "verdict", "may"), [
    ("reader", "accept", False), ("reader", "note", False), ("reviewer", "accept", True), ("reviewer", "undo", True), ("reviewer", "merge", False),
    ("reviewer", "withhold", False), ("editor", "merge", True), ("editor", "withhold", True), ("admin", "notice", True),
])
def test_a_role_reaches_so_far(book: Ledger, role: Role, verdict: Verdict, may: bool) -> None:
    person, subject = Person(name="x", role=role), ids(book)[0]
    if may:
        assert decide(book, person, subject, verdict).reviewer == "x"
    else:
        with pytest.raises(NotAllowed, match="ask somebody who is"):
            decide(book, person, subject, verdict)
        assert book.decisions(subject) == []


def test_no_other_verdict_is_written(book: Ledger) -> None:
    with pytest.raises(UsageError, match="no verdict"):
        decide(book, LINA, ids(book)[0], "delete")  # type: ignore[arg-type]


def test_who_decides_blind_sees_the_others_only_afterwards(book: Ledger) -> None:
    subject = ids(book)[0]
    assert decide(book, RANA, subject, "accept", team=BLIND).mode == "blind"
    omar = Seen(book, OMAR, BLIND)
    assert omar.decisions(subject) == [] and omar.all_decisions() == {} and omar.entry(subject).status == "unreviewed"
    assert omar.page(ClaimFilter(status="accepted")).entries == () and omar.tally().unreviewed == 4
    assert decide(book, OMAR, subject, "reject", team=BLIND, seen=0).mode == "blind"
    assert [d.reviewer for d in omar.decisions(subject)] == ["Rana", "Omar"]
    assert omar.entry(subject).status == "rejected" and omar.tally().unreviewed == 3
    assert [e.claim.id for e in omar.page(ClaimFilter(status="rejected")).entries] == [subject]


def test_taking_it_back_does_not_make_blind_again(book: Ledger) -> None:
    subject = ids(book)[0]
    decide(book, RANA, subject, "accept", team=BLIND)
    decide(book, OMAR, subject, "reject", team=BLIND)
    assert decide(book, OMAR, subject, "undo", team=BLIND).mode == "open"
    assert decide(book, OMAR, subject, "accept", team=BLIND).mode == "open"


def test_blind_reviewers_who_differ_leave_a_disagreement_that_an_editor_settles(book: Ledger) -> None:
    subject = ids(book)[0]
    decide(book, RANA, subject, "accept", team=BLIND)
    assert book.entry(subject).status == "accepted"
    decide(book, OMAR, subject, "reject", team=BLIND)
    assert book.entry(subject).status == "disagreed"
    assert [e.claim.id for e in book.page(ClaimFilter(status="disagreed")).entries] == [subject]
    ruled = decide(book, LINA, subject, "accept", team=BLIND, reason="the report says so")
    assert ruled.mode == "adjudication" and book.entry(subject).status == "accepted"
    decide(book, OMAR, subject, "reject", team=BLIND)
    assert book.entry(subject).status == "accepted"
    decide(book, LINA, subject, "undo", team=BLIND)
    assert book.entry(subject).status == "disagreed"


def test_who_is_convinced_ends_the_disagreement(book: Ledger) -> None:
    subject = ids(book)[0]
    decide(book, RANA, subject, "accept", team=BLIND)
    decide(book, OMAR, subject, "reject", team=BLIND)
    decide(book, OMAR, subject, "accept", team=BLIND)
    assert book.entry(subject).status == "accepted"


def test_corrections_that_differ_are_a_disagreement_and_the_same_ones_are_none(book: Ledger) -> None:
    first, second = ids(book)[:2]
    for subject, other in ((first, 7), (second, 5)):
        decide(book, RANA, subject, "correct", team=BLIND, corrected={"figure.low": 5})
        decide(book, OMAR, subject, "correct", team=BLIND, corrected={"figure.low": other})
    assert [book.entry(s).status for s in (first, second)] == ["disagreed", "corrected"]
    sides = sides_of(book.claim(first), book.decisions(first))
    assert [s.reviewer for s in sides.sides] == ["Omar", "Rana"] and sides.settled is None
    assert sides.fields[0].by == {"Omar": 7, "Rana": 5} and sides.fields[0].read == 10 and sides.fields[0].differs


def test_openly_what_is_decided_later_stands(book: Ledger) -> None:
    subject = ids(book)[0]
    decide(book, RANA, subject, "accept")
    decide(book, OMAR, subject, "reject")
    assert book.entry(subject).status == "rejected"


def test_an_undo_takes_back_ones_own(book: Ledger) -> None:
    subject = ids(book)[0]
    decide(book, RANA, subject, "accept")
    decide(book, OMAR, subject, "reject")
    decide(book, RANA, subject, "undo")
    assert [d.verdict for d in book.decisions(subject)] == ["accept", "reject", "undo"] and status_of(book.decisions(subject)) == "rejected"


def test_a_blind_reviewer_is_told_of_nothing_but_their_own_second_window(book: Ledger) -> None:
    subject = ids(book)[0]
    decide(book, RANA, subject, "accept", team=BLIND)
    decide(book, OMAR, subject, "reject", team=BLIND, seen=0)
    with pytest.raises(Stale):
        decide(book, RANA, subject, "reject", team=BLIND, seen=1)


def test_the_report_counts_what_was_shared_and_what_waits(book: Ledger) -> None:
    every = ids(book)
    for n, subject in enumerate(every):
        decide(book, RANA, subject, "accept", team=BLIND)
        decide(book, OMAR, subject, "reject" if n == 0 else "accept", team=BLIND)
    found = report(book)
    assert (found.shared, found.disagreed) == (4, 1)
    assert found.fields[0].field == "verdict" and found.fields[0].same == 0.75
    assert [(w.reviewer, w.claims, w.blind) for w in found.work] == [("Omar", 4, 4), ("Rana", 4, 4)]
