"""An incident as its page shows it: roots with their claims, the latest figure of each root, the series over time, what reviewers settled.

In: an incident, its claims with where they stand, the decisions about incidents. Out: records that a template only has to print. A number is drawn as wide as
what is not known: an open end is an arrow, a range a bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sijill.apps.web.fields import said
from sijill.apps.web.labels import day
from sijill.keep import Entry
from sijill.model import Claim, Decision, Figure, Incident, IncidentFigure


@dataclass(frozen=True)
class Root:
    """A source at the beginning of chains, with what it says; `folds` are groups of claims that give the same figure, the first report first."""

    name: str
    entries: tuple[Entry, ...]
    folds: tuple[tuple[Entry, ...], ...]
    reports: int


@dataclass(frozen=True)
class Bar:
    """A root's latest figure on a scale of 0 to 1. An end that is None is open."""

    name: str
    told: str
    words: str
    figure: Figure
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Scale:
    """The axis: its last tick, and ticks with their place from 0 to 1."""

    top: int
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Point:
    """A root's figure on a day: places on both axes from 0 to 1 (y upwards), and what is printed beside it."""

    x: float
    y: float
    low: float
    high: float
    figure: Figure
    words: str
    last: bool


@dataclass(frozen=True)
class Measured:
    """One measure of the incident: low, best and high, the roots' latest figures, and the series."""

    figure: IncidentFigure
    groups: tuple[IncidentFigure, ...]
    scale: Scale
    bars: tuple[Bar, ...]
    series: tuple[tuple[str, tuple[Point, ...]], ...]
    days: tuple[tuple[float, str], ...]
    best_by: Decision | None = None


@dataclass(frozen=True)
class Settled:
    """What reviewers settled of an incident: its grade, its best figures by (measure, group), answers to contradictions, and all decisions about it."""

    grade: Decision | None = None
    best: dict[tuple[str, str | None], Decision] = field(default_factory=dict)
    answers: dict[frozenset[str], Decision] = field(default_factory=dict)
    history: tuple[Decision, ...] = ()


def settled(incident: Incident, decisions: Iterable[Decision]) -> Settled:
    """From all decisions about incidents, oldest first; one is about this incident when it names a claim of it, or its id."""
    mine = [d for d in decisions if d.subject == incident.id or _named(d) & set(incident.claims)]
    grade = next((d for d in reversed(mine) if d.verdict == "grade"), None)
    best = {(str(held["measure"]), held.get("group")): d for d in mine if d.verdict == "best" and (held := d.corrected)}
    answers = {frozenset(d.corrected["contradiction"]): d for d in mine if d.verdict == "answer" and d.corrected}
    return Settled(grade, best, answers, tuple(reversed(mine)))


def _named(decision: Decision) -> set[str]:
    held: dict[str, Any] = decision.corrected or {}
    return {c for name in ("claims", "apart", "from", "contradiction") for c in held.get(name) or () if isinstance(c, str)}


def root_of(claim: Claim) -> str:
    """The origin of a claim's chain; the report itself where nobody is quoted."""
    return claim.sources[0].name if claim.sources else claim.document.publisher or claim.document.title or claim.document.uri or "the report itself"


def roots(entries: Sequence[Entry]) -> list[Root]:
    """Claims by root, those with most first."""
    by: dict[str, list[Entry]] = {}
    for entry in entries:
        by.setdefault(root_of(entry.claim), []).append(entry)
    made = [Root(name, tuple(held), _folds(held), len({e.claim.document.id for e in held})) for name, held in by.items()]
    return sorted(made, key=lambda r: -len(r.entries))


def _folds(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    groups: dict[Any, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.claim.document.published or "", e.number)):
        figure = entry.claim.figure
        key = (figure.measure, figure.group_class, figure.low, figure.high) if figure else entry.claim.content.quote
        groups.setdefault(key, []).append(entry)
    return tuple(tuple(group) for group in groups.values())


