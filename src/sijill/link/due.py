"""Forecasts, ultimatums and deadlines that have fallen due, with the later claims that bear on them.

In: all claims, and a day. Out: one entry a claim whose horizon ends on or before the day, its bearing claims ranked by how much they share: place,
actor, class of event; only claims of reports published after it was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sijill.model import Bearing, Claim, DueClaim, Place

#: Later claims that are listed for one.
MOST = 20
ENDS = ("figure", "event", "denial")


def due(claims: Sequence[Claim], day: str) -> Iterator[DueClaim]:
    """What has fallen due by `day` (ISO 8601), the earliest due first."""
    fallen = [c for c in claims if c.forecast and (end := c.forecast.due.latest or c.forecast.due.earliest) and end <= day]
    for claim in sorted(fallen, key=lambda c: (c.forecast.due.latest or c.forecast.due.earliest or "", c.id) if c.forecast else ("", c.id)):
        assert claim.forecast is not None
        yield DueClaim(
            claim=claim.id, document=claim.document.uri or "", quote=claim.content.quote, due=claim.forecast.due,
            bearing=tuple(_bearing(claim, claims)),
        )


def _bearing(claim: Claim, claims: Sequence[Claim]) -> list[Bearing]:
    said = claim.document.published or ""
    ranked = []
    for other in claims:
        if other.kind in ENDS and other.document.id != claim.document.id and (other.document.published or "") >= said:
            shared = _shared(claim, other)
            if shared:
                ranked.append((-len(shared), other.document.published or "", other.id, other, shared))
    ranked.sort(key=lambda r: r[:3])
    return [Bearing(claim=o.id, document=o.document.uri or "", why=", ".join(shared)) for *_, o, shared in ranked[:MOST]]


def _shared(claim: Claim, other: Claim) -> list[str]:
    """What a later claim has in common with words of the earlier one."""
    words = claim.content.quote.casefold()
    detail = other.figure or other.event
    place: Place | None = detail.place if detail else None
    out = []
    if place is not None and place.precision != "country" and _names(place.name, words):
        out.append(f"place {place.name}")
    names = [a.name for a in other.event.actors] if other.event else []
    names += [s.name for s in claim.sources if s.role == "source" and any(s.name == x.name for x in other.sources)]
    out += [f"actor {name}" for name in dict.fromkeys(names) if _names(name, words) or any(name == s.name for s in claim.sources)]
    if other.event and other.event.class_.split("_")[0] in words:
        out.append(f"class {other.event.class_}")
    return out


def _names(name: str, words: str) -> bool:
    parts = [p for p in name.casefold().replace("(", " ").replace(")", " ").split() if len(p) > 3]
    return any(p in words for p in parts)


__all__ = ["due"]
