"""A seal that was written down shows later whether what it covered was changed."""

from __future__ import annotations

import hashlib

import pytest

from ledgers import ask, behind_its_back
from sijill.errors import UsageError
from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.model import Decision, Document, document_id


def add(ledger: Ledger, reader: Reader, text: str) -> None:
    document = Document(id=document_id(text.encode()), uri=text[:9], text=text, published="2020-03-05")
    ledger.add(document, reader.claims(document), reader.version)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def forge(where: str) -> None:
    """Change a decision and make the whole chain anew, as somebody would who owns the database and knows how it is made."""
    behind_its_back(where, "UPDATE decisions SET record = replace(record, 'accept', 'reject') WHERE seq = 1")
    (record,) = ask(where, "SELECT record FROM decisions WHERE seq = 1")[0]
    behind_its_back(where, f"UPDATE decisions SET hash = '{sha256(record)}' WHERE seq = 1")
    before = "0" * 64
    for seq, line in ask(where, "SELECT seq, line FROM log ORDER BY seq"):
        if line.startswith("decisions 1 "):
            line = f"decisions 1 {sha256(record)}"
        before = sha256(f"{before}\n{line}\n")
        behind_its_back(where, f"UPDATE log SET line = '{line}', hash = '{before}' WHERE seq = {seq}")


def test_a_seal_holds_while_rows_are_added(where: str, reader: Reader) -> None:
    with Ledger.open(where) as ledger:
        empty = ledger.seal()
        add(ledger, reader, "Shells killed two people in Taiz, the hospital said.")
        seal = ledger.seal()
        add(ledger, reader, "A raid killed nine people in Idlib, the hospital said.")
        assert ledger.verify_against(seal) == ledger.verify_against(empty) == [] and ledger.seal() != seal


def test_a_seal_breaks_when_somebody_made_the_whole_chain_anew(where: str, reader: Reader) -> None:
    with Ledger.open(where) as ledger:
        add(ledger, reader, "Shells killed two people in Taiz, the hospital said.")
        before = ledger.seal()
        claim = next(ledger.claims())
        ledger.decide(Decision(subject=claim.id, verdict="accept", reviewer="rana", decided_at="2020-03-06T00:00:00Z"))
        after = ledger.seal()
    forge(where)
    with Ledger.open(where) as ledger:
        assert not any(fault.table in ("log", "decisions") and fault.row != "triggers" for fault in ledger.verify())
        assert ledger.verify_against(before) == []
        assert "not what was sealed" in str(ledger.verify_against(after)[0])


def test_a_seal_shows_that_the_end_was_cut_off(where: str, reader: Reader) -> None:
    with Ledger.open(where) as ledger:
        add(ledger, reader, "Shells killed two people in Taiz, the hospital said.")
        ledger.decide(Decision(subject="c_1", verdict="accept", reviewer="rana", decided_at="2020-03-06T00:00:00Z"))
        seal = ledger.seal()
    behind_its_back(where, "DELETE FROM decisions; DELETE FROM log WHERE line LIKE 'decisions %'")
    with Ledger.open(where) as ledger:
        assert "is missing" in str(ledger.verify_against(seal)[0])


def test_what_is_no_seal_is_wrong_use(where: str) -> None:
    with Ledger.open(where) as ledger, pytest.raises(UsageError):
        ledger.verify_against("abc")