def measured(incident: Incident, entries: Sequence[Entry], held: Settled) -> list[Measured]:
    """Every measure of the incident, those of all people first."""
    whole = [f for f in incident.figures if f.group is None] or list(incident.figures[:1])
    return [_measured(f, incident, entries, held) for f in whole]


def _measured(figure: IncidentFigure, incident: Incident, entries: Sequence[Entry], held: Settled) -> Measured:
    claims = [e.claim for e in entries if e.status != "rejected" and _counts(e.claim.figure, figure.measure)]
    scale = scale_to(max([figure.high, figure.best, *(n for c in claims for n in _ends(c.figure) if n is not None)]))
    groups = tuple(f for f in incident.figures if f.measure == figure.measure and f.group and f is not figure)
    named = [c for c in claims if c.id in figure.claims] or claims
    return Measured(figure, groups, scale, tuple(_bars(named, scale)), *_series(named, scale), held.best.get((figure.measure, figure.group)))


def _counts(figure: Figure | None, measure: str) -> bool:
    """Whether a figure counts this, and is no part of another."""
    return figure is not None and figure.measure == measure and figure.subset_of is None


def _ends(figure: Figure | None) -> tuple[int | None, int | None]:
    return (figure.low, figure.high) if figure else (None, None)


def scale_to(top: int) -> Scale:
    """Four or five round steps that reach past the largest number."""
    step = 10 ** max(0, len(str(max(top, 1))) - 1)
    step = next((s for s in (step // 4, step // 2, step, 2 * step) if s and top / s <= 4.5), 2 * step)
    last = (top // step + 1) * step
    return Scale(last, tuple((n / last, f"{n:,}") for n in range(0, last + 1, step)))


def _bars(claims: Sequence[Claim], scale: Scale) -> Iterator[Bar]:
    latest: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=_told):
        latest.setdefault(root_of(claim), []).append(claim)
    for name, said_so in latest.items():
        claim = max(said_so, key=lambda c: (_told(c), max(n or 0 for n in _ends(c.figure))))
        assert claim.figure is not None
        low, high = (n / scale.top if n is not None else None for n in _ends(claim.figure))
        told = f"{day(_told(claim)) or 'no date'}, " + (f"latest of {len(said_so)} claims" if len(said_so) > 1 else "1 claim")
        yield Bar(name, told, said(claim.figure), claim.figure, low, high)


def _told(claim: Claim) -> str:
    told = claim.said_on.end if claim.said_on else None
    return told or claim.document.published or ""


def _series(claims: Sequence[Claim], scale: Scale) -> tuple[tuple[tuple[str, tuple[Point, ...]], ...], tuple[tuple[float, str], ...]]:
    dated = [(c, date.fromisoformat(told)) for c in claims if (told := _told(c))]
    if len({at for _, at in dated}) < 2:
        return (), ()
    first, last = min(d for _, d in dated).toordinal(), max(d for _, d in dated).toordinal()
    lines: dict[str, list[tuple[Claim, date]]] = {}
    for claim, at in sorted(dated, key=lambda p: (p[1], p[0].id)):
        lines.setdefault(root_of(claim), []).append((claim, at))
    made = tuple((name, tuple(_points(held, first, last, scale))) for name, held in lines.items())
    marks = sorted({first, (first + last) // 2, last})
    return made, tuple(((n - first) / (last - first), date.fromordinal(n).isoformat()) for n in marks)


def _points(held: Sequence[tuple[Claim, date]], first: int, last: int, scale: Scale) -> Iterator[Point]:
    for n, (claim, at) in enumerate(held):
        assert claim.figure is not None
        low, high = _ends(claim.figure)
        ends = [x for x in (low, high) if x is not None] or [0]
        y, up = ends[0] / scale.top, ends[-1] / scale.top
        yield Point((at.toordinal() - first) / (last - first), y, y, up, claim.figure, said(claim.figure), n == len(held) - 1)
