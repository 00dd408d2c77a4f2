"""Which of several places of one name is meant: the chain it stands in, the countries and units that the text names, nearness; population last.

In: the names of a text, each with the gazetteer's places of that name. Out: for each name its place, and the name of the container it is said to
lie in ("Hilltown (Lake district, North province)"). A place that does not lie where the text says it lies is not taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

from sijill.lexicon.gazetteer import Entry

#: Places of one name beyond this many are hamlets; the gazetteer gives the more populous first.
MOST = 40
#: What lies in a town lies within so many kilometres of it.
IN_TOWN = 60.0
#: A town this large is known by its name alone.
LARGE = 300_000
#: What lies further than this from all that is placed exactly is another place.
FAR = 300.0
#: Places this far apart are neighbours.
NEIGHBOURS = 200.0


@dataclass
class Named:
    """A name at characters `start` to `end` with all places of that name."""

    start: int
    end: int
    entries: list[Entry]


@dataclass(frozen=True)
class Chosen:
    """The place meant, and whether the text says that it lies in the next name (`inside`: its index) and that cannot be (`misplaced`)."""

    entry: Entry
    inside: int | None = None
    misplaced: bool = False


class Context:
    """What one text says about where it is."""

    def __init__(self, text: str, names: Sequence[Named], peoples: Counter[str], units: Sequence[str]) -> None:
        self.text, self.names = text, names
        unit = "|".join(sorted(units, key=len, reverse=True))
        self._gap = re.compile(
            rf"(?:\s+(?:{unit})s?)*\s*(?:,|\(|-|–|/|\bin\b|\bof\b|,\s*in\b|,?\s*(?:near|close to|outside|around)\b)\s*"
            rf"(?:the\s+)?(?:(?:{unit}|countryside|outskirts)s?\s+(?:of\s+)?(?:the\s+)?)?"
            r"(?:[A-Z][\w’' -]{1,24}(?:\s[a-z]+)?,\s*)?$"
        )
        self._as_unit = re.compile(rf"\s+(?:{unit})\b")
        self.countries = self._weigh_countries(peoples)
        self.admins = Counter((e.country, e.admin1) for n in names for e in n.entries if e.kind == "admin1")
        self.links = [n + 1 if n + 1 < len(names) and self._chained(names[n], names[n + 1]) else None for n in range(len(names))]

    def _chained(self, a: Named, b: Named) -> bool:
        gap = self.text[a.end : b.start]
        return len(gap) < 60 and self._gap.fullmatch(gap) is not None

    def _weigh_countries(self, peoples: Counter[str]) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        for country, times in peoples.items():
            weights[country] += min(times, 3)
        for name in self.names:
            best: dict[str, float] = {}
            for e in name.entries[:MOST]:
                weight = 4.0 if e.kind == "country" else 1.5 if e.kind == "admin1" else 0.5 + (0.5 if e.population > 200_000 else 0)
                best[e.country] = max(best.get(e.country, 0.0), weight)
            for country, weight in best.items():
                weights[country] += weight / (1 + 0.15 * (len(best) - 1))
        return dict(weights)

    def choose(self) -> list[Chosen]:
        """For each name, in order, the place that is meant."""
        out: list[Chosen | None] = [None] * len(self.names)
        n = 0
        while n < len(self.names):
            run = [n]
            while self.links[run[-1]] is not None:
                run.append(run[-1] + 1)
            for at, chosen in zip(run, self._best_run(run), strict=True):
                out[at] = chosen
            n = run[-1] + 1
        return self._coherent([c for c in out if c is not None])

    def _coherent(self, picks: list[Chosen]) -> list[Chosen]:
        """A small place far from all that the text places exactly is another of that name, which lies where the text was last."""
        anchors = [n for n, p in enumerate(picks) if p.inside is not None and not p.misplaced and p.entry.kind != "country"]
        if not anchors:
            return picks
        out = []
        for n, pick in enumerate(picks):
            e = pick.entry
            near = max((a for a in anchors if a < n), default=None)
            lone = pick.inside is None and not (n and picks[n - 1].inside == n) and e.kind == "city" and e.population < LARGE
            far = near is not None and lone and all(km((e.lat, e.lon), (picks[a].entry.lat, picks[a].entry.lon)) > FAR for a in anchors)
            out.append(Chosen(e, near, misplaced=True) if far else pick)
        return out

    def _best_run(self, run: list[int]) -> list[Chosen]:
        """The readings of a chain that fit each other best, found from its last name to its first."""
        options = [self.names[n].entries[:MOST] for n in run]
        tails: list[list[tuple[float, int]]] = [[] for _ in run]
        for at in reversed(range(len(run))):
            for e in options[at]:
                own = self._score(e, run[at], first=at == 0)
                if at + 1 == len(run):
                    tails[at].append((own, -1))
                    continue
                best = max(range(len(options[at + 1])), key=lambda k: (tails[at + 1][k][0] + (5.0 if lies_in(e, options[at + 1][k]) else 0.0), -k))
                tails[at].append((own + tails[at + 1][best][0] + (5.0 if lies_in(e, options[at + 1][best]) else 0.0), best))
        picks, k = [], max(range(len(options[0])), key=lambda i: (tails[0][i][0], -i))
        for at in range(len(run)):
            picks.append(options[at][k])
            k = tails[at][k][1]
        return [self._link(run[at], e, picks[at + 1] if at + 1 < len(run) else None) for at, e in enumerate(picks)]

    def _link(self, n: int, e: Entry, outer: Entry | None) -> Chosen:
        """A name behind a comma may be the next of a list: then the two have nothing to do with each other."""
        if outer is None:
            return Chosen(e)
        if lies_in(e, outer):
            return Chosen(e, n + 1)
        listed = outer.kind == "city" and "(" not in self.text[self.names[n].end : self.names[n + 1].start]
        if listed or e.kind in ("country", "admin1") or (e.population >= LARGE and outer.kind != "admin1"):
            return Chosen(e)
        return Chosen(e, n + 1, misplaced=True)

    def _score(self, e: Entry, n: int, *, first: bool) -> float:
        name = self.names[n]
        score = 6.0 if e.kind == "country" else 0.0
        score += min(self.countries.get(e.country, 0.0), 6.0) * 1.1
        score += 1.0 if e.kind != "admin1" and self.admins.get((e.country, e.admin1)) else 0.0
        said = self._as_unit.match(self.text, name.end)
        city_first = 0.6 if first and not said else -0.6
        score += city_first if e.kind == "city" else -city_first / 2 if e.kind == "admin1" else 0.0
        score += log10(e.population + 10) * 1.1
        return score + self._company(e, n)

    def _company(self, e: Entry, n: int) -> float:
        """Another name of the text has a place near by."""
        for m, other in enumerate(self.names):
            if m != n and any(o.kind == "city" and o.country == e.country and km((e.lat, e.lon), (o.lat, o.lon)) < NEIGHBOURS and o.geonames_id != e.geonames_id
                              for o in other.entries[:5]):
                return 1.0
        return 0.0


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether the one place can lie in the other, as far as units and distance tell."""
    if inner.country != outer.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if inner.kind == "country" or (inner.kind == "admin1" and outer.kind != "region"):
        return inner.geonames_id == outer.geonames_id
    if outer.kind in ("admin1", "admin2"):
        return inner.admin1 == outer.admin1
    return km((inner.lat, inner.lon), (outer.lat, outer.lon)) <= IN_TOWN


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres."""
    p, q = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    h = sin(p) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(q) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


__all__ = ["Chosen", "Context", "Named", "km", "lies_in"]
