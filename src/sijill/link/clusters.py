"""Pairs → incidents: merging from the strongest pair down, bounded so that no chain of weak links joins what is apart.

In: records, and the matches between them, in any order. Out: groups of their numbers. The same records give the same groups in any order of arrival: pairs are
taken by weight, then by the keys of their records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from sijill.link.features.record import Record
from sijill.link.model import Match, weights

#: The weight of a pair that shares no block.
STRANGERS = -8.0


def groups_of(
    records: Sequence[Record], matches: Iterable[Match], merged: Iterable[Sequence[int]] = (), forbids: Callable[[int, int], bool] = lambda a, b: False,
) -> list[list[int]]:
    """Groups of record numbers, each one incident.

    `merged` are numbers that a reviewer put together, whatever they weigh; `forbids` says what a reviewer keeps apart.
    """
    known = {(min(m.a, m.b), max(m.a, m.b)): m for m in matches}
    linking = (m for m in known.values() if m.weight >= weights().threshold)
    ordered = sorted(linking, key=lambda m: (-m.weight, *sorted((records[m.a].key, records[m.b].key))))
    member = {n: [n] for n in range(len(records))}
    for group in merged:
        for n in group[1:]:
            _join(member, group[0], n)
    for found in ordered:
        one, other = member[found.a], member[found.b]
        if one is not other and not found.apart and may_join(one, other, records, known, forbids):
            _join(member, found.a, found.b)
    groups = {id(g): sorted(g, key=lambda n: records[n].key) for g in member.values()}
    return sorted(groups.values(), key=lambda g: records[g[0]].key)


def _join(member: dict[int, list[int]], a: int, b: int) -> None:
    one, other = member[a], member[b]
    if one is not other:
        one.extend(other)
        for n in other:
            member[n] = one


def _told_apart(a: Record, b: Record) -> bool:
    """Whether two that share no block name days that are not even next to each other."""
    one, other = a.when, b.when
    if not (one.told and other.told) or one.first is None or other.first is None or one.last is None or other.last is None:
        return False
    return one.first > other.last + 1 or other.first > one.last + 1


def may_join(
    one: Sequence[int], other: Sequence[int], records: Sequence[Record], known: Mapping[tuple[int, int], Match], forbids: Callable[[int, int], bool],
) -> bool:
    """False when any two that would come together are apart or of one report, or when they fit too badly on the whole."""
    total = 0.0
    for a, b in product(one, other):
        found = known.get((min(a, b), max(a, b)))
        if records[a].document == records[b].document or (found is not None and found.apart) or forbids(a, b):
            return False
        if found is None and _told_apart(records[a], records[b]):
            return False
        total += found.weight if found is not None else STRANGERS
    return total / (len(one) * len(other)) >= weights().mean_at_least
