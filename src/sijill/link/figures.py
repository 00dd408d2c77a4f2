"""low, best and high of a happening: per measure and group, over the latest total of each source.

In: claims of one incident. Out: one figure per measure for all (group null) and one per group class. Parts are never added to their
whole; what is counted beside each other ("two soldiers and five villagers") is. The method is UCDP's and Airwars': the range runs from the lowest to
the highest total that any source gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sijill.model import Claim, Figure, IncidentFigure

MEDIAN = "lower median of the sources' latest totals"


@dataclass(frozen=True)
class Total:
    """One source's number: its ends, whether an end is open, and the claims it is made of."""

    low: int
    high: int
    open_low: bool
    open_high: bool
    claims: tuple[str, ...]
    guaranteed: bool = True


def tally(claims: Iterable[Claim], at_large: frozenset[str]) -> tuple[IncidentFigure, ...]:
    """All figures of an incident, by measure in the order in which the text gives them.

    `at_large` are the nouns that leave open who is counted ("people", "victims"): a number of them is a total.
    """
    by_measure: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.figure is not None and _ends(claim.figure) is not None:
            by_measure[claim.figure.measure].append(claim)
    out: list[IncidentFigure] = []
    for measure, found in by_measure.items():
        whole = _figure(measure, None, [_total(said, at_large) for said in _by_source(found)])
        out += [whole] if whole else []
        for group in sorted({c.figure.group_class for c in found if c.figure and c.figure.group_class}):
            of_group = [c for c in found if c.figure and c.figure.group_class == group]
            part = _figure(measure, group, [_latest(said) for said in _by_source(of_group)])
            out += [part] if part else []
    return tuple(out)


def _ends(figure: Figure) -> tuple[int, int] | None:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return None
    first, last = (high if low is None else low), (low if high is None else high)
    assert first is not None and last is not None
    return first, last


def _by_source(claims: Sequence[Claim]) -> list[list[Claim]]:
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.sources[0].name if claim.sources else ""].append(claim)
    return list(said.values())


def _as_total(claims: Sequence[Claim]) -> Total:
    """Claims that are added."""
    ends = [e for c in claims if c.figure and (e := _ends(c.figure)) is not None]
    return Total(
        sum(e[0] for e in ends), sum(e[1] for e in ends), any(c.figure and c.figure.low is None for c in claims),
        any(c.figure and c.figure.high is None for c in claims), tuple(c.id for c in claims),
    )


def _latest(said: Sequence[Claim]) -> Total:
    """The last number that a source gives, with what it says comes on top."""
    return _as_total(_with_addends(said, len(said) - 1))


def _with_addends(said: Sequence[Claim], n: int) -> list[Claim]:
    first = n
    while first > 0 and said[first].figure and said[first].figure.addend:  # type: ignore[union-attr]
        first -= 1
    return list(said[first : n + 1])


def _total(said: Sequence[Claim], open_nouns: frozenset[str]) -> Total:
    """A source's total: the last number of people as such, or the numbers of different groups together, whichever counts more."""
    wholes = [c for c in said if c.figure and c.figure.subset_of is None] or list(said)
    wholes = [c for c in wholes if not _said_before(c)] or wholes[:1]
    at_large = [n for n, c in enumerate(wholes) if c.figure and _at_large(c.figure, open_nouns)]
    total = _as_total(_with_addends(wholes, at_large[-1])) if at_large else None
    by_group: dict[str, Claim] = {}
    extra: list[Claim] = []
    for claim in wholes:
        assert claim.figure is not None
        if claim.figure.addend or (claim.figure.named and not _at_large(claim.figure, open_nouns)):
            extra.append(claim)
        elif not _at_large(claim.figure, open_nouns):
            by_group[claim.figure.group_class or ""] = claim
    added = _as_total([*by_group.values(), *extra]) if by_group or extra else None
    if total is None or (added is not None and added.high > total.high):
        assert added is not None
        return added
    return total


def _said_before(claim: Claim) -> bool:
    """One person whom the text takes as known: "he", "the driver"."""
    named = claim.figure.named if claim.figure else ()
    if len(named) != 1 or named[0].name is not None:
        return False
    first = named[0].span.quote.lower().split()[:1]
    return first in (["he"], ["she"], ["him"], ["her"], ["the"])


def _at_large(figure: Figure, open_nouns: frozenset[str]) -> bool:
    return (figure.group is None or figure.group.lower() in open_nouns) and not figure.named


def _figure(measure: str, group: str | None, totals: list[Total]) -> IncidentFigure | None:
    if not totals:
        return None
    low, high = min(totals, key=lambda t: t.low), max(totals, key=lambda t: t.high)
    numbers = sorted(t.low for t in totals)
    ends = {(False, False): None, (True, False): "low", (False, True): "high", (True, True): "both"}
    return IncidentFigure.model_validate({
        "measure": measure, "group": group, "low": low.low, "best": numbers[(len(numbers) - 1) // 2], "high": high.high,
        "open": ends[low.open_low, high.open_high], "method": MEDIAN, "claims": tuple(dict.fromkeys(i for t in totals for i in t.claims)),
    })
