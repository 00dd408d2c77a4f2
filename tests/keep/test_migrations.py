"""A ledger of any earlier form opens in this version, with all it held; one that was changed behind its back is not given fresh hashes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from sijill.errors import LedgerError
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger, database, tables
from sijill.keep.database import newest_revision
from sijill.model import Claim, Decision, Document, Record, Refusal, document_id

TEXT = "At least 12 people were killed in Taiz, the hospital said. The army denied that it had shelled the market."


class First:
    """A ledger as the first schema wrote it: a chain a table, filters' columns beside the claims."""

    def __init__(self, where: str) -> None:
        self.engine = sa.create_engine(where if "://" in where else f"sqlite:///{where}")
        config = Config()
        config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
        self.last: dict[str, str] = {}

    def row(self, table: str, **said: Any) -> None:
        value = json.dumps([table, self.last.get(table, "0" * 64), said], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self.last[table] = hashlib.sha256(value.encode()).hexdigest()
        names = [*said, "hash"]
        statement = sa.text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(':' + n for n in names)})")
        with self.engine.begin() as connection:
            connection.execute(statement, {**said, "hash": self.last[table]})

    def claim(self, claim: Claim) -> None:
        side = dict.fromkeys(("source", "place", "lat", "lon", "time_start", "time_end", "measure", "low", "high"))
        self.row("claims", reading=1, id=claim.id, document_id=claim.document.id, kind=claim.kind, **side, record=record(claim))


def record(of: Record) -> str:
    return json.dumps(of.model_dump(by_alias=True, mode="json"), ensure_ascii=False, separators=(", ", ": "))


@pytest.fixture
def first(where: str, reader: Reader) -> tuple[str, list[Claim]]:
    document = Document(id=document_id(TEXT.encode()), uri="a.txt", text=TEXT, published="2020-03-05", language="en")
    claims = reader.claims(document)
    old = First(where)
    old.row("documents", id=document.id, uri="a.txt", record=record(document))
    old.row("readings", document_id=document.id, reader="one", claims=len(claims))
    for claim in claims:
        old.claim(claim)
    accepted = Decision(subject=claims[0].id, verdict="accept", reviewer="rana", decided_at="2020-03-06T00:00:00Z")
    old.row("decisions", subject=accepted.subject, record=record(accepted))
    old.row("refusals", uri="x.pdf", record=record(Refusal(uri="x.pdf", reason="is binary")))
    old.engine.dispose()
    return where, claims


def test_a_ledger_of_the_first_form_keeps_all_it_held(first: tuple[str, list[Claim]]) -> None:
    where, claims = first
    with Ledger.open(where, create=False) as ledger:
        assert list(ledger.claims()) == claims
        assert ledger.verify() == []
        assert [e.claim for e in ledger.page(ClaimFilter(status="accepted")).entries] == claims[:1]
        assert ledger.refusals()[0].uri == "x.pdf" and next(ledger.documents()).text == TEXT
        assert int(ledger.seal().split(":")[0]) == 5


def test_a_migrated_ledger_goes_on(first: tuple[str, list[Claim]], reader: Reader) -> None:
    where, claims = first
    with Ledger.open(where) as ledger:
        document = next(ledger.documents())
        assert not ledger.add(document, claims, "one")
        assert ledger.add(document, claims[:1], "two")
        assert list(ledger.claims()) == claims[:1] and ledger.verify() == []


def test_a_ledger_that_was_changed_behind_its_back_is_not_given_fresh_hashes(first: tuple[str, list[Claim]]) -> None:
    where, _ = first
    engine = sa.create_engine(where if "://" in where else f"sqlite:///{where}")
    with engine.begin() as connection:
        for name in ("decisions_no_update",) if engine.dialect.name == "sqlite" else ("decisions_append_only ON decisions",):
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        connection.execute(sa.text("UPDATE decisions SET record = replace(record, 'accept', 'reject')"))
    engine.dispose()
    with pytest.raises(LedgerError, match="decisions row 1"):
        Ledger.open(where)


def test_the_newest_revision_is_the_head_of_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]


def test_what_the_migrations_make_is_what_the_code_asks(where: str) -> None:
    """Names, order by code point and indexes: a column that sorts otherwise than its queries say is looked up without its index."""
    Ledger.open(where).close()
    engine = sa.create_engine(where if "://" in where else f"sqlite:///{where}")
    there = sa.inspect(engine)
    for table in (t for metadata in (tables.evidence, tables.people, tables.linked) for t in metadata.sorted_tables):
        made = {column["name"]: column["type"] for column in there.get_columns(table.name)}
        assert set(made) == {column.name for column in table.columns}, table.name
        wanted = {c.name: getattr(c.type.dialect_impl(engine.dialect), "collation", None) for c in table.columns}
        assert {name: getattr(kind, "collation", None) for name, kind in made.items()} == wanted, table.name
        indexed = {tuple(i["column_names"]) for i in there.get_indexes(table.name)}
        assert {tuple(c.name for c in i.columns) for i in table.indexes} <= indexed, table.name
    engine.dispose()
