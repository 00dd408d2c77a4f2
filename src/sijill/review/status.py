"""Where a claim stands for somebody who decides on it: how many decisions there are, and what an undo took back last.

Nothing is taken back: an undo is a decision of its own, and so is what follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.keep import Status, status_of
from sijill.keep.standing import OF, last_of
from sijill.model import Decision


@dataclass(frozen=True)
class Standing:
    """`status`, how many decisions there are, and the last verdict that an undo took back (to redo)."""

    status: Status
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
            undone.append(held.pop(last_of(held, decision.reviewer)))
    return Standing(status_of(decisions), len(decisions), undone[-1] if undone else None)
