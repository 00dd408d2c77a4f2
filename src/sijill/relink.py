"""Link what a ledger has that is not linked yet, against what it has, without linking that anew.

In: a ledger. Out: its tables of records, pairs and incidents, as if all had been linked at once. New records are weighed against those whose days they
share; only the
components that they, or a reviewer's decisions, touch are grouped anew and written up anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from typing import Any

from sijill.keep import Ledger
from sijill.keep.linked import Kept, LinkStore, Pair, State
from sijill.lexicon import load
from sijill.link import Linker, Match, Record, matches_of, salience, weights
from sijill.link.happenings import Happening
from sijill.model import Claim, Incident

#: Raised whenever records or incidents would come out otherwise for the same claims and weights.
VERSION = 3
#: Reports that are read and written up at a time.
PORTION = 2000


@dataclass
class Change:
    """What a linking changed: incidents that are new, that are gone, and that hold other claims than before."""

    reports: int = 0
    pairs: int = 0
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def relink(ledger: Ledger, *, dry_run: bool = False, anew: bool = False) -> Change:
    """Bring the ledger's incidents up to date. `dry_run` tells what would change and changes nothing; `anew` forgets what was linked before."""
    if not anew and not dry_run and ledger.is_linked(version()):
        return Change()
    with ledger.linking(keep=not dry_run) as store:
        return _Run(store, anew).done()


def version() -> str:
    """Of the linker: its weights, the lexicon, and its own number."""
    raw = files("sijill.link").joinpath("weights.yaml").read_bytes()
    return f"{VERSION}-{sha256(raw).hexdigest()[:12]}-{load().version}"


class _Run:
    """One linking, in one transaction."""

    def __init__(self, store: LinkStore, anew: bool) -> None:
        self._store = store
        self._before: dict[str, frozenset[str]] = {}
        state = store.state()
        if anew or state.version != version():
            self._remember(store.every())
            store.clear()
            state = State(version(), 0, 0)
        self._state = state
        self._linker = Linker.of(load(), store.decisions())
        self.change = Change()

    def done(self) -> Change:
        """Link what is fresh."""
        numbers = self._store.fresh(self._state)
        if numbers:
            touched = self._weigh(numbers)
            self._regroup(touched)
        self._store.set_state(State(version(), *self._store.ends()))
        return self.change

    def _weigh(self, numbers: Sequence[int]) -> set[int]:
        """New records, weighed against those whose days they share; gives the components they touch."""
        self._remember(self._store.records_of(numbers))
        touched = self._store.forget(numbers)
        rows, records = self._fresh_records(numbers)
        old = self._store.near(_windows(records))
        known = [Record.from_json(k.record) for k in old]
        matches = matches_of([*known, *records], len(known))
        seqs = [k.seq for k in old] + self._store.add_records(rows)
        self._store.add_pairs(Pair(min(seqs[m.a], seqs[m.b]), max(seqs[m.a], seqs[m.b]), m.weight, m.levels) for m in matches)
        self.change.pairs = len(matches)
        component = {k.seq: k.component for k in old}
        ends = {seqs[n] for m in matches if m.weight >= weights().threshold for n in (m.a, m.b)} | set(seqs[len(old):])
        touched |= {component.get(seq, seq) for seq in ends}
        return touched | {k.component for k in self._store.of_claims(self._linker.rulings.named)}

    def _fresh_records(self, numbers: Sequence[int]) -> tuple[list[dict[str, Any]], list[Record]]:
        rows, records = [], []
        for seq, document, claims in self._store.reports(numbers):
            self.change.reports += 1
            for record in self._linker.records(self._linker.happenings(claims), document.text):
                first, last = record.days or (None, None)
                rows.append({"document": seq, "first_day": first, "last_day": last, "record": record.as_json()})
                records.append(record)
        return rows, records

    def _remember(self, kept: Iterable[Kept]) -> None:
        """What incidents held before, to tell what changes."""
        for k in kept:
            if k.incident:
                self._before[k.incident] = self._before.get(k.incident, frozenset()) | frozenset(Record.from_json(k.record).claims)

    def _regroup(self, touched: set[int]) -> None:
        """Group the records of components anew and write up their incidents."""
        members = self._store.members(touched)
        self._remember(members)
        self._store.drop_incidents({k.incident for k in members if k.incident})
        records = [Record.from_json(k.record) for k in members]
        number = {k.seq: n for n, k in enumerate(members)}
        pairs = [Match(number[p.a], number[p.b], p.levels, p.weight) for p in self._store.pairs(number)]
        groups = self._linker.groups(records, pairs)
        component = _components(len(records), [(m.a, m.b) for m in pairs if m.weight >= weights().threshold], groups)
        self._write(members, records, groups, component)
        self._compare()

    def _write(self, members: Sequence[Kept], records: Sequence[Record], groups: Sequence[Sequence[int]], component: Sequence[int]) -> None:
        after: dict[str, frozenset[str]] = {}
        for some in _portions(groups, members):
            reports = {r.document.id: r for r in self._store.reports({members[n].document for g in some for n in g})}
            told = {i: {h.claims[0].id: h for h in self._linker.happenings(r.claims)} for i, r in reports.items()}
            claims, texts = {i: r.claims for i, r in reports.items()}, {i: r.document.text for i, r in reports.items()}
            rows, held = [], []
            for group in some:
                ordered = sorted(group, key=lambda n: records[n].order)
                found = self._linker.write_up([_told(told, records[n]) for n in ordered], claims, texts)
                uri, document, _ = records[ordered[0]].order
                rank = salience(records[n] for n in ordered)
                rows.append({"id": found.id, "uri": uri, "document": document, "rank": rank, "record": found.model_dump_json(by_alias=True)})
                held += [(c, found.id) for c in found.claims]
                after[found.id] = frozenset(found.claims)
                self._store.place([members[n].seq for n in ordered], members[component[ordered[0]]].seq, found.id)
            self._store.add_incidents(rows, held)
        self._after = after

    def _compare(self) -> None:
        self.change.new = sorted(self._after.keys() - self._before.keys())
        self.change.gone = sorted(self._before.keys() - self._after.keys())
        self.change.other = sorted(i for i in self._after.keys() & self._before.keys() if self._after[i] != self._before[i])


