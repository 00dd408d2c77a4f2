"""What the linker made, kept: records of happenings, the pairs weighed, components, incidents. All derived; only `sijill.pipeline` fills it.

In and out: plain rows, and records and incidents as JSON text. What a record holds is the linker's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import JSON, ColumnElement, Connection, Select, Table, and_, cast, delete, func, insert, or_, select, update

from sijill.keep.standing import STATUSES, held
from sijill.keep.tables import (
    claim_index,
    claims,
    decisions,
    documents,
    incident_claims,
    incidents,
    link_pairs,
    link_records,
    link_state,
    linked,
    readings,
    storable,
)
from sijill.model import Claim, Decision, Document, with_fields

#: Values in one IN list.
MANY = 500
NOTHING = ("", 0, 0)


UNGRADED = "none"


@dataclass(frozen=True)
class IncidentFilter:
    """What incidents are narrowed to: words of the title, class, name of the place, grade (UNGRADED: without one)."""

    words: tuple[str, ...] = ()
    class_: str = ""
    place: str = ""
    grade: str = ""


class State(NamedTuple):
    """What has been linked."""

    version: str
    reading: int
    decision: int


class Kept(NamedTuple):
    """A record with its number, its document's number and the incident it is in."""

    seq: int
    document: int
    component: int
    incident: str
    record: str


class Pair(NamedTuple):
    """Two records' numbers, the weight, and the levels by comparison."""

    a: int
    b: int
    weight: float
    levels: Mapping[str, str]


class Report(NamedTuple):
    """A document with the claims that link: those of its newest reading that no reviewer rejected, as corrected."""

    seq: int
    document: Document
    claims: list[Claim]


def _portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    found = sorted(set(values))
    for start in range(0, len(found), MANY):
        yield found[start : start + MANY]


