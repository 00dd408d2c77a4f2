"""What the review page asks of a ledger beside claims: reports and decisions by pages, where and when a filter's claims are. Reads only.

Nothing here loads a whole ledger: pages go by numbers, counts are made by the database, and places and months are few however many claims there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sijill.keep.filters import ClaimFilter, narrowed
from sijill.keep.tables import claim_index, claims, decisions, documents, readings, refusals, spots
from sijill.model import Claim, Decision, Document, Place, Refusal


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
    """A place with how many claims a filter finds there; `place` as the first of them gives it, with its precision, `number` that claim's."""

    place: Place
    claims: int
    number: int


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
    row = claim_index.c
    count = func.count().label("claims")
    found = (narrowed(c, select(row.spot, count, func.min(row.seq).label("first")), wanted, whole=True).where(row.spot.is_not(None))
             .group_by(row.spot).order_by(count.desc(), row.spot).limit(limit).subquery())
    query = (select(found.c.claims, found.c.first, claims.c.record).join(claims, claims.c.seq == found.c.first).join(spots, spots.c.seq == found.c.spot)
             .where(spots.c.lat.is_not(None)).order_by(found.c.claims.desc(), found.c.first))
    return [Spot(place, n, first) for n, first, record in c.execute(query) if (place := _place(record)) is not None]


def _place(record: str) -> Place | None:
    claim = Claim.model_validate_json(record)
    detail = claim.figure or claim.event
    return detail.place if detail and detail.place and detail.place.lat is not None else None


def when(c: Connection, wanted: ClaimFilter, unit: int) -> list[tuple[int, int]]:
    """How many of a filter's claims begin in each stretch, as numbers: days (unit 1), months (100) or years (10000)."""
    row = claim_index.c
    stretch = (row.first_day // unit).label("stretch")
    query = narrowed(c, select(stretch, func.count()), wanted, whole=True).where(row.first_day.is_not(None)).group_by(stretch).order_by(stretch)
    return [(int(at), n) for at, n in c.execute(query)]
