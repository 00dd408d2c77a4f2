"""The hash of a row: over what it says and the hash of the row before it in its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from sijill.model import digest

#: The hash before a table's first row.
START = "0" * 64


def row_hash(table: Table, before: str, row: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the table's name, the hash before, and every column but the number and the hash."""
    said = {c.name: row[c.name] for c in table.columns if c.name not in ("seq", "hash")}
    return digest([table.name, before, said])


def last_hash(connection: Connection, table: Table) -> str:
    """The hash of the table's last row."""
    found = connection.execute(select(table.c.hash).order_by(table.c.seq.desc()).limit(1)).scalar()
    return found or START
