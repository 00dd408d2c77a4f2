"""The index: what filters ask, derived from the evidence. It can be dropped and made anew at any time; `verify` compares it.

In: claims with their numbers. Out: rows of numbers in `claim_index`, names and places once each in `terms` and `spots`, and words for full-text search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from math import cos, radians, sin
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, Table, bindparam, cast, delete, func, insert, literal, select, text, update
from sqlalchemy.dialects.postgresql import TSVECTOR

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
from sijill.keep.words import folded, for_postgres, words
from sijill.keep.words import passages as passages_of
from sijill.model import Claim, Decision, Document, Place, Time

#: Raised whenever the index would come out otherwise; a ledger with an older one makes it anew when it is opened.
VERSION = 2
#: The largest number that both databases hold.
LARGEST = 2**63 - 1
FLAGS = ("withhold", "notice")
TERMS = ("kind", "rule", "source", "measure", "event")


class Names:
    """The numbers of names and places, looked up and given within a transaction. What it remembers holds as long as its transactions are committed."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], int] = {}
        self._spots: dict[tuple[str, float | None, float | None], int] = {}

    def forget(self) -> None:
        """After a transaction that was rolled back: its numbers were never given."""
        self._terms.clear()
        self._spots.clear()

    def term(self, c: Connection, field: str, name: str | None) -> int | None:
        """The number of a name."""
        if name is None:
            return None
        found = self._terms.get((field, name))
        if found is None:
            found = c.execute(select(terms.c.seq).where(terms.c.field == field, terms.c.name == name)).scalar()
            found = found or _given(c, terms, {"field": field, "name": name, "folded": folded(name)})
            self._terms[field, name] = found
        return found

    def spot(self, c: Connection, place: Place | None) -> int | None:
        """The number of a place."""
        if place is None:
            return None
        key = (short(place.name), place.lat, place.lon)
        found = self._spots.get(key)
        if found is None:
            same = (spots.c.name == key[0], spots.c.lat.is_not_distinct_from(key[1]), spots.c.lon.is_not_distinct_from(key[2]))
            found = c.execute(select(spots.c.seq).where(*same)).scalar()
            found = found or _given(c, spots, {"name": key[0], "folded": folded(key[0]), "lat": key[1], "lon": key[2], **on_sphere(key[1], key[2])})
            self._spots[key] = found
        return found


def _given(c: Connection, table: Table, row: dict[str, Any]) -> int:
    seq = int(c.execute(select(func.max(table.c.seq))).scalar() or 0) + 1
    c.execute(insert(table), {"seq": seq, **row})
    return seq


def short(name: str) -> str:
    """A name as both databases index it: PostgreSQL takes no NUL, and no entry above 2,700 bytes."""
    return name[:300].replace("\0", "")


def on_sphere(lat: float | None, lon: float | None) -> dict[str, float | None]:
    """The point on the unit sphere."""
    if lat is None or lon is None:
        return {"x": None, "y": None, "z": None}
    a, b = radians(lat), radians(lon)
    return {"x": cos(a) * cos(b), "y": cos(a) * sin(b), "z": sin(a)}


def says(claim: Claim) -> dict[str, Any]:
    """What the index holds of a claim: names as names, the place as it is, days and sizes as numbers."""
    figure, event = claim.figure, claim.event
    detail = figure or event
    place, time = (detail.place, detail.time) if detail else (None, None)
    first, last = _days(time or claim.said_on)
    low, high = (figure.low, figure.high) if figure else (None, None)
    return {
        "kind": claim.kind, "rule": short(claim.rule), "source": short(" · ".join([s.name for s in claim.sources])) or None,
        "measure": figure.measure if figure else None, "event": event.class_ if event else None, "spot": place, "first_day": first, "last_day": last,
        "least": _bounded(high if low is None else low), "most": _bounded(low if high is None else high),
    }


def _days(time: Time | None) -> tuple[int | None, int | None]:
    """Days as numbers; where the text leaves one end open, the other stands for both."""
    if time is None:
        return None, None
    first, last = time.start or time.end, time.end or time.start
    return (int(first.replace("-", "")), int(last.replace("-", ""))) if first and last else (None, None)


def _bounded(number: int | None) -> int | None:
    return number if number is None else max(-LARGEST, min(LARGEST, number))


