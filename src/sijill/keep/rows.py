"""Many rows at once, by the shortest way to each database: SQLAlchemy's own way costs more a row than the databases do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(c: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of the columns."""
    if not rows:
        return
    names = f"{table.name} ({', '.join(columns)})"
    if c.dialect.name == "sqlite":
        c.exec_driver_sql(f"INSERT INTO {names} VALUES ({', '.join('?' * len(columns))})", list(rows))
        return
    with c.connection.cursor() as cursor, cursor.copy(f"COPY {names} FROM STDIN") as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(row)
