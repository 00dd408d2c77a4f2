"""One door to storage. What is in the ledger stays; a document enters with all its claims or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, Table, func, insert, select

from sijill.errors import LedgerError
from sijill.keep.chain import last_hash, row_hash
from sijill.keep.database import open_engine
from sijill.keep.seal import faults_against, seal_of
from sijill.keep.tables import claims, decisions, documents, readings, refusals
from sijill.keep.verify import Fault, find_faults
from sijill.model import Claim, Decision, Document, Record, Refusal, Time

#: The reader's name of claims that came in by `sijill import`.
IMPORTED = "imported"


class Stale(LedgerError):
    """Somebody decided since the page was opened: `decision` is the last, `count` how many there are."""

    def __init__(self, decision: Decision, count: int) -> None:
        super().__init__(decision.subject, f"was decided by {decision.reviewer} at {decision.decided_at}", "look at it again, or decide after it")
        self.decision, self.count = decision, count


@dataclass(frozen=True)
class ClaimFilter:
    """What `claims` is narrowed to; every field that is None lets all through. `since`, `until` are days."""

    kind: str | None = None
    source: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    measure: str | None = None


def dumps(record: Record) -> str:
    """A record as one line of JSON, in the schema's own order."""
    return json.dumps(record.model_dump(by_alias=True, mode="json"), ensure_ascii=False, separators=(", ", ": "))


class Ledger:
    """An open ledger. Use it as a context manager, or `close` it."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self.where = engine, where

    @classmethod
    def open(cls, where: str, *, create: bool = True) -> Ledger:
        """The ledger at a path or database URL. Raises LedgerError."""
        return cls(open_engine(where, create=create), where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # -- adding -------------------------------------------------------------------------------------------------------

    def knows(self, document_id: str, reader: str) -> bool:
        """True when this reader has read the document already."""
        with self._engine.connect() as c:
            return _reading(c, document_id, reader) is not None

    def add(self, document: Document, found: Sequence[Claim], reader: str) -> bool:
        """Add a document and what was read in it, in one transaction. False when that reading is there already."""
        with self._writing() as c:
            if _reading(c, document.id, reader) is not None:
                return False
            if c.execute(select(documents.c.seq).where(documents.c.id == document.id)).first() is None:
                _append(c, documents, [{"id": document.id, "uri": document.uri, "record": dumps(document)}])
            _append(c, readings, [{"document_id": document.id, "reader": reader, "claims": len(found)}])
            number = c.execute(select(func.max(readings.c.seq))).scalar_one()
            _append(c, claims, [_claim_row(claim, number) for claim in found])
            return True

    def bring_in(self, found: Iterable[Claim]) -> int:
        """Add claims that another ledger exported; their documents enter by name, without text. Gives how many are new."""
        grouped: dict[str, list[Claim]] = {}
        for claim in found:
            grouped.setdefault(claim.document.id, []).append(claim)
        return sum(len(group) for group in grouped.values() if self._bring_in(group))

    def _bring_in(self, group: list[Claim]) -> bool:
        ref = group[0].document
        stub = Document(**ref.model_dump() | {"uri": ref.uri or ref.id}, text="", media_type="application/x-imported")
        return self.add(stub, group, IMPORTED)

    def refuse(self, refusal: Refusal) -> None:
        """Record that an input could not be read, once."""
        with self._writing() as c:
            known = c.execute(select(refusals.c.seq).where(refusals.c.uri == refusal.uri, refusals.c.record == dumps(refusal))).first()
            if known is None:
                _append(c, refusals, [{"uri": refusal.uri, "record": dumps(refusal)}])

    def decide(self, decision: Decision, *, seen: int | None = None) -> None:
        """Record what a reviewer said. `seen` is how many decisions on the subject they had before their eyes; raises Stale when there are more."""
        with self._writing() as c:
            if seen is not None:
                _not_stale(c, decision.subject, seen)
            _append(c, decisions, [{"subject": decision.subject, "record": dumps(decision)}])

    # -- asking -------------------------------------------------------------------------------------------------------

    def claims(self, wanted: ClaimFilter = ClaimFilter()) -> Iterator[Claim]:
        """The newest reading's claims, in the order of document address, text and kind."""
        query = _filtered(_newest(select(claims.c.record)), wanted).join(documents, documents.c.id == claims.c.document_id)
        with self._engine.connect() as c:
            rows = c.execute(query.order_by(documents.c.uri, claims.c.document_id, claims.c.seq)).scalars()
            for record in rows:
                yield Claim.model_validate_json(record)

    def claim(self, id_: str) -> Claim:
        """The claim of that id, or of the only id that begins so. Raises LedgerError."""
        query = _newest(select(claims.c.record)).where(claims.c.id.startswith(id_, autoescape=True)).limit(2)
        with self._engine.connect() as c:
            rows = list(c.execute(query).scalars())
        if len(rows) != 1:
            what = "is the beginning of several claims" if rows else "is no claim of this ledger"
            raise LedgerError(id_, what, "sijill claims lists them with their ids")
        return Claim.model_validate_json(rows[0])

    def documents(self) -> Iterator[Document]:
        """All documents, by address."""
        with self._engine.connect() as c:
            for record in c.execute(select(documents.c.record).order_by(documents.c.uri, documents.c.id)).scalars():
                yield Document.model_validate_json(record)

    def document(self, id_: str) -> Document | None:
        """The document of that id."""
        with self._engine.connect() as c:
            record = c.execute(select(documents.c.record).where(documents.c.id == id_)).scalar()
        return Document.model_validate_json(record) if record else None

    def refusals(self) -> list[Refusal]:
        """All refusals, in the order in which they came."""
        with self._engine.connect() as c:
            return [Refusal.model_validate_json(r) for r in c.execute(select(refusals.c.record).order_by(refusals.c.seq)).scalars()]

    def decisions(self, subject: str) -> list[Decision]:
        """The history of a claim or incident, oldest first."""
        query = select(decisions.c.record).where(decisions.c.subject == subject).order_by(decisions.c.seq)
        with self._engine.connect() as c:
            return [Decision.model_validate_json(r) for r in c.execute(query).scalars()]

    def all_decisions(self) -> dict[str, list[Decision]]:
        """Every decision, by its subject, oldest first."""
        found: dict[str, list[Decision]] = {}
        with self._engine.connect() as c:
            for subject, record in c.execute(select(decisions.c.subject, decisions.c.record).order_by(decisions.c.seq)):
                found.setdefault(subject, []).append(Decision.model_validate_json(record))
        return found

    def verify(self) -> list[Fault]:
        """Every fault of the ledger: broken chains, changed rows, spans that do not fit their text. None when it is whole."""
        with self._engine.connect() as c:
            return list(find_faults(c))

    def seal(self) -> str:
        """One line that stands for all rows there are now; see `sijill.keep.seal`."""
        with self._engine.connect() as c:
            return seal_of(c)

    def verify_against(self, seal: str) -> list[Fault]:
        """What was sealed and is no longer so. Raises UsageError when it is no seal."""
        with self._engine.connect() as c:
            return list(faults_against(c, seal))

    def _writing(self) -> Any:
        return _Writing(self._engine)


