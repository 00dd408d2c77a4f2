"""Where a claim or incident stands after all its decisions: the last verdict that was not undone.

Nothing is taken back: an undo is a decision of its own, and so is what follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sijill.model import Decision

Status = Literal["todo", "accepted", "rejected", "corrected", "unsure"]
STATUSES: dict[Status, str] = {"todo": "To review", "accepted": "Accepted", "rejected": "Rejected", "corrected": "Corrected", "unsure": "Unsure"}
OF: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "unsure": "unsure"}


@dataclass(frozen=True)
class Standing:
    """`status`, the decision that set it, how many decisions there are, and the last verdict that an undo took back (to redo)."""

    status: Status
    by: Decision | None
    count: int
    undone: Decision | None = None


def standing(decisions: Sequence[Decision]) -> Standing:
    """The standing after decisions in the order in which they were made."""
    held: list[Decision] = []
    undone: list[Decision] = []
    for decision in decisions:
        if decision.verdict in OF:
            held.append(decision)
            undone.clear()
        elif decision.verdict == "undo" and held:
            undone.append(held.pop())
    last = held[-1] if held else None
    return Standing(OF[last.verdict] if last else "todo", last, len(decisions), undone[-1] if undone else None)