def words_of(claim: Claim) -> list[str]:
    """The words by which a claim is found: what it quotes, who says it, where, of whom."""
    figure, event = claim.figure, claim.event
    place = (figure or event).place if (figure or event) else None  # type: ignore[union-attr]
    parts = [claim.content.quote, *(s.name for s in claim.sources), place.name if place else "", claim.cue.quote if claim.cue else ""]
    if event:
        parts += [a.name for a in (*event.actors, *event.targets)]
    return words(" ".join(parts))


class Found(NamedTuple):
    """A claim to be indexed: its number, its document's number, where it stands (a place in STATUSES)."""

    seq: int
    document: int
    status: int
    claim: Claim


def add_claims(c: Connection, names: Names, found: Sequence[Found]) -> None:
    """Index claims of newest readings."""
    rows = []
    for seq, document, status, claim in found:
        row = says(claim)
        row.update({field: names.term(c, field, row[field]) for field in TERMS}, spot=names.spot(c, row["spot"]))
        rows.append({"seq": seq, "document": document, "status": status, **row})
    if rows:
        c.execute(insert(claim_index), rows)
        add_words(c, claim_words, [(f.seq, words_of(f.claim)) for f in found])


def add_document(c: Connection, seq: int, document: Document) -> None:
    """Index the words of a report: its title, its publisher and its text."""
    rows = []
    for found in passages_of(" ".join(filter(None, (document.title, document.publisher, document.text)))):
        rows.append((_given(c, passages, {"document": seq}), found))
    add_words(c, passage_words, rows)


def add_words(c: Connection, table: Table, rows: Iterable[tuple[int, list[str]]]) -> None:
    """Put words into a full-text table."""
    if c.dialect.name == "sqlite":
        many = [(seq, " ".join(found)) for seq, found in rows]
        statement = f"INSERT INTO {table.name} (rowid, words) VALUES (?, ?)"
        if many:
            c.exec_driver_sql(statement, many)
        return
    made = [{"rowid": seq, "found": for_postgres(found)} for seq, found in rows]
    if made:
        c.execute(insert(table).values(words=cast(bindparam("found"), TSVECTOR)), made)


def drop_claims(c: Connection, document_numbers: Sequence[int]) -> None:
    """Take the claims of older readings out of the index; the evidence keeps them."""
    for start in range(0, len(document_numbers), 500):
        c.execute(delete(claim_index).where(claim_index.c.document.in_(document_numbers[start : start + 500])))


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
        same = select(claims.c.seq).where(claims.c.id == subject)
        c.execute(update(claim_index).where(claim_index.c.seq.in_(same)).values(status=STATUSES.index(status_of(made))))
        if len(made) > 1:
            c.execute(delete(own_views).where(own_views.c.subject == subject))
        add_views(c, subject, made)
    if flagged:
        c.execute(delete(flags).where(flags.c.subject == subject))
        add_flags(c, subject, made)


def own_statuses(made: Sequence[Decision]) -> dict[str, int]:
    """Where each reviewer's own decisions leave a subject; those who hold nothing are left out."""
    return {name: STATUSES.index(OF[d.verdict]) for name, d in {d.reviewer: d for d in held(made)}.items()}


def raised(made: Sequence[Decision]) -> dict[str, str]:
    """Which flags stand over a subject after its decisions: "withhold", "notice"; each with its words."""
    last = {d.verdict: d for d in made if d.verdict in FLAGS}
    return {verdict: d.reason for verdict, d in last.items() if not (d.corrected or {}).get("lifted")}


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
    index.create_all(c)
    for table in WORDS:
        if c.dialect.name == "sqlite":
            c.execute(text(f"CREATE VIRTUAL TABLE {table.name} USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"))
        else:
            table.create(c)
    for seq, record in _all(c, select(documents.c.seq, documents.c.record).order_by(documents.c.seq)):
        add_document(c, seq, Document.model_validate_json(record))
    _claims_anew(c)
    for subject, made in decisions_of_all(c).items():
        add_views(c, subject, made)
        add_flags(c, subject, made)
    c.execute(insert(index_state), {"version": VERSION})


def _claims_anew(c: Connection) -> None:
    names, batch = Names(), []
    for seq, document, record in _all(c, newest_claims()):
        batch.append(Found(seq, document, 0, Claim.model_validate_json(record)))
        if len(batch) == 1000:
            _add_standing(c, names, batch)
            batch = []
    _add_standing(c, names, batch)


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
