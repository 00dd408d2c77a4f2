"""Claims in any order come out document by document, in little memory: they wait in a temporary file, which is gone with the last of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter

from sijill.keep.chain import dumps
from sijill.model import Claim

#: Claims that are entered together.
TOGETHER = 2000


def by_document(found: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims of each document, documents in the order in which their first claims came. Nothing comes out before all have gone in."""
    numbers: dict[str, int] = {}
    with closing(sqlite3.connect("")) as spool:
        spool.execute("CREATE TABLE claims (document INTEGER, seq INTEGER, record TEXT, PRIMARY KEY (document, seq)) WITHOUT ROWID")
        rows = ((numbers.setdefault(claim.document.id, len(numbers)), seq, dumps(claim)) for seq, claim in enumerate(found))
        spool.executemany("INSERT INTO claims VALUES (?, ?, ?)", rows)
        for _, group in groupby(spool.execute("SELECT document, record FROM claims ORDER BY document, seq"), itemgetter(0)):
            yield [Claim.model_validate_json(record) for _, record in group]


def portions(groups: Iterable[list[Claim]]) -> Iterator[list[list[Claim]]]:
    """Several documents' claims at a time, together not many more than TOGETHER."""
    some: list[list[Claim]] = []
    for group in groups:
        some.append(group)
        if sum(map(len, some)) >= TOGETHER:
            yield some
            some = []
    if some:
        yield some
