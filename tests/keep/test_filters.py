"""Wherever a question starts, it finds the same claims: at the rarest of its tests, at any other, or by walking through all."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger, filters
from sijill.model import Decision, Document, document_id

TEXT = "At least {n} people were killed in {place} on Tuesday, the hospital said. The army denied that it had shelled the market."
FILTERS = [
    ClaimFilter(kind="figure"), ClaimFilter(source="hosp"), ClaimFilter(place="taiz"), ClaimFilter(near=(13.58, 44.02, 30.0)), ClaimFilter(since="2020-03-03"),
    ClaimFilter(until="2020-03-02"), ClaimFilter(at_least=12, kind="figure"), ClaimFilter(at_most=12), ClaimFilter(status="accepted"),
    ClaimFilter(text="killed taiz"), ClaimFilter(report="“people were killed” homs"), ClaimFilter(text="shell*", status="unreviewed", kind="denial"),
    ClaimFilter(measure="killed", place="Homs", since="2020-03-01", until="2020-03-04", at_least=11),
]


@pytest.fixture
def book(where: str, reader: Reader) -> Ledger:
    with Ledger.open(where) as ledger:
        for n in range(10, 16):
            text = TEXT.format(n=n, place=("Taiz", "Homs")[n % 2])
            document = Document(id=document_id(text.encode()), uri=f"{n}.txt", text=text, published="2020-03-05", language="en")
            ledger.add(document, reader.claims(document), "one")
        for claim in list(ledger.claims(ClaimFilter(kind="figure")))[:2]:
            ledger.decide(Decision(subject=claim.id, verdict="accept", reviewer="rana", decided_at="2020-03-06T00:00:00Z"))
        return ledger


def ids(book: Ledger, wanted: ClaimFilter) -> list[str]:
    return [e.claim.id for e in book.page(wanted).entries]


def test_where_a_question_starts_changes_nothing(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in FILTERS:
        found = ids(book, wanted)
        for start in range(3):
            monkeypatch.setattr(filters, "_rarest", lambda c, every, start=start: every[start] if start < len(every) else None)
            assert ids(book, wanted) == found, wanted.sentence()
        monkeypatch.undo()
        assert found == [] if wanted.until == "2020-03-02" else found, wanted.sentence()


def test_pages_in_either_direction_hold_every_claim_once(book: Ledger) -> None:
    every = ids(book, ClaimFilter())
    forward: list[str] = []
    after: int | None = 0
    while after is not None:
        page = book.page(after=after, size=5)
        forward += [e.claim.id for e in page.entries]
        after = page.after
    back: list[str] = []
    before: int | None = 10**9
    while before is not None:
        page = book.page(before=before, size=5)
        back = [e.claim.id for e in page.entries] + back
        before = page.before
    assert forward == back == every and len(set(every)) == len(every)
