"""What cannot all be true of one incident: numbers whose bounds exclude each other, denials, conflicting perpetrators, another day or town.

In: the claims of one incident, with the root of each. Out: contradictions, each with the two claims and why. A source that raises its own toll updates it,
and so does
another that counts more on a later day; those are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import inf

from sijill.link.features.names import bones_of
from sijill.link.near import days, is_long, km
from sijill.model import WHERE_PREC, Claim, Contradiction, Figure

#: Measures of which two sources cannot both be right when their numbers differ.
COUNTED = ("killed", "injured", "missing", "abducted", "detained", "displaced")
#: Numbers told further apart than this many days are a toll that rose.
SAME_TIME = 1
#: What is told of as about so many may be so much more or less.
SLACK = 0.1
#: Two towns further apart than this are not one place told in two ways.
ELSEWHERE_KM = 20.0
ARMED = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"})
#: Classes in which both sides act, so that two names are no conflict.
MUTUAL = frozenset({"armed_clash", "ceasefire_agreed", "agreement", "negotiation"})


@dataclass(frozen=True)
class Context:
    """What finding contradictions needs to know: nouns for people at large, each claim's root, the incident's class."""

    at_large: frozenset[str]
    roots: Mapping[str, str]
    class_: str

    def root(self, claim: Claim) -> str:
        """The claim's root source."""
        return self.roots.get(claim.id) or (claim.sources[0].name if claim.sources else claim.document.id)


def contradictions(claims: Sequence[Claim], denials: Sequence[Claim], context: Context) -> tuple[Contradiction, ...]:
    """All of an incident. `denials` are the claims by which somebody denies it, or that they did it."""
    found = [*_figures(claims, context), *_denials(claims, denials, context), *_perpetrators(claims, context), *_elsewhere(claims, context)]
    return tuple(found)


def _one(kind: str, a: Claim, b: Claim, why: str) -> Contradiction:
    return Contradiction.model_validate({"kind": kind, "claims": (a.id, b.id), "documents": (a.document.uri or "", b.document.uri or ""), "why": why})


def _says(claim: Claim, context: Context) -> str:
    who = claim.sources[0].name if claim.sources else f"report {claim.document.uri}"
    return f"{who}: “{claim.content.quote}”"


# -- numbers --------------------------------------------------------------------------------------------------------------


def _figures(claims: Iterable[Claim], context: Context) -> Iterator[Contradiction]:
    told: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.figure is not None and _is_total(claim.figure, context.at_large):
            told[claim.figure.measure][context.root(claim)].append(claim)
    for by_root in told.values():
        for said in by_root.values():
            yield from _against_itself(said, context)
        for one, other in combinations(sorted(by_root), 2):
            a, b = _last(by_root[one]), _last(by_root[other])
            if _exclude(a, b) and not _rose(a, b):
                yield _one("figure", a, b, f"{_says(a, context)}; {_says(b, context)}")


def _is_total(figure: Figure, at_large: frozenset[str]) -> bool:
    whole = not (figure.subset_of or figure.named or figure.addend)
    return figure.measure in COUNTED and whole and (figure.group is None or figure.group.lower() in at_large)


def _last(said: Sequence[Claim]) -> Claim:
    return max(said, key=lambda c: (c.document.published or "", _bounds(c)[0], c.id))


def _against_itself(said: Sequence[Claim], context: Context) -> Iterator[Contradiction]:
    """A source that counts fewer on a later day than it had counted at least."""
    ordered = sorted(said, key=lambda c: (c.document.published or "", c.id))
    for a, b in combinations(ordered, 2):
        if (a.document.published or "") < (b.document.published or "") and _bounds(b)[1] < _bounds(a)[0]:
            yield _one("figure", a, b, f"one source against itself: first “{a.content.quote}”, later “{b.content.quote}”")


def _exclude(a: Claim, b: Claim) -> bool:
    (low, high), (least, most) = _bounds(a), _bounds(b)
    return high < least or most < low


def _rose(a: Claim, b: Claim) -> bool:
    """Whether the later report is days later and counts more."""
    if not a.document.published or not b.document.published:
        return False
    first, later = sorted((a, b), key=lambda c: c.document.published or "")
    gap = date.fromisoformat(later.document.published or "") - date.fromisoformat(first.document.published or "")
    return gap.days > SAME_TIME and _bounds(later)[0] > _bounds(first)[1]


def _bounds(claim: Claim) -> tuple[float, float]:
    figure = claim.figure
    assert figure is not None
    slack = SLACK if figure.bound == "about" else 0.0
    low = 0.0 if figure.low is None else figure.low * (1 - slack)
    return low, inf if figure.high is None else figure.high * (1 + slack)


# -- denials and perpetrators ---------------------------------------------------------------------------------------------


def _denials(claims: Sequence[Claim], denials: Sequence[Claim], context: Context) -> Iterator[Contradiction]:
    for denial in denials:
        root = context.root(denial)
        against = [c for c in claims if c.id != denial.id and context.root(c) != root and c.modality != "denied" and c.kind != "denial"]
        told = min(against, key=lambda c: (c.event is None, c.event is None or not c.event.actors, c.document.id == denial.document.id, c.id), default=None)
        if told is not None:
            yield _one("denial", denial, told, f"{_says(denial, context)} denies; {_says(told, context)}")


def _perpetrators(claims: Iterable[Claim], context: Context) -> Iterator[Contradiction]:
    blamed: dict[str, tuple[frozenset[str], Claim]] = {}
    for claim in claims:
        event = claim.event
        if event is None or event.negated or claim.modality == "denied" or event.class_ != context.class_ or event.class_ in MUTUAL:
            continue
        names = frozenset(b for a in event.actors if a.class_ in ARMED and a.name[:1].isupper() for b in bones_of(a.name).split())
        if names and context.root(claim) not in blamed:
            blamed[context.root(claim)] = (names, claim)
    for (one, a), (other, b) in combinations(blamed.values(), 2):
        if not one & other:
            who = [", ".join(x.name for x in c.event.actors) for c in (a, b) if c.event]
            yield _one("perpetrator", a, b, f"{who[0]} or {who[1]}: {_says(a, context)}; {_says(b, context)}")


# -- day and place --------------------------------------------------------------------------------------------------------


def _elsewhere(claims: Iterable[Claim], context: Context) -> Iterator[Contradiction]:
    """Two roots that name days without one in common, or towns far from each other."""
    heads: dict[str, Claim] = {}
    for claim in claims:
        if claim.event is not None and not claim.event.negated and claim.event.class_ == context.class_:
            heads.setdefault(context.root(claim), claim)
    for a, b in combinations(heads.values(), 2):
        assert a.event is not None and b.event is not None
        first, second = days(a.event.time), days(b.event.time)
        if first and second and not is_long(a.event.time) and not is_long(b.event.time) and (first[0] > second[1] or second[0] > first[1]):
            yield _one("time", a, b, f"{first[0]} or {second[0]}: {_says(a, context)}; {_says(b, context)}")
        p, q = a.event.place, b.event.place
        if p and q and max(WHERE_PREC[p.precision], WHERE_PREC[q.precision]) <= WHERE_PREC["near"] and (km(p, q) or 0.0) > ELSEWHERE_KM:
            yield _one("place", a, b, f"{p.name} or {q.name}: {_says(a, context)}; {_says(b, context)}")
