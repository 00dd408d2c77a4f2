"""How well two happenings of different reports fit: one level per feature, its weight, and their sum.

In: two happenings. Out: a Match with the level of each feature, which says why they were joined or kept apart. Weights are fixed and published in
weights.yaml (Fellegi and Sunter 1969).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from math import log2

import yaml

from sijill.lexicon.gazetteer import Gazetteer
from sijill.link.happenings import Happening, place_of, time_of
from sijill.link.near import days, is_long, km
from sijill.link.words import Words, likeness, shared
from sijill.model import WHERE_PREC, Place

#: Reports appear within so many days of what they report.
LAG = timedelta(days=3)
CLOSE_KM, NEAR_KM = 8.0, 30.0
#: Places of more people see several incidents a day.
CITY = 100_000
TOWN = WHERE_PREC["near"]
FAR_OFF = 3.0
#: Level of likeness: share of the weight in common, and how much that must be at least.
LEVELS = (("copy", 0.75, 60.0), ("many", 0.25, 45.0), ("some", 0.12, 28.0), ("few", 0.05, 6.0))
ARMED = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"})


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """The published weights; prior, threshold and crowd stand under "link"."""
    raw = yaml.safe_load(files("sijill.link").joinpath("weights.yaml").read_text("utf8"))
    out = {k: v for k, v in raw.items() if isinstance(v, dict)}
    return out | {"link": {k: raw[k] for k in ("prior", "threshold", "crowd")}}


@dataclass(frozen=True)
class Profile:
    """What linking needs to know of a happening, taken once."""

    happening: Happening
    document: str
    first: date | None
    last: date | None
    told: bool
    main: bool
    places: tuple[Place, ...]
    quarters: frozenset[str]
    class_: str | None
    family: str | None
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    named: frozenset[str]
    armed: frozenset[str]
    words: Words = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Match:
    """Two happenings (by their place in the list) and the level reached in each feature."""

    a: int
    b: int
    levels: Mapping[str, str]
    crowd: int = 2

    @property
    def weight(self) -> float:
        """Log2 odds that they are one; `crowd` is how many reports tell of that day in that place cell."""
        table = weights()
        few = table["link"]["prior"] + table["link"]["crowd"] * log2(max(2, self.crowd) / 2)
        return few + sum(table[feature][level] for feature, level in self.levels.items())

    @property
    def apart(self) -> bool:
        """True when time or place forbids it."""
        return self.levels["when"] == "apart" or self.levels["where"] == "apart"


def profile(happening: Happening, class_: str | None, family: str | None, words: Words | None = None, *, main: bool = True) -> Profile:
    """The profile of a happening; `class_` as refined."""
    document = happening.claims[0].document
    known = [d for c in happening.claims if (d := days(time_of(c))) and not is_long(time_of(c)) and (d[1] - d[0]).days <= 2]
    first, last = (min(d[0] for d in known), max(d[1] for d in known)) if known else (None, None)
    told = bool(known)
    if first is None and document.published:
        last = date.fromisoformat(document.published)
        first = last - LAG
    found = [p for c in happening.claims if (p := place_of(c)) is not None]
    exact = sorted({p.name: p for p in found}.values(), key=lambda p: (WHERE_PREC[p.precision], p.name))
    actors = [a for c in happening.claims if c.event for a in c.event.actors]
    victims = [v.name for c in happening.claims if c.figure for v in c.figure.named if v.name]
    return Profile(
        happening, document.id, first, last, told, main, tuple(exact), frozenset(p.name.strip() for p in found if p.geonames_id is None),
        class_, family, _toll(happening, "killed"), _toll(happening, "injured"),
        frozenset([*victims]), frozenset(a.name for a in actors if a.class_ in ARMED and a.name[:1].isupper()),
        words or {},
    )


def _toll(happening: Happening, measure: str) -> tuple[int, int] | None:
    ends = [(f.low if f.low is not None else f.high, f.high if f.high is not None else f.low)
            for c in happening.claims if (f := c.figure) and f.measure == measure and f.subset_of is None]
    lows, highs = [a for a, _ in ends if a is not None], [b for _, b in ends if b is not None]
    return (max(lows), max(highs)) if lows and highs else None


def match(a: Profile, b: Profile, at: tuple[int, int], crowd: int = 2) -> Match:
    """The level of each feature for two profiles; `at` their places in the list."""
    return Match(*at, {feature: level(a, b) for feature, level in FEATURES.items()}, crowd)


def _main(a: Profile, b: Profile) -> str:
    return "both" if a.main and b.main else "one" if a.main or b.main else "none"


def _when(a: Profile, b: Profile) -> str:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return "unknown"
    if a.first > b.last or b.first > a.last:
        return "apart"
    return "same_day" if a.told and b.told else "day_of_publication"


def _where(a: Profile, b: Profile) -> str:
    towns = [(p, q) for p in a.places for q in b.places if max(WHERE_PREC[p.precision], WHERE_PREC[q.precision]) <= TOWN]
    same = [p for p, q in towns if p.geonames_id is not None and p.geonames_id == q.geonames_id]
    if same:
        return "same_name" if any(_population(p.name, p.geonames_id or 0) < CITY for p in same) else "same_city"
    distance = min((d for p, q in towns if (d := km(p, q)) is not None), default=None)
    if distance is not None and distance <= NEAR_KM:
        return "close" if distance <= CLOSE_KM else "near"
    if not a.places or not b.places:
        return "unknown"
    if any(_holds(p, q) or _holds(q, p) for p in a.places for q in b.places):
        return "same_unit"
    return "apart"


@lru_cache(maxsize=50_000)
def _population(name: str, geonames_id: int) -> int:
    """Of a place by its filed name ("Darayya (Daraya)"); 0 where the gazetteer does not say."""
    entries = Gazetteer.load().lookup(name.split(" (")[0])
    return next((e.population for e in entries if e.geonames_id == geonames_id), 0)


def _holds(outer: Place, inner: Place) -> bool:
    if WHERE_PREC[outer.precision] <= TOWN or outer.country != inner.country:
        return False
    return outer.precision == "country" or outer.admin1 == inner.admin1


def _quarter(a: Profile, b: Profile) -> str:
    if not a.quarters or not b.quarters:
        return "unknown"
    return "same" if a.quarters & b.quarters else "other"


def _what(a: Profile, b: Profile) -> str:
    if a.family is None or b.family is None:
        return "unknown"
    if a.class_ == b.class_:
        return "same_class"
    return "same_family" if a.family == b.family else "other"


def _how_many(a: Profile, b: Profile) -> str:
    for x, y in ((a.killed, b.killed), (a.injured, b.injured)):
        if x is not None and y is not None:
            if x == y:
                return "same_many" if x[0] > 2 else "same_few"
            if x[0] <= y[1] and y[0] <= x[1]:
                return "overlap"
            return "far_off" if max(x[1], y[1]) > FAR_OFF * max(1, min(x[1], y[1])) else "other"
    return "unknown"


def _who(a: Profile, b: Profile) -> str:
    if a.named & b.named or a.armed & b.armed:
        return "same"
    return "other" if a.armed and b.armed else "unknown"


def _words(a: Profile, b: Profile) -> str:
    if not a.words or not b.words:
        return "unknown"
    like, much = likeness(a.words, b.words), shared(a.words, b.words)
    for level, least, amount in LEVELS:
        if like >= least and much >= amount:
            return level
    return "none"


#: Feature → the function that says which level two profiles reach.
FEATURES: Mapping[str, Callable[[Profile, Profile], str]] = {
    "main": _main, "when": _when, "where": _where, "quarter": _quarter, "what": _what, "how_many": _how_many, "who": _who, "words": _words,
}
