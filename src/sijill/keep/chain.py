"""The chain: what a row's hash is, what the log says of it, and the transaction in which rows are written.

Everything here can be done by hand: `sha256sum` over a record gives its row's hash, and over the hash before, a newline, the line and a newline that of a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, func, select

from sijill.keep.rows import insert_rows
from sijill.keep.tables import CHAINED, claims, log
from sijill.model import Record

Row = tuple[Any, ...]
#: The hash before the log's first line.
START = "0" * 64


def dumps(record: Record) -> str:
    """A record as it is stored and hashed: one line of JSON, in the schema's own order."""
    return record.__pydantic_serializer__.to_json(record, by_alias=True).decode()  # what model_dump_json does, without its detour


def hash_of(record: str | bytes) -> str:
    """The hash of a row: SHA-256 (hex) of its record, of text in UTF-8."""
    return hashlib.sha256(record.encode() if isinstance(record, str) else record).hexdigest()


def line_of(table: str, seq: int, row_hash: str) -> str:
    """What the log says of a row."""
    return f"{table} {seq} {row_hash}"


def log_hash(before: str, line: str) -> str:
    """The hash of a line of the log."""
    return hash_of(f"{before}\n{line}\n")


def listing_of(found: Sequence[tuple[str, str]]) -> str:
    """Claims' (id, hash) as a reading's record lists them; also what `sha256sum -c` takes."""
    return "".join(f"{row_hash}  {id_}\n" for id_, row_hash in found)


class Writing:
    """A transaction that holds the write lock from its start, so that two writers never chain onto the same line.

    Rows are gathered and written together at the end, each table's in one go. All of it happens, or none.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._next: dict[Table, int] = {}
        self._rows: dict[Table, list[Row]] = {table: [] for table in (*CHAINED, claims, log)}
        self._last = START

    def __enter__(self) -> Self:
        self.connection = self._engine.connect()
        try:
            lock(self.connection)
            self._last = self.connection.execute(select(log.c.hash).order_by(log.c.seq.desc()).limit(1)).scalar() or START
        except BaseException:
            self.connection.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self.flush()
                self.connection.commit()
            else:
                self.connection.rollback()
        finally:
            self.connection.close()

    def number(self, table: Table) -> int:
        """The number that the table's next row will have; without gaps, so that a missing row shows."""
        if table not in self._next:
            self._next[table] = (self.connection.execute(select(func.max(table.c.seq))).scalar() or 0) + 1
        return self._next[table]

    def add(self, table: Table, record: str | bytes, columns: dict[str, Any]) -> int:
        """Add a row to a chained table, and its line to the log. Gives its number."""
        row_hash = hash_of(record)
        seq = self.put(table, [(*columns.values(), record, row_hash)])
        line = line_of(table.name, seq, row_hash)
        self._last = log_hash(self._last, line)
        self.put(log, [(line, self._last)])
        return seq

    def put(self, table: Table, rows: Sequence[Row]) -> int:
        """Add rows that another row answers for (claims, by their reading), with the table's columns but for the number. Gives the first one's number."""
        first = self.number(table)
        self._next[table] = first + len(rows)
        self._rows[table] += [(seq, *row) for seq, row in enumerate(rows, first)]
        return first

    def flush(self) -> None:
        """Write what was gathered, so that queries of this transaction see it."""
        for table, rows in self._rows.items():
            insert_rows(self.connection, table, [column.name for column in table.columns], rows)
            rows.clear()


def lock(connection: Connection) -> None:
    """Begin a transaction that no other writer can be in at the same time."""
    connection.execution_options(sijill_write=True)  # SQLite: BEGIN IMMEDIATE, see sijill.keep.database
    connection.exec_driver_sql("SELECT 1" if connection.dialect.name == "sqlite" else "SELECT pg_advisory_xact_lock(7401)")
