"""One incident explained: its claims by chain and root, copied passages, the weights of its pairs and of those kept apart, how best was chosen.

In: a ledger whose incidents are up to date, an incident. Out: an Explanation, as lines of plain text or as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sijill.errors import LedgerError, UsageError
from sijill.keep import Ledger
from sijill.keep.linked import Pair
from sijill.lexicon import load
from sijill.link import Linker, Record, weights
from sijill.link.linkage import Dossier
from sijill.link.methods import DEFAULT
from sijill.link.model import Model, chart_libraries, level_weights
from sijill.model import Claim, Incident
from sijill.relink import relink, rewritten

#: Pairs kept apart that are shown, the nearest to being joined first.
MOST_APART = 10


@dataclass(frozen=True)
class Weighed:
    """A pair: what each report tells, the weight, and the weight of each comparison's level."""

    reports: tuple[str, str]
    quotes: tuple[str, str]
    weight: float
    levels: dict[str, tuple[str, float]]
    why: str

    @classmethod
    def of(cls, pair: Pair, told: dict[int, Record], claims: dict[str, Claim], why: str) -> Weighed:
        """From a kept pair."""
        heads = [claims[told[n].claims[0]] for n in (pair.a, pair.b)]
        levels = {name: (level, round(level_weights().get((name, level), pair.weight), 2)) for name, level in pair.levels.items() if level != "unknown"}
        return cls((_name(heads[0]), _name(heads[1])), (heads[0].content.quote, heads[1].content.quote), round(pair.weight, 2), levels, why)

    def lines(self) -> Iterator[str]:
        """In words."""
        yield f"  {self.weight:+.1f}  {self.reports[0]} “{self.quotes[0][:60]}”  ×  {self.reports[1]} “{self.quotes[1][:60]}”{self.why}"
        yield "        " + ", ".join(f"{name}: {level} {w:+.1f}" for name, (level, w) in self.levels.items())


@dataclass(frozen=True)
class Explanation:
    """An incident with all that led to it."""

    incident: Incident
    claims: tuple[Claim, ...]
    roots: dict[str, str]
    copied: tuple[dict[str, Any], ...]
    joined: tuple[Weighed, ...]
    apart: tuple[Weighed, ...]

    def as_json(self) -> dict[str, Any]:
        """The incident with "explanation" beside its fields."""
        said = {"roots": self.roots, "copied": list(self.copied), "prior": weights().prior,
                "joined": [vars(w) for w in self.joined], "kept_apart": [vars(w) for w in self.apart]}
        return self.incident.model_dump(by_alias=True, mode="json") | {"explanation": said}

    def lines(self) -> Iterator[str]:
        """In words, for the terminal."""
        item = self.incident
        yield f"{item.title}  ({item.id})"
        yield f"{item.reports} reports, {item.roots} independent roots: {'; '.join(item.sources)}"
        yield f"ACLED {item.acled.event_type} / {item.acled.sub_event_type}"
        yield from self._grade()
        yield from self._figures()
        yield from (f"  contradiction ({c.kind}): {c.why}" for c in item.contradictions)
        yield from self._claims()
        yield from self._pairs()

    def _grade(self) -> Iterator[str]:
        item = self.incident
        if item.grade:
            yield f"Grade {item.grade}, decided by a reviewer"
        if item.proposed:
            yield f"Grade by rule: {item.proposed.grade}, because {item.proposed.why}"
        if item.admiralty:
            yield f"Admiralty code {item.admiralty.source or '–'}{item.admiralty.information or '–'}"

    def _figures(self) -> Iterator[str]:
        for f in self.incident.figures:
            open_ = f", open: {f.open}" if f.open else ""
            yield f"  {f.measure} {f.group or ''}: low {f.low:,}, best {f.best:,}, high {f.high:,}{open_}; {f.method}; from {len(f.claims)} claims"

    def _claims(self) -> Iterator[str]:
        yield ""
        yield "Claims, each with its report, its chain and its root"
        for claim in self.claims:
            chain = " ← ".join(s.name for s in claim.sources) or "the report itself"
            yield f"  {claim.id[:10]}  {_name(claim)}  {claim.kind}: “{claim.content.quote}”  [{chain}; root: {self.roots.get(claim.id, '')}]"
        for c in self.copied:
            yield f"  copied: {c['document']} {c['start']}–{c['end']} stands in {c['origin']} (likeness {c['likeness']})"

    def _pairs(self) -> Iterator[str]:
        if self.joined:
            yield ""
            yield f"Pairs joined: weight = prior {weights().prior:+.1f} and what each comparison adds (threshold {weights().threshold:+.1f})"
            yield from (line for pair in self.joined for line in pair.lines())
        if self.apart:
            yield ""
            yield "Kept apart"
            yield from (line for pair in self.apart for line in pair.lines())