class LinkStore:
    """The linker's tables, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # -- what there is to do ----------------------------------------------------------------------------------------------

    def state(self) -> State:
        """What has been linked so far."""
        row = self._c.execute(select(link_state)).first()
        return State(*row) if row else State(*NOTHING)

    def ends(self) -> tuple[int, int]:
        """The last reading and the last decision."""
        return tuple(int(self._c.execute(select(func.coalesce(func.max(t.c.seq), 0))).scalar() or 0) for t in (readings, decisions))  # type: ignore[return-value]

    def clear(self) -> None:
        """Forget all that was linked."""
        for table in reversed(linked.sorted_tables):
            self._c.execute(delete(table))

    def set_state(self, state: State) -> None:
        """Note what has been linked."""
        self._c.execute(delete(link_state))
        self._c.execute(insert(link_state), state._asdict())

    def decisions(self) -> list[Decision]:
        """Every decision, oldest first."""
        return [Decision.model_validate_json(r) for r in self._c.execute(select(decisions.c.record).order_by(decisions.c.seq)).scalars()]

    def fresh(self, state: State) -> list[int]:
        """The numbers of documents read, or whose claims were decided on, since then."""
        query = select(documents.c.seq).join(readings, readings.c.document_id == documents.c.id).where(readings.c.seq > state.reading)
        found = set(self._c.execute(query).scalars())
        subjects = select(decisions.c.subject).where(decisions.c.seq > state.decision)  # an undo touches what it takes back
        named = [n for r in self._c.execute(select(decisions.c.record).where(decisions.c.subject.in_(subjects))).scalars() for n in _named(r)]
        for some in _portions(named):
            at = select(claim_index.c.document).join(claims, claims.c.seq == claim_index.c.seq).where(claims.c.id.in_(some))
            found |= set(self._c.execute(at).scalars())
        return sorted(found)

    # -- reading ----------------------------------------------------------------------------------------------------------

    def reports(self, numbers: Iterable[int]) -> Iterator[Report]:
        """Documents by number, with the claims that link."""
        for some in _portions(numbers):
            held: dict[int, list[Claim]] = {n: [] for n in some}
            query = select(claim_index.c.document, claim_index.c.status, claims.c.id, claims.c.record).join(claims, claims.c.seq == claim_index.c.seq)
            for document, status, id_, record in self._c.execute(query.where(claim_index.c.document.in_(some)).order_by(claim_index.c.seq)):
                claim = self._as_decided(id_, STATUSES[status], record)
                held[document] += [claim] if claim is not None else []
            for seq, record in self._c.execute(select(documents.c.seq, documents.c.record).where(documents.c.seq.in_(some)).order_by(documents.c.seq)):
                yield Report(seq, Document.model_validate_json(record), held[seq])

    def _as_decided(self, id_: str, status: str, record: str) -> Claim | None:
        if status == "rejected":
            return None
        claim = Claim.model_validate_json(record)
        if status != "corrected":
            return claim
        made = [Decision.model_validate_json(r) for r in self._c.execute(select(decisions.c.record).where(decisions.c.subject == id_)
                                                                         .order_by(decisions.c.seq)).scalars()]
        return corrected(claim, made)

    def records(self, where: ColumnElement[bool]) -> list[Kept]:
        """Records with their incidents, by number."""
        columns = link_records.c
        query = select(columns.seq, columns.document, columns.component, columns.incident, columns.record).where(where).order_by(columns.seq)
        return [Kept(*row) for row in self._c.execute(query)]

    def records_of(self, numbers: Iterable[int]) -> list[Kept]:
        """The records of documents."""
        return [k for some in _portions(numbers) for k in self.records(link_records.c.document.in_(some))]

    def near(self, windows: Sequence[tuple[int, int]]) -> list[Kept]:
        """Records that share a day with one of the windows (ordinals, inclusive)."""
        columns = link_records.c
        found: dict[int, Kept] = {}
        for start in range(0, len(windows), 100):
            days = or_(*(and_(columns.last_day >= a, columns.first_day <= b) for a, b in windows[start : start + 100]))
            found |= {k.seq: k for k in self.records(days)}
        return [found[n] for n in sorted(found)]

    def members(self, components: Iterable[int]) -> list[Kept]:
        """The records of components."""
        return [k for some in _portions(components) for k in self.records(link_records.c.component.in_(some))]

    def numbered(self, numbers: Iterable[int]) -> list[Kept]:
        """The records of these numbers."""
        return [k for some in _portions(numbers) for k in self.records(link_records.c.seq.in_(some))]

    def every(self) -> list[Kept]:
        """All records."""
        return self.records(link_records.c.seq > 0)

    def first(self, count: int) -> list[Kept]:
        """The first so many records."""
        return self.records(link_records.c.seq <= count)

    def of_incident(self, id_: str) -> list[Kept]:
        """The records of an incident."""
        return self.records(link_records.c.incident == id_)

    def of_claims(self, ids: Iterable[str]) -> list[Kept]:
        """The records of the incidents that hold these claims."""
        incident_ids = [i for some in _portions(ids) for i in
                        self._c.execute(select(incident_claims.c.incident).where(incident_claims.c.claim.in_(some))).scalars()]
        return [k for some in _portions(incident_ids) for k in self.records(link_records.c.incident.in_(some))]

    def pairs(self, numbers: Iterable[int], *, whole: bool = True) -> list[Pair]:
        """The pairs weighed among records of these numbers; not `whole`: also those with others."""
        known = set(numbers)
        found: dict[tuple[int, int], Pair] = {}
        for some in _portions(known):
            for column in (link_pairs.c.a, link_pairs.c.b):
                for a, b, weight, levels in self._c.execute(select(link_pairs).where(column.in_(some))):
                    if not whole or (a in known and b in known):
                        found[a, b] = Pair(a, b, weight, json.loads(levels))
        return [found[key] for key in sorted(found)]

    # -- writing ----------------------------------------------------------------------------------------------------------

    def forget(self, numbers: Iterable[int]) -> set[int]:
        """Drop the records and pairs of documents; gives the components they were in."""
        touched: set[int] = set()
        for some in _portions(numbers):
            gone = self.records(link_records.c.document.in_(some))
            touched |= {k.component for k in gone}
            self.drop_incidents({k.incident for k in gone})
            for few in _portions(k.seq for k in gone):
                self._c.execute(delete(link_pairs).where(or_(link_pairs.c.a.in_(few), link_pairs.c.b.in_(few))))
                self._c.execute(delete(link_records).where(link_records.c.seq.in_(few)))
        return touched

    def add_records(self, rows: Sequence[dict[str, Any]]) -> list[int]:
        """Add records; gives their numbers. Each is its own component, and in no incident yet."""
        first = int(self._c.execute(select(func.coalesce(func.max(link_records.c.seq), 0))).scalar() or 0) + 1
        made = [{"seq": first + n, "component": first + n, "incident": "", **row} for n, row in enumerate(rows)]
        self._insert(link_records, made)
        return [row["seq"] for row in made]

    def add_pairs(self, pairs: Iterable[Pair]) -> None:
        """Add pairs that were weighed."""
        self._insert(link_pairs, [{**p._asdict(), "levels": json.dumps(p.levels, separators=(",", ":"))} for p in pairs])

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._c.execute(insert(table), rows)

    def place(self, numbers: Iterable[int], component: int, incident: str) -> None:
        """Note the component and the incident of records."""
        for some in _portions(numbers):
            self._c.execute(update(link_records).where(link_records.c.seq.in_(some)).values(component=component, incident=incident))

    def drop_incidents(self, ids: Iterable[str]) -> None:
        """Drop incidents; their claims are in none."""
        for some in _portions(ids):
            self._c.execute(delete(incidents).where(incidents.c.id.in_(some)))
            self._c.execute(delete(incident_claims).where(incident_claims.c.incident.in_(some)))

    def add_incidents(self, rows: Sequence[dict[str, Any]], held: Iterable[tuple[str, str]]) -> None:
        """Add incidents, and which claims (claim, incident) are in them."""
        self._insert(incidents, [{**row, "uri": storable(row["uri"]), "document": storable(row["document"])} for row in rows])
        self._insert(incident_claims, [{"claim": c, "incident": i} for c, i in held])


def _named(record: str) -> Iterator[str]:
    """The claims that a decision is on or names."""
    decision = Decision.model_validate_json(record)
    yield decision.subject
    for key in ("claims", "apart", "from"):
        found = (decision.corrected or {}).get(key)
        yield from (c for c in found if isinstance(c, str)) if isinstance(found, list) else ()


def corrected(claim: Claim, made: Sequence[Decision]) -> Claim:
    """The claim as the correction that stands has it; as it was read where none stands, or where it does not make a claim."""
    last = next(reversed(held(made)), None)
    if last is None or last.verdict != "correct" or not last.corrected:
        return claim
    try:
        return Claim.model_validate(with_fields(claim, last.corrected))
    except (ValueError, LookupError, TypeError, AttributeError):
        return claim


# -- asking -------------------------------------------------------------------------------------------------------------------


def all_incidents(c: Connection) -> Iterator[tuple[str, str]]:
    """(id, JSON) of every incident: those that their reports are mainly about first, then in the order of reports."""
    query: Select[Any] = select(incidents.c.id, incidents.c.record).order_by(incidents.c.rank, incidents.c.uri, incidents.c.document, incidents.c.id)
    yield from ((id_, record) for id_, record in c.execute(query.execution_options(yield_per=500)))


def some_incidents(c: Connection, wanted: IncidentFilter, offset: int, size: int) -> list[str]:
    """The JSON of a filter's incidents, in the same order, from a place in it."""
    query = _narrowed(c, select(incidents.c.record), wanted)
    order = incidents.c.rank, incidents.c.uri, incidents.c.document, incidents.c.id
    return list(c.execute(query.order_by(*order).offset(offset).limit(size)).scalars())


