"""The index: what filters ask, derived from the evidence. It can be dropped and made anew at any time; `verify` compares it.

In: claims with their numbers. Out: rows of numbers in `claim_index`, names and places once each in `terms` and `spots`, and words for full-text search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from math import cos, radians, sin
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, literal, select, text, update
from sqlalchemy.schema import CreateTable

from sijill.keep import tallies
from sijill.keep.rows import insert_rows
from sijill.keep.standing import OF, STATUSES, held, status_of
from sijill.keep.tables import (
    WORDS,
    claim_index,
    claim_words,
    claims,
    decisions,
    documents,
    flags,
    index,
    index_state,
    own_views,
    passage_words,
    passages,
    readings,
    spots,
    storable,
    terms,
)
from sijill.keep.watch import WATCH
from sijill.keep.words import folded, for_postgres, for_sqlite, words
from sijill.keep.words import passages as passages_of
from sijill.model import Claim, Decision, Document, Time

#: Raised whenever the index would come out otherwise; a ledger with an older one makes it anew when it is opened.
VERSION = 4
#: The largest number that both databases hold.
LARGEST = 2**63 - 1
#: So many names are remembered at most.
REMEMBERED = 50_000
#: (name, latitude, longitude, precision).
Spot = tuple[str, float | None, float | None, str]
Key = TypeVar("Key", str, Spot)
FLAGS = ("withhold", "notice", "judge")
TERMS = ("kind", "rule", "source", "measure", "event")


class Names:
    """The numbers of names and places, looked up and given within a transaction, a batch of claims at a time.

    What it remembers holds as long as its transactions are committed, and is forgotten when it grows large.
    """

    def __init__(self) -> None:
        self._terms: dict[str, dict[str, int]] = {field: {} for field in TERMS}
        self._spots: dict[Spot, int] = {}

    def forget(self) -> None:
        """After a transaction that was rolled back: its numbers were never given."""
        self._spots.clear()
        for known in self._terms.values():
            known.clear()

    def terms_of(self, c: Connection, field: str, wanted: Iterable[str]) -> dict[str, int]:
        """The numbers of a field's names, those of these at least."""
        known = self._terms[field]
        unknown = _unknown(known, wanted)
        for some in _portions(unknown):
            known.update((name, seq) for name, seq in c.execute(select(terms.c.name, terms.c.seq).where(terms.c.field == field, terms.c.name.in_(some))))
        new = [name for name in unknown if name not in known]
        known.update(zip(new, _given(c, terms, [(field, name, folded(name)) for name in new]), strict=True))
        return known

    def spots_of(self, c: Connection, wanted: Iterable[Spot]) -> dict[Spot, int]:
        """The numbers of places, those of these at least."""
        unknown = _unknown(self._spots, wanted)
        for some in _portions([key[0] for key in unknown]):
            found = c.execute(select(spots.c.name, spots.c.lat, spots.c.lon, spots.c.precision, spots.c.seq).where(spots.c.name.in_(some)))
            self._spots.update(((name, lat, lon, precision), seq) for name, lat, lon, precision, seq in found)
        new = [key for key in unknown if key not in self._spots]
        rows = [(name, folded(name), precision, lat, lon, *on_sphere(lat, lon).values()) for name, lat, lon, precision in new]
        self._spots.update(zip(new, _given(c, spots, rows), strict=True))
        return self._spots


def _unknown(known: dict[Key, int], wanted: Iterable[Key]) -> list[Key]:
    """What is not remembered yet; makes room first."""
    if len(known) > REMEMBERED:
        known.clear()
    return [key for key in wanted if key not in known]


def _portions(names: list[str], size: int = 500) -> Iterator[list[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))


