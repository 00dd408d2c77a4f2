"""Check a ledger against itself: every row's hash and place in its chain, every claim's id, every span against its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, Table, select

from sijill.keep.chain import START, row_hash
from sijill.keep.tables import CHAINED, claims, documents, readings
from sijill.model import Claim, Document, Record, Span, claim_id


@dataclass(frozen=True)
class Fault:
    """What is wrong, and with which row of which table."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"


def find_faults(c: Connection) -> Iterator[Fault]:
    """Every fault, table by table."""
    for table in CHAINED:
        yield from _chain(c, table)
    yield from _counts(c)
    yield from _spans(c)


def _name(row: RowMapping) -> str:
    known = row.get("id") or row.get("subject") or row.get("document_id") or row.get("uri")
    return f"{known} (row {row['seq']})"


def _chain(c: Connection, table: Table) -> Iterator[Fault]:
    """A row whose hash does not follow. One that follows the stored hash of the row before it is itself untouched."""
    before, expected = START, 1
    for row in c.execute(select(table).order_by(table.c.seq)).mappings():
        if row["seq"] != expected:
            yield Fault(table.name, f"row {expected}", "is missing")
        expected = row["seq"] + 1
        if row_hash(table, before, dict(row)) != row["hash"]:
            yield Fault(table.name, _name(row), "was changed, added or moved: its hash does not follow from the row before it")
        before = row["hash"]


def _counts(c: Connection) -> Iterator[Fault]:
    """A reading says how many claims it has, so that the last ones cannot be cut off unseen."""
    held: dict[int, int] = {}
    for number in c.execute(select(claims.c.reading)).scalars():
        held[number] = held.get(number, 0) + 1
    for row in c.execute(select(readings)).mappings():
        if held.get(row["seq"], 0) != row["claims"]:
            yield Fault("readings", _name(row), f"read {row['claims']} claims, but {held.get(row['seq'], 0)} are there")


def _spans(c: Connection) -> Iterator[Fault]:
    texts: dict[str, str] = {}
    for row in c.execute(select(documents.c.id, documents.c.record)).mappings():
        try:
            texts[row["id"]] = Document.model_validate_json(row["record"]).text
        except ValidationError:
            yield Fault("documents", row["id"], "cannot be read")
    for row in c.execute(select(claims.c.id, claims.c.document_id, claims.c.record, claims.c.seq)).mappings():
        yield from _claim(row, texts.get(row["document_id"], ""))


def _claim(row: RowMapping, text: str) -> Iterator[Fault]:
    try:
        claim = Claim.model_validate_json(row["record"])
    except ValidationError as error:
        yield Fault("claims", _name(row), f"cannot be read ({error.error_count()} faults)")
        return
    if claim.id != row["id"] or claim_id(claim) != claim.id:
        yield Fault("claims", _name(row), "says something else than its id")
    for span in spans_of(claim) if text else ():
        if not span.fits(text):
            yield Fault("claims", _name(row), f"its span {span.start}-{span.end} does not fit the text")


def spans_of(record: object) -> Iterator[Span]:
    """Every span inside a record."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from spans_of(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)
