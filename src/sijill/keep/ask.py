"""Questions to the ledger: claims by filter, all or by pages, counts, one claim, words in reports. Reads only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from sijill.errors import LedgerError
from sijill.keep.browse import tallied, total
from sijill.keep.filters import ClaimFilter, decided_by, matching, narrowed
from sijill.keep.standing import STATUSES, Status
from sijill.keep.tables import claim_index, claims, documents, own_views, passage_words, passages
from sijill.keep.words import WORD, folded, parts
from sijill.model import Claim, Document

AROUND = 90
#: So many claims are counted while somebody waits.
COUNTED = 10_000


@dataclass(frozen=True)
class Entry:
    """A claim, its number in the ledger, and where it stands; `current` is False when only an older reading holds it."""

    number: int
    claim: Claim
    status: Status
    current: bool = True


@dataclass(frozen=True)
class Page:
    """Some of a filter's claims. `after` and `before` are what to ask for the next and the former page; None where there is none."""

    entries: tuple[Entry, ...]
    after: int | None
    before: int | None


@dataclass(frozen=True)
class Tally:
    """Counts of a filter. `reports` is None where counting them would take long; with `more` there are more claims than were counted."""

    claims: int
    reports: int | None
    unreviewed: int
    more: bool = False


@dataclass(frozen=True)
class Hit:
    """A report that holds the words: its number, what it is, the words around the first of them, how many claims were read in it."""

    number: int
    document: Document
    excerpt: str
    claims: int


def every(c: Connection, wanted: ClaimFilter) -> Iterator[Claim]:
    """All claims of a filter, in the order of documents' addresses."""
    query = (narrowed(c, select(claims.c.record).select_from(claim_index), wanted).join(claims, claims.c.seq == claim_index.c.seq)
             .join(documents, documents.c.seq == claim_index.c.document).order_by(documents.c.uri, documents.c.id, claim_index.c.seq))
    for record in c.execute(query.execution_options(yield_per=500)).scalars():
        yield Claim.model_validate_json(record)


def page(c: Connection, wanted: ClaimFilter, after: int, before: int | None, size: int) -> Page:
    """A page of a filter; one more row than asked tells whether there is another."""
    number = claim_index.c.seq
    query = narrowed(c, select(number, claim_index.c.status), wanted).limit(size + 1)
    query = query.where(number > after).order_by(number) if before is None else query.where(number < before).order_by(number.desc())
    rows = c.execute(query).all()
    more, rows = len(rows) > size, rows[:size] if before is None else rows[:size][::-1]
    found = {seq: record for seq, record in c.execute(select(claims.c.seq, claims.c.record).where(claims.c.seq.in_([r.seq for r in rows])))}
    status = own_statuses(c, wanted.viewer, list(found)) if wanted.viewer else {r.seq: r.status for r in rows}
    entries = tuple(Entry(r.seq, Claim.model_validate_json(found[r.seq]), STATUSES[status.get(r.seq, 0)]) for r in rows)
    ahead, behind = (more, after > 0) if before is None else (True, more)
    return Page(entries, rows[-1].seq if rows and ahead else None, rows[0].seq if rows and behind else None)


def tally(c: Connection, wanted: ClaimFilter) -> Tally:
    """Counts, without reading a claim."""
    columns = func.count(), func.count(claim_index.c.document.distinct()), func.count().filter(claim_index.c.status == 0)
    found, reports, unreviewed = c.execute(narrowed(c, select(*columns).select_from(claim_index), wanted, whole=True)).one()
    if wanted.viewer:
        unreviewed = found - _count(c, narrowed(c, select(claim_index.c.seq), wanted, whole=True).where(claim_index.c.seq.in_(decided_by(wanted.viewer))))
    return Tally(found, reports, unreviewed)


def quick(c: Connection, wanted: ClaimFilter) -> Tally:
    """Counts for who waits for them: from the tallies where they hold them, or else of the first claims only."""
    if tallied(wanted):
        found, unreviewed = total(c, wanted)
        if wanted.viewer:
            unreviewed = found - _count(c, narrowed(c, select(claim_index.c.seq), wanted).where(claim_index.c.seq.in_(decided_by(wanted.viewer))))
        return Tally(found, None, unreviewed) if found > COUNTED else tally(c, wanted)
    row = claim_index.c
    some = narrowed(c, select(row.seq, row.document, row.status), wanted, whole=True).limit(COUNTED + 1).subquery()
    is_open = some.c.seq.not_in(decided_by(wanted.viewer)) if wanted.viewer else some.c.status == 0
    found, reports, unreviewed = c.execute(select(func.count(), func.count(some.c.document.distinct()), func.count().filter(is_open))).one()
    return Tally(min(found, COUNTED), None if found > COUNTED else reports, min(unreviewed, COUNTED), found > COUNTED)


