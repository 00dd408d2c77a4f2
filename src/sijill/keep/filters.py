"""One filter, told three ways: as a value that any way in can fill, as SQL, and as a sentence.

A test of the filter is `holds`, an expression over a row of the index that no database index serves, and `seqs`, a query that gives the numbers of the
claims for which it holds, served by one. `narrowed` chooses: where some test holds for few claims, those are fetched and the others checked on them; where none
does, the index is walked in order, and a page is soon full. Either way a page costs about the same at any size of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from math import cos, pi
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, cast, exists, false, func, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from sijill.errors import UsageError
from sijill.keep.index import on_sphere
from sijill.keep.standing import STATUSES, Status
from sijill.keep.tables import claim_index, claim_words, claims, documents, own_views, passage_words, passages, spots, terms
from sijill.keep.words import folded, for_fts5, for_tsquery

#: The columns of an entry of the index.
ROW = claim_index.c
EARTH = 6371.0
Columns = TypeVarTuple("Columns")
#: A test that holds for fewer claims than this is where a query starts.
FEW = 4000
#: The same for words, which are dear to look for in a claim and cheap to find claims by.
FEW_OF_WORDS = 20_000
#: Up to so many names or places are looked up beforehand.
MANY = 1000


@dataclass(frozen=True)
class ClaimFilter:
    """What claims are narrowed to; every field that is None lets all through.

    `kind`, `measure`, `event` (class), `rule`, `document` (id): exactly this. `source` (any of the chain), `place`: a part of the name, in any case, with or
    without accents. `near`: latitude, longitude and kilometres. `since`, `until`: days; claims about times that touch the stretch. `at_least`, `at_most`: the
    size of a figure. `status`: where its decisions leave it; with a `viewer`, where those of this reviewer leave it. `text`: words of the claim; `report`:
    words of its report ("in a row", begin*).
    """

    kind: str | None = None
    source: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    measure: str | None = None
    near: tuple[float, float, float] | None = None
    at_least: int | None = None
    at_most: int | None = None
    status: Status | None = None
    rule: str | None = None
    event: str | None = None
    document: str | None = None
    report: str | None = None
    viewer: str | None = None

    def sentence(self) -> str:
        """The filter in words: "Figures of killed, at least 100, from “hospital”, unreviewed"."""
        said = [_WORDS[f.name](value) for f in fields(self) if (value := getattr(self, f.name)) is not None and f.name not in ("kind", "viewer")]
        first = KINDS.get(self.kind or "", "Claims")
        return first + (" " + ", ".join(said) if said else "")


KINDS = {
    "figure": "Figures", "event": "Events", "forecast": "Forecasts", "demand": "Demands", "offer": "Offers", "threat": "Threats", "denial": "Denials",
    "statement": "Statements",
}
_WORDS: dict[str, Callable[[Any], str]] = {
    "source": lambda v: f"from “{v}”", "place": lambda v: f"in “{v}”", "since": lambda v: f"since {v}", "until": lambda v: f"until {v}",
    "text": lambda v: f"with {v if v.startswith(('“', chr(34))) else f'“{v}”'}", "measure": lambda v: f"of {v.replace('_', ' ')}",
    "near": lambda v: f"within {v[2]:g} km of {v[0]:g}, {v[1]:g}", "at_least": lambda v: f"at least {v:,}", "at_most": lambda v: f"at most {v:,}",
    "status": lambda v: v, "rule": lambda v: f"read by {v}", "event": lambda v: f"of {v.replace('_', ' ')}", "document": lambda v: f"of the report {v}",
    "report": lambda v: f"in reports with “{v}”",
}


@dataclass(frozen=True)
class Test:
    """One field's test; see the module. `dear`: asking it of every claim costs a search each, so that a count is made from all that are found."""

    holds: ColumnElement[bool]
    seqs: Select[Any] | None
    few: int = FEW
    dear: bool = False


def tests(c: Connection, wanted: ClaimFilter) -> list[Test]:
    """The filter's tests. Raises UsageError where a value makes no sense."""
    found = [test(c, value) for name, test in _TESTS.items() if (value := getattr(wanted, name)) is not None and not (name == "status" and wanted.viewer)]
    if wanted.status and wanted.viewer:
        found.append(_own_status(wanted.viewer, wanted.status))
    return found + ([_days(wanted)] if wanted.since or wanted.until else [])


def plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column, hidden from the planner, which else would gather half the ledger by an index in order to sort it."""
    return column + 0


def _by(column: ColumnElement[Any], condition: Callable[[ColumnElement[Any]], ColumnElement[bool]]) -> Test:
    return Test(condition(plain(column)), select(ROW.seq).where(condition(column)))


def _among(c: Connection, column: ColumnElement[Any], found: Select[Any]) -> Test:
    """That the column is one of the numbers found; looked up beforehand, unless there are very many."""
    numbers = c.execute(found.limit(MANY)).scalars().all()
    return _by(column, lambda col: col.in_(found if len(numbers) == MANY else numbers))


def _term(field: str) -> Callable[[Connection, str], Test]:
    def test(c: Connection, value: str) -> Test:
        number = c.execute(select(terms.c.seq).where(terms.c.field == field, terms.c.name == value)).scalar()
        return _by(ROW[field], lambda column: column == (-1 if number is None else number))
    return test


def _source(c: Connection, value: str) -> Test:
    return _among(c, ROW.source, select(terms.c.seq).where(terms.c.field == "source", terms.c.folded.contains(folded(value), autoescape=True)))


def _place(c: Connection, value: str) -> Test:
    return _among(c, ROW.spot, select(spots.c.seq).where(spots.c.folded.contains(folded(value), autoescape=True)))


def _near(c: Connection, value: tuple[float, float, float]) -> Test:
    lat, lon, km = value
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and km >= 0):
        raise UsageError(f"{lat:g},{lon:g},{km:g}", "is no circle on the earth", "give degrees of latitude and longitude, and kilometres")
    at, reach = on_sphere(lat, lon), km / 111.0 + 0.01
    toward = spots.c.x * at["x"] + spots.c.y * at["y"] + spots.c.z * at["z"]
    inside = spots.c.lat.between(lat - reach, lat + reach), toward >= cos(min(km / EARTH, pi)) - 1e-12
    return _among(c, ROW.spot, select(spots.c.seq).where(*inside))


def _days(wanted: ClaimFilter) -> Test:
    since, until = _day(wanted.since or "0000-00-00"), _day(wanted.until or "9999-99-99")
    return Test(and_(plain(ROW.last_day) >= since, plain(ROW.first_day) <= until), select(ROW.seq).where(ROW.last_day >= since, ROW.first_day <= until))


def _day(value: str) -> int:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise UsageError(value, "is no day", "write it as 2016-10-06")
    return int(value.replace("-", ""))


def _status(c: Connection, value: str) -> Test:
    number = number_of(value)
    return _by(ROW.status, lambda column: column == number)


def number_of(status: str) -> int:
    """The number of a status in the index. Raises UsageError."""
    if status not in STATUSES:
        raise UsageError(status, "is no status", f"choose one of {', '.join(STATUSES)}")
    return STATUSES.index(status)


def _own_status(viewer: str, value: str) -> Test:
    """What this reviewer said, whatever others said."""
    number = number_of(value)
    if number == 0:
        return Test(ROW.seq.not_in(decided_by(viewer)), None)
    found = decided_by(viewer).where(own_views.c.status == number)
    return Test(ROW.seq.in_(found), found)


def decided_by(viewer: str) -> Select[Any]:
    """The numbers of the claims that a reviewer decided on."""
    return select(claims.c.seq).join(own_views, own_views.c.subject == claims.c.id).where(own_views.c.reviewer == viewer)


def _document(c: Connection, value: str) -> Test:
    number = c.execute(select(documents.c.seq).where(documents.c.id == value)).scalar() or -1
    return _by(ROW.document, lambda column: column == number)


def matching(c: Connection, table: Any, query: str) -> ColumnElement[bool]:
    """That a full-text table's words match the query; a query without a word matches nothing."""
    if c.dialect.name == "sqlite":
        said = for_fts5(query)
        return literal_column(table.name).op("MATCH")(said) if said else false()
    said = for_tsquery(query)
    return table.c.words.op("@@")(cast(said, TSQUERY)) if said else false()


def _text(c: Connection, value: str) -> Test:
    met = matching(c, claim_words, value)
    return Test(exists().where(claim_words.c.rowid == ROW.seq, met), select(claim_words.c.rowid).where(met), FEW_OF_WORDS, dear=True)


def _report(c: Connection, value: str) -> Test:
    met = matching(c, passage_words, value)
    return _among(c, ROW.document, select(passages.c.document).join(passage_words, passage_words.c.rowid == passages.c.seq).where(met))


_TESTS: dict[str, Callable[[Connection, Any], Test]] = {
    "kind": _term("kind"), "measure": _term("measure"), "rule": _term("rule"), "event": _term("event"), "source": _source, "place": _place, "near": _near,
    "at_least": lambda c, v: _by(ROW.least, lambda column: column >= v), "at_most": lambda c, v: Test(plain(ROW.most) <= v, None), "status": _status,
    "document": _document, "text": _text, "report": _report,
}


def narrowed(c: Connection, query: Select[*Columns], wanted: ClaimFilter, *, whole: bool = False) -> Select[*Columns]:
    """The query over the index, narrowed to the filter; starts from the rarest test when it is rare enough. `whole`: it will walk all claims, not a page."""
    every = tests(c, wanted)
    start = _rarest(c, every)
    for test in every:
        fetched = test is start or (whole and test.dear)
        query = query.where(ROW.seq.in_(test.seqs) if fetched and test.seqs is not None else test.holds)
    return query


def _rarest(c: Connection, every: list[Test]) -> Test | None:
    """The test that holds for the fewest claims, when these are few."""
    counts = [(count, n) for n, test in enumerate(every) if (count := _few(c, test)) < test.few]
    return every[min(counts)[1]] if counts else None


def _few(c: Connection, test: Test) -> int:
    """How many claims the test holds for, counted no further than its bound."""
    return test.few if test.seqs is None else int(c.execute(select(func.count()).select_from(test.seqs.limit(test.few).subquery())).scalar_one())
