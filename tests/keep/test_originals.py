"""The bytes of a report stay as they were received, apart from what is read in them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ledgers import ask, behind_its_back, is_sqlite
from samples import FEED, MAIL, PAGE, STORY, pdf, warc, word, zipped
from sijill.collect import collect
from sijill.errors import LedgerError
from sijill.keep import Ledger
from sijill.model import Document, document_id

FORMS = {
    "a.txt": STORY.encode(), "a.html": PAGE, "a.pdf": pdf(), "a.docx": word(), "a.eml": MAIL, "a.xml": FEED, "a.warc": warc(),
    "a.zip": zipped(**{"b.txt": b"Ten people were killed.", "c.html": PAGE}), "a.jsonl": b'{"text": "Ten people were killed in Taiz."}\n',
    "a.csv": b"id,text\n1,Ten people were killed in Taiz.\n",
}


def keep(ledger: Ledger, path: Path, data: bytes) -> list[Document]:
    path.write_bytes(data)
    documents = [d for d in collect([path]) if isinstance(d, Document)]
    assert documents
    for document in documents:
        ledger.add(document, [], "one")
    return documents


@pytest.mark.parametrize("name", FORMS)
def test_of_every_format_the_bytes_are_kept_whose_hash_is_the_documents_id(name: str, tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        for document in keep(ledger, tmp_path / name, FORMS[name]):
            data = ledger.original(document.id)
            assert data is not None and document.id == "sha256:" + hashlib.sha256(data).hexdigest()
        assert ledger.verify() == []


def test_a_files_bytes_come_back_as_they_were(where: str, tmp_path: Path) -> None:
    with Ledger.open(where) as ledger:
        (document,) = keep(ledger, tmp_path / "a.pdf", FORMS["a.pdf"])
        assert ledger.original(document.id) == FORMS["a.pdf"]
        assert ledger.document(document.id) == document.model_copy(update={"original": None})
        assert ledger.verify() == []


def test_a_document_without_bytes_is_whole_too(where: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FORMS["a.txt"])
    (document,) = collect([tmp_path / "a.txt"])
    assert isinstance(document, Document)
    with Ledger.open(where) as ledger:
        ledger.add(document.model_copy(update={"original": None}), [], "one")
        assert ledger.original(document.id) is None and ledger.verify() == []


def test_bytes_that_are_not_those_of_the_id_are_refused_and_nothing_is_kept(where: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FORMS["a.txt"])
    (document,) = collect([tmp_path / "a.txt"])
    assert isinstance(document, Document)
    with Ledger.open(where) as ledger:
        with pytest.raises(LedgerError, match="not what its id says"):
            ledger.add(document.model_copy(update={"original": b"something else"}), [], "one")
        assert list(ledger.documents()) == [] and ledger.verify() == []


@pytest.mark.parametrize(("change", "said"), [
    ("UPDATE originals SET record = {other} WHERE seq = 1", "row 1"), ("DELETE FROM originals WHERE seq = 2", "row 2"),
    ("UPDATE originals SET id = 'sha256:ab' WHERE seq = 2", "column id"),
    ("INSERT INTO originals (seq, id, record, hash) VALUES (3, 'sha256:0', {other}, 'x')", "was added"),
])
def test_verify_sees_what_was_done_to_bytes(where: str, tmp_path: Path, change: str, said: str) -> None:
    with Ledger.open(where) as ledger:
        keep(ledger, tmp_path / "a.txt", FORMS["a.txt"])
        keep(ledger, tmp_path / "b.html", PAGE)
    behind_its_back(where, change.format(other="X'4142'" if is_sqlite(where) else "'\\x4142'"))
    with Ledger.open(where) as ledger:
        assert any(f.table == "originals" and said in str(f) for f in ledger.verify()), ledger.verify()


def test_bytes_can_be_checked_by_sql_alone(where: str, tmp_path: Path) -> None:
    with Ledger.open(where) as ledger:
        (document,) = keep(ledger, tmp_path / "a.docx", FORMS["a.docx"])
    ((data,),) = ask(where, f"SELECT record FROM originals WHERE id = '{document.id}'")
    assert "sha256:" + hashlib.sha256(data).hexdigest() == document.id


def test_a_file_that_brought_several_documents_is_kept_once_as_it_came(where: str, tmp_path: Path) -> None:
    path, data = tmp_path / "two.csv", b"text,date\nTwelve people were killed in Taiz.,2020-03-05\nShells fell on Aden and Taiz.,2020-03-06\n"
    with Ledger.open(where) as ledger:
        documents = keep(ledger, path, data)
        assert len(documents) == 2 and {d.part_of for d in ledger.documents()} == {document_id(data)}
        assert ledger.original(document_id(data)) == data
        assert ledger.verify() == []
