"""A happening as the flat record that Splink compares: one row of plain values and lists.

In: a happening, its report's text. Out: a Record, the same whatever else is in the ledger. Nothing is filled in: what a report does not say is
None or empty, and weighs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sijill.link.features.names import bones_of
from sijill.link.features.report import Report
from sijill.link.features.when import When, when_of
from sijill.link.features.where import Where, where_of
from sijill.link.happenings import HARM, Happening, time_of
from sijill.link.near import is_long
from sijill.link.things import Things
from sijill.model import Claim

#: Fields that are no column of the row, or one under another name.
NO_COLUMNS = frozenset({"key", "rank", "since", "claims", "document", "when", "where", "names", "words"})
#: Numbers up to this are the same by chance.
FEW = 2
#: Classes of actors whose names tell whose deed it was.
ARMED = frozenset({"state_forces", "rebel_group", "political_militia", "identity_militia", "external_forces"})


@dataclass(frozen=True)
class Record:
    """What linking knows of a happening. `key` orders happenings alike in every ledger; `claims` are their ids."""

    key: str
    document: str
    claims: tuple[str, ...]
    published: int | None
    publisher: str | None
    rank: int
    background: bool
    updates: bool
    when: When
    where: Where
    class_: str | None
    family: str | None
    kinds: tuple[str, ...]
    killed_low: int | None
    killed_high: int | None
    injured: int | None
    counts: tuple[str, ...]
    since: int | None
    actors: tuple[str, ...]
    victims: tuple[str, ...]
    weapons: tuple[str, ...]
    targets: tuple[str, ...]
    spots: tuple[str, ...]
    names: Mapping[str, float]
    words: Mapping[str, float]

    @property
    def order(self) -> tuple[str, str, int]:
        """Where it stands among all: by its report's address and id, then by salience."""
        uri, document, *_ = self.key.split("\0")
        return uri, document, self.rank

    @property
    def days(self) -> tuple[int, int] | None:
        """The first and the last day by which it finds others, as the model's blocks take them; of a running toll the day since which it runs."""
        if self.background:
            return (self.since, self.since) if self.since is not None else None
        ends = [d for d in (self.when.first, self.when.last, self.published) if d is not None]
        return (min(ends), max(ends)) if ends else None

    def as_json(self) -> str:
        """As a ledger keeps it."""
        return json.dumps(vars(self) | {"when": vars(self.when), "where": vars(self.where)}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Record:
        """The inverse."""
        raw: dict[str, Any] = json.loads(text)
        raw["when"] = When(**raw["when"])
        raw["where"] = Where(**{k: tuple(v) for k, v in raw["where"].items()})
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
        return cls(**plain)

    def row(self, number: int) -> dict[str, Any]:
        """The row that the settings' conditions speak of."""
        flat = {k: v for k, v in vars(self).items() if k not in NO_COLUMNS}
        flat |= vars(self.when) | vars(self.where)
        lists = {k: list(v) if isinstance(v, tuple) else v for k, v in flat.items()}
        said = {k: [{"w": w, "x": x} for w, x in sorted(getattr(self, k).items())] for k in ("names", "words")}
        return {"unique_id": number, "document": self.document, "main": self.rank == 0, **lists, **said}


def record_of(happening: Happening, report: Report, things: Things, class_: str | None, family: str | None, *, rank: int) -> Record:
    """The record of a happening; `class_` as refined, `rank` 0 is what its report is mainly about."""
    claims = happening.claims
    first = claims[0]
    own = report.around(claims)
    killed, injured = _toll(claims, "killed"), _toll(claims, "injured")
    actors = (a.name for c in claims if c.event and c.modality != "denied" for a in c.event.actors if a.class_ in ARMED and a.name[:1].isupper())
    victims = (v.name for c in claims if c.figure for v in c.figure.named if v.name)
    published = date.fromisoformat(first.document.published).toordinal() if first.document.published else None
    return Record(
        key=f"{first.document.uri or ''}\0{first.document.id}\0{first.content.start:09}\0{first.id}", document=first.document.id,
        claims=tuple(c.id for c in claims), published=published, publisher=first.document.publisher or None, rank=rank,
        background=_is_background(claims), updates=report.updates,
        when=when_of(claims, published), where=where_of(claims), class_=class_, family=family, kinds=_kinds(happening),
        killed_low=killed[0] if killed else None, killed_high=killed[1] if killed else None, injured=injured[1] if injured else None,
        counts=_counts(claims), since=_since(claims),
        actors=_once(actors), victims=_once(bones_of(v) for v in victims), weapons=things.weapons(own), targets=things.targets(own),
        spots=report.spots(claims),
        names=report.names, words=report.words,
    )


def _kinds(happening: Happening) -> tuple[str, ...]:
    """The families of all its events: a battle is told of by its clashes, its air strikes or those who fled it."""
    return _once(happening.families.get(c.event.class_) for c in happening.claims if c.event and not c.event.negated)


def _is_background(claims: Sequence[Claim]) -> bool:
    """Whether it is told of as something that ran over a long time: its first event is, or most of its claims are."""
    times = [time_of(c) for c in claims]
    head = next((time_of(c) for c in claims if c.event), None)
    return is_long(head) or 2 * sum(is_long(t) for t in times) > len(times)


def _once(values: Any) -> tuple[str, ...]:
    return tuple(sorted({v for v in values if v}))


def _counts(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The numbers told of those harmed, above two, each with its measure: "abducted 4"."""
    figures = [c.figure for c in claims if c.figure and c.figure.measure in HARM and c.figure.subset_of is None]
    return _once(f"{f.measure} {n}" for f in figures for n in (f.low, f.high) if n is not None and n > FEW)


def _since(claims: Sequence[Claim]) -> int | None:
    """The day since which a running toll runs."""
    starts = [t.start for c in claims if (t := time_of(c)) is not None and is_long(t) and t.start]
    return date.fromisoformat(min(starts)).toordinal() if starts else None


def _toll(claims: Sequence[Claim], measure: str) -> tuple[int, int] | None:
    """The least and the most that a claim states, parts left out."""
    ends = [(f.low if f.low is not None else f.high, f.high if f.high is not None else f.low)
            for c in claims if (f := c.figure) and f.measure == measure and f.subset_of is None]
    lows, highs = [a for a, _ in ends if a is not None], [b for _, b in ends if b is not None]
    return (min(lows), max(highs)) if lows and highs else None
