"""Happenings → Incidents: class, codings, time, place, actors, figures, title and id.

In: claims of the newest readings, in any order. Out: incidents, those of one document in order of salience.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sijill.lexicon import EventClass, Lexicon
from sijill.lexicon.schema import Refinement
from sijill.link.figures import tally
from sijill.link.happenings import Happening
from sijill.link.methods import Method
from sijill.model import Actor, ActorClass, Claim, Incident

NO_CLASS = "other"


@dataclass(frozen=True)
class Knowledge:
    """What the lexicon says that linking needs: classes, their families, actor classes of those counted, nouns for people at large, refinements."""

    classes: Mapping[str, EventClass]
    families: Mapping[str, str]
    sides: Mapping[str, ActorClass | None]
    at_large: frozenset[str]
    refinements: tuple[Refinement, ...]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Knowledge:
        """Taken from a lexicon once."""
        classes = {c.class_: c for c in lexicon.event_classes}
        sides = {g.class_: g.actor for g in lexicon.groups if g.actor}
        return cls(classes, {c: e.family for c, e in classes.items()}, sides, lexicon.words_for("at_large"), lexicon.refinements)


def incident(happening: Happening, know: Knowledge, roots: Mapping[str, str], how: Method | None = None) -> Incident:
    """One happening as an incident. `roots` gives each claim's root by its id; `how` chooses best."""
    classes = know.classes
    head = head_of(happening, classes)
    code = classes[class_of(happening, head, know)]
    time, place = happening.time, happening.place
    figures = tally(happening.claims, know.at_large, roots, how)
    documents = tuple(dict.fromkeys(c.document.uri for c in happening.claims))
    return Incident.model_validate({
        "id": id_of(happening.claims), "class": code.class_,
        "title": _title(code, happening), "acled": {"event_type": code.acled_event, "sub_event_type": code.acled_sub_event},
        "plover": {"type": code.plover_type, "mode": code.plover_mode}, "ucdp": {"type_of_violence": code.ucdp},
        "time": time, "place": place, "actors": _once(_as_in(a, code) for c in happening.claims if c.event for a in c.event.actors),
        "targets": _once([*(a for c in happening.claims if c.event for a in c.event.targets), *_victims(happening, know.sides)]), "figures": figures,
        "documents": documents, "reports": len(documents), "claims": tuple(c.id for c in happening.claims),
        "roots": len({roots[c.id] for c in happening.claims}),
    })


def id_of(claims: Iterable[Claim]) -> str:
    """That of the oldest claim, beginning otherwise: it stays as later reports are added, and any claim's id leads to its incident."""
    oldest = min(claims, key=lambda c: (c.document.published or "9999", c.document.id, c.content.start, c.id))
    return "i_" + oldest.id.removeprefix("c_")


def _as_in(actor: Actor, code: EventClass) -> Actor:
    """Plain people who act in a riot are rioters, whatever the words of one sentence called it."""
    plain = actor.class_ in ("civilians", "protesters", "rioters") and code.agent_class is not None
    return actor.model_copy(update={"class_": code.agent_class}) if plain else actor


def _victims(happening: Happening, sides: Mapping[str, ActorClass | None]) -> Iterator[Actor]:
    """Those who were harmed, as their figures name them; a named person under their name."""
    for claim in happening.claims:
        figure = claim.figure
        if figure is not None and figure.group_class is not None and figure.group_class in sides:
            yield Actor(name=figure.group or figure.group_class, **{"class": sides[figure.group_class]})


def head_of(happening: Happening, classes: Mapping[str, EventClass]) -> Claim:
    """The event that says what it is: of the first sentence with one, the shallowest; rank breaks ties."""
    events = [c for c in happening.claims if c.event and not c.event.negated]
    if not events:
        return happening.claims[0]
    return min(events, key=lambda c: (c.sentence, c.event.depth, -classes[c.event.class_].rank, c.content.start))  # type: ignore[union-attr]


def class_of(happening: Happening, head: Claim, know: Knowledge) -> str:
    """The class that the head's words give, as who acts upon whom and the other events refine it."""
    if head.event is None:
        return _class_of_figures(happening)
    found = head.event.class_
    events = [c.event for c in happening.claims if c.event and not c.event.negated]
    others = {e.class_ for e in events}
    near = [c.event for c in happening.claims if c.event and c.sentence == head.sentence]
    actors = _sides(a for e in near for a in e.actors)
    targets = _sides(head.event.targets) or _sides(a for e in near for a in e.targets) or _sides(_victims(happening, know.sides))
    for rule in know.refinements:
        if _fits(rule, found, others, actors, targets):
            found = rule.becomes
    return found


def _sides(actors: Iterable[Actor]) -> set[str]:
    return {a.class_ for a in actors if a.class_}


def _fits(rule: Refinement, found: str, others: set[str], actors: set[str], targets: set[str]) -> bool:
    if found not in rule.heads or others & set(rule.without) or actors & set(rule.no_actors) or targets & set(rule.no_targets):
        return False
    wanted = ((rule.also, others), (rule.actors, actors), (rule.targets, targets))
    return all(not some or have & set(some) for some, have in wanted)


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
