"""What cannot all be true: totals of one measure by different sources whose bounds exclude each other.

In: the claims of one incident. Out: contradictions, each with the two claims and why. A source that raises its own toll updates it; that is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import inf

from sijill.model import Claim, Contradiction

#: Measures of which two sources cannot both be right when their numbers differ.
COUNTED = ("killed", "injured", "missing", "abducted", "detained", "displaced")


def contradictions(claims: Iterable[Claim], at_large: frozenset[str]) -> tuple[Contradiction, ...]:
    """Every pair of sources whose latest totals exclude each other. `at_large` as for `tally`."""
    latest: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        f = claim.figure
        if f is None or f.measure not in COUNTED or f.subset_of or f.named or f.addend or not (f.group is None or f.group.lower() in at_large):
            continue
        latest[f.measure, claim.sources[0].name if claim.sources else f"report {claim.document.uri}"] = claim
    return tuple(_pairs(latest))


def _pairs(latest: dict[tuple[str, str], Claim]) -> Iterator[Contradiction]:
    for ((measure, one), a), ((other_measure, two), b) in combinations(latest.items(), 2):
        if measure == other_measure and _exclude(a, b):
            yield Contradiction(
                kind="figure", claims=(a.id, b.id), documents=(a.document.uri or "", b.document.uri or ""),
                why=f"{one}: “{a.content.quote}”; {two}: “{b.content.quote}”",
            )


def _exclude(a: Claim, b: Claim) -> bool:
    (low, high), (least, most) = _bounds(a), _bounds(b)
    return high < least or most < low


def _bounds(claim: Claim) -> tuple[float, float]:
    figure = claim.figure
    assert figure is not None
    slack = 0.1 if figure.bound == "about" else 0.0
    low = 0.0 if figure.low is None else figure.low * (1 - slack)
    return low, inf if figure.high is None else figure.high * (1 + slack)
