"""Forecasts, ultimatums and deadlines that have fallen due, with the later claims that bear on them.

In: all claims, and a day. Out: one entry a claim whose horizon ends on or before the day, its bearing claims ranked by how much they share: place,
actors, kind of event; only claims of reports published after it was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sijill.link.features.names import bones_of, skeleton
from sijill.link.near import may_be_same_place
from sijill.model import Bearing, Claim, DueClaim, Place

#: Later claims that are listed for one.
MOST = 20
ENDS = ("figure", "event", "denial")
#: What each thing shared is worth: a place says more than an actor, and an actor more than a kind of event.
PLACE, ACTOR, CLASS = 3, 2, 1


def due(claims: Sequence[Claim], day: str) -> Iterator[DueClaim]:
    """What has fallen due by `day` (ISO 8601), the earliest due first."""
    fallen = [(end, c) for c in claims if (end := _end(c)) and end <= day]
    later = [Later.of(c) for c in claims if c.kind in ENDS] if fallen else []
    for _, claim in sorted(fallen, key=lambda f: (f[0], f[1].id)):
        assert claim.forecast is not None
        yield DueClaim(
            claim=claim.id, document=claim.document.uri or "", quote=claim.content.quote, due=claim.forecast.due,
            bearing=tuple(_bearing(claim, later)),
        )


def _end(claim: Claim) -> str | None:
    return (claim.forecast.due.latest or claim.forecast.due.earliest) if claim.forecast else None


@dataclass(frozen=True)
class Later:
    """A claim that may bear on an earlier one: where it is, who acts, what kind of event it is."""

    claim: Claim
    place: Place | None
    names: tuple[tuple[str, str], ...]
    class_: str | None

    @classmethod
    def of(cls, claim: Claim) -> Later:
        """Taken from the claim once."""
        detail = claim.figure or claim.event
        actors = [a.name for a in (*claim.event.actors, *claim.event.targets)] if claim.event else []
        names = dict.fromkeys([*actors, *(s.name for s in claim.sources)])
        return cls(claim, detail.place if detail else None, tuple((n, b) for n in names if (b := bones_of(n))), claim.event.class_ if claim.event else None)


def _bearing(claim: Claim, later: Sequence[Later]) -> list[Bearing]:
    said = claim.document.published or ""
    words = _said(claim)
    ranked = []
    for other in later:
        c = other.claim
        if c.document.id != claim.document.id and (c.document.published or "") >= said and (shared := _shared(claim, words, other)):
            ranked.append((-sum(worth for worth, _ in shared), c.document.published or "", c.id, c, shared))
    ranked.sort(key=lambda r: r[:3])
    return [Bearing(claim=o.id, document=o.document.uri or "", why=", ".join(why for _, why in shared)) for *_, o, shared in ranked[:MOST]]


def _said(claim: Claim) -> frozenset[str]:
    """The words of a claim and of the passage that it stands in, and their bones."""
    quotes = [claim.content.quote, *(s.quote for s in claim.within or ()), *(s.name for s in claim.sources)]
    quotes += [claim.addressee.quote] if claim.addressee else []
    words = [w for q in quotes for w in q.replace("(", " ").replace(")", " ").split()]
    return frozenset([w.casefold().strip(".,;:“”\"'’") for w in words] + [skeleton(w) for w in words if w[:1].isupper()])


def _shared(claim: Claim, words: frozenset[str], other: Later) -> list[tuple[int, str]]:
    """What a later claim has in common with the earlier one, each with its worth; a kind of event alone does not bear on it."""
    out = []
    if other.place is not None and other.place.precision != "country" and _at(claim, words, other.place):
        out.append((PLACE, f"place {other.place.name}"))
    out += [(ACTOR, f"actor {name}") for name, bones in other.names if any(b in words for b in bones.split() if len(b) > 2)]
    if other.class_ and (other.class_ in words or any(part in words for part in other.class_.split("_") if len(part) > 4)):
        out.append((CLASS, f"class {other.class_.replace('_', ' ')}"))
    return out if any(worth > CLASS for worth, _ in out) else []


def _at(claim: Claim, words: frozenset[str], place: Place) -> bool:
    own = (claim.figure or claim.event).place if (claim.figure or claim.event) else None  # type: ignore[union-attr]
    if own is not None and own.precision != "country" and may_be_same_place(own, place):
        return True
    return any(b in words for b in bones_of(place.name).split() if len(b) > 1)


__all__ = ["due"]
