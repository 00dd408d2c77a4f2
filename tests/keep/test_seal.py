"""A seal that was written down shows later whether what it covered was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledgers import behind_its_back
from sijill.errors import UsageError
from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.model import Document, document_id


def add(ledger: Ledger, reader: Reader, text: str) -> None:
    document = Document(id=document_id(text.encode()), uri=text[:9], text=text, published="2020-03-05")
    ledger.add(document, reader.claims(document), reader.version)


def test_a_seal_holds_while_rows_are_added_and_breaks_when_one_is_changed(where: str, reader: Reader) -> None:
    with Ledger.open(where) as ledger:
        add(ledger, reader, "Shells killed two people in Taiz, the hospital said.")
        seal = ledger.seal()
        add(ledger, reader, "A raid killed nine people in Idlib, the hospital said.")
        assert ledger.verify_against(seal) == [] and ledger.seal() != seal
        behind_its_back(where, "UPDATE claims SET hash = 'x' WHERE seq = (SELECT claims FROM readings WHERE seq = 1)")
        assert "changed since" in str(ledger.verify_against(seal)[-1])


def test_a_seal_shows_that_the_end_was_cut_off(where: str, tmp_path: Path, reader: Reader) -> None:
    with Ledger.open(where) as longer, Ledger.open(str(tmp_path / "b.db")) as shorter:
        for ledger in (longer, shorter):
            add(ledger, reader, "Shells killed two people in Taiz, the hospital said.")
        add(longer, reader, "A raid killed nine people in Idlib, the hospital said.")
        assert "is missing" in str(shorter.verify_against(longer.seal())[0])


def test_what_is_no_seal_is_wrong_use(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.db")) as ledger, pytest.raises(UsageError):
        ledger.verify_against("abc")
