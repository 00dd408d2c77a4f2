"""low, best and high of a happening: per measure and group, over the latest total of each source.

In: claims of one incident. Out: one figure per measure for all (group null) and one per group class. Parts are never added to their
whole; what is counted beside each other ("two soldiers and five villagers") is. The method is UCDP's and Airwars': the range runs from the lowest to
the highest total that any source gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sijill.link.methods import DEFAULT, Method, method
from sijill.model import Claim, Figure, IncidentFigure, Victim

#: The least that a plural says: "several were hurt".
SEVERAL = 2


@dataclass(frozen=True)
class Total:
    """One source's number: its ends, whether an end is open, the claims it is made of, and whether any of them counts (or only single persons are told of)."""

    low: int
    high: int
    open_low: bool
    open_high: bool
    claims: tuple[str, ...]
    counts: bool = True


def tally(claims: Iterable[Claim], at_large: frozenset[str], roots: Mapping[str, str] | None = None, how: Method | None = None) -> tuple[IncidentFigure, ...]:
    """All figures of an incident, by measure in the order in which the text gives them.

    `at_large` are the nouns that leave open who is counted ("people", "victims"): a number of them is a total. `roots` gives each claim's root source by
    claim id; of what one root has said in several reports the latest counts. `how` chooses best.
    """
    how = how or method(DEFAULT)
    by_measure: dict[str, list[Claim]] = defaultdict(list)
    for claim in _with_uncounted(list(claims)):
        if claim.figure is not None and _ends(claim.figure) is not None:
            by_measure[claim.figure.measure].append(claim)
    out: list[IncidentFigure] = []
    for measure, found in by_measure.items():
        totals = totals_of(found, at_large, roots or {})
        whole = _figure(measure, None, _with_named(totals, found, None), how)
        out += [whole] if whole else []
        for group in sorted(_groups(found)):
            of_group = [c for c in found if c.figure and c.figure.group_class == group and not c.figure.named]
            told = [[(_of_group(said), said[0]) for said in _by_source(report)] for report in _by_report(of_group)]
            part = _figure(measure, group, _with_named(list(_latest(told, roots or {}).values()), found, group), how)
            out += [part] if part else []
    return tuple(out)


def _with_uncounted(claims: list[Claim]) -> list[Claim]:
    """The claims; where none gives a number of a harm, the events that tell of it in the plural stand for at least `SEVERAL`."""
    counted = {c.figure.measure for c in claims if c.figure and not c.figure.named}
    plural = [
        c.model_copy(update={"figure": Figure(measure=measure, low=SEVERAL, bound="at_least", time=c.event.time, place=c.event.place)})
        for c in claims if c.event for measure in c.event.uncounted if measure not in counted
    ]
    return claims + plural


def totals_of(found: Sequence[Claim], at_large: frozenset[str], roots: Mapping[str, str]) -> list[Total]:
    """The latest total of each root, over all who are counted by one measure."""
    return list(latest_totals(found, at_large, roots).values())


def latest_totals(found: Sequence[Claim], at_large: frozenset[str], roots: Mapping[str, str]) -> dict[str, Total]:
    """Root → its latest total, what a report's own count is above left out."""
    told = []
    for report in _by_report(found):
        said = [(_total(group, at_large), group[0]) for group in _by_source(report)]
        kept = _not_partial([(t, not c.sources) for t, c in said])
        told.append([(t, c) for t, c in said if t in kept])
    return _latest(told, roots)


def _latest(told: Sequence[Sequence[tuple[Total, Claim]]], roots: Mapping[str, str]) -> dict[str, Total]:
    """Of each root the total of the latest report; of one day's the largest, since tolls rise."""
    best: dict[str, tuple[str, int, int, Total]] = {}
    for report in told:
        for total, claim in report:
            root = roots.get(claim.id, claim.sources[0].name if claim.sources else claim.document.id)
            entry = (claim.document.published or "", total.high, total.low, total)
            if root not in best or entry[:3] > best[root][:3]:
                best[root] = entry
    return {root: entry[3] for root, entry in best.items()}


