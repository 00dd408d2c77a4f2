"""Undo and redo without limit: nothing is taken away, each is a decision of its own that follows.

What comes next to take back is found by walking a reviewer's decisions from the newest: an undo pairs with the verdict before it on the same subject, and
what is made again with the reason "redo" pairs with an undo. A verdict on many claims at once (one `batch`) is taken back at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from sijill.keep import Ledger
from sijill.keep.standing import OF
from sijill.model import Decision
from sijill.review.status import standing

REDO = "redo"
STEP = 200


def newest_first(ledger: Ledger, reviewer: str) -> Iterator[Decision]:
    """All verdicts and undos of a reviewer on claims."""
    before: int | None = None
    while found := ledger.made(before=before, size=STEP, prefix="c_"):
        yield from (m.decision for m in found if m.decision.reviewer == reviewer and (m.decision.verdict in OF or m.decision.verdict == "undo"))
        before = found[-1].number


def to_undo(ledger: Ledger, reviewer: str) -> list[Decision]:
    """The reviewer's last verdict that still stands, with all of its batch; empty when there is none."""
    taken_back: Counter[str] = Counter()
    walk = newest_first(ledger, reviewer)
    for decision in walk:
        if decision.verdict == "undo":
            taken_back[decision.subject] += 1
        elif taken_back[decision.subject]:
            taken_back[decision.subject] -= 1
        else:
            return [decision, *_rest_of(decision, walk)]
    return []


def to_redo(ledger: Ledger, reviewer: str) -> list[Decision]:
    """The verdicts that the reviewer's last undo took back, unless something new was decided since."""
    made_again: Counter[str] = Counter()
    walk = newest_first(ledger, reviewer)
    for decision in walk:
        if decision.verdict != "undo":
            if decision.reason != REDO:
                return []
            made_again[decision.subject] += 1
        elif made_again[decision.subject]:
            made_again[decision.subject] -= 1
        else:
            undone = (standing(ledger.decisions(d.subject)).undone for d in [decision, *_rest_of(decision, walk)])
            return [d for d in undone if d is not None]
    return []


def _rest_of(decision: Decision, walk: Iterator[Decision]) -> Iterator[Decision]:
    if decision.batch is None:
        return iter(())
    return takewhile(lambda d: d.batch == decision.batch, walk)
