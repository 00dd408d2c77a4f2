"""The shape of lexicon entries. A YAML file is a list of one kind of entry; unknown keys are refused, each with its path.

Every entry carries its proof: `holds`, a sentence in which it applies, and `fails`, one in which the same words do not.
`forms` are single words or phrases, lower case; a word of a form stands for itself and for every inflection of that lemma.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sijill.model import ActorClass, Bound, Kind, Measure, SourceType


class Entry(BaseModel):
    """What all entries have. `id` is the entry's name in the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    forms: tuple[str, ...] = Field(min_length=1)
    holds: str
    fails: str


Shape = Literal[
    "clause", "quote", "small", "as", "object_for", "object_of", "object_infinitive", "infinitive", "gerund", "about", "of", "for", "on",
    "to", "against", "with", "at", "over", "in", "nominal", "passive", "seeming",
]


class Cue(Entry):
    """A word that gives its content to a source.

    `kind` is what the cue makes of its content; `takes` the shapes of content that it attributes; `force` is how the source stands to
    what it says: as a report (`asserted`, `possible`, `requested`, `intended`, `denied`, `accusation`, `belief`), or as a mere `wish`,
    `intention`, `stance`, `perception`, `question` or `decision`, which vouches for nothing inside its content.
    `relays` marks verbs that pass on another's word; `always` verbs that do little else than report; `without` nouns under which the word is no cue,
    `with` nouns that a mark makes a source ("Poll: …").
    `{}` in `holds` stands for each of the forms in turn, so that one sentence proves a whole class of words.
    """

    kind: Kind = "statement"
    takes: tuple[Shape, ...] = ("clause", "quote")
    pos: Literal["verb", "noun", "preposition", "adverb", "adjective", "mark"] = "verb"
    force: Literal[
        "asserted", "possible", "requested", "intended", "denied", "accusation", "belief", "wish", "intention", "stance", "perception",
        "question", "decision",
    ] = "asserted"
    relays: bool = False
    always: bool = False
    without: tuple[str, ...] = ()
    with_: tuple[str, ...] = Field(default=(), alias="with")


class MeasureWord(Entry):
    """A word that says what is counted of those counted. `role`: where they stand.

    patient: object of the active verb, subject of the passive; agent: subject; of: after the noun ("the death of two");
    self: the word is the noun counted ("two deaths", "three wounded"); at: the place counted from. `without`: verbs on which a phrase such as
    "to death" says something else ("sentenced to death").
    """

    measure: Measure
    pos: Literal["verb", "noun", "adjective", "phrase"] = "verb"
    role: Literal["patient", "agent", "of", "self", "object"] = "patient"
    with_: tuple[str, ...] = Field(default=(), alias="with")
    without: tuple[str, ...] = ()


class Group(Entry):
    """A noun for people or things that are counted; `class_` is the group's class.

    `side` marks a noun that names a side in the fighting ("rebels"): the figure's group is then the class.
    `things` marks what is no person: strikes, missiles, homes. `actor` is the actor class of persons so called.
    `sex` is what the noun tells; `kin` marks words of kinship, which tell no age: a son may be forty.
    """

    class_: str = Field(alias="class")
    side: bool = False
    things: bool = False
    countable: bool = True
    actor: ActorClass | None = None
    sex: Literal["female", "male"] | None = None
    kin: bool = False


class EventClass(BaseModel):
    """A class of Sijill's list with its four codings (ACLED codebook, PLOVER 0.8, UCDP GED, CAMEO roots).

    `agent_class` and `target_class` are the actor class of whoever acts in it or suffers it, where their own words tell none;
    `person_agent` that of plain people who act in it together; `unknown_agent` that of one whom nothing more is said of, or who is not named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    class_: str = Field(alias="class")
    family: Literal["violence", "siege", "crowd", "custody", "deal", "movement", "other"]
    says: str
    plover_type: str | None = None
    plover_mode: str | None = None
    acled_event: str | None = None
    acled_sub_event: str | None = None
    ucdp: int | None = None
    cameo: str | None = None
    rank: int = 0
    agent_class: ActorClass | None = None
    target_class: ActorClass | None = None
    person_agent: ActorClass | None = None
    unknown_agent: ActorClass | None = None


class Refinement(BaseModel):
    """A rule that says what an incident is, from who acts upon whom and what else happened; see the head of refinements.yaml.

    `harmless` rules hold only where nobody is said to have been killed or hurt; `aimed` ones look only at whom the head itself is done to;
    `plainly` ones only at what main clauses tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    heads: tuple[str, ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    actors: tuple[ActorClass, ...] = ()
    targets: tuple[ActorClass, ...] = ()
    no_actors: tuple[ActorClass, ...] = ()
    no_targets: tuple[ActorClass, ...] = ()
    harmless: bool = False
    aimed: bool = False
    plainly: bool = False
    becomes: str
    holds: str
    fails: str


class Trigger(Entry):
    """A word that names an event of a class. `pos`: as verb or noun; `with_`: words of which one must stand in the sentence.

    `agent`: where whoever acts stands; `needed` where the word names an event only if somebody does it ("killed by gunmen", not "by a flood").
    `object: place` wants a place as the verb's object ("took Marib", not "took two guards"). `outcome` marks words for what comes of an event:
    where the sentence also says what happened ("three died when a mine went off"), that leads. `subject`: nouns of which one must head the verb's
    subject ("fighters fled", not "families fled from the fighters").
    """

    class_: str = Field(alias="class")
    pos: Literal["verb", "noun", "adjective", "phrase"] = "verb"
    with_: tuple[str, ...] = Field(default=(), alias="with")
    agent: Literal["subject", "object", "none", "needed"] = "subject"
    outcome: bool = False
    object: Literal["any", "place"] = "any"
    subject: tuple[str, ...] = ()


class ActorEntry(BaseModel):
    """An actor under its full name, with its other names. `metonyms` stand for it only where they act or speak."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    name: str
    type: SourceType
    class_: ActorClass | None = Field(default=None, alias="class")
    country: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    holds: str
    fails: str


class Side(Entry):
    """A noun that tells the actor class of those it names, such as "militiamen".

    `as_target` marks what tells it only of whoever suffers: a farm that is hit stands for its owners, a thief who is beaten is a civilian.
    """

    class_: ActorClass = Field(alias="class")
    as_target: bool = False


class Role(Entry):
    """A noun for a person or body that speaks by office: "spokesman", "ministry", "residents"."""

    type: SourceType
    anonymous: bool = True
    sex: Literal["female", "male"] | None = None


class Word(Entry):
    """A word with a plain meaning for the mechanism, `means`, such as a negation or a mark of modality."""

    means: str


class BoundWord(Entry):
    """A phrase that bounds the number beside it."""

    bound: Bound


__all__ = [
    "ActorEntry", "BoundWord", "Cue", "Entry", "EventClass", "Group", "MeasureWord", "Refinement", "Role", "Side", "Trigger", "Word",
]
