"""Check a ledger against itself: the log's chain, every row against its line, every claim against its reading, its id and its text; the index against it all.

What is expected and what is there both come in the order of their numbers, so each table is walked once, in little memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, Select, Table, select

from sijill.keep.chain import START, hash_of, log_hash
from sijill.keep.faults import Fault
from sijill.keep.tables import CHAINED, claims, documents, log, originals, readings
from sijill.keep.verify_index import index_faults, trigger_faults
from sijill.model import Claim, Document, Record, Span, claim_id

#: Of tables with large rows, how many are held at once.
LARGE = {originals: 1, documents: 50}


@dataclass(frozen=True)
class Expected:
    """A row that must be there: its number, its hash, its name where that is known."""

    seq: int
    hash: str
    name: str = ""


def find_faults(c: Connection) -> Iterator[Fault]:
    """Every fault, table by table."""
    yield from trigger_faults(c)
    yield from _log(c)
    for table, repeat in CHAINED.items():
        lines = (Expected(int(line.split()[1]), line.split()[2]) for line in _lines(c, table))
        for row, record in _compared(c, table, lines, "the log"):
            if isinstance(row, Fault):
                yield row
            elif (differing := _differing(row, repeat, record)):
                yield Fault(table.name, name_of(row), f"was changed: its column {differing} says something else than its record")
    yield from _claims(c)
    yield from index_faults(c)


def name_of(row: RowMapping) -> str:
    """How a fault calls a row: by its id, and its number."""
    known = row.get("id") or row.get("subject") or row.get("document_id") or row.get("uri")
    return f"{known} (row {row['seq']})"


def rows_of(c: Connection, query: Select[Any], at_once: int = 500) -> Iterator[RowMapping]:
    """Rows as they come, never all at once."""
    return iter(c.execute(query.execution_options(yield_per=at_once)).mappings())


# -- the log --------------------------------------------------------------------------------------------------------------


def _log(c: Connection) -> Iterator[Fault]:
    before, expected = START, 1
    for row in rows_of(c, select(log).order_by(log.c.seq)):
        if row["seq"] != expected:
            yield Fault("log", f"row {expected}", "is missing")
        elif log_hash(before, row["line"]) != row["hash"]:
            yield Fault("log", f"row {row['seq']}", "was changed, added or moved: its hash does not follow from the row before it")
        before, expected = row["hash"], row["seq"] + 1


def _lines(c: Connection, table: Table) -> Iterator[str]:
    query = select(log.c.line, log.c.seq).where(log.c.line.startswith(f"{table.name} ")).order_by(log.c.seq)
    return (row["line"] for row in rows_of(c, query))


# -- rows against what is said of them ------------------------------------------------------------------------------------


def _compared(c: Connection, table: Table, expected: Iterable[Expected], by: str) -> Iterator[tuple[RowMapping | Fault, Any]]:
    """Each row that is as expected with its record; a fault for each that is changed, missing, added or moved."""
    wrong: list[tuple[RowMapping, str]] = []
    missing: dict[str, int] = {}
    rows = rows_of(c, select(table).order_by(table.c.seq), LARGE.get(table, 500))
    row = next(rows, None)
    for want in expected:
        while row is not None and row["seq"] < want.seq:
            yield Fault(table.name, name_of(row), f"was added: {by} does not know it"), ""
            row = next(rows, None)
        if row is None or row["seq"] > want.seq:
            missing[want.hash] = want.seq
            yield Fault(table.name, f"{want.name} (row {want.seq})".strip(), "is missing"), ""
            continue
        found = hash_of(row["record"])
        if found == want.hash == row["hash"]:
            yield row, row["record"]
        else:
            missing[want.hash] = want.seq
            wrong.append((row, found))
        row = next(rows, None)
    yield from ((_wrong(table, row, found, missing, by), "") for row, found in wrong)
    while row is not None:
        yield Fault(table.name, name_of(row), f"was added: {by} does not know it"), ""
        row = next(rows, None)


def _wrong(table: Table, row: RowMapping, found: str, missing: dict[str, int], by: str) -> Fault:
    place = missing.get(found)
    if place == row["seq"]:
        return Fault(table.name, name_of(row), "was changed: its hash is not that of its record")
    changed = f"was changed: its record does not have the hash that {by} holds for it"
    return Fault(table.name, name_of(row), f"was moved: it is row {place}" if place else changed)


def _differing(row: RowMapping, repeat: Any, record: str | bytes) -> str:
    """The first column that does not repeat its record."""
    try:
        said = repeat(record if isinstance(record, bytes) else json.loads(record))
    except (ValueError, KeyError, TypeError):
        return "record"
    return next((name for name, value in said.items() if row[name] != value), "")


# -- claims ---------------------------------------------------------------------------------------------------------------


def _listed(c: Connection) -> Iterator[Expected]:
    """Claims are numbered without gaps in the order in which readings list them."""
    seq = 0
    for row in rows_of(c, select(readings.c.seq, readings.c.record).order_by(readings.c.seq)):
        for line in _listing(row["record"]):
            seq += 1
            yield Expected(seq, line[:64], line[66:])


def _listing(record: str) -> list[str]:
    try:
        return str(json.loads(record)["claims"]).splitlines()
    except (ValueError, KeyError, TypeError):
        return []


def _claims(c: Connection) -> Iterator[Fault]:
    texts = _Texts(c)
    for row, record in _compared(c, claims, _listed(c), "its reading"):
        if isinstance(row, Fault):
            yield row
            continue
        try:
            claim = Claim.model_validate_json(record)
        except ValidationError as error:
            yield Fault("claims", name_of(row), f"cannot be read ({error.error_count()} faults)")
            continue
        yield from _claim(row, claim, texts)


def _claim(row: RowMapping, claim: Claim, texts: _Texts) -> Iterator[Fault]:
    if claim.id != row["id"] or claim_id(claim) != claim.id:
        yield Fault("claims", name_of(row), "says something else than its id")
    document, text = texts.of(row["reading"])
    if document != claim.document.id:
        yield Fault("claims", name_of(row), f"was moved: reading {row['reading']} is of another document")
    for span in spans_of(claim) if text else ():
        if not span.fits(text):
            yield Fault("claims", name_of(row), f"its span {span.start}-{span.end} does not fit the text")


class _Texts:
    """The document of a reading, with its text; one at a time, since claims come in the order of readings."""

    def __init__(self, c: Connection) -> None:
        self._connection, self._reading, self._found = c, 0, ("", "")

    def of(self, reading: int) -> tuple[str, str]:
        """The document's id and its text; empty where there is none."""
        if reading != self._reading:
            query = select(documents.c.id, documents.c.record).join(readings, readings.c.document_id == documents.c.id).where(readings.c.seq == reading)
            row = self._connection.execute(query).first()
            self._reading, self._found = reading, (row.id, _text(row.record)) if row else ("", "")
        return self._found


def _text(record: str) -> str:
    try:
        return Document.model_validate_json(record).text
    except ValidationError:
        return ""


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