def _given(c: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Add rows, with the table's columns but for the number, and give them the next numbers."""
    if not rows:
        return []
    first = int(c.execute(select(func.max(table.c.seq))).scalar() or 0) + 1
    numbers = list(range(first, first + len(rows)))
    insert_rows(c, table, [column.name for column in table.columns], [(seq, *row) for seq, row in zip(numbers, rows, strict=True)])
    return numbers


def short(name: str) -> str:
    """A name as both databases index it: PostgreSQL takes no NUL, and no entry above 2,700 bytes."""
    return name if len(name) <= 300 and "\0" not in name else name[:300].replace("\0", "")


def on_sphere(lat: float | None, lon: float | None) -> dict[str, float | None]:
    """The point on the unit sphere."""
    if lat is None or lon is None:
        return {"x": None, "y": None, "z": None}
    a, b = radians(lat), radians(lon)
    return {"x": cos(a) * cos(b), "y": cos(a) * sin(b), "z": sin(a)}


def says(claim: Claim) -> dict[str, Any]:
    """What the index holds of a claim: names as names, the place as name and point, days and sizes as numbers."""
    figure, event = claim.figure, claim.event
    detail = figure or event
    place, time = (detail.place, detail.time) if detail else (None, None)
    first, last = _days(time or claim.said_on)
    low, high = (figure.low, figure.high) if figure else (None, None)
    return {
        "kind": claim.kind, "rule": short(claim.rule), "source": short(" · ".join([s.name for s in claim.sources])) or None,
        "measure": figure.measure if figure else None, "event": event.class_ if event else None,
        "spot": (short(place.name), place.lat, place.lon, place.precision) if place else None, "first_day": first, "last_day": last, "due": _due(claim),
        "least": _bounded(high if low is None else low), "most": _bounded(low if high is None else high),
    }


def _days(time: Time | None) -> tuple[int | None, int | None]:
    """Days as numbers; where the text leaves one end open, the other stands for both."""
    if time is None:
        return None, None
    first, last = time.start or time.end, time.end or time.start
    if first is None or last is None:
        return None, None
    day = int(first.replace("-", ""))
    return day, day if last == first else int(last.replace("-", ""))


def _due(claim: Claim) -> int | None:
    end = (claim.forecast.due.latest or claim.forecast.due.earliest) if claim.forecast else None
    return int(end.replace("-", "")) if end else None


def _bounded(number: int | None) -> int | None:
    return number if number is None or -LARGEST <= number <= LARGEST else LARGEST if number > 0 else -LARGEST


def text_of(claim: Claim) -> str:
    """The words by which a claim is found: what it quotes, who says it, where, of whom."""
    figure, event = claim.figure, claim.event
    place = (figure or event).place if (figure or event) else None  # type: ignore[union-attr]
    parts = [claim.content.quote, *(s.name for s in claim.sources), place.name if place else "", claim.cue.quote if claim.cue else ""]
    if event:
        parts += [a.name for a in (*event.actors, *event.targets)]
    return " ".join(parts)


class Found(NamedTuple):
    """A claim to be indexed: its number, its document's number, where it stands (a place in STATUSES)."""

    seq: int
    document: int
    status: int
    claim: Claim


def add_claims(c: Connection, names: Names, found: Sequence[Found]) -> None:
    """Index claims of newest readings."""
    if not found:
        return
    said = [says(f.claim) for f in found]
    columns: dict[str, list[Any]] = {name: [row[name] for row in said] for name in said[0]}
    for field in TERMS:
        numbers = names.terms_of(c, field, {name for name in columns[field] if name is not None})
        columns[field] = [numbers.get(name) for name in columns[field]]
    places = names.spots_of(c, {spot for spot in columns["spot"] if spot is not None})
    columns["spot"] = [places.get(spot) for spot in columns["spot"]]
    columns |= {"seq": [f.seq for f in found], "document": [f.document for f in found], "status": [f.status for f in found]}
    insert_rows(c, claim_index, list(columns), list(zip(*columns.values(), strict=True)))
    tallies.add(c, tallies.rows_from(columns))
    write = for_sqlite if c.dialect.name == "sqlite" else lambda text: for_postgres(words(text))
    add_words(c, claim_words, [(f.seq, write(text_of(f.claim))) for f in found])


def add_documents(c: Connection, found: Iterable[tuple[int, Document]]) -> None:
    """Index the words of reports, by their numbers: title, publisher and text."""
    made = [(seq, piece) for seq, d in found for piece in passages_of(" ".join(filter(None, (d.title, d.publisher, d.text))))]
    numbers = _given(c, passages, [(seq,) for seq, _ in made])
    write = " ".join if c.dialect.name == "sqlite" else for_postgres
    add_words(c, passage_words, [(seq, write(piece)) for seq, (_, piece) in zip(numbers, made, strict=True)])


def add_words(c: Connection, table: Table, rows: Sequence[tuple[int, str]]) -> None:
    """Put words, written as the database takes them, into a full-text table."""
    insert_rows(c, table, ["rowid", "words"], rows)


def drop_claims(c: Connection, document_numbers: Sequence[int]) -> None:
    """Take the claims of older readings out of the index; the evidence keeps them."""
    for start in range(0, len(document_numbers), 500):
        gone = claim_index.c.document.in_(document_numbers[start : start + 500])
        tallies.add(c, tallies.rows_of(c, gone), -1)
        c.execute(delete(claim_index).where(gone))


def statuses(c: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Where claims stand that somebody decided on; the others are left out."""
    if not ids or c.execute(select(decisions.c.seq).limit(1)).first() is None:
        return {}
    found: dict[str, list[Decision]] = {}
    for start in range(0, len(ids), 500):
        query = select(decisions.c.subject, decisions.c.record).where(decisions.c.subject.in_(ids[start : start + 500])).order_by(decisions.c.seq)
        for subject, record in c.execute(query):
            found.setdefault(subject, []).append(Decision.model_validate_json(record))
    return {subject: STATUSES.index(status_of(group)) for subject, group in found.items()}


def decisions_of_all(c: Connection) -> dict[str, list[Decision]]:
    """Every decision by its subject, oldest first."""
    found: dict[str, list[Decision]] = {}
    for subject, record in c.execute(select(decisions.c.subject, decisions.c.record).order_by(decisions.c.seq)):
        with suppress(ValidationError):  # `verify` names it as changed
            found.setdefault(subject, []).append(Decision.model_validate_json(record))
    return found


def statuses_of_all(c: Connection) -> dict[str, int]:
    """Where every claim or incident stands that somebody decided on."""
    return {subject: STATUSES.index(status_of(group)) for subject, group in decisions_of_all(c).items()}


def set_status(c: Connection, subject: str, verdicts: Collection[str]) -> None:
    """After decisions with these verdicts: where the claim of that id stands now, for all and for each reviewer, and what flags are over it."""
    judged, flagged = any(v in OF or v == "undo" for v in verdicts), any(v in FLAGS for v in verdicts)
    if not (judged or flagged):
        return
    query = select(decisions.c.record).where(decisions.c.subject == subject).order_by(decisions.c.seq)
    made = [Decision.model_validate_json(r) for r in c.execute(query).scalars()]
    if judged:
        _stand(c, claim_index.c.seq.in_(select(claims.c.seq).where(claims.c.id == subject)), STATUSES.index(status_of(made)))
        if len(made) > 1:
            c.execute(delete(own_views).where(own_views.c.subject == subject))
        add_views(c, subject, made)
    if flagged:
        c.execute(delete(flags).where(flags.c.subject == subject))
        add_flags(c, subject, made)


def _stand(c: Connection, same: ColumnElement[bool], status: int) -> None:
    """Note where claims stand, in the index and in its tallies."""
    before = tallies.rows_of(c, same)
    tallies.add(c, before, -1)
    tallies.add(c, [{**row, "status": status} for row in before])
    c.execute(update(claim_index).where(same).values(status=status))


def own_statuses(made: Sequence[Decision]) -> dict[str, int]:
    """Where each reviewer's own decisions leave a subject; those who hold nothing are left out."""
    return {name: STATUSES.index(OF[d.verdict]) for name, d in {d.reviewer: d for d in held(made)}.items()}


def raised(made: Sequence[Decision]) -> dict[str, str]:
    """Which flags stand over a subject after its decisions, each with its words: "withhold", "notice", and "judge" with what was judged."""
    last = {d.verdict: d for d in made if d.verdict in FLAGS}
    return {verdict: str(held.get("came") or "") if verdict == "judge" else d.reason for verdict, d in last.items()
            for held in (d.corrected or {},) if not held.get("lifted") and (verdict != "judge" or held.get("came"))}


def add_views(c: Connection, subject: str, made: Sequence[Decision]) -> None:
    """Index what each reviewer holds of a subject."""
    rows = [{"subject": storable(subject), "reviewer": storable(name), "status": status} for name, status in own_statuses(made).items()]
    if rows:
        c.execute(insert(own_views), rows)


def add_flags(c: Connection, subject: str, made: Sequence[Decision]) -> None:
    """Index the flags over a subject."""
    flagged = [{"subject": storable(subject), "verdict": verdict, "words": storable(words)} for verdict, words in raised(made).items()]
    if flagged:
        c.execute(insert(flags), flagged)


# -- making it anew -------------------------------------------------------------------------------------------------------


def is_fresh(c: Connection) -> bool:
    """True when the ledger's index is of this version."""
    return c.dialect.has_table(c, "index_state") and c.execute(select(index_state.c.version)).scalar() == VERSION


def make_anew(c: Connection) -> None:
    """Drop the index and derive it from the evidence."""
    index.drop_all(c)
    for table in WORDS:
        c.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
    index.create_all(c, tables=[table for table in index.sorted_tables if table is not claim_index])
    c.execute(CreateTable(claim_index))
    for table in WORDS:
        if c.dialect.name == "sqlite":
            c.execute(text(f"CREATE VIRTUAL TABLE {table.name} USING fts5(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')"))
        else:
            table.create(c)
    for seq, record in _all(c, select(documents.c.seq, documents.c.record).order_by(documents.c.seq), 50):
        add_documents(c, [(seq, Document.model_validate_json(record))])
    _claims_anew(c)
    for made_late in claim_index.indexes:  # over rows that are there an index is made in a fraction of the time
        made_late.create(c)
    for subject, made in decisions_of_all(c).items():
        add_views(c, subject, made)
        add_flags(c, subject, made)
    c.execute(insert(index_state), {"version": VERSION})


def _claims_anew(c: Connection) -> None:
    names, told, done = Names(), WATCH.get(), 0
    total = c.execute(select(func.max(claims.c.seq))).scalar() or 0
    newest = (select(func.max(readings.c.seq), documents.c.seq).join(documents, documents.c.id == readings.c.document_id)
              .group_by(documents.c.seq).order_by(func.max(readings.c.seq)))
    of = {reading: document for reading, document in c.execute(newest)}
    numbers = list(of)
    for start in range(0, len(numbers), 50):
        some = numbers[start : start + 50]
        query = select(claims.c.seq, claims.c.reading, claims.c.record).where(claims.c.reading.in_(some)).order_by(claims.c.seq)
        batch = [Found(seq, of[reading], 0, Claim.model_validate_json(record)) for seq, reading, record in c.execute(query).all()]
        _add_standing(c, names, batch)
        done += len(batch)
        told("making the index anew", done, total)


def _add_standing(c: Connection, names: Names, batch: list[Found]) -> None:
    standing = statuses(c, [f.claim.id for f in batch])
    add_claims(c, names, [f._replace(status=standing.get(f.claim.id, 0)) for f in batch])


def newest_claims() -> Any:
    """Number, document's number and record of every claim of a newest reading, straight from the evidence."""
    newest = select(func.max(readings.c.seq)).group_by(readings.c.document_id).scalar_subquery()
    return (select(claims.c.seq, documents.c.seq.label("document"), claims.c.record)
            .join(readings, readings.c.seq == claims.c.reading).join(documents, documents.c.id == readings.c.document_id)
            .where(claims.c.reading.in_(newest)).order_by(claims.c.seq))


def _all(c: Connection, query: Any, size: int = 1000) -> Any:
    """Rows in portions by their number: nothing is held open while others are written."""
    seq, last = query.selected_columns[0], literal(0)
    while rows := c.execute(query.where(seq > last).limit(size)).all():
        yield from rows
        last = literal(rows[-1][0])
