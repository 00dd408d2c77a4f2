"""Happenings → Incidents: class, codings, time, place, actors, figures, title and id.

In: claims of the newest readings, in any order. Out: incidents, those of one document in order of salience.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sijill.lexicon import EventClass, Lexicon
from sijill.lexicon.schema import Refinement
from sijill.link.figures import tally
from sijill.link.happenings import Happening
from sijill.link.methods import Method
from sijill.link.parties import actors_of, targets_of, victims
from sijill.model import Actor, ActorClass, Claim, Incident

NO_CLASS = "other"
#: ACLED's event type of what goes off or falls from afar.
EXPLOSIONS = "Explosions/Remote violence"
#: Events further down in a sentence than this are its background.
DEEPEST = 1


@dataclass(frozen=True)
class Knowledge:
    """What the lexicon says that linking needs: classes, their families, actor classes of those counted, nouns for people at large, refinements,
    ids of the triggers that name outcomes."""

    classes: Mapping[str, EventClass]
    families: Mapping[str, str]
    sides: Mapping[str, ActorClass | None]
    at_large: frozenset[str]
    refinements: tuple[Refinement, ...]
    outcomes: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Knowledge:
        """Taken from a lexicon once."""
        classes = {c.class_: c for c in lexicon.event_classes}
        sides = {g.class_: g.actor for g in lexicon.groups if g.actor}
        outcomes = frozenset(t.id for t in lexicon.triggers if t.outcome)
        return cls(classes, {c: e.family for c, e in classes.items()}, sides, lexicon.words_for("at_large"), lexicon.refinements, outcomes)


def incident(happening: Happening, know: Knowledge, roots: Mapping[str, str], how: Method | None = None) -> Incident:
    """One happening as an incident. `roots` gives each claim's root by its id; `how` chooses best."""
    classes = know.classes
    head = head_of(happening, know)
    code = classes[class_of(happening, head, know)]
    time, place = happening.time, happening.place
    figures = tally(happening.claims, know.at_large, roots, how)
    documents = tuple(dict.fromkeys(c.document.uri for c in happening.claims))
    return Incident.model_validate({
        "id": id_of(happening.claims), "class": code.class_,
        "title": _title(code, happening), "acled": {"event_type": code.acled_event, "sub_event_type": code.acled_sub_event},
        "plover": {"type": code.plover_type, "mode": code.plover_mode}, "ucdp": {"type_of_violence": code.ucdp},
        "time": time, "place": place, "actors": actors_of(happening.claims, head, code),
        "targets": targets_of(happening.claims, head, code, know.sides), "figures": figures,
        "documents": documents, "reports": len(documents), "roots": len({roots[c.id] for c in happening.claims}),
        "claims": tuple(c.id for c in happening.claims),
    })


def id_of(claims: Iterable[Claim]) -> str:
    """That of the oldest claim, beginning otherwise: it stays as later reports are added, and any claim's id leads to its incident."""
    oldest = min(claims, key=lambda c: (c.document.published or "9999", c.document.id, c.content.start, c.id))
    return "i_" + oldest.id.removeprefix("c_")


def head_of(happening: Happening, know: Knowledge) -> Claim:
    """The event that says what it is: of the first sentence with one, the shallowest; rank breaks ties. Of an outcome, what brought it about."""
    events = [c for c in happening.claims if c.event and not c.event.negated]
    if not events:
        return happening.claims[0]
    first = min(events, key=lambda c: _order(c, know))
    causes = [c for c in events if _brought_about(first, c, know)] if first.rule in know.outcomes else []
    return min(causes, key=lambda c: _order(c, know), default=first)


def _order(claim: Claim, know: Knowledge) -> tuple[int, int, int, int]:
    assert claim.event is not None
    return claim.sentence, claim.event.depth, -know.classes[claim.event.class_].rank, claim.content.start


def _brought_about(outcome: Claim, cause: Claim, know: Knowledge) -> bool:
    """ "Three died when a mine went off": an explosion in the outcome's sentence, at most one clause deeper."""
    if outcome.event is None or cause.event is None or cause.sentence != outcome.sentence:
        return False
    return know.classes[cause.event.class_].acled_event == EXPLOSIONS and cause.event.depth <= outcome.event.depth + 1


def class_of(happening: Happening, head: Claim, know: Knowledge) -> str:
    """The class that the head's words give, as who acts upon whom and the other events refine it."""
    if head.event is None:
        return _class_of_figures(happening, know)
    scene = _scene(happening, head, know)
    found = head.event.class_
    for rule in know.refinements:
        if scene.fits(rule, found):
            found = rule.becomes
    return found


@dataclass(frozen=True)
class Scene:
    """What refinements look at: classes of the other events and of those that a main clause tells, classes of who acts and suffers, whether anybody is hurt."""

    others: frozenset[str]
    plain: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    aimed: frozenset[str]
    harm: bool

    def fits(self, rule: Refinement, found: str) -> bool:
        """Whether the rule holds of an incident of class `found`."""
        targets = self.aimed if rule.aimed else self.targets
        if found not in rule.heads or self.others & set(rule.without) or self.actors & set(rule.no_actors) or targets & set(rule.no_targets):
            return False
        wanted = ((rule.also, self.plain if rule.plainly else self.others), (rule.actors, self.actors), (rule.targets, targets))
        return not (rule.harmless and self.harm) and all(not some or have & set(some) for some, have in wanted)


def _scene(happening: Happening, head: Claim, know: Knowledge) -> Scene:
    events = [(c, c.event) for c in happening.claims if c.event and not c.event.negated]
    near = [e for c, e in events if c.sentence == head.sentence]
    aimed = _sides(head.event.targets) if head.event else frozenset()
    return Scene(
        others=frozenset(e.class_ for c, e in events if c is not head and e.depth <= DEEPEST),
        plain=frozenset(e.class_ for c, e in events if c is not head and e.depth == 0),
        actors=_sides(a for e in near for a in e.actors), aimed=aimed,
        targets=aimed or _sides(a for e in near for a in e.targets) or _sides(victims(happening.claims, know.sides)),
        harm=any(c.figure and c.figure.measure in ("killed", "injured") for c in happening.claims),
    )


def _sides(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(a.class_ for a in actors if a.class_)


def _class_of_figures(happening: Happening, know: Knowledge) -> str:
    """People killed or hurt and nothing said of how: a clash where they all bore arms."""
    harm = {c.figure.measure for c in happening.claims if c.figure}
    sides = _sides(victims(happening.claims, know.sides))
    if not harm & {"killed", "injured"}:
        return NO_CLASS
    return "armed_clash" if sides and "civilians" not in sides else "attack_on_civilians"


def _title(code: EventClass, happening: Happening) -> str:
    parts = [code.class_.replace("_", " ").capitalize()]
    parts += [happening.place.name] if happening.place else []
    parts += [happening.time.start] if happening.time and happening.time.start else []
    return ", ".join(parts)
