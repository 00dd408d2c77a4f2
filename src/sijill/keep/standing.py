"""Where a claim or incident stands after all its decisions.

Nothing is taken back: an undo is a decision of its own, and so is what follows it. What was decided openly is followed by what is decided later. Where two
reviewers decided blind and differ, the claim stands as disagreed, until they agree or an adjudication settles it; the last adjudication stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from sijill.model import Decision

Status = Literal["unreviewed", "accepted", "rejected", "corrected", "unsure", "disagreed"]
#: All of them; a status is stored as its place in this list, which must never change.
STATUSES: tuple[Status, ...] = get_args(Status)
OF: dict[str, Status] = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "unsure": "unsure"}


def status_of(decisions: Iterable[Decision]) -> Status:
    """The status after decisions in the order in which they were made; a note or an assignment leaves it as it is."""
    found = held(decisions)
    ruled = [d for d in found if d.mode == "adjudication"]
    if ruled:
        return OF[ruled[-1].verdict]
    if disagree(found):
        return "disagreed"
    return OF[found[-1].verdict] if found else "unreviewed"


def held(decisions: Iterable[Decision]) -> list[Decision]:
    """The verdicts that nobody took back. An undo takes back the last of whoever undoes; of somebody without any, the last of all."""
    found: list[Decision] = []
    for decision in decisions:
        if decision.verdict in OF:
            found.append(decision)
        elif decision.verdict == "undo" and found:
            found.pop(last_of(found, decision.reviewer))
    return found


def last_of(found: Sequence[Decision], reviewer: str) -> int:
    """Where the reviewer's last stands; without any, the last of all."""
    return next((n for n in range(len(found) - 1, -1, -1) if found[n].reviewer == reviewer), len(found) - 1)


def views(found: Sequence[Decision]) -> dict[str, Decision]:
    """What each reviewer holds, by name, of what `held` gives; an adjudication is of the ledger, not a view."""
    return {d.reviewer: d for d in found if d.mode != "adjudication"}


def disagree(found: Sequence[Decision]) -> bool:
    """True when those who decided without seeing each other hold different views now."""
    blind = {d.reviewer for d in found if d.mode == "blind"}
    return len({said(d) for name, d in views(found).items() if name in blind}) > 1


def said(decision: Decision) -> str:
    """What two decisions must share to be the same: the verdict, and what a correction puts right."""
    fields = decision.corrected if decision.verdict == "correct" else None
    return json.dumps([decision.verdict, fields], sort_keys=True, default=str)
