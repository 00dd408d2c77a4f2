"""How far reviewers who decided without seeing each other say the same: Krippendorff's alpha and Cohen's kappa, per field.

In: what was decided of claims, and the claims as read. Out: one `Agreement` a field, the verdict first. Pure, but for the two libraries that count.

Only decisions made blind are counted: those made in sight of others say how well people follow each other (Krippendorff, Content Analysis, 2004, ch. 11).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sijill.keep.standing import held, views
from sijill.model import Claim, Decision

VERDICT = "verdict"
#: Fields whose values are amounts: being off by little is less of a disagreement.
AMOUNTS = frozenset({"figure.low", "figure.high"})
#: Krippendorff's own bounds (2004, p. 241): conclusions may be drawn; tentative ones only; none.
RELIABLE, TENTATIVE = 0.8, 0.667
#: Who coded which claim with which value.
Coding = tuple[str, str, Any]


@dataclass(frozen=True)
class Agreement:
    """One field: `claims` with at least two values, by how many reviewers, the share of equal pairs, and both coefficients; None where they are not defined."""

    field: str
    claims: int
    reviewers: tuple[str, ...]
    same: float
    alpha: float | None
    kappa: float | None
    pairs: tuple[Pair, ...] = ()

    @property
    def means(self) -> str:
        """What alpha allows, in words."""
        if self.alpha is None:
            return "not defined: everybody gave one and the same value"
        return "reliable" if self.alpha >= RELIABLE else "for tentative conclusions only" if self.alpha >= TENTATIVE else "not reliable"


@dataclass(frozen=True)
class Pair:
    """Two reviewers on one field: how many claims both coded, the share of equal values, Cohen's kappa."""

    first: str
    second: str
    claims: int
    same: float
    kappa: float | None


def independent(made: Iterable[Decision]) -> dict[str, Decision]:
    """Each reviewer's view from what they decided blind; what they did after they had seen the others' does not touch it."""
    return views(held(d for d in made if d.mode == "blind"))


def codings(decided: Mapping[str, Mapping[str, Decision]], read: Mapping[str, Claim]) -> dict[str, list[Coding]]:
    """Values by field, of claims that at least two coded. A field is coded by whoever accepted the claim (as it was read) or corrected it."""
    both = {subject: found for subject, found in decided.items() if len(found) > 1}
    fields = sorted({name for found in both.values() for d in found.values() for name in _put_right(d)})
    coded: dict[str, list[Coding]] = {VERDICT: [(who, subject, d.verdict) for subject, found in both.items() for who, d in found.items()]}
    for name in fields:
        coded[name] = [(who, subject, value(d, name, read[subject])) for subject, found in both.items() if subject in read
                       for who, d in found.items() if d.verdict in ("accept", "correct") and _has(read[subject], name, found)]
    return coded


def _put_right(decision: Decision) -> Mapping[str, Any]:
    return decision.corrected or {} if decision.verdict == "correct" else {}


def _has(claim: Claim, name: str, found: Mapping[str, Decision]) -> bool:
    """A claim without a figure is no disagreement about figures, unless somebody gave it one."""
    head = name.split(".")[0]
    return getattr(claim, head, None) is not None or "." not in name or any(name in _put_right(d) for d in found.values())


def value(decision: Decision, name: str, claim: Claim) -> Any:
    """The field's value after this decision: as corrected, or as read."""
    fields = _put_right(decision)
    return fields[name] if name in fields else as_read(claim, name)


def as_read(claim: Claim, name: str) -> Any:
    """A field of the claim by its name with dots; None where the claim has none."""
    at: Any = claim.model_dump(by_alias=True, mode="json")
    for step in name.split("."):
        at = dict(enumerate(at)).get(int(step)) if isinstance(at, list) and step.isdigit() else at.get(step) if isinstance(at, dict) else None
    return at


def agreement(field: str, coded: Sequence[Coding]) -> Agreement | None:
    """The agreement on one field; None where no claim was coded twice."""
    units: dict[str, dict[str, Any]] = {}
    for who, subject, found in coded:
        units.setdefault(subject, {})[who] = found
    twice = {subject: found for subject, found in units.items() if len(found) > 1}
    if not twice:
        return None
    people = tuple(sorted({who for found in twice.values() for who in found}))
    pairs = tuple(p for a, b in combinations(people, 2) if (p := _pair(a, b, twice)) is not None)
    kappas = [p.kappa for p in pairs if p.kappa is not None]
    equal = [key(a) == key(b) for found in twice.values() for a, b in combinations(found.values(), 2)]
    return Agreement(field, len(twice), people, sum(equal) / len(equal), alpha(field, people, list(twice.values())),
                     sum(kappas) / len(kappas) if kappas else None, pairs)


def of_all(decided: Mapping[str, Mapping[str, Decision]], read: Mapping[str, Claim]) -> list[Agreement]:
    """Every field's agreement, the verdict first."""
    return [found for field, coded in codings(decided, read).items() if (found := agreement(field, coded)) is not None]


def key(found: Any) -> str:
    """What two values must share to be the same."""
    return json.dumps(found, sort_keys=True, default=str)


def alpha(field: str, people: Sequence[str], units: Sequence[Mapping[str, Any]]) -> float | None:
    """Krippendorff's alpha over any number of reviewers with gaps: for amounts by ratio, else nominal. None where only one value was ever given."""
    import krippendorff
    import numpy as np

    amounts = field in AMOUNTS and all(isinstance(v, int) and not isinstance(v, bool) for unit in units for v in unit.values())
    seen = sorted({v for u in units for v in u.values()}) if amounts else sorted({key(v) for u in units for v in u.values()})
    if len(seen) < 2:
        return None
    number = {v: float(v) if amounts else float(n) for n, v in enumerate(seen)}
    data = np.array([[number[u[who] if amounts else key(u[who])] if who in u else np.nan for u in units] for who in people])
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="ratio" if amounts else "nominal"))


def _pair(first: str, second: str, units: Mapping[str, Mapping[str, Any]]) -> Pair | None:
    both = [(subject, found[first], found[second]) for subject, found in units.items() if first in found and second in found]
    if not both:
        return None
    same = sum(key(a) == key(b) for _, a, b in both) / len(both)
    return Pair(first, second, len(both), same, kappa([(subject, key(a), key(b)) for subject, a, b in both]))


def kappa(both: Sequence[tuple[str, str, str]]) -> float | None:
    """Cohen's kappa of two reviewers; None where both always said one and the same, so that chance alone explains it."""
    from nltk.metrics.agreement import AnnotationTask

    if len({v for _, a, b in both for v in (a, b)}) < 2:
        return None
    task = AnnotationTask(data=[row for subject, a, b in both for row in (("1", subject, a), ("2", subject, b))])
    return float(task.kappa_pairwise("1", "2"))