def _by_report(claims: Sequence[Claim]) -> list[list[Claim]]:
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.document.id].append(claim)
    return list(said.values())


def _groups(claims: Iterable[Claim]) -> set[str]:
    """The classes that figures or the persons in them are of."""
    figures = [c.figure for c in claims if c.figure]
    said = {f.group_class for f in figures if f.group_class}
    return said | {v.group_class for f in figures for v in f.named if v.group_class}


def _with_named(totals: list[Total], claims: Sequence[Claim], group: str | None) -> list[Total]:
    """The sources' totals; where none counts, all who are named together, or all singly described where nobody is named.

    "Her aunt", "my cousin" of several sources may be one person, and one of those named.
    """
    known = persons(claims, group)
    known = [k for k in known if k[0].name] or known
    if not known or any(t.counts for t in totals):
        return totals
    ids = tuple(dict.fromkeys(c.id for _, c in known))
    return [Total(len(known), len(known), False, False, ids, False)]


def _not_partial(totals: list[tuple[Total, bool]]) -> list[Total]:
    """Without counts below the report's own: it has weighed the sources that it quotes, and those came earlier or counted fewer."""
    counted = [(t, own) for t, own in totals if t.counts] or totals
    floor = min((t.low for t, own in counted if own), default=0)
    return [t for t, own in counted if own or t.high >= floor]


def _ends(figure: Figure) -> tuple[int, int] | None:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return None
    first, last = (high if low is None else low), (low if high is None else high)
    assert first is not None and last is not None
    return first, last


def _by_source(claims: Sequence[Claim]) -> list[list[Claim]]:
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[claim.sources[0].name if claim.sources else ""].append(claim)
    return list(said.values())


def _as_total(claims: Sequence[Claim]) -> Total:
    """Claims that are added."""
    counted = [c for c in claims if c.figure and not c.figure.named]
    ends = [e for c in counted if c.figure and (e := _ends(c.figure)) is not None]
    named = len(persons(claims)) or len(claims) - len(counted)
    ends += [(named, named)] if named else []
    return Total(
        sum(e[0] for e in ends), sum(e[1] for e in ends), any(c.figure and c.figure.low is None for c in claims),
        any(c.figure and c.figure.high is None for c in claims), tuple(c.id for c in claims), any(c.figure and not c.figure.named for c in claims),
    )


def _largest(totals: Iterable[Total]) -> Total:
    """The total that counts most; of equals the one that leaves most open ("two or three" holds "three"), and of these the first."""
    return max(totals, key=lambda t: (t.high, -t.low))


def _of_group(said: Sequence[Claim]) -> Total:
    """What one source says of one group: its largest number."""
    return _largest(_as_total([c]) for c in said)


def persons(claims: Iterable[Claim], group: str | None = None) -> list[tuple[Victim, Claim]]:
    """Those named or singly described, each once, of a group or of all. A name that holds another from end to end is the same person's."""
    known: list[tuple[Victim, Claim]] = []
    for claim in claims:
        for victim in claim.figure.named if claim.figure and not _said_before(claim) else ():
            at = next((n for n, (v, _) in enumerate(known) if _same(v, victim)), None)
            if at is None:
                known.append((victim, claim))
            else:
                known[at] = (_merged(known[at][0], victim), known[at][1])
    return [(v, c) for v, c in known if group is None or group in (v.group_class, c.figure.group_class if c.figure and len(c.figure.named) == 1 else None)]


def _same(a: Victim, b: Victim) -> bool:
    if a.name is None or b.name is None:
        return False
    x, y = (name.casefold().replace("-", " ").split() for name in (a.name, b.name))
    short, long = sorted((x, y), key=len)
    rest = iter(long)
    return short[0] == long[0] and all(word in rest for word in short)


def _merged(a: Victim, b: Victim) -> Victim:
    """What two mentions tell of one person; the first holds where both tell."""
    more = {k: v for k in ("age", "sex", "sex_from", "occupation", "group_class") if (v := getattr(b, k)) is not None and getattr(a, k) is None}
    return a.model_copy(update=more)


