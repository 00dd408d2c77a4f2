"""Readings: what each version of rules and lexicon read in each document; what one reads otherwise than another; decisions that find no claim any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from sijill.keep.tables import claim_index, claims, decisions, documents, readings
from sijill.model import Claim, Decision, Document


@dataclass(frozen=True)
class ReaderCount:
    """A reader's name, how many documents it has read and how many claims it read, and in how many documents it stands in front."""

    reader: str
    documents: int
    claims: int
    in_front: int


@dataclass(frozen=True)
class Change:
    """What two readings of a document do not share.

    `gone`: only the older has the claim; `new`: only the newer; `other`: both have it under one id, but tell its source, rule or another part otherwise.
    """

    what: Literal["gone", "new", "other"]
    older: Claim | None
    newer: Claim | None

    @property
    def claim(self) -> Claim:
        """The claim as the newer reading has it, else as the older had it."""
        found = self.newer or self.older
        assert found is not None
        return found


def exists(c: Connection, document_id: str, reader: str) -> bool:
    """True when the reader has read the document."""
    query = select(readings.c.seq).where(readings.c.document_id == document_id, readings.c.reader == reader)
    return c.execute(query.limit(1)).first() is not None


def readers(c: Connection) -> list[ReaderCount]:
    """All readers, in the order of their first reading."""
    newest = select(func.max(readings.c.seq)).group_by(readings.c.document_id)
    in_front = select(readings.c.reader, func.count()).where(readings.c.seq.in_(newest)).group_by(readings.c.reader)
    front = {reader: count for reader, count in c.execute(in_front)}
    query = select(readings.c.reader, func.count(), func.sum(readings.c.claims)).group_by(readings.c.reader).order_by(func.min(readings.c.seq))
    return [ReaderCount(reader, count, int(found), front.get(reader, 0)) for reader, count, found in c.execute(query)]


def unread_by(c: Connection, reader: str, behind: Callable[[str], bool]) -> Iterator[Document]:
    """Documents with a text (an imported claim's document has none) that the reader has not read, in their own order, in portions."""
    last = 0
    of = readings.alias("of")
    read = select(of.c.seq).where(of.c.reader == reader, of.c.document_id == documents.c.id)
    newest = select(of.c.reader).where(of.c.document_id == documents.c.id).order_by(of.c.seq.desc()).limit(1).scalar_subquery()
    query = select(documents.c.seq, documents.c.record, newest.label("newest")).where(~read.exists()).order_by(documents.c.seq).limit(50)
    while rows := c.execute(query.where(documents.c.seq > last)).all():
        c.rollback()
        for row in rows:
            document = Document.model_validate_json(row.record)
            if document.text and behind(row.newest):
                yield document
        last = rows[-1].seq


def changes(c: Connection, older: str, newer: str) -> Iterator[Change]:
    """What the newer reader reads otherwise, over the documents that both have read."""
    before, after = readings.alias("before"), readings.alias("after")
    pairs = (select(before.c.seq, after.c.seq).join(after, after.c.document_id == before.c.document_id)
             .where(before.c.reader == older, after.c.reader == newer).order_by(before.c.seq))
    for first, second in c.execute(pairs).all():
        yield from _changed(_claims(c, first), _claims(c, second))


def _claims(c: Connection, reading: int) -> dict[str, str]:
    return {id_: record for id_, record in c.execute(select(claims.c.id, claims.c.record).where(claims.c.reading == reading).order_by(claims.c.seq))}


def _changed(older: dict[str, str], newer: dict[str, str]) -> Iterator[Change]:
    for id_, record in older.items():
        if id_ not in newer:
            yield Change("gone", Claim.model_validate_json(record), None)
        elif newer[id_] != record:
            yield Change("other", Claim.model_validate_json(record), Claim.model_validate_json(newer[id_]))
    for id_, record in newer.items():
        if id_ not in older:
            yield Change("new", None, Claim.model_validate_json(record))


def orphans(c: Connection) -> list[Decision]:
    """The last decision on each claim that no newest reading holds."""
    held = select(claims.c.id).join(claim_index, claim_index.c.seq == claims.c.seq).where(claims.c.id == decisions.c.subject)
    query = select(decisions.c.subject, decisions.c.record).where(decisions.c.subject.startswith("c_", autoescape=True), ~held.exists())
    found = {subject: record for subject, record in c.execute(query.order_by(decisions.c.seq))}
    return [Decision.model_validate_json(record) for record in found.values()]
