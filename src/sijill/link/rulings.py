"""What reviewers have decided of incidents, which outranks the linker and survives it.

In: decisions, oldest first, which name claims. Out: which claims belong together, which must not, and the best, the grade and the Admiralty codes that
were set. An undo takes
back the last decision on its subject; of two decisions that contradict each other the later holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sijill.model import Claim, Decision, Incident, IncidentFigure

OF_INCIDENTS = frozenset({"merge", "split", "best", "grade", "credibility"})
BY_REVIEWER = "decided by a reviewer"


@dataclass(frozen=True)
class Rulings:
    """Decisions on incidents that hold, in the order in which they were made."""

    held: tuple[Decision, ...] = ()
    together: tuple[frozenset[str], ...] = field(default=())
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...] = field(default=())

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Rulings:
        """Those that hold."""
        held: list[Decision] = []
        for decision in decisions:
            if decision.verdict in OF_INCIDENTS:
                held.append(decision)
            elif decision.verdict == "undo":
                last = next((n for n in reversed(range(len(held))) if held[n].subject == decision.subject), None)
                if last is not None:
                    del held[last]
        merges = [(n, frozenset(_claims(d))) for n, d in enumerate(held) if d.verdict == "merge"]
        splits = [(n, (frozenset(_claims(d, "apart")), frozenset(_claims(d, "from")))) for n, d in enumerate(held) if d.verdict == "split"]
        return cls(
            tuple(held), tuple(m for n, m in merges if not any(later > n and _cuts(s, m) for later, s in splits)),
            tuple(s for n, s in splits if not any(later > n and _cuts(s, m) for later, m in merges)),
        )

    @property
    def named(self) -> frozenset[str]:
        """All claims that a merge or split names."""
        return frozenset(c for group in self.together for c in group) | frozenset(c for one, other in self.apart for c in one | other)

    def on(self, claims: Iterable[str], verdict: str) -> list[Decision]:
        """The decisions of a verdict that name one of the claims, oldest first."""
        known = frozenset(claims)
        return [d for d in self.held if d.verdict == verdict and known & set(_claims(d))]

    def forbids(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether a split keeps two sets of claims apart."""
        a, b = set(one), set(other)
        return any((x & a and y & b) or (x & b and y & a) for x, y in self.apart)


def _claims(decision: Decision, key: str = "claims") -> list[str]:
    found = (decision.corrected or {}).get(key, ())
    return [c for c in found if isinstance(c, str)] if isinstance(found, (list, tuple)) else []


def _cuts(split: tuple[frozenset[str], frozenset[str]], merge: frozenset[str]) -> bool:
    return bool(split[0] & merge and split[1] & merge)


def divided(claims: Sequence[Claim], rulings: Rulings) -> list[list[Claim]]:
    """The claims of one happening, cut where a split runs through it."""
    parts = [list(claims)]
    for one, other in rulings.apart:
        parts = [piece for part in parts for piece in _cut(part, one, other)]
    return parts


def _cut(part: list[Claim], one: frozenset[str], other: frozenset[str]) -> list[list[Claim]]:
    if not (any(c.id in one for c in part) and any(c.id in other for c in part)):
        return [part]
    return [[c for c in part if c.id not in one], [c for c in part if c.id in one]]


def ruled(incident: Incident, rulings: Rulings) -> Incident:
    """The incident with what reviewers set: grade, best, codes."""
    grades = rulings.on(incident.claims, "grade")
    codes = rulings.on(incident.claims, "credibility")
    best = {(r.get("measure"), r.get("group")): r.get("best") for d in rulings.on(incident.claims, "best") if (r := d.corrected)}
    change: dict[str, Any] = {"figures": tuple(_with_best(f, best) for f in incident.figures)} if best else {}
    if grades:
        change["grade"] = (grades[-1].corrected or {}).get("grade")
    if codes:
        change["admiralty"] = {k: (codes[-1].corrected or {}).get(k) for k in ("source", "information")}
    return Incident.model_validate(incident.model_dump(by_alias=True) | change) if change else incident


def _with_best(figure: IncidentFigure, best: Mapping[tuple[Any, Any], Any]) -> dict[str, Any]:
    number = best.get((figure.measure, figure.group))
    change = {"best": number, "method": BY_REVIEWER} if isinstance(number, int) else {}
    return figure.model_dump() | change
