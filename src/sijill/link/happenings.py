"""Gather the claims of one report by happening: what belongs to the main one, what to others, what is background.

In: the claims of one document, in text order. Out: happenings, the most salient first. A claim that fits none opens its own;
a claim is in one happening only. Plans, wishes and what is foretold are not happenings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sijill.link.near import days, is_long, may_be_same_place, may_be_same_time
from sijill.model import WHERE_PREC, Claim, Place, Time

HAPPENED = frozenset({"asserted", "possible", "denied"})
#: Measures that count harm done by a happening.
HARM = frozenset({"killed", "injured", "missing", "abducted", "detained", "displaced", "besieged", "trapped", "surrendered", "evacuated", "homes_destroyed"})


@dataclass
class Happening:
    """Claims of one document about the same thing. `head` is the claim that says what it is."""

    claims: list[Claim]
    families: Mapping[str, str]
    background: bool = False
    head: Claim | None = field(default=None)

    @property
    def family(self) -> str | None:
        """The family of its first event; None while it has figures alone."""
        return next((self.families.get(c.event.class_) for c in self.claims if c.event), None)

    @property
    def time(self) -> Time | None:
        """Its most exact time: a day before a month, the first said before a later one."""
        times = [t for c in self.claims if (t := time_of(c)) is not None and days(t) is not None]
        return min(times, key=lambda t: (is_long(t), t.precision != "day"), default=None)

    @property
    def places(self) -> list[Place | None]:
        """All places that its claims give; one None when they give none."""
        return [p for c in self.claims if (p := place_of(c)) is not None and not p.carried] or [None]

    @property
    def place(self) -> Place | None:
        """Its most exact place; of equals the first said."""
        places = [p for c in self.claims if (p := place_of(c)) is not None]
        return min(places, key=lambda p: (p.lat is None, p.carried, WHERE_PREC[p.precision]), default=None)


def time_of(claim: Claim) -> Time | None:
    """When what the claim states is said to have been."""
    detail = claim.figure or claim.event
    return detail.time if detail else None


def place_of(claim: Claim) -> Place | None:
    """Where what the claim states is said to have been."""
    detail = claim.figure or claim.event
    return detail.place if detail else None


def tells_of_a_happening(claim: Claim) -> bool:
    """An event that was, or a figure of harm."""
    if claim.event is not None:
        return claim.modality in HAPPENED
    return claim.figure is not None and claim.figure.measure in HARM and claim.modality in HAPPENED


def gather(claims: Iterable[Claim], families: Mapping[str, str]) -> list[Happening]:
    """The happenings of one document, the most salient first. `families` gives each event class its family."""
    found: list[Happening] = []
    for claim in claims:
        if not tells_of_a_happening(claim):
            continue
        home = _home(claim, found, families)
        if home is None:
            found.append(Happening([claim], families))
        else:
            home.claims.append(claim)
    for happening in found:
        happening.background = is_long(happening.time)
    return sorted(found, key=_salience)


def _salience(happening: Happening) -> tuple[bool, bool, bool, int]:
    first = happening.claims[0]
    unreal = all(c.event is not None and c.event.negated for c in happening.claims)
    return unreal, happening.background, happening.family is None, first.content.start


def _home(claim: Claim, found: list[Happening], families: Mapping[str, str]) -> Happening | None:
    """Where the claim belongs: with a claim of its sentence, else with the happening last spoken of that it fits."""
    whole = claim.figure.subset_of if claim.figure else None
    if whole is not None:
        return next((h for h in found if any(c.id == whole for c in h.claims)), None)
    if claim.figure is not None and claim.figure.aside:
        return None
    if found and of_somebody_known(claim):
        return max(found, key=lambda h: h.claims[-1].content.start)
    fitting = [h for h in found if _fits(claim, h, families)]
    return max(fitting, key=lambda h: (h.claims[-1].sentence == claim.sentence, h.claims[-1].content.start), default=None)


def of_somebody_known(claim: Claim) -> bool:
    """ "The victim died two days later", "he succumbed": what came of somebody spoken of before is part of what happened to him then."""
    named = claim.figure.named if claim.figure and claim.figure.measure == "killed" else ()
    return len(named) == 1 and named[0].name is None and named[0].span.quote.lower().split()[:1] in (["he"], ["she"], ["the"])


def _first_of_its_kind(claim: Claim, happening: Happening) -> bool:
    """The first number of its measure in a sentence that tells of the happening: "... at the gate of Hilltown (Lake district), killing two"."""
    measure = claim.figure.measure if claim.figure else None
    here = any(c.sentence == claim.sentence and c.event for c in happening.claims)
    return here and not any(c.figure and c.figure.measure == measure for c in happening.claims)


def _named_otherwise(claim: Claim, happening: Happening) -> bool:
    """An event of another class in a place that no gazetteer holds, where the happening is in another such place: two quarters of one city."""
    place, first = place_of(claim), next((c for c in happening.claims if c.event), None)
    if claim.event is None or first is None or first.event is None or claim.event.class_ == first.event.class_ or first.sentence == claim.sentence:
        return False
    there = first.event.place
    if place is None or there is None or place.carried or place.geonames_id is not None or there.geonames_id is not None:
        return False
    return place.name != there.name


def _fits(claim: Claim, happening: Happening, families: Mapping[str, str]) -> bool:
    place = place_of(claim)
    if not may_be_same_time(time_of(claim), happening.time):
        return False
    if claim.figure is not None and _first_of_its_kind(claim, happening):
        return True
    if place is not None and not place.carried and not any(may_be_same_place(place, p) for p in happening.places):
        return False
    if _named_otherwise(claim, happening):
        return False
    last = happening.claims[-1]
    if claim.event is None or happening.family is None or any(c.sentence == claim.sentence for c in happening.claims):
        return True
    goes_on = claim.sentence - last.sentence <= 1 and time_of(claim) in (None, happening.time) and (place is None or place.carried)
    return families.get(claim.event.class_) == happening.family or goes_on
