"""The seal: one line that stands for all rows there are, to be written down elsewhere and checked against later, when more have come.

`N:HASH`: how many lines the log has, and the hash of the last. Every line's hash is over all before it, so one hash stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from sijill.errors import UsageError
from sijill.keep.chain import START
from sijill.keep.faults import Fault
from sijill.keep.tables import log

SEAL = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


def seal_of(c: Connection) -> str:
    """The seal of all rows there are now."""
    row = c.execute(select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)).first()
    return f"{row.seq}:{row.hash}" if row else f"0:{START}"


def faults_against(c: Connection, seal: str) -> Iterator[Fault]:
    """What the ledger no longer holds as it was when the seal was made. Raises UsageError when it is no seal."""
    found = SEAL.fullmatch(seal.strip())
    if found is None:
        raise UsageError(seal[:40], "is no seal", "give the whole line that sijill seal printed")
    count, sealed = int(found.group(1)), found.group(2)
    there = c.execute(select(func.max(log.c.seq))).scalar() or 0
    now = c.execute(select(log.c.hash).where(log.c.seq == count)).scalar() if count else START
    if now is None:
        yield Fault("log", f"row {min(count, there + 1)}", f"is missing: {count} rows were sealed, {there} are there")
    elif now != sealed:
        yield Fault("log", f"row {count}", f"is not what was sealed: something in the first {count} rows was changed since, and the chain made anew")
