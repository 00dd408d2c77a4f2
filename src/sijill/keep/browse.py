"""What the review page asks of a ledger beside claims: reports and decisions by pages, where and when a filter's claims are. Reads only.

Nothing here loads a whole ledger: pages go by numbers, counts are made by the database, and places and months are few however many claims there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from sijill.keep.filters import ClaimFilter, narrowed, number_of, plain
from sijill.keep.tables import claim_index, claims, day_tally, decisions, documents, readings, refusals, spot_tally, spots, terms
from sijill.model import Decision, Document, Place, Refusal


@dataclass(frozen=True)
class Report:
    """A report with its number, how many claims of it are in the newest reading, and how many of them somebody decided on."""

    number: int
    document: Document
    claims: int
    decided: int


@dataclass(frozen=True)
class Made:
    """A decision with its number in the order in which decisions were made."""

    number: int
    decision: Decision


@dataclass(frozen=True)
class Spot:
    """A place, as near as it is known, with how many claims a filter finds there."""

    place: Place
    claims: int


@dataclass(frozen=True)
class Counts:
    """How much a ledger holds."""

    documents: int
    refused: int
    last_reading: int
    last_decision: int


def counts(c: Connection) -> Counts:
    """From the highest numbers, which have no gaps: the same cost at any size."""
    return Counts(*(int(c.execute(select(func.max(t.c.seq))).scalar() or 0) for t in (documents, refusals, readings, decisions)))


def reports(c: Connection, before: int | None, size: int) -> list[Report]:
    """The reports that came last, or last before a number."""
    query = select(documents.c.seq, documents.c.record).order_by(documents.c.seq.desc()).limit(size)
    rows = c.execute(query if before is None else query.where(documents.c.seq < before)).all()
    held = claims_of(c, [r.seq for r in rows])
    return [Report(r.seq, Document.model_validate_json(r.record), *held.get(r.seq, (0, 0))) for r in rows]


def claims_of(c: Connection, numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many claims, and how many decided, of reports by their numbers."""
    query: Select[Any] = (select(claim_index.c.document, func.count(), func.count().filter(claim_index.c.status != 0))
                          .where(claim_index.c.document.in_(numbers)).group_by(claim_index.c.document))
    return {document: (count, decided) for document, count, decided in c.execute(query)}


def refused(c: Connection, size: int) -> list[Refusal]:
    """The inputs refused last."""
    return [Refusal.model_validate_json(r) for r in c.execute(select(refusals.c.record).order_by(refusals.c.seq.desc()).limit(size)).scalars()]


def made(c: Connection, before: int | None, size: int, prefix: str = "") -> list[Made]:
    """The decisions made last, or last before a number; of subjects that begin so."""
    query = select(decisions.c.seq, decisions.c.record).order_by(decisions.c.seq.desc()).limit(size)
    if before is not None:
        query = query.where(decisions.c.seq < before)
    if prefix:
        query = query.where(decisions.c.subject >= prefix, decisions.c.subject < prefix + "\U0010ffff")
    return [Made(seq, Decision.model_validate_json(record)) for seq, record in c.execute(query)]


def made_between(c: Connection, first: int, last: int) -> list[Decision]:
    """The decisions of these numbers, in order."""
    query = select(decisions.c.record).where(decisions.c.seq.between(first, last)).order_by(decisions.c.seq)
    return [Decision.model_validate_json(r) for r in c.execute(query).scalars()]


def last_about(c: Connection, prefix: str) -> int:
    """The number of the last decision on a subject that begins so; 0 where there is none."""
    return int(c.execute(select(func.max(decisions.c.seq)).where(decisions.c.subject >= prefix, decisions.c.subject < prefix + "\U0010ffff")).scalar() or 0)


def ids(c: Connection, wanted: ClaimFilter, limit: int) -> list[str]:
    """The ids of a filter's claims, without reading them."""
    found = narrowed(c, select(claim_index.c.seq), wanted).limit(limit).subquery()
    return list(c.execute(select(claims.c.id).join(found, found.c.seq == claims.c.seq).order_by(claims.c.seq)).scalars())


def where(c: Connection, wanted: ClaimFilter, limit: int) -> list[Spot]:
    """The places with a point where a filter's claims are, those with most claims first."""
    query = _along(c, spot_tally, wanted) if tallied(wanted) else _grouped(c, claim_index.c.spot, wanted)
    found = query.subquery()
    every = (select(found.c.claims, spots.c.name, spots.c.lat, spots.c.lon, spots.c.precision).join(spots, spots.c.seq == found.c.at)
             .where(spots.c.lat.is_not(None)).order_by(found.c.claims.desc(), spots.c.seq).limit(limit))
    return [Spot(Place(name=name, lat=lat, lon=lon, precision=precision), n) for n, name, lat, lon, precision in c.execute(every)]


def when(c: Connection, wanted: ClaimFilter) -> list[tuple[int, int]]:
    """How many of a filter's claims begin on each day, as numbers such as 20161006."""
    query = _along(c, day_tally, wanted) if tallied(wanted) else _grouped(c, claim_index.c.first_day, wanted)
    return sorted((int(at), int(n)) for at, n in c.execute(query))


def _grouped(c: Connection, column: ColumnElement[Any], wanted: ClaimFilter) -> Select[Any]:
    """Counted in one walk: grouping along the column's own index would fetch every claim apart."""
    at = plain(column)
    return narrowed(c, select(at.label("at"), func.count().label("claims")), wanted, whole=True).where(at.is_not(None)).group_by(at)


# -- filters that the tallies answer ----------------------------------------------------------------------------------------

#: What a filter may ask for, and be answered without looking at a claim.
TALLIED = frozenset({"kind", "measure", "event", "status"})


def tallied(wanted: ClaimFilter) -> bool:
    """Whether the tallies answer a filter."""
    return not _fields(wanted) - TALLIED


def _fields(wanted: ClaimFilter) -> set[str]:
    """What is asked for; whose view it is bears on a status only."""
    return {name for name, value in vars(wanted).items() if value is not None and not (name == "viewer" and wanted.status is None)}


def _cells(c: Connection, query: Select[Any], table: Table, wanted: ClaimFilter) -> Select[Any]:
    for name in sorted(_fields(wanted)):
        value = getattr(wanted, name)
        number = number_of(value) if name == "status" else c.execute(select(terms.c.seq).where(terms.c.field == name, terms.c.name == value)).scalar()
        query = query.where(table.c[name] == (-1 if number is None else number))
    return query


def _along(c: Connection, table: Table, wanted: ClaimFilter) -> Select[Any]:
    axis, total = next(iter(table.c)), func.sum(table.c.claims)
    return _cells(c, select(axis.label("at"), total.label("claims")), table, wanted).where(axis != 0).group_by(axis).having(total > 0)


def total(c: Connection, wanted: ClaimFilter) -> tuple[int, int]:
    """Of a filter that the tallies answer: how many claims it finds, and how many of them nobody has decided on."""
    every, open_ = func.sum(day_tally.c.claims), func.sum(day_tally.c.claims).filter(day_tally.c.status == 0)
    found = c.execute(_cells(c, select(func.coalesce(every, 0), func.coalesce(open_, 0)), day_tally, wanted)).one()
    return int(found[0]), int(found[1])