class _Writing:
    """A transaction that holds the write lock from its start, so that two writers never chain onto the same row."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Connection:
        self._connection = self._engine.connect()
        if self._engine.dialect.name == "sqlite":
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            self._connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7401)")
        return self._connection

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            self._connection.rollback() if kind else self._connection.commit()
        finally:
            self._connection.close()


def _append(c: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    before = last_hash(c, table)
    for row in rows:
        before = row["hash"] = row_hash(table, before, row)
    if rows:
        c.execute(insert(table), rows)


def _not_stale(c: Connection, subject: str, seen: int) -> None:
    rows = list(c.execute(select(decisions.c.record).where(decisions.c.subject == subject).order_by(decisions.c.seq)).scalars())
    if len(rows) > seen:
        raise Stale(Decision.model_validate_json(rows[-1]), len(rows))


def _reading(c: Connection, document_id: str, reader: str) -> int | None:
    query = select(readings.c.seq).where(readings.c.document_id == document_id, readings.c.reader == reader)
    return c.execute(query.limit(1)).scalar()


def _newest(query: Select[Any]) -> Select[Any]:
    newest = select(func.max(readings.c.seq)).group_by(readings.c.document_id).scalar_subquery()
    return query.where(claims.c.reading.in_(newest))


def _filtered(query: Select[Any], wanted: ClaimFilter) -> Select[Any]:
    tests = {
        "kind": claims.c.kind == wanted.kind, "measure": claims.c.measure == wanted.measure,
        "source": claims.c.source.icontains(wanted.source or "", autoescape=True),
        "place": claims.c.place.icontains(wanted.place or "", autoescape=True),
        "since": claims.c.time_end >= (wanted.since or ""), "until": claims.c.time_start <= (wanted.until or ""),
        "text": claims.c.record.icontains(wanted.text or "", autoescape=True),
    }
    return query.where(*(test for name, test in tests.items() if getattr(wanted, name) is not None))


def _claim_row(claim: Claim, reading: int) -> dict[str, Any]:
    detail = claim.figure or claim.event
    place, time = (detail.place, detail.time) if detail else (None, None)
    time = time or claim.said_on or Time(precision="day")
    return {
        "reading": reading, "id": claim.id, "document_id": claim.document.id, "kind": claim.kind,
        "source": claim.sources[0].name if claim.sources else None, "place": place.name if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None, "time_start": time.start, "time_end": time.end,
        "measure": claim.figure.measure if claim.figure else None, "low": claim.figure.low if claim.figure else None,
        "high": claim.figure.high if claim.figure else None, "record": dumps(claim),
    }


__all__ = ["ClaimFilter", "Ledger", "Stale", "dumps"]
