"""Happenings → Incidents: class, codings, time, place, actors, figures, title and id.

In: claims of the newest readings, in any order. Out: incidents, those of one document in order of salience.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from sijill.lexicon import EventClass, Lexicon
from sijill.link.figures import tally
from sijill.link.happenings import Happening, gather
from sijill.model import Actor, ActorClass, Claim, Incident, digest

NO_CLASS = "other"


def link(claims: Iterable[Claim], lexicon: Lexicon) -> Iterator[Incident]:
    """The incidents that the claims are about; claims of one document must come one after another."""
    classes = {c.class_: c for c in lexicon.event_classes}
    families = {c.class_: c.family for c in lexicon.event_classes}
    sides = {g.class_: g.actor for g in lexicon.groups if g.actor}
    for _, group in groupby(claims, key=lambda c: c.document.id):
        ordered = sorted(group, key=lambda c: (c.content.start, c.content.end, c.kind, c.id))
        for happening in gather(ordered, families):
            yield incident(happening, classes, lexicon.words_for("at_large"), sides)


def incident(
    happening: Happening, classes: dict[str, EventClass], at_large: frozenset[str], sides: Mapping[str, ActorClass | None],
) -> Incident:
    """One happening as an incident. `at_large` as for `tally`; `sides` gives each class of those counted its actor class."""
    head = _head(happening, classes)
    code = classes[head.event.class_ if head.event else _class_of_figures(happening)]
    time, place = happening.time, happening.place
    figures = tally(happening.claims, at_large)
    documents = tuple(dict.fromkeys(c.document.uri for c in happening.claims))
    roots = {c.sources[0].name if c.sources else f"document {c.document.id}" for c in happening.claims}
    return Incident.model_validate({
        "id": "i_" + digest(sorted(c.id for c in happening.claims))[:20], "class": code.class_,
        "title": _title(code, happening), "acled": {"event_type": code.acled_event, "sub_event_type": code.acled_sub_event},
        "plover": {"type": code.plover_type, "mode": code.plover_mode}, "ucdp": {"type_of_violence": code.ucdp},
        "time": time, "place": place, "actors": _once(a for c in happening.claims if c.event for a in c.event.actors),
        "targets": _once([*(a for c in happening.claims if c.event for a in c.event.targets), *_victims(happening, sides)]), "figures": figures,
        "documents": documents, "reports": len(documents), "roots": len(roots), "claims": tuple(c.id for c in happening.claims),
    })


def _victims(happening: Happening, sides: Mapping[str, ActorClass | None]) -> Iterator[Actor]:
    """Those who were harmed, as their figures name them; a named person under their name."""
    for claim in happening.claims:
        figure = claim.figure
        if figure is not None and figure.group_class is not None and figure.group_class in sides:
            yield Actor(name=figure.group or figure.group_class, **{"class": sides[figure.group_class]})


def _head(happening: Happening, classes: dict[str, EventClass]) -> Claim:
    """The event that says what it is: of the first sentence with one, the shallowest; rank breaks ties."""
    events = [c for c in happening.claims if c.event and not c.event.negated]
    if not events:
        return happening.claims[0]
    return min(events, key=lambda c: (c.sentence, c.event.depth, -classes[c.event.class_].rank, c.content.start))  # type: ignore[union-attr]


def _class_of_figures(happening: Happening) -> str:
    """People killed or hurt and nothing said of how."""
    harm = {c.figure.measure for c in happening.claims if c.figure}
    return "attack_on_civilians" if harm & {"killed", "injured"} else NO_CLASS


def _once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    kept: dict[str, Actor] = {}
    for actor in actors:
        kept.setdefault(actor.name, actor)
    return tuple(kept.values())


def _title(code: EventClass, happening: Happening) -> str:
    parts = [code.class_.replace("_", " ").capitalize()]
    parts += [happening.place.name] if happening.place else []
    parts += [happening.time.start] if happening.time and happening.time.start else []
    return ", ".join(parts)
