"""Claims → Incidents: what each report tells, weighed in pairs, grouped, and each group written up with its roots, figures and contradictions.

In: claims of the newest readings, report by report, and what reviewers decided. Out: incidents. The order in which reports come changes nothing, and
neither does
linking them in one go or one after another: a group hangs only on the records that it is connected with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby

from sijill.lexicon import Lexicon
from sijill.link.clusters import groups_of
from sijill.link.contradictions import Context, contradictions
from sijill.link.copies import Copied, copies
from sijill.link.features.record import Record, record_of
from sijill.link.features.report import Report
from sijill.link.grade import propose
from sijill.link.happenings import Happening, gather
from sijill.link.incidents import Knowledge, class_of, head_of, incident
from sijill.link.methods import Method
from sijill.link.model import Match, Model
from sijill.link.roots import Names, Roots, roots_of
from sijill.link.rulings import Rulings, divided, ruled
from sijill.link.things import Things
from sijill.model import Claim, Decision, Incident

#: The weight of two tolls that run since one day in one place: rare enough to be the same count.
RUNNING = 5.0


@dataclass(frozen=True)
class Linker:
    """What linking knows apart from the claims: the lexicon's part, other names of sources, and reviewers' rulings."""

    know: Knowledge
    things: Things
    names: Names
    rulings: Rulings = field(default_factory=Rulings)

    @classmethod
    def of(cls, lexicon: Lexicon, decisions: Iterable[Decision] = ()) -> Linker:
        """From a lexicon and decisions, oldest first."""
        return cls(Knowledge.of(lexicon), Things.of(lexicon), Names.of(lexicon), Rulings.of(decisions))

    def happenings(self, claims: Iterable[Claim]) -> list[Happening]:
        """What one report tells of, the most salient first; cut where a reviewer's split runs through."""
        ordered = sorted(claims, key=lambda c: (c.content.start, c.content.end, c.kind, c.id))
        told = gather(ordered, self.know.families)
        return [Happening(part, h.families, h.background) for h in told for part in divided(h.claims, self.rulings)]

    def records(self, told: Sequence[Happening], text: str) -> Iterator[Record]:
        """The records of one report's happenings."""
        report = Report.of(text)
        for rank, happening in enumerate(told):
            class_ = class_of(happening, head_of(happening, self.know), self.know)
            family = self.know.families.get(class_) if happening.family else None
            yield record_of(happening, report, self.things, class_, family, rank=rank)

    def groups(self, records: Sequence[Record], matches: Iterable[Match]) -> list[list[int]]:
        """Groups of record numbers, each one incident; reviewers' merges come first, and their splits hold."""
        at = {claim: n for n, r in enumerate(records) for claim in r.claims}
        merged = [sorted({at[c] for c in group if c in at}) for group in self.rulings.together]
        return groups_of(records, matches, merged, lambda a, b: self.rulings.forbids(records[a].claims, records[b].claims))

    def write_up(self, told: Sequence[Happening], claims: Mapping[str, Sequence[Claim]], texts: Mapping[str, str], how: Method | None = None) -> Incident:
        """One incident, from what each report tells of it. `claims` are all of each report, `texts` their texts where they are at hand."""
        return ruled(Dossier.of(told, claims, texts, self).incident(self, how), self.rulings)


