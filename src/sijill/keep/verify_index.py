"""Check what is derived, and what guards the evidence: the index says of every claim what its record says, and the triggers that refuse change are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, inspect, select, text

from sijill.keep import tallies
from sijill.keep.faults import Fault
from sijill.keep.index import TERMS, decisions_of_all, newest_claims, own_statuses, raised, says, statuses_of_all
from sijill.keep.standing import STATUSES
from sijill.keep.tables import CHAINED, claim_index, claims, flags, log, own_views, spots, storable, terms
from sijill.model import Claim


def trigger_faults(c: Connection) -> Iterator[Fault]:
    """Tables whose triggers are gone or switched off."""
    if c.dialect.name == "sqlite":
        there = set(c.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
        names = ["no_update", "no_delete", "no_replace"]
    else:
        there = set(c.execute(text("SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')")).scalars())
        names = ["append_only"]
    for table in (*CHAINED, claims, log):
        gone = [name for name in names if f"{table.name}_{name}" not in there]
        if gone and inspect(c).has_table(table.name):
            yield Fault(table.name, "triggers", "do not refuse every change any more: somebody took them away")


def index_faults(c: Connection) -> Iterator[Fault]:
    """Claims that a filter would find for what they do not say, or not find for what they say."""
    yield from _view_faults(c)
    yield from _tally_faults(c)
    names = {seq: name for seq, name in c.execute(select(terms.c.seq, terms.c.name))}
    places = {seq: tuple(place) for seq, *place in c.execute(select(spots.c.seq, spots.c.name, spots.c.lat, spots.c.lon, spots.c.precision))}
    standing = statuses_of_all(c)
    held = iter(c.execute(select(claim_index).order_by(claim_index.c.seq).execution_options(yield_per=500)).mappings())
    row = next(held, None)
    for seq, document, record in c.execute(newest_claims().execution_options(yield_per=500)):
        while row is not None and row["seq"] < seq:
            yield _fault(row["seq"], "is of no claim of a newest reading")
            row = next(held, None)
        if row is None or row["seq"] > seq:
            yield _fault(seq, "is missing")
            continue
        yield from _entry(row, document, record, names, places, standing)
        row = next(held, None)
    while row is not None:
        yield _fault(row["seq"], "is of no claim of a newest reading")
        row = next(held, None)


def _view_faults(c: Connection) -> Iterator[Fault]:
    want = {(storable(s), storable(name), status) for s, made in decisions_of_all(c).items() for name, status in own_statuses(made).items()}
    there = {(row.subject, row.reviewer, row.status) for row in c.execute(select(own_views))}
    for subject, reviewer, _ in sorted(want ^ there):
        yield Fault("own_views", subject, f"does not say what {reviewer} decided")
    flagged = {(storable(s), verdict, storable(words)) for s, made in decisions_of_all(c).items() for verdict, words in raised(made).items()}
    for subject, verdict, _ in sorted(flagged ^ {(row.subject, row.verdict, row.words) for row in c.execute(select(flags))}):
        yield Fault("flags", subject, f"does not say what was decided of it: {verdict}")


def _tally_faults(c: Connection) -> Iterator[Fault]:
    for table in tallies.TABLES:
        there = {tuple(row) for row in c.execute(select(table).where(table.c.claims != 0))}
        for cell in sorted(there ^ {tuple(row) for row in c.execute(tallies.counted(table))}):
            yield Fault(table.name, f"cell {'/'.join(map(str, cell[:-1]))}", "does not count what the index holds")


def _fault(seq: int, what: str) -> Fault:
    return Fault("claim_index", f"row {seq}", what)


def _entry(row: RowMapping, document: int, record: str, names: dict[int, str], places: dict[int, Any], standing: dict[str, int]) -> Iterator[Fault]:
    try:
        claim = Claim.model_validate_json(record)
    except ValidationError:
        return
    found = dict(row) | {field: names.get(row[field]) for field in TERMS} | {"spot": places.get(row["spot"])}
    want = says(claim)
    want |= {"seq": row["seq"], "document": document, "status": standing.get(claim.id, 0)}
    for column, value in want.items():
        if found[column] != value:
            shown = STATUSES[value] if column == "status" else value
            yield Fault("claim_index", f"{claim.id} (row {row['seq']})", f"was changed: its {column} is {found[column]!r}, of its claim {shown!r}")

