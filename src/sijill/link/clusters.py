"""Pairs → incidents: blocking by day and place cell, matching, and merging that never joins what is apart.

In: profiles of happenings, in any order. Out: groups of their indices. The same profiles give the same groups in any order of arrival: pairs are
taken by weight, then by the ids of their claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import product

from sijill.link.match import Match, Profile, match, weights

#: Degrees of a cell: wider than what counts as near, so that neighbours lie in this cell or the next.
CELL = 0.5
#: Days of a long unknown window are not listed one by one beyond this.
LONGEST = 8
#: A report is also compared with those that share one of so many of its rarest words.
RAREST = 12
#: A block with more happenings is cut to its own document's neighbours in time; nothing real has so many in one place on one day.
LARGEST_BLOCK = 400


def link_profiles(profiles: Sequence[Profile]) -> tuple[list[list[int]], list[Match]]:
    """Groups of profiles, each one incident, and the matches that were weighed, joined or not."""
    order = sorted(range(len(profiles)), key=lambda n: _key(profiles[n]))
    crowds = _crowds(profiles)
    weighed = [match(profiles[a], profiles[b], (a, b), max(crowds[a], crowds[b])) for a, b in _pairs(profiles, order)]
    weighed.sort(key=lambda m: (-m.weight, _key(profiles[m.a]), _key(profiles[m.b])))
    by_pair = {frozenset((m.a, m.b)): m for m in weighed}
    member = {n: [n] for n in range(len(profiles))}
    for found in weighed:
        if found.weight < weights()["link"]["threshold"]:
            break
        one, other = member[found.a], member[found.b]
        if one is not other and not _forbidden(one, other, profiles, by_pair):
            one.extend(other)
            for n in other:
                member[n] = one
    groups = {id(g): sorted(g, key=lambda n: _key(profiles[n])) for g in member.values()}
    return sorted(groups.values(), key=lambda g: _key(profiles[g[0]])), weighed


def _key(p: Profile) -> tuple[str, str, int, str]:
    first = p.happening.claims[0]
    return first.document.uri or "", first.document.id, first.content.start, first.id


def _forbidden(one: list[int], other: list[int], profiles: Sequence[Profile], known: dict[frozenset[int], Match]) -> bool:
    """Whether any two that would come together are apart in time or place, or come from one document."""
    for a, b in product(one, other):
        if profiles[a].document == profiles[b].document:
            return True
        found = known.get(frozenset((a, b))) or match(profiles[a], profiles[b], (a, b))
        if found.apart or found.weight < weights()["link"]["threshold"] - 6:
            return True
    return False


def _pairs(profiles: Sequence[Profile], order: Iterable[int]) -> Iterator[tuple[int, int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for n in order:
        for cell in _cells(profiles[n]):
            block = blocks[cell]
            for m in block[-LARGEST_BLOCK:]:
                pair = (min(m, n), max(m, n))
                if pair not in seen and profiles[m].document != profiles[n].document:
                    seen.add(pair)
                    yield m, n
            block.append(n)


def _crowds(profiles: Sequence[Profile]) -> list[int]:
    """For each profile, how many documents tell of its last day in its own place cells."""
    there: dict[Hashable, set[str]] = defaultdict(set)
    for p in profiles:
        for spot in _spots(p):
            there[spot].add(p.document)
    return [max((len(there[spot]) for spot in _spots(p)), default=1) for p in profiles]


def _spots(p: Profile) -> set[tuple[str, int, int]]:
    if p.last is None:
        return set()
    exact = [q for q in p.places if q.precision != "country"]
    return {(p.last.isoformat(), round(q.lat / CELL), round(q.lon / CELL)) for q in exact if q.lat is not None and q.lon is not None}


def _cells(p: Profile) -> Iterator[Hashable]:
    """The blocks a happening stands in: each of its days with each place cell around, its region, and its rarest words."""
    if p.first is None or p.last is None or p.happening.background:
        return
    spots = {(round(q.lat / CELL), round(q.lon / CELL)) for q in p.places if q.lat is not None and q.lon is not None and q.precision != "country"}
    units = {(q.country, q.admin1) for q in p.places if q.admin1}
    rarest = sorted(p.words, key=lambda w: (-p.words[w], w))[:RAREST]
    for back in range(min((p.last - p.first).days, LONGEST) + 1):
        day = (p.last - timedelta(days=back)).isoformat()
        yield from ((day, x + dx, y + dy) for x, y in sorted(spots) for dx, dy in product((-1, 0, 1), repeat=2))
        yield from ((day, unit) for unit in sorted(units, key=str))
        yield from ((day, word) for word in rarest)