@dataclass(frozen=True)
class Dossier:
    """All that is known of one incident: its happening over all reports, its copied passages, its roots, and who denies it."""

    happening: Happening
    copied: tuple[Copied, ...]
    roots: Roots
    denials: tuple[Claim, ...]
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, told: Sequence[Happening], claims: Mapping[str, Sequence[Claim]], texts: Mapping[str, str], linker: Linker) -> Dossier:
        """Put together from what each report tells, the first report's claims first."""
        happening = Happening([c for h in told for c in h.claims], told[0].families, all(h.background for h in told))
        ids = list(dict.fromkeys(c.document.id for c in happening.claims))
        published = {c.document.id: c.document.published or "9999" for c in happening.claims}
        copied = tuple(copies((i, texts.get(i, "")) for i in sorted(ids, key=lambda i: (published[i], i)))) if len(ids) > 1 else ()
        denials = tuple(c for i in ids for c in claims.get(i, ()) if c.kind == "denial" and _nearest(c, claims[i], happening))
        roots = roots_of([*happening.claims, *(d for d in denials if d not in happening.claims)], texts, copied, linker.names)
        sentences = tuple(Report(texts.get(i, ""), {}, {}).around(c for c in happening.claims if c.document.id == i) for i in ids)
        return cls(happening, copied, roots, denials, sentences)

    def incident(self, linker: Linker, how: Method | None) -> Incident:
        """Written up."""
        know, claims = linker.know, self.happening.claims
        found = incident(self.happening, know, self.roots.of_claim, how)
        against = contradictions(claims, self.denials, Context(know.at_large, self.roots.of_claim, found.class_))
        supported = {self.roots[c] for c in claims}
        return found.model_copy(update={
            "roots": len(supported), "sources": tuple(sorted(supported)), "contradictions": against,
            "proposed": propose(claims, len(supported), found.figures, against, self.sentences),
        })


def _nearest(denial: Claim, said: Sequence[Claim], happening: Happening) -> bool:
    """Whether a denial stands nearest to this happening's claims of all that its report tells."""
    mine = {c.id for c in happening.claims}
    others = [c for c in said if c.id in mine or c.event is not None or c.figure is not None]
    near = min(others, key=lambda c: (abs(c.content.start - denial.content.start), c.id not in mine), default=None)
    return denial.id in mine or (near is not None and near.id in mine)


def link(
    claims: Iterable[Claim], lexicon: Lexicon, texts: Mapping[str, str] | None = None, *, decisions: Iterable[Decision] = (), how: Method | None = None,
) -> Iterator[Incident]:
    """The incidents that the claims are about; claims of one document must come one after another.

    `texts` gives documents their text by id, where it is at hand; `decisions` are reviewers', oldest first; `how` chooses best. Those that their reports
    are mainly about come first (`salience`).
    """
    linker, texts = Linker.of(lexicon, decisions), texts or {}
    by_document = {document: list(group) for document, group in groupby(claims, key=lambda c: c.document.id)}
    told: list[Happening] = []
    records: list[Record] = []
    for document, said in by_document.items():
        found = linker.happenings(said)
        told += found
        records += linker.records(found, texts.get(document, ""))
    def place(group: Sequence[int]) -> tuple[int, tuple[str, str, int]]:
        return salience([records[n] for n in group]), min(records[n].order for n in group)

    for group in sorted(linker.groups(records, matches_of(records)), key=place):
        yield linker.write_up([told[n] for n in sorted(group, key=lambda n: records[n].order)], by_document, texts, how)


def salience(told: Iterable[Record]) -> int:
    """Where an incident stands among all: 0 when every report of it is mainly about it, 1 when some are, else behind these by its best rank.

    So that a report's own main incident comes before one that it only mentions and others are about.
    """
    ranks = [r.rank for r in told]
    return (0 if not max(ranks) else 1) if not min(ranks) else 1 + min(ranks)


def matches_of(records: Sequence[Record], fresh_from: int = 0) -> list[Match]:
    """All pairs that share a block, weighed; none where there is no other report."""
    if len({r.document for r in records}) < 2:
        return []
    return [*Model(records, fresh_from).matches(), *_running(records, fresh_from)]


def _running(records: Sequence[Record], fresh_from: int) -> Iterator[Match]:
    """Running tolls: told as since the same day, in the same place."""
    same: dict[tuple[int, tuple[object, ...]], list[int]] = {}
    for n, r in enumerate(records):
        if r.background and r.since is not None and r.counts and (r.where.towns or r.where.open):
            same.setdefault((r.since, r.where.towns or r.where.open), []).append(n)
    for numbers in same.values():
        for a, b in combinations(numbers, 2):
            if b >= fresh_from and records[a].document != records[b].document:
                yield Match(a, b, {"running": "since one day, in one place"}, RUNNING)
