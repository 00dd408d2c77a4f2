"""How many claims there are of each kind, by day and by place: kept up to date as claims come and decisions are made, so that no page counts a whole ledger.

In: entries of the index that come, go or change. Out: rows of two tables, derived like the index itself; `sijill.keep.browse` asks them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from sijill.keep.rows import add_up
from sijill.keep.tables import claim_index, day_tally, spot_tally

#: What a tally tells apart beside the day or the place: numbers of `terms`, and a status. What is not stated is 0.
CELL = ("kind", "measure", "event", "status")
#: Each table with the column of the index that it goes along.
TABLES: dict[Table, str] = {day_tally: "first_day", spot_tally: "spot"}
Row = Mapping[str, Any]


def add(c: Connection, rows: Iterable[Row], by: int = 1) -> None:
    """Count entries of the index in, or out where `by` is -1."""
    rows = list(rows)
    for table, axis in TABLES.items():
        names = (axis, *CELL)
        cells = Counter(tuple(row[name] or 0 for name in names) for row in rows)
        add_up(c, table, [dict(zip(names, cell, strict=True)) | {"claims": by * count} for cell, count in sorted(cells.items())])


def rows_from(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """New entries of the index, given column by column, as a tally counts them."""
    names = (*TABLES.values(), *CELL)
    return [dict(zip(names, row, strict=True)) for row in zip(*(columns[name] for name in names), strict=True)]


def rows_of(c: Connection, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    """The entries of the index as a tally counts them."""
    return [dict(row) for row in c.execute(select(*(claim_index.c[name] for name in (*TABLES.values(), *CELL))).where(where)).mappings()]


def counted(table: Table) -> Select[Any]:
    """What a tally should hold: all cells with their claims, counted from the index."""
    columns = [func.coalesce(claim_index.c[name], 0).label(name) for name in (TABLES[table], *CELL)]
    return select(*columns, func.count().label("claims")).group_by(*columns)
