"""Where a claim or incident stands after all its decisions: the last verdict that was not undone.

Nothing is taken back: an undo is a decision of its own, and so is what follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from sijill.model import Decision

Status = Literal["unreviewed", "accepted", "rejected", "corrected", "unsure"]
#: All of them; a status is stored as its place in this list, which must never change.
STATUSES: tuple[Status, ...] = get_args(Status)
OF: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "unsure": "unsure"}


def status_of(decisions: Iterable[Decision]) -> Status:
    """The status after decisions in the order in which they were made; a note or an assignment leaves it as it is."""
    held: list[Status] = ["unreviewed"]
    for decision in decisions:
        if decision.verdict in OF:
            held.append(OF[decision.verdict])
        elif decision.verdict == "undo" and len(held) > 1:
            held.pop()
    return held[-1]
