"""Whether two times or two places may be the same: the questions that keep happenings apart."""

from __future__ import annotations

import math
from datetime import date, timedelta

from sijill.model import WHERE_PREC, Place, Time

EARTH_RADIUS_KM = 6371.0
#: Two points of one happening lie no further apart than this; where a report names a district the point is its centre.
SAME_PLACE_KM = 30.0
#: A stretch longer than this is a running toll, not a day's happening.
LONGEST_HAPPENING = timedelta(days=31)


def km(a: Place, b: Place) -> float | None:
    """Great-circle distance in kilometres; None when either has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la, lo, lb, lp = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def may_be_same_place(a: Place | None, b: Place | None) -> bool:
    """True unless both are known and neither lies in, or close to, the other."""
    if a is None or b is None or a.name == b.name:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    coarser = max(WHERE_PREC[a.precision], WHERE_PREC[b.precision])
    if coarser >= WHERE_PREC["area"]:
        return True
    if coarser == WHERE_PREC["admin1"] and (a.admin1 is None or b.admin1 is None or a.admin1 == b.admin1):
        return True
    distance = km(a, b)
    return distance is None or distance <= SAME_PLACE_KM


def days(time: Time | None) -> tuple[date, date] | None:
    """First and last day; a side left open is the other side's day. None when nothing is known."""
    if time is None or (time.start is None and time.end is None):
        return None
    first, last = time.start or time.end, time.end or time.start
    assert first is not None and last is not None
    return date.fromisoformat(first), date.fromisoformat(last)


def is_long(time: Time | None) -> bool:
    """True for a stretch longer than a happening, such as "since March"; also when its beginning is open."""
    known = days(time)
    return known is not None and time is not None and (known[1] - known[0] > LONGEST_HAPPENING or time.start is None)


def may_be_same_time(a: Time | None, b: Time | None) -> bool:
    """True unless both are known and share no day, or one is a long stretch and the other is not."""
    first, second = days(a), days(b)
    if first is None or second is None:
        return True
    if is_long(a) != is_long(b):
        return False
    return first[0] <= second[1] and second[0] <= first[1]