def count(c: Connection, wanted: IncidentFilter) -> int:
    """How many incidents a filter finds."""
    return int(c.execute(_narrowed(c, select(func.count()).select_from(incidents), wanted)).scalar_one())


def classes(c: Connection) -> list[str]:
    """The classes that there are."""
    return sorted(x for x in c.execute(select(_said(c, "class")).distinct()).scalars() if x)


def _narrowed(c: Connection, query: Select[Any], wanted: IncidentFilter) -> Select[Any]:
    """A plain look into the record comes before the field is taken out of it, which costs more."""
    record = incidents.c.record
    if wanted.class_:
        query = query.where(record.contains(f'"class":{json.dumps(wanted.class_)}', autoescape=True), _said(c, "class") == wanted.class_)
    for word in wanted.words:
        if word.isascii() and word.isalnum():  # as it stands in the record; SQLite's LIKE knows no capitals
            query = query.where(record.like(f"%{word}%") if c.dialect.name == "sqlite" else record.ilike(f"%{word}%"))
        query = query.where(_said(c, "title").icontains(word, autoescape=True))
    if wanted.place:
        name = json.dumps(wanted.place, ensure_ascii=False)
        query = query.where(incidents.c.record.contains(f'"name":{name}', autoescape=True), _said(c, "place", "name") == wanted.place)
    if wanted.grade:
        query = query.where(_said(c, "grade").is_(None) if wanted.grade == UNGRADED else _said(c, "grade") == wanted.grade)
    return query


def _said(c: Connection, *path: str) -> ColumnElement[Any]:
    """A field of the record."""
    if c.dialect.name == "sqlite":
        return func.json_extract(incidents.c.record, "$." + ".".join(path))
    return func.json_extract_path_text(cast(incidents.c.record, JSON), *path)


def find(c: Connection, id_: str) -> list[tuple[str, str]]:
    """The incidents whose id begins so; else the incident that now holds the claim for which an older id stood."""
    columns = select(incidents.c.id, incidents.c.record)
    rows = c.execute(columns.where(incidents.c.id >= id_, incidents.c.id < id_ + "\U0010ffff").order_by(incidents.c.id).limit(50)).all()
    if not rows:
        claim = "c_" + id_.removeprefix("i_").removeprefix("c_")
        rows = c.execute(columns.join(incident_claims, incident_claims.c.incident == incidents.c.id)
                         .where(incident_claims.c.claim >= claim, incident_claims.c.claim < claim + "\U0010ffff").distinct()).all()
    return [(i, r) for i, r in rows]


__all__ = ["Kept", "LinkStore", "Pair", "Report", "State", "all_incidents", "corrected", "find"]
