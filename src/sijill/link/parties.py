"""Who acts and who suffers in an incident: those whom its claims name, and where they name nobody, what a coder infers from the kind of happening.

In: the claims of a happening, its head and its class. Out: parties, each once. What is inferred says so and stands on the words that name the event
("was shot dead" has somebody who shot); it is a default of the coding, never a reading of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sijill.lexicon import EventClass
from sijill.model import Actor, ActorClass, Claim, Party

UNIDENTIFIED = "unidentified"
PLAIN = frozenset({"civilians", "protesters", "rioters"})


def actors_of(claims: Sequence[Claim], head: Claim, code: EventClass) -> tuple[Party, ...]:
    """Those who act; of a happening that needs somebody who does it and names none, one who is unidentified."""
    named = _once(_as_in(a, code) for c in claims if c.event for a in c.event.actors)
    return named or _inferred(head, code.agent_class or code.unknown_agent)


def targets_of(claims: Sequence[Claim], head: Claim, code: EventClass, sides: Mapping[str, ActorClass | None]) -> tuple[Party, ...]:
    """Those who suffer: as events name them, then as figures count them; else those whom such a happening is always done to."""
    told = _once(a for c in claims if c.event for a in c.event.targets)
    known = {_noun(a) for a in told if a.class_ is not None}
    counted = [a for a in victims(claims, sides) if _noun(a) not in known]
    return _once([*told, *counted]) or _inferred(head, code.target_class)


def victims(claims: Iterable[Claim], sides: Mapping[str, ActorClass | None]) -> Iterator[Actor]:
    """Those who were harmed, as their figures name them."""
    for claim in claims:
        figure = claim.figure
        if figure is not None and figure.group_class is not None and figure.group_class in sides:
            yield Actor(name=figure.group or figure.group_class, **{"class": sides[figure.group_class]})


def _inferred(head: Claim, class_: ActorClass | None) -> tuple[Party, ...]:
    if class_ is None or head.event is None:
        return ()
    return (Party(name=UNIDENTIFIED, span=head.event.trigger, inferred=True, **{"class": class_}),)


def _as_in(actor: Actor, code: EventClass) -> Actor:
    """Plain people who act in a riot are rioters, whatever the words of one sentence called them."""
    plain = actor.class_ in PLAIN and code.agent_class in PLAIN
    return actor.model_copy(update={"class_": code.agent_class}) if plain else actor


def _noun(actor: Actor) -> str:
    """The last word of the name before any preposition: "members" in "two members of the guard"."""
    return actor.name.split(" of ")[0].split(" in ")[0].split()[-1].lower()


def _once(actors: Iterable[Actor]) -> tuple[Party, ...]:
    kept: dict[str, Party] = {}
    for actor in actors:
        kept.setdefault(actor.name, Party(name=actor.name, span=actor.span, **{"class": actor.class_}))
    return tuple(kept.values())
