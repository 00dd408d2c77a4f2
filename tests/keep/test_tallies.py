"""What is counted ahead is what would be counted now: after reading, reading anew, deciding and taking back."""

from __future__ import annotations

import pytest

from ledgers import behind_its_back, figure_claim
from sijill.keep import ClaimFilter, Ledger, ask, tallied
from sijill.model import Decision, Document, Time, Verdict, claim_id

FILTERS = [
    ClaimFilter(), ClaimFilter(kind="figure"), ClaimFilter(measure="killed", status="unreviewed"), ClaimFilter(status="rejected"), ClaimFilter(kind="event"),
    ClaimFilter(viewer="rana"), ClaimFilter(viewer="rana", kind="figure"), ClaimFilter(viewer="rana", status="rejected"), ClaimFilter(at_least=12),
    ClaimFilter(viewer="rana", at_least=12),
]


def said(subject: str, verdict: Verdict, by: str = "rana") -> Decision:
    return Decision(subject=subject, verdict=verdict, reviewer=by, decided_at="2020-03-06T00:00:00Z")


def agree(book: Ledger) -> None:
    """Each filter, counted ahead and counted now."""
    for wanted in FILTERS:
        whole, quick = book.tally(wanted), book.quick_tally(wanted)
        assert (quick.claims, quick.unreviewed, quick.more) == (whole.claims, whole.unreviewed, False), wanted
        assert quick.reports in (None, whole.reports)
    assert book.verify() == []


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a handful of claims were too many to be counted."""
    monkeypatch.setattr(ask, "COUNTED", 20)


def test_counts_kept_are_counts_made(where: str) -> None:
    with Ledger.open(where) as book:
        book.bring_in(figure_claim(n) for n in range(5))
        agree(book)
        claims = list(book.claims())
        book.decide_all([said(c.id, "reject") for c in claims[:3]])
        book.decide(said(claims[3].id, "accept", "omar"))
        book.decide(said(claims[0].id, "undo"))
        agree(book)
        figure = claims[0].figure
        assert figure is not None
        dated = claims[0].model_copy(update={"figure": figure.model_copy(update={"time": Time(start="2020-03-01", end="2020-03-03", precision="interval")})})
        book.add(Document(**claims[0].document.model_dump() | {"uri": "again"}, text=""), [dated.model_copy(update={"id": claim_id(dated)})], "newer")
        assert [day for day, _ in book.when_are()] == [20200301]
        agree(book)


def test_what_is_too_much_to_count_says_more(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "COUNTED", 3)
    with Ledger.open(where) as book:
        book.bring_in(figure_claim(n) for n in range(5))
        found = book.quick_tally(ClaimFilter(at_least=11))
        assert (found.claims, found.reports, found.more) == (3, None, True)
        assert book.quick_tally(ClaimFilter(at_least=13)).more is False
        assert book.quick_tally().claims == 5


def test_a_wrong_count_is_found(where: str) -> None:
    with Ledger.open(where) as book:
        book.bring_in(figure_claim(n) for n in range(5))
        behind_its_back(where, "UPDATE day_tally SET claims = claims + 1")
        assert len([f for f in book.verify() if f.table == "day_tally"]) == 2


@pytest.mark.parametrize(("wanted", "answer"), [(ClaimFilter(kind="figure", status="accepted"), True), (ClaimFilter(place="Homs"), False),
                                                (ClaimFilter(viewer="rana"), True), (ClaimFilter(viewer="rana", status="accepted"), False)])
def test_only_what_is_counted_apart_is_answered_ahead(wanted: ClaimFilter, answer: bool) -> None:
    assert tallied(wanted) is answer