def _name(claim: Claim) -> str:
    return (claim.document.uri or claim.document.id).rsplit("/", 1)[-1][:40]


def linked(ledger: Ledger, id_: str | None = None, best: str = DEFAULT) -> list[Incident]:
    """Incidents, up to date: all, or the one of that id. Raises UsageError."""
    relink(ledger)
    if id_ is None:
        return list(ledger.incidents()) if best == DEFAULT else list(rewritten(ledger, best))
    try:
        found = ledger.incident_of(id_)
    except LedgerError as error:
        raise UsageError(error.where, error.what, error.todo) from error
    return [found] if best == DEFAULT else list(rewritten(ledger, best, frozenset({found.id})))


def explain(ledger: Ledger, item: Incident) -> Explanation:
    """The incident with what led to it. What a reviewer rejected since it was linked is left out."""
    with ledger.linking(keep=False) as store:
        linker = Linker.of(load(), store.decisions())
        kept = store.of_incident(item.id)
        pairs = store.pairs([k.seq for k in kept], whole=False)
        others = store.numbered({n for p in pairs for n in (p.a, p.b)})
        records = {k.seq: Record.from_json(k.record) for k in (*kept, *others)}
        reports = {r.document.id: r for r in store.reports({k.document for k in (*kept, *others)})}
    claims = {c.id: c for r in reports.values() for c in r.claims}
    mine = {k.seq for k in kept}
    told = [h for r in sorted(mine, key=lambda n: records[n].order) for h in linker.happenings(reports[records[r].document].claims)
            if h.claims[0].id == records[r].claims[0]]
    if not told:
        return Explanation(item, (), {}, (), (), ())
    pairs = [p for p in pairs if all(records[n].claims[0] in claims for n in (p.a, p.b))]
    dossier = Dossier.of(told, {i: r.claims for i, r in reports.items()}, {i: r.document.text for i, r in reports.items()}, linker)
    joined = [Weighed.of(p, records, claims, "") for p in _ordered(pairs) if p.a in mine and p.b in mine]
    apart = [Weighed.of(p, records, claims, _why(p)) for p in _ordered(pairs) if (p.a in mine) != (p.b in mine)]
    copied = tuple(vars(c) | {"document": _uri(reports, c.document), "origin": _uri(reports, c.origin)} for c in dossier.copied)
    in_order = tuple(claims[c] for c in item.claims if c in claims)
    return Explanation(item, in_order, dict(dossier.roots.of_claim), copied, tuple(joined), tuple(apart[:MOST_APART]))


def _uri(reports: dict[str, Any], document: str) -> str:
    return reports[document].document.uri if document in reports else document


def _ordered(pairs: Sequence[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda p: (-p.weight, p.a, p.b))


def _why(pair: Pair) -> str:
    """Why two were kept apart, in words."""
    forbidden = [f"{c.name} {pair.levels[c.name]}" for c in weights().comparisons if any(x.apart and x.level == pair.levels.get(c.name) for x in c.levels)]
    if forbidden:
        return f"; {' and '.join(forbidden)} forbids joining"
    if pair.weight < weights().threshold:
        return f"; below the threshold of {weights().threshold:+.1f}"
    return "; another of its group is apart, of the same report, or kept apart by a reviewer"


def charts_of(ledger: Ledger, found: Sequence[Incident]) -> str:
    """Splink's charts as one page of HTML: the weights of all levels, and a waterfall of each pair that an incident joins."""
    with ledger.linking(keep=False) as store:
        kept = [k for i in found for k in store.of_incident(i.id)] or store.first(2)
    charts = Model([Record.from_json(k.record) for k in kept], explain=True).charts()
    drawn = "<h2>{}</h2>\n<div id='c{}'></div>\n<script>vegaEmbed('#c{}', {})</script>"
    body = "\n".join(drawn.format(title, n, n, _in_script(spec)) for n, (title, spec) in enumerate(charts))
    return PAGE.replace("LIBRARIES", "\n".join(f"<script>{code}</script>" for code in chart_libraries())).replace("BODY", body)


def _in_script(spec: dict[str, Any]) -> str:
    """JSON that cannot end the script it stands in, whatever a report says."""
    return json.dumps(spec).replace("<", "\\u003c")


#: Vega draws the charts; Splink ships it, and it stands in the page, so that nothing is fetched.
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sijill: match weights</title>
LIBRARIES
<h1>Match weights</h1><noscript>The charts need JavaScript.</noscript>
BODY
</html>
"""
