"""The seal: one line that stands for all rows there are, to be written down elsewhere and checked against later, when more have come.

`COUNTS:ROOT`: how many rows each chained table has, in the order of CHAINED, and SHA-256 over their names, counts and last hashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from sijill.errors import UsageError
from sijill.keep.chain import START
from sijill.keep.tables import CHAINED
from sijill.keep.verify import Fault
from sijill.model import digest

SEAL = re.compile(r"(\d+(?:\.\d+)*):([0-9a-f]{64})")


def seal_of(c: Connection) -> str:
    """The seal of all rows there are now."""
    counts = [c.execute(select(func.max(t.c.seq))).scalar() or 0 for t in CHAINED]
    return f"{'.'.join(map(str, counts))}:{_root(c, counts)}"


def faults_against(c: Connection, seal: str) -> Iterator[Fault]:
    """What the ledger no longer holds as it was when the seal was made. Raises UsageError when it is no seal."""
    found = SEAL.fullmatch(seal.strip())
    counts = [int(n) for n in found.group(1).split(".")] if found else []
    if found is None or len(counts) != len(CHAINED):
        raise UsageError(seal[:40], "is no seal", "give the whole line that sijill seal printed")
    for table, count in zip(CHAINED, counts, strict=True):
        there = c.execute(select(func.max(table.c.seq))).scalar() or 0
        if there < count:
            yield Fault(table.name, f"row {there + 1}", f"is missing: {count} rows were sealed, {there} are there")
    if _root(c, counts) != found.group(2):
        yield Fault("ledger", "seal", "does not fit: what was sealed was changed since")


def _root(c: Connection, counts: Sequence[int]) -> str:
    last = [c.execute(select(t.c.hash).where(t.c.seq == n)).scalar() or START for t, n in zip(CHAINED, counts, strict=True)]
    return digest([[t.name, n, h] for t, n, h in zip(CHAINED, counts, last, strict=True)])
