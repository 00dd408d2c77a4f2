"""Which of several places of one name is meant: the chain it stands in, the countries and units that the text names, nearness; population last.

In: the names of a text, each with the gazetteer's places of that name. Out: for each name its place, and the name of the container it is said to
lie in ("Hilltown (Lake district, North province)"). One name means one place throughout a text. A place that does not lie where the text says it
lies, or that nothing in the text speaks for, is not taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, log10, radians, sin, sqrt

from sijill.lexicon.gazetteer import Entry, name_key

#: Places of one name beyond this many are hamlets; the gazetteer gives the more populous first.
MOST = 40
#: Scores of a name's readings, by the name as written, whether a chain begins with it, and the readings.
Scores = dict[tuple[str, bool, tuple[int, ...]], list[float]]
#: What lies in a town lies within so many kilometres of it.
IN_TOWN = 60.0
#: A quarter or a street named like a town is that town only where the town is as near as this to another place of the text.
IN_QUARTER = 15.0
#: A town this large is known by its name alone, anywhere.
LARGE = 300_000
#: A town this large is known by its name alone where the name stands as a place's ("in X") and no other country has one.
KNOWN = 50_000
#: What lies further than this from all that is placed exactly is another place.
FAR = 300.0
#: Places this far apart are neighbours.
NEIGHBOURS = 120.0
#: A country is the text's own that has this share of the weight of the one spoken of most.
OWN_SHARE = 0.35
#: Weight from which a text is said to be about somewhere.
FOCUS = 2.0
#: How much a container that holds speaks for a reading.
FITS = 5.0
#: A name between these says where the town lies whose name follows.
BEHIND_THE, OF_ITS_TOWN = re.compile(r"\bthe(?:\s+[a-z-]+)?\s+$"), re.compile(r"\b(?:city|town|village|suburb|hamlet|port)\s+of\s+$")


@dataclass
class Named:
    """A name at characters `start` to `end` with all places of that name.

    `sure`: it is a place's name even if nothing else in the text speaks for it; `located`: it stands where a place stands; `local`: it names a
    street, a quarter or a building, so that a far namesake is not meant.
    """

    start: int
    end: int
    entries: list[Entry]
    text: str
    sure: bool = True
    located: bool = True
    local: bool = False

    @property
    def key(self) -> str:
        """What makes two names one."""
        return name_key(self.text)


@dataclass(frozen=True)
class Chosen:
    """The place meant, and whether the text says that it lies in the next name (`inside`: its index) and that cannot be (`misplaced`).

    `unfounded`: nothing in the text speaks for it.
    """

    entry: Entry
    inside: int | None = None
    misplaced: bool = False
    unfounded: bool = False


def holds_next(text: str, a: Named, b: Named) -> bool:
    """ "the southern Gaza city of Khan Younis": the first name only says in what the second lies."""
    near = b.start - a.end < 40 and OF_ITS_TOWN.search(text, a.start, b.start)
    return bool(near and BEHIND_THE.search(text, max(0, a.start - 40), a.start))


class Context:
    """What one text says about where it is."""

    def __init__(self, text: str, names: Sequence[Named], peoples: Mapping[str, int], units: Iterable[str]) -> None:
        self.text, self.names, self.peoples = text, names, peoples
        unit = "|".join(sorted(units, key=len, reverse=True))
        self._gap, self._as_unit = _patterns(unit)
        self.links = [n + 1 if n + 1 < len(names) and self._chained(names[n], names[n + 1]) else None for n in range(len(names))]
        self.countries = self._weigh_options()
        self.own: dict[str, dict[str, float]] = {}
        self.admins: Counter[tuple[str, str]] = Counter()
        self.points: list[tuple[str, Entry]] = []

    def _chained(self, a: Named, b: Named) -> bool:
        gap = self.text[a.end : b.start]
        return len(gap) < 60 and self._gap.fullmatch(gap) is not None and not holds_next(self.text, a, b)

    # -- what the text speaks for -------------------------------------------------------------------------------------

    def _weigh_options(self) -> dict[str, float]:
        """Countries by all places that its names could be: the first guess."""
        weights: dict[str, float] = defaultdict(float)
        for country, times in self.peoples.items():
            weights[country] += min(times, 3)
        for name in {n.key: n for n in self.names if n.sure}.values():
            best: dict[str, float] = {}
            for e in name.entries[:MOST]:
                best[e.country] = max(best.get(e.country, 0.0), _worth(e))
            for country, weight in best.items():
                weights[country] += weight / (1 + 0.15 * (len(best) - 1))
        return dict(weights)

    def _learn(self, picks: Sequence[Chosen]) -> None:
        """Countries, units and points by the places chosen: the second guess. Each name counts once, however often it stands."""
        self.countries = defaultdict(float, {c: float(min(t, 3)) for c, t in self.peoples.items()})
        self.own, self.admins, self.points = {}, Counter(), []
        times = Counter(n.key for n in self.names)
        for name, pick in {n.key: (n, p) for n, p in zip(self.names, picks, strict=True) if n.sure}.values():
            e = pick.entry
            weight = (2.0 if pick.inside is not None and not pick.misplaced else _worth(e)) * (1.3 if times[name.key] > 2 else 1.0)
            self.countries[e.country] += weight
            self.own[name.key] = {e.country: weight}
            if e.admin1:
                self.admins[e.country, e.admin1] += 1
            if e.kind in ("city", "admin2"):
                self.points.append((name.key, e))

    def spoken_for(self, e: Entry, key: str) -> float:
        """The weight of the entry's country, the name's own part left out."""
        return self.countries.get(e.country, 0.0) - self.own.get(key, {}).get(e.country, 0.0)

    # -- choosing -----------------------------------------------------------------------------------------------------

    def choose(self) -> list[Chosen]:
        """For each name, in order, the place that is meant."""
        picks = self._runs()
        for _ in range(2):
            self._learn(picks)
            picks = self._one_each(self._runs())
        self._learn(picks)
        return self._founded(self._coherent(picks))

    def _runs(self) -> list[Chosen]:
        out: list[Chosen] = []
        scores: Scores = {}
        while len(out) < len(self.names):
            run = [len(out)]
            while (after := self.links[run[-1]]) is not None:
                run.append(after)
            out += self._best_run(run, scores)
        return out

    def _one_each(self, picks: list[Chosen]) -> list[Chosen]:
        """One name, one place: the reading that its container vouches for, wherever it stands without one."""
        vouched: dict[tuple[str, str], Entry] = {}
        for name, pick in zip(self.names, picks, strict=True):
            if pick.inside is not None and not pick.misplaced and picks[pick.inside].entry.kind != "city":
                vouched.setdefault((name.key, ""), pick.entry)
        out = []
        for name, pick in zip(self.names, picks, strict=True):
            entry = vouched.get((name.key, ""))
            free = pick.inside is None or pick.misplaced
            as_unit = self._as_unit.match(self.text, name.end) is not None
            out.append(Chosen(entry) if entry is not None and free and not as_unit else pick)
        return out

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
            out.append(replace(pick, misplaced=True, unfounded=True) if far else pick)
        return out

    def _founded(self, picks: list[Chosen]) -> list[Chosen]:
        """Marks what nothing in the text speaks for."""
        most = max(self.countries.values(), default=0.0)
        return [replace(p, unfounded=True) if not self._has_ground(n, p, most) else p for n, p in enumerate(picks)]

    def _has_ground(self, n: int, pick: Chosen, most: float) -> bool:
        e, name = pick.entry, self.names[n]
        held = pick.inside is not None and not pick.misplaced
        holds = n > 0 and self.links[n - 1] == n and lies_in(self._entry(n - 1), e)
        if pick.unfounded or e.kind in ("country", "region"):
            return not pick.unfounded
        if held and (not name.local or e.kind != "city"):
            return True
        weight = self.spoken_for(e, name.key)
        own = weight > 0 and weight >= OWN_SHARE * most
        if name.local:
            return own and self._near(e, name.key, IN_QUARTER)
        if not name.sure:
            return own and e.kind == "city" and e.own and (self._near(e, name.key, NEIGHBOURS) or holds)
        if most - self.own.get(name.key, {}).get(e.country, 0.0) < FOCUS or holds:
            return True
        known = e.own and (e.population >= LARGE or (e.population >= KNOWN and name.located))
        return own or known or (weight > 0 and e.own)

    def _entry(self, n: int) -> Entry:
        return self.names[n].entries[0]

    def _near(self, e: Entry, key: str, within: float) -> bool:
        return any(k != key and o.country == e.country and km((e.lat, e.lon), (o.lat, o.lon)) <= within for k, o in self.points)

    def _best_run(self, run: list[int], scores: Scores) -> list[Chosen]:
        """The readings of a chain that fit each other best, found from its last name to its first."""
        options = [self.names[n].entries[:MOST] for n in run]
        tails: list[list[tuple[float, int]]] = [[] for _ in run]
        for at in reversed(range(len(run))):
            own = self._scores(run[at], at == 0, scores)
            if at + 1 == len(run):
                tails[at] = [(s, -1) for s in own]
                continue
            for e, s in zip(options[at], own, strict=True):
                ways = [tails[at + 1][k][0] + (FITS if lies_in(e, o) else 0.0) for k, o in enumerate(options[at + 1])]
                best = max(range(len(ways)), key=lambda k: (ways[k], -k))
                tails[at].append((s + ways[best], best))
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
        if listed or e.kind in ("country", "admin1", "region") or (e.population >= LARGE and outer.kind != "admin1"):
            return Chosen(e)
        return Chosen(e, n + 1, misplaced=True)

    def _scores(self, n: int, first: bool, known: Scores) -> list[float]:
        name = self.names[n]
        said = self._as_unit.match(self.text, name.end)
        unit = said.group(1).rstrip("s") if said else ""
        if unit:
            return [self._score(e, name, first, unit) for e in name.entries[:MOST]]
        key = name.text, first, tuple(e.geonames_id for e in name.entries[:MOST])
        if key not in known:
            known[key] = [self._score(e, name, first, "") for e in name.entries[:MOST]]
        return known[key]

    def _score(self, e: Entry, name: Named, first: bool, unit: str) -> float:
        score = 6.0 if e.kind in ("country", "region") else 0.0
        score += min(self.spoken_for(e, name.key), 6.0) * 1.1
        score += 0.8 * min(self.admins.get((e.country, e.admin1), 0) - (1 if e.country in self.own.get(name.key, {}) else 0), 2) if e.admin1 else 0.0
        score += log10(e.population + 10) * 1.1 - (0.0 if e.own else 1.0 if e.exact else 1.5)
        score += 1.0 if self.points and self.spoken_for(e, name.key) > 0 and self._near(e, name.key, NEIGHBOURS) else 0.0
        return score + _of_its_kind(e, name, first, unit)


def _of_its_kind(e: Entry, name: Named, first: bool, unit: str) -> float:
    """Town or unit: what the word behind the name says, else the town; a district by its bare name hardly ever."""
    if unit in ("city", "town", "village", "camp", "hamlet"):
        return 2.0 if e.kind == "city" else -2.0
    if e.kind == "city":
        return 0.6 if first and not unit else -0.6
    if e.kind == "admin2":
        return 0.0 if unit or "(" in name.text or not first else -3.0
    if e.kind == "admin1" and e.own and not any(o.kind == "city" and _rivals(o, e) for o in name.entries[:MOST]):
        return 4.0
    return 0.3 if e.kind == "admin1" and (unit or not first) else -0.3


def _rivals(town: Entry, unit: Entry) -> bool:
    """A town that is as likely meant as the unit of the same name."""
    return town.population >= 100_000 and (town.country == unit.country or (town.own and town.population > unit.population))


def _patterns(unit: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a name and the name of what it lies in, and a unit's word behind a name."""
    gap = re.compile(
        rf"(?:\s+(?:{unit})s?)*\s*(?:,|\(|-|–|/|\bin\b|\bof\b|,\s*in\b|,?\s*(?:near|close to|outside|around)\b)\s*"
        rf"(?:the\s+)?(?:(?:{unit}|countryside|outskirts)s?\s+(?:of\s+)?(?:the\s+)?)?"
        r"(?:[A-Z][\w’' -]{1,24}(?:\s[a-z]+)?,\s*)?$"
    )
    return gap, re.compile(rf"\s+({unit})\b")


def _worth(e: Entry) -> float:
    """How much a name speaks for the country of its place."""
    if e.kind in ("country", "admin1"):
        return 3.0 if e.kind == "country" else 2.0
    return 0.5 + (0.5 if e.population > 200_000 else 0)


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
