"""What a person may decide, and how it is written: with their rights checked, and saying whether they saw what others had said.

In: who, of what, which verdict. Out: the decision as it was kept. Raises NotAllowed, UsageError, or the ledger's Stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

from sijill.errors import LedgerError, UsageError
from sijill.keep import Ledger, status_of
from sijill.keep.standing import OF
from sijill.model import Decision, Mode, Person, Role, Team, Verdict
from sijill.review.correct import corrected as put_right

#: The least role that may say each verdict.
RIGHTS: dict[Verdict, Role] = {
    "accept": "reviewer", "reject": "reviewer", "correct": "reviewer", "unsure": "reviewer", "note": "reviewer", "undo": "reviewer",
    "assign": "editor", "withhold": "editor", "notice": "editor", "merge": "editor", "split": "editor", "best": "editor", "grade": "editor",
    "credibility": "editor", "answer": "editor", "view": "reviewer", "judge": "reviewer",
}
LONGEST_REASON = 2000


class NotAllowed(LedgerError):
    """This person's role does not reach so far."""

    def __init__(self, person: Person, what: str, role: Role) -> None:
        super().__init__(person.name, f"is {person.role} here and may not {what}", f"ask somebody who is {role}")


def require(person: Person, role: Role, what: str) -> None:
    """Raise NotAllowed unless the person has at least that role."""
    if not person.may(role):
        raise NotAllowed(person, what, role)


def decide(
    ledger: Ledger, person: Person, subject: str, verdict: Verdict, *, team: Team | None = None, reason: str = "", corrected: dict[str, Any] | None = None,
    seen: int | None = None,
) -> Decision:
    """Keep what a person says of a claim, an incident, a report or a source. `seen` is how many decisions on it they had before their eyes."""
    if verdict not in get_args(Verdict):
        raise UsageError(str(verdict)[:40], "is no verdict", f"choose one of {', '.join(get_args(Verdict))}")
    require(person, RIGHTS[verdict], verdict)
    if verdict == "correct":
        _check(ledger, subject, corrected)
    bears = (verdict in OF or verdict == "undo") and ((team is not None and team.blind) or person.may("editor"))
    mode = mode_of(person, team or Team(), ledger.decisions(subject)) if bears else "open"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    decision = Decision(subject=subject, verdict=verdict, reviewer=person.name, decided_at=now, reason=reason[:LONGEST_REASON], corrected=corrected, mode=mode)
    ledger.decide(decision, seen=seen)
    return decision


def _check(ledger: Ledger, subject: str, fields: dict[str, Any] | None) -> None:
    """That a correction puts something right, and that a claim comes of it. Raises UsageError."""
    if not fields:
        raise UsageError("a correction", "puts nothing right", "name the fields and their values, as {\"figure.low\": 600}, or accept the claim")
    if subject.startswith("c_"):
        claim = ledger.claim(subject)
        document = ledger.document(claim.document.id)
        put_right(claim, fields, document.text if document and document.text else None)


def mode_of(person: Person, team: Team, made: Sequence[Decision]) -> Mode:
    """How a decision of this person comes about, after what was decided before it."""
    if person.may("editor") and status_of(made) == "disagreed":
        return "adjudication"
    others = any(d.reviewer != person.name for d in visible(made, person, team))
    return "blind" if is_blind(person, team) and not others else "open"


def is_blind(person: Person, team: Team) -> bool:
    """Whether this person is kept from what others said until they have decided."""
    return team.blind and not person.may("editor")


def visible(made: Iterable[Decision], person: Person, team: Team) -> list[Decision]:
    """The decisions on one subject that a person may see: all, or their own only as long as they have not decided themselves.

    Who decided once has seen the others; taking it back does not hide them again.
    """
    made = list(made)
    if not is_blind(person, team) or any(d.reviewer == person.name and d.verdict in OF for d in made):
        return made
    return [d for d in made if d.reviewer == person.name]
