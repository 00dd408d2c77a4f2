"""One chain for all: a log with a line for every row; claims keep their record alone, and what filters ask moves to an index that is derived.

The chains of the first schema are checked before they are replaced, so that nothing that was changed behind the ledger's back gets a fresh hash; their last
hashes go into the log's first line.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from sijill.errors import LedgerError

revision = "0003"
down_revision = "0001"

OLD = ("documents", "readings", "claims", "decisions", "refusals")
LOGGED = ("documents", "readings", "decisions", "refusals")
SIDE = ("document_id", "kind", "source", "place", "lat", "lon", "time_start", "time_end", "measure", "low", "high")
START = "0" * 64
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")).hexdigest()


def _rows(table: str, columns: str = "*") -> Iterator[dict[str, Any]]:
    last = 0
    while rows := op.get_bind().execute(sa.text(f"SELECT {columns} FROM {table} WHERE seq > :last ORDER BY seq LIMIT 500"), {"last": last}).mappings().all():
        yield from (dict(row) for row in rows)
        last = rows[-1]["seq"]


def _checked(table: str) -> tuple[int, str]:
    """The old chain's length and last hash. Raises LedgerError at the first row that does not follow."""
    before, count = START, 0
    for row in _rows(table):
        said = {k: v for k, v in row.items() if k not in ("seq", "hash")}
        if _digest([table, before, said]) != row["hash"]:
            raise LedgerError(f"{table} row {row['seq']}", "does not follow from the row before it, so this ledger is not brought to the new form",
                              "sijill verify of version 0.1.0 lists what was changed")
        before, count = row["hash"], row["seq"]
    return count, before


def upgrade() -> None:
    """Check the old chains; keep records, give new hashes, write the log."""
    ends = [[table, *_checked(table)] for table in OLD]
    _let_change()
    op.create_table("log", sa.Column("seq", SERIAL, primary_key=True, autoincrement=False), sa.Column("line", sa.Text, nullable=False),
                    sa.Column("hash", sa.String(64), nullable=False))
    op.add_column("readings", sa.Column("record", sa.Text))
    _drop_side_columns()
    for table in ("documents", "claims", "decisions", "refusals"):
        _rehash(table)
    _list_claims()
    if any(count for _, count, _ in ends):
        _write_log(_digest(ends))
    op.create_index("refusals_by_hash", "refusals", ["hash"])
    _refuse_change()


def _drop_side_columns() -> None:
    for column in ("id", "document_id", "kind", "source", "place", "time_start", "measure"):
        op.drop_index(f"ix_claims_{column}", "claims")
    op.drop_index("claims_by_reading_and_id", "claims")
    for column in SIDE:
        op.drop_column("claims", column)
    if op.get_bind().dialect.name == "postgresql":
        for table, column in (("documents", "uri"), ("claims", "id"), ("decisions", "subject"), ("refusals", "uri")):
            op.alter_column(table, column, type_=KEY)
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_index("ix_claims_reading", "claims", ["reading"])


def _rehash(table: str) -> None:
    for row in _rows(table, "seq, record"):
        _set(table, row["seq"], hash=_sha(row["record"]))


def _set(table: str, seq: int, **values: str) -> None:
    names = ", ".join(f"{name} = :{name}" for name in values)
    op.get_bind().execute(sa.text(f"UPDATE {table} SET {names} WHERE seq = :seq"), {"seq": seq, **values})


def _list_claims() -> None:
    """A reading's record: its document, its reader, and "HASH  ID" of each claim."""
    found = sa.text("SELECT id, hash FROM claims WHERE reading = :reading ORDER BY seq")
    for row in _rows("readings", "seq, document_id, reader"):
        listing = "".join(f"{h}  {i}\n" for i, h in op.get_bind().execute(found, {"reading": row["seq"]}))
        said = {"document": row["document_id"], "reader": row["reader"], "claims": listing}
        record = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        _set("readings", row["seq"], record=record, hash=_sha(record))


def _write_log(root: str) -> None:
    before, seq = START, 0
    lines = [f"migrated 0003 {root}", *(f"{t} {row['seq']} {row['hash']}" for t in LOGGED for row in _rows(t, "seq, hash"))]
    for seq, line in enumerate(lines, 1):
        before = _sha(f"{before}\n{line}\n")
        op.get_bind().execute(sa.text("INSERT INTO log (seq, line, hash) VALUES (:seq, :line, :hash)"), {"seq": seq, "line": line, "hash": before})


def _let_change() -> None:
    for table in OLD:
        names = [f"{table}_no_update", f"{table}_no_delete"] if op.get_bind().dialect.name == "sqlite" else [f"{table}_append_only ON {table}"]
        for name in names:
            op.execute(f"DROP TRIGGER {name}")


def _refuse_change() -> None:
    """SQLite's REPLACE fires no DELETE trigger, so a row that is there already is refused by a trigger of its own."""
    for table in (*OLD, "log"):
        if op.get_bind().dialect.name == "postgresql":
            when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
            op.execute(f"CREATE TRIGGER {table}_append_only {when} EXECUTE FUNCTION sijill_append_only()")
            continue
        same = "seq = NEW.seq" + (" OR id = NEW.id" if table == "documents" else "")
        for name, when in (("update", "UPDATE"), ("delete", "DELETE"), ("replace", "INSERT")):
            only = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) " if when == "INSERT" else ""
            op.execute(f"CREATE TRIGGER {table}_no_{name} BEFORE {when} ON {table} {only}BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END")
