"""Happenings → Incidents: class, codings, time, place, actors, figures, title and id.

In: claims of the newest readings, in any order. Out: incidents, those of one document in order of salience.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sijill.lexicon import EventClass, Lexicon
from sijill.lexicon.schema import Refinement
from sijill.link.clusters import groups_of
from sijill.link.contradictions import contradictions
from sijill.link.features.record import Record, record_of
from sijill.link.features.report import Report
from sijill.link.figures import tally
from sijill.link.happenings import Happening, gather
from sijill.link.model import Model
from sijill.link.things import Things
from sijill.model import Actor, ActorClass, Claim, Incident, digest

NO_CLASS = "other"


def link(claims: Iterable[Claim], lexicon: Lexicon, texts: Mapping[str, str] | None = None) -> Iterator[Incident]:
    """The incidents that the claims are about; claims of one document must come one after another.

    `texts` gives documents their text by id, where it is at hand. Those of the first document come first, in order of salience; then those that only
    later documents tell of.
    """
    know = Knowledge.of(lexicon)
    happenings: list[Happening] = []
    records: list[Record] = []
    for document, group in groupby(claims, key=lambda c: c.document.id):
        told = gather(_in_order(group), know.families)
        happenings += told
        records += records_of(told, Report.of((texts or {}).get(document, "")), know)
    matches = list(Model(records).matches()) if len(records) > 1 else []
    for found in sorted(groups_of(records, matches), key=min):
        yield incident(_joined([happenings[n] for n in sorted(found)]), know)


def records_of(told: Sequence[Happening], report: Report, know: Knowledge) -> Iterator[Record]:
    """The records of one report's happenings, the most salient first."""
    for n, happening in enumerate(told):
        class_ = class_of(happening, _head(happening, know.classes), know)
        yield record_of(happening, report, know.things, class_, know.families.get(class_) if happening.family else None, main=n == 0)


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.content.start, c.content.end, c.kind, c.id))


def _joined(told: list[Happening]) -> Happening:
    """What several reports tell of one incident, the first report's claims first."""
    return Happening([c for h in told for c in h.claims], told[0].families, all(h.background for h in told))


@dataclass(frozen=True)
class Knowledge:
    """What the lexicon says that linking needs: classes, their families, actor classes of those counted, nouns for people at large, refinements."""

    classes: Mapping[str, EventClass]
    families: Mapping[str, str]
    sides: Mapping[str, ActorClass | None]
    at_large: frozenset[str]
    refinements: tuple[Refinement, ...]
    things: Things

    @classmethod
    def of(cls, lexicon: Lexicon) -> Knowledge:
        """Taken from a lexicon once."""
        classes = {c.class_: c for c in lexicon.event_classes}
        sides = {g.class_: g.actor for g in lexicon.groups if g.actor}
        return cls(classes, {c: e.family for c, e in classes.items()}, sides, lexicon.words_for("at_large"), lexicon.refinements, Things.of(lexicon))


def incident(happening: Happening, know: Knowledge) -> Incident:
    """One happening as an incident."""
    classes = know.classes
    head = _head(happening, classes)
    code = classes[class_of(happening, head, know)]
    time, place = happening.time, happening.place
    figures = tally(happening.claims, know.at_large)
    documents = tuple(dict.fromkeys(c.document.uri for c in happening.claims))
    roots = {c.sources[0].name if c.sources else f"document {c.document.id}" for c in happening.claims}
    return Incident.model_validate({
        "id": "i_" + digest(sorted(c.id for c in happening.claims))[:20], "class": code.class_,
        "title": _title(code, happening), "acled": {"event_type": code.acled_event, "sub_event_type": code.acled_sub_event},
        "plover": {"type": code.plover_type, "mode": code.plover_mode}, "ucdp": {"type_of_violence": code.ucdp},
        "time": time, "place": place, "actors": _once(_as_in(a, code) for c in happening.claims if c.event for a in c.event.actors),
        "targets": _once([*(a for c in happening.claims if c.event for a in c.event.targets), *_victims(happening, know.sides)]), "figures": figures,
        "documents": documents, "reports": len(documents), "roots": len(roots), "claims": tuple(c.id for c in happening.claims),
        "contradictions": contradictions(happening.claims, know.at_large),
    })


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


def _head(happening: Happening, classes: Mapping[str, EventClass]) -> Claim:
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
