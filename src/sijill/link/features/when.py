"""When: the days that a happening's claims name, and the days on which it may have been where they name none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sijill.link.happenings import of_somebody_known, time_of
from sijill.link.near import days, is_long
from sijill.model import Claim

#: A report appears within so many days of what it reports.
LAG = 3
#: A stretch named with more days than this says a period, not a day.
LONGEST = 2


@dataclass(frozen=True)
class When:
    """First and last day as ordinals (proleptic Gregorian); `told` when the claims name them, else they are the days before publication."""

    first: int | None
    last: int | None
    told: bool


def when_of(claims: Iterable[Claim], published: int | None) -> When:
    """The days of a happening: those it names; where it names only periods longer than three days, their days, of which none is told.

    The day on which it was told what came of somebody is none of them.
    """
    known = [d for c in claims if not of_somebody_known(c) and (d := days(time_of(c))) and not is_long(time_of(c))]
    exact = [d for d in known if (d[1] - d[0]).days <= LONGEST]
    if exact or known:
        named = exact or known
        return When(min(d[0] for d in named).toordinal(), max(d[1] for d in named).toordinal(), bool(exact))
    return When(None if published is None else published - LAG, published, False)
