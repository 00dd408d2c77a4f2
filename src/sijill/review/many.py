"""Many decisions in one act: all of them are kept, or none; each says, as a single one does, whether it was made in sight of others'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sijill.keep import ClaimFilter, Ledger
from sijill.keep.standing import OF
from sijill.model import Decision, Person, Team, Verdict
from sijill.review.decide import LONGEST_REASON, RIGHTS, mode_of, require


@dataclass(frozen=True)
class Said:
    """What is said of one subject; `batch` is what the decisions of the act have in common."""

    subject: str
    verdict: Verdict
    reason: str = ""
    corrected: dict[str, Any] | None = None
    batch: str | None = None


def decide_all(ledger: Ledger, person: Person, said: Sequence[Said], *, team: Team | None = None) -> None:
    """Keep them in one transaction. Raises NotAllowed before anything is written."""
    team = team or Team()
    for verdict in {s.verdict for s in said}:
        require(person, RIGHTS[verdict], verdict)
    disputed = set(ledger.ids(ClaimFilter(status="disagreed"))) if person.may("editor") else set()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    ledger.decide_all([_decision(ledger, person, s, team, now, disputed) for s in said])


def _decision(ledger: Ledger, person: Person, said: Said, team: Team, now: str, disputed: set[str]) -> Decision:
    """Earlier decisions are only looked up where they bear on how this one came about."""
    judges = said.verdict in OF or said.verdict == "undo"
    made = ledger.decisions(said.subject) if judges and (team.blind or said.subject in disputed) else []
    return Decision(subject=said.subject, verdict=said.verdict, reviewer=person.name, decided_at=now, reason=said.reason[:LONGEST_REASON],
                    corrected=said.corrected, mode=mode_of(person, team, made) if judges else "open", batch=said.batch)
