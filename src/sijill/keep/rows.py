"""Many rows at once, by the shortest way to each database: SQLAlchemy's own way costs more a row than the databases do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def add_up(c: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows' last column to that of the row with the same key, which is made where there is none."""
    if not rows:
        return
    columns = list(rows[0])
    *key, number = columns
    mark = "?" if c.dialect.name == "sqlite" else "%s"
    c.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {number} = {table.name}.{number} + excluded.{number}",
        [tuple(row[name] for name in columns) for row in rows],
    )
