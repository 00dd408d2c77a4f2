"""Who said what, in order and side by side: for the adjudicator, for the export, for the agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sijill.keep import Ledger
from sijill.keep.standing import OF, held, said, views
from sijill.model import Claim, Decision
from sijill.review.agreement import Agreement, as_read, independent, of_all


@dataclass(frozen=True)
class Side:
    """What one reviewer holds, with the fields that they put right."""

    reviewer: str
    decision: Decision
    fields: dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A field that somebody put right: as read, and as each side has it (None where the side rejects the claim or is unsure)."""

    name: str
    read: Any
    by: dict[str, Any]

    @property
    def differs(self) -> bool:
        """Whether the sides that give it a value give several."""
        return len({str(v) for v in self.by.values()}) > 1


@dataclass(frozen=True)
class Sides:
    """All sides of one claim, the adjudication that settled it if there is one, and the fields in question."""

    sides: tuple[Side, ...]
    settled: Decision | None
    fields: tuple[Field, ...]
    notes: tuple[Decision, ...]


def sides_of(claim: Claim, made: Sequence[Decision]) -> Sides:
    """The sides of a claim after its decisions."""
    found = held(made)
    sides = tuple(Side(name, d, (d.corrected or {}) if d.verdict == "correct" else {}) for name, d in sorted(views(found).items()))
    ruled = [d for d in found if d.mode == "adjudication"]
    names = sorted({name for s in sides for name in s.fields})
    fields = tuple(Field(n, read := as_read(claim, n), {s.reviewer: s.fields.get(n, read) for s in sides if s.decision.verdict in ("accept", "correct")})
                   for n in names)
    return Sides(sides, ruled[-1] if ruled else None, fields, tuple(d for d in made if d.verdict == "note"))


@dataclass(frozen=True)
class Work:
    """What one reviewer has done."""

    reviewer: str
    claims: int
    blind: int
    last: str


@dataclass(frozen=True)
class Report:
    """The team's agreement: per field, how much each has done, how many claims two or more decided on, and how many of these differ and wait."""

    fields: tuple[Agreement, ...]
    work: tuple[Work, ...]
    shared: int
    disagreed: int
    in_sight: int


def report(ledger: Ledger) -> Report:
    """The agreement over all claims of a ledger."""
    made = {s: d for s, d in ledger.all_decisions().items() if s.startswith("c_")}
    decided = {subject: independent(group) for subject, group in made.items()}
    twice = [s for s, found in decided.items() if len(found) > 1]
    read = ledger.claims_by_id(twice)
    every = [d for group in made.values() for d in group if d.verdict in OF]
    open_only = sum(len(views(held(group))) > 1 and len(decided[s]) < 2 for s, group in made.items())
    return Report(tuple(of_all(decided, read)), tuple(_work(every)), len(twice), sum(_differ(decided[s]) for s in twice), open_only)


def _differ(found: dict[str, Decision]) -> bool:
    return len({said(d) for d in found.values()}) > 1


def _work(made: Iterable[Decision]) -> Iterable[Work]:
    by: dict[str, list[Decision]] = {}
    for decision in made:
        by.setdefault(decision.reviewer, []).append(decision)
    for name in sorted(by):
        yield Work(name, len({d.subject for d in by[name]}), sum(d.mode == "blind" for d in by[name]), max(d.decided_at for d in by[name]))
