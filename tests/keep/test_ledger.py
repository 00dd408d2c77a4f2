"""The ledger keeps what it is given, once, and shows what was done to it behind its back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ledgers import ask, behind_its_back, figure_claim
from sijill.errors import LedgerError
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger
from sijill.model import Decision, Document, Refusal, claim_id, document_id

TEXT = "At least 12 people were killed in Taiz, the hospital said. The army denied that it had shelled the market."


def a_document(text: str = TEXT, uri: str = "a.txt") -> Document:
    return Document(id=document_id(text.encode()), uri=uri, text=text, published="2020-03-05", language="en")


@pytest.fixture
def book(where: str, reader: Reader) -> Iterator[Ledger]:
    ledger = Ledger.open(where)
    for n in range(3):
        document = a_document(TEXT.replace("12", str(12 + n)), f"{n}.txt")
        document = document.model_copy(update={"original": document.text.encode()})
        ledger.add(document, reader.claims(document), "one")
    ledger.decide(Decision(subject="c_1", verdict="accept", reviewer="rana", decided_at="2020-03-06T00:00:00Z"))
    yield ledger
    ledger.close()


def test_a_document_read_twice_adds_nothing(book: Ledger, reader: Reader) -> None:
    document = a_document()
    before = list(book.claims())
    assert not book.add(document, reader.claims(document), "one")
    assert list(book.claims()) == before


def test_the_same_bytes_from_another_place_add_nothing(book: Ledger, reader: Reader) -> None:
    assert not book.add(a_document(uri="elsewhere.txt"), [], "one")


def test_a_newer_reading_stands_in_front_and_the_older_stays(book: Ledger) -> None:
    document = a_document()
    assert book.add(document, [], "two")
    assert document.id not in {c.document.id for c in book.claims()}
    assert book.knows(document.id, "one")
    assert book.verify() == []


def test_claims_come_back_as_they_went_in(book: Ledger, reader: Reader) -> None:
    document = a_document(uri="0.txt")
    assert [c for c in book.claims() if c.document.id == document.id] == reader.claims(document)


def test_filters_narrow(book: Ledger) -> None:
    kinds = {c.kind for c in book.claims(ClaimFilter(kind="figure"))}
    assert kinds == {"figure"}
    assert len(list(book.claims(ClaimFilter(source="HOSPITAL", kind="figure")))) == 3
    assert list(book.claims(ClaimFilter(place="Oslo"))) == []


def test_a_claim_is_found_by_the_beginning_of_its_id(book: Ledger) -> None:
    claim = next(book.claims())
    assert book.claim(claim.id[:12]) == claim
    with pytest.raises(LedgerError, match="no claim"):
        book.claim("c_nothing")
    with pytest.raises(LedgerError, match="several"):
        book.claim("c_")


def test_a_refusal_is_kept_once(book: Ledger) -> None:
    for _ in range(2):
        book.refuse(Refusal(uri="x.pdf", reason="is binary"))
    assert [r.uri for r in book.refusals()] == ["x.pdf"]


@pytest.mark.parametrize("table", ["originals", "documents", "readings", "claims", "decisions", "refusals", "log"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_sql_cannot_change_a_row(book: Ledger, table: str, verb: str) -> None:
    book.refuse(Refusal(uri="x.pdf", reason="is binary"))
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="append-only"):
        ask(book.where, verb.format(table))


def test_a_whole_ledger_has_no_fault(book: Ledger) -> None:
    assert book.verify() == []


@pytest.mark.parametrize(("what", "statement", "table", "word"), [
    ("one character of a claim", "UPDATE claims SET record = replace(record, 'killed', 'kilted') WHERE seq = 2", "claims", "row 2"),
    ("one character of a text", "UPDATE documents SET record = replace(record, 'Taiz', 'Tais') WHERE seq = 1", "documents", "row 1"),
    ("a claim's column beside the record", "UPDATE claims SET id = 'c_made_up' WHERE seq = 1", "claims", "row 1"),
    ("a document's column beside the record", "UPDATE documents SET uri = 'elsewhere.txt' WHERE seq = 1", "documents", "row 1"),
    ("what filters go by", "UPDATE claim_index SET least = 7 WHERE seq = 1", "claim_index", "row 1"),
    ("a row in the middle", "DELETE FROM claims WHERE seq = 3", "claims", "row 3"),
    ("the last row", "DELETE FROM claims WHERE seq = (SELECT max(seq) FROM claims)", "claims", "is missing"),
    ("two rows' order", "UPDATE claims SET seq = -1 WHERE seq = 1; UPDATE claims SET seq = 1 WHERE seq = 2; UPDATE claims SET seq = 2 WHERE seq = -1",
     "claims", "row 1"),
    ("a decision", "UPDATE decisions SET record = replace(record, 'accept', 'reject')", "decisions", "c_1"),
])
def test_verify_names_what_was_changed(book: Ledger, what: str, statement: str, table: str, word: str) -> None:
    behind_its_back(book.where, statement)
    faults = [str(f) for f in book.verify()]
    assert any(f.startswith(table) and word in f for f in faults), f"{what}: {faults}"


def test_an_added_row_is_seen(book: Ledger) -> None:
    behind_its_back(book.where, "INSERT INTO decisions (seq, subject, record, hash) VALUES (2, 'c_9', '{}', 'made up')")
    assert any("c_9" in str(f) for f in book.verify())


def test_a_missing_ledger_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="sijill read"):
        Ledger.open(str(tmp_path / "none.db"), create=False)


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("This is a report, not a ledger. " * 100)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(str(path))


def test_claims_that_come_in_any_order_are_imported_whole(where: str) -> None:
    made = [figure_claim(n) for n in range(3)]
    others = [c.model_copy(update={"kind": "event", "id": ""}) for c in made]
    others = [c.model_copy(update={"id": claim_id(c)}) for c in others]
    with Ledger.open(where) as ledger:
        assert ledger.bring_in([*made, *reversed(others)]) == 6
        assert ledger.bring_in(made) == 0
        assert set(ledger.claims()) == {*made, *others}