def _told(told: dict[str, dict[str, Happening]], record: Record) -> Happening:
    return told[record.document][record.claims[0]]


def _windows(records: Iterable[Record]) -> list[tuple[int, int]]:
    """The days of records as stretches that do not meet."""
    out: list[tuple[int, int]] = []
    for first, last in sorted({d for r in records if (d := r.days)}):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _components(count: int, edges: Iterable[tuple[int, int]], groups: Iterable[Sequence[int]]) -> list[int]:
    """For each record the smallest number of those that it is connected with by links or in one group."""
    root = list(range(count))

    def top(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for a, b in (*edges, *((g[0], n) for g in groups for n in g[1:])):
        one, other = sorted((top(a), top(b)))
        root[other] = one
    return [top(n) for n in range(count)]


def _portions(groups: Iterable[Sequence[int]], members: Sequence[Kept]) -> Iterator[list[Sequence[int]]]:
    """Groups by so many reports at a time, those of one report near each other."""
    some: list[Sequence[int]] = []
    seen: set[int] = set()
    for group in sorted(groups, key=lambda g: min(members[n].document for n in g)):
        some.append(group)
        seen |= {members[n].document for n in group}
        if len(seen) >= PORTION:
            yield some
            some, seen = [], set()
    if some:
        yield some


def incidents(ledger: Ledger) -> Iterator[Incident]:
    """What the ledger's claims are about, those of one document in order of salience; what is not linked yet is linked first."""
    relink(ledger)
    yield from ledger.incidents()


def rewritten(ledger: Ledger, how: str, only: frozenset[str] | None = None) -> Iterator[Incident]:
    """All incidents (or only some) with best chosen by another method; nothing is kept. Raises UsageError."""
    from sijill.link.methods import method

    relink(ledger)
    chosen = method(how)
    with ledger.linking(keep=False) as store:
        linker = Linker.of(load(), store.decisions())
        for found in [i for i in ledger.incidents() if only is None or i.id in only]:
            kept = store.of_incident(found.id)
            reports = {r.document.id: r for r in store.reports({k.document for k in kept})}
            claims: dict[str, list[Claim]] = {i: r.claims for i, r in reports.items()}
            told = {i: {h.claims[0].id: h for h in linker.happenings(c)} for i, c in claims.items()}
            records = sorted((Record.from_json(k.record) for k in kept), key=lambda r: r.order)
            yield linker.write_up([_told(told, r) for r in records], claims, {i: r.document.text for i, r in reports.items()}, chosen)
