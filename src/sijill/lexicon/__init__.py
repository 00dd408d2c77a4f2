"""What the rules know, as data that a user can read and add to."""

from sijill.lexicon.loader import Lexicon, load
from sijill.lexicon.schema import ActorEntry, Cue, EventClass, Group, MeasureWord, Role, Trigger, Word

__all__ = ["ActorEntry", "Cue", "EventClass", "Group", "Lexicon", "MeasureWord", "Role", "Trigger", "Word", "load"]