def _count(c: Connection, query: Select[Any]) -> int:
    return int(c.execute(select(func.count()).select_from(query.subquery())).scalar_one())


def own_statuses(c: Connection, viewer: str, numbers: list[int]) -> dict[int, int]:
    """Where a reviewer's own decisions leave claims, by their numbers."""
    query = (select(claims.c.seq, own_views.c.status).join(own_views, own_views.c.subject == claims.c.id)
             .where(own_views.c.reviewer == viewer, claims.c.seq.in_(numbers)))
    return {seq: status for seq, status in c.execute(query)}


def entry(c: Connection, id_: str) -> Entry:
    """One claim; of the newest reading, or else of the last that held it. Raises LedgerError."""
    query = (select(claims.c.id, claims.c.seq, claims.c.record, claim_index.c.status).outerjoin(claim_index, claim_index.c.seq == claims.c.seq)
             .where(claims.c.id >= id_, claims.c.id < id_ + "\U0010ffff").order_by(claim_index.c.seq.is_(None), claims.c.seq.desc()))
    rows = c.execute(query.limit(50)).all()
    ids = {r.id for r in rows if r.status is not None} or {r.id for r in rows}
    if len(ids) != 1:
        what = "is the beginning of several claims" if rows else "is no claim of this ledger"
        raise LedgerError(id_, what, "sijill claims lists them with their ids")
    row = rows[0]
    return Entry(row.seq, Claim.model_validate_json(row.record), STATUSES[row.status or 0], row.status is not None)


def by_id(c: Connection, ids: list[str]) -> dict[str, Claim]:
    """Claims by their ids, each as the last reading has it."""
    found: dict[str, Claim] = {}
    for start in range(0, len(ids), 500):
        query = select(claims.c.id, claims.c.record).where(claims.c.id.in_(ids[start : start + 500])).order_by(claims.c.seq)
        found.update({id_: Claim.model_validate_json(record) for id_, record in c.execute(query)})
    return found


def document(c: Connection, name: str) -> Document:
    """The document of that address, or the only one whose id begins so. Raises LedgerError."""
    start = name if name.startswith("sha256:") else f"sha256:{name}"
    begins = and_(documents.c.id >= start, documents.c.id < start + "\U0010ffff")
    found = c.execute(select(documents.c.record).where(or_(documents.c.uri == name, begins)).limit(2)).scalars().all()
    if len(found) != 1:
        what = "is the name of several reports" if found else "is no report of this ledger"
        raise LedgerError(name, what, "give its address, or the beginning of its SHA-256; sijill search finds reports by their words")
    return Document.model_validate_json(found[0])


def search(c: Connection, query: str, after: int, size: int) -> list[Hit]:
    """Reports that hold the words."""
    inside = select(passages.c.document).join(passage_words, passage_words.c.rowid == passages.c.seq).where(matching(c, passage_words, query))
    found = select(documents.c.seq, documents.c.record).where(documents.c.seq.in_(inside), documents.c.seq > after).order_by(documents.c.seq).limit(size)
    rows = c.execute(found).all()
    held = _claims_of(c, [r.seq for r in rows])
    return [Hit(r.seq, d, excerpt(d.text, query), held.get(r.seq, 0)) for r in rows for d in (Document.model_validate_json(r.record),)]


def _claims_of(c: Connection, numbers: list[int]) -> dict[int, int]:
    query: Select[Any] = select(claim_index.c.document, func.count()).where(claim_index.c.document.in_(numbers)).group_by(claim_index.c.document)
    return {document: count for document, count in c.execute(query)}


def excerpt(text: str, query: str) -> str:
    """The words around the first place where a word of the query stands."""
    first = {row[0] for row, _ in parts(query)}
    starts = tuple(row[-1] for row, open_ in parts(query) if open_)
    at = next((m.start() for m in WORD.finditer(text) if folded(m.group()) in first or (starts and folded(m.group()).startswith(starts))), 0)
    begin, end = max(0, at - AROUND), min(len(text), at + AROUND)
    shown = re.sub(r"\s+", " ", text[begin:end]).strip()
    return ("… " if begin else "") + shown + (" …" if end < len(text) else "")
