"""What is foretold, demanded or threatened, by the day on which it falls due, a page at a time; and later claims that may bear on one.

Reads only. A page ends at a key, one whole number of the day and the claim's own number, so that the last page costs what the first does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, cast, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from sijill.keep.tables import claim_index, claim_words, claims, flags, terms
from sijill.keep.words import words
from sijill.model import Claim

When = Literal["past", "ahead", "undated"]
#: Behind the day in a key.
NUMBERS = 10**10
FORETOLD = ("forecast", "demand", "threat", "offer")
#: So many claims that hold a name are looked at.
LOOKED_AT = 400


@dataclass(frozen=True)
class Foretold:
    """A claim that looks ahead: `key` of its place in the list, and what a reviewer judged of it ("" where nobody has)."""

    key: int
    claim: Claim
    judged: str = ""


def foretold(c: Connection, when: When, day: str, kinds: Iterable[str], after: int, size: int, open_only: bool) -> list[Foretold]:
    """What fell due by the day (the latest first), falls due after it (the next first), or has no day, behind a key; with `open_only` what nobody judged."""
    row, at = claim_index.c, int(day.replace("-", ""))
    query = _judged(row.kind if when == "undated" else row.kind + 0, kinds, open_only)  # by the kind, or else by the day
    due, number = divmod(after, NUMBERS)
    if when == "past":
        query = query.where(row.due <= at).order_by(row.due.desc(), row.seq.desc())
        query = query.where((row.due < due) | ((row.due == due) & (row.seq < number))) if after else query
    elif when == "ahead":
        query = query.where(row.due > at).order_by(row.due, row.seq)
        query = query.where((row.due > due) | ((row.due == due) & (row.seq > number))) if after else query
    else:
        query = query.where((row.due + 0).is_(None), row.seq > number).order_by(row.seq)
    return [Foretold((d or 0) * NUMBERS + seq, Claim.model_validate_json(record), judged or "") for seq, d, record, judged in c.execute(query.limit(size))]


def _judged(kind: ColumnElement[Any], kinds: Iterable[str], open_only: bool) -> Select[Any]:
    numbers = select(terms.c.seq).where(terms.c.field == "kind", terms.c.name.in_([k for k in kinds if k in FORETOLD]))
    query = (select(claim_index.c.seq, claim_index.c.due, claims.c.record, flags.c.words).join(claims, claims.c.seq == claim_index.c.seq)
             .outerjoin(flags, (flags.c.subject == claims.c.id) & (flags.c.verdict == "judge")).where(kind.in_(numbers)))
    return query.where(flags.c.words.is_(None)) if open_only else query


def holding(c: Connection, names: Iterable[str]) -> list[Claim]:
    """Claims that hold any of the names, those that were read last first, no more than are soon looked at."""
    found = list(dict.fromkeys(w for name in names for w in words(name)))
    if not found:
        return []
    some = select(claim_words.c.rowid).where(_any(c, found)).order_by(claim_words.c.rowid.desc()).limit(LOOKED_AT)
    query = select(claims.c.record).join(claim_index, claim_index.c.seq == claims.c.seq).where(claims.c.seq.in_(some)).order_by(claims.c.seq.desc())
    return [Claim.model_validate_json(r) for r in c.execute(query).scalars()]


def _any(c: Connection, found: list[str]) -> Any:
    if c.dialect.name == "sqlite":
        return literal_column(claim_words.name).op("MATCH")(" OR ".join(f'"{w}"' for w in found))
    return claim_words.c.words.op("@@")(cast(" | ".join(f"'{w}'" for w in found), TSQUERY))