def _total(said: Sequence[Claim], open_nouns: frozenset[str]) -> Total:
    """A source's total: its largest number of people at large, or the numbers of sides that exclude each other together, whichever counts more.

    A man, a woman and a child are civilians and people: in one sentence they are counted beside each other, across sentences they may be the same.
    Whom a text names one by one after it has counted are those it counted.
    """
    wholes = [c for c in said if c.figure and c.figure.subset_of is None] or list(said)
    wholes = [c for c in wholes if not _said_before(c)] or wholes[:1]
    at_large = [_as_total(_with_addends(wholes, n)) for n, c in enumerate(wholes) if c.figure and not c.figure.named and _at_large(c.figure, open_nouns)]
    sides: dict[str, list[Claim]] = defaultdict(list)
    for claim in wholes:
        assert claim.figure is not None
        sides[claim.figure.group_class if claim.figure.group_class in SIDES else "civilians"].append(claim)
    together = [_of_side(claims) for claims in sides.values()]
    added = Total(
        sum(t.low for t in together), sum(t.high for t in together), any(t.open_low for t in together), any(t.open_high for t in together),
        tuple(i for t in together for i in t.claims), any(t.counts for t in together) and not all(c.figure and c.figure.addend for c in wholes),
    )
    return _largest([*at_large, added])


#: Classes that exclude each other and civilians.
SIDES = frozenset({"fighters", "security_forces"})


def _of_side(claims: Sequence[Claim]) -> Total:
    """The largest of: one sentence's numbers together; with what comes on top; all singles, when nothing is counted."""
    numbers = [c for c in claims if c.figure and not c.figure.named]
    singles = [c for c in claims if c.figure and c.figure.named]
    if not numbers:
        return _as_total(singles)
    sentences: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim in numbers or claim.sentence in {n.sentence for n in numbers}:
            sentences[claim.document.id, claim.sentence].append(claim)
    on_top = [c for c in claims if c.figure and c.figure.addend]
    base = _largest(_as_total(_once_each(group)) for group in sentences.values())
    extra = [c for c in on_top if c.id not in base.claims]
    if not extra:
        return base
    more = _as_total(extra)
    return Total(base.low + more.low, base.high + more.high, base.open_low or more.open_low, base.open_high or more.open_high, base.claims + more.claims, True)


def _once_each(claims: Sequence[Claim]) -> list[Claim]:
    """The numbers of one sentence, each group once: the same number of the same group is said twice."""
    kept: dict[tuple[str | None, int | None], Claim] = {}
    for claim in claims:
        assert claim.figure is not None
        kept.setdefault((claim.figure.group, claim.figure.low if not claim.figure.named else claim.content.start), claim)
    return list(kept.values())


def _with_addends(said: Sequence[Claim], n: int) -> list[Claim]:
    """The number, with those behind it that come on top."""
    last = n
    while last + 1 < len(said) and (f := said[last + 1].figure) is not None and f.addend:
        last += 1
    return list(said[n : last + 1])


def _said_before(claim: Claim) -> bool:
    """One person whom the text takes as known: "he", "the driver"."""
    named = claim.figure.named if claim.figure else ()
    if len(named) != 1 or named[0].name is not None:
        return False
    first = named[0].span.quote.lower().split()[:1]
    return first in (["he"], ["she"], ["him"], ["her"], ["the"])


def _at_large(figure: Figure, open_nouns: frozenset[str]) -> bool:
    return (figure.group is None or figure.group.lower() in open_nouns) and not figure.named


def _figure(measure: str, group: str | None, totals: list[Total], how: Method) -> IncidentFigure | None:
    if not totals:
        return None
    low, high = min(totals, key=lambda t: t.low), max(totals, key=lambda t: t.high)
    ends = {(False, False): None, (True, False): "low", (False, True): "high", (True, True): "both"}
    return IncidentFigure.model_validate({
        "measure": measure, "group": group, "low": low.low, "best": how.pick([(t.low, t.open_high) for t in totals]), "high": high.high,
        "open": ends[low.open_low, high.open_high], "method": how.says, "claims": tuple(dict.fromkeys(i for t in totals for i in t.claims)),
    })
