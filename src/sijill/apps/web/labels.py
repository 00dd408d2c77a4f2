"""What the page calls things, with the symbol beside each: one table for all templates."""

from __future__ import annotations

from typing import get_args

from sijill.keep import STATUSES
from sijill.lexicon import load
from sijill.model import Bound, Kind, Measure, Modality

#: Status → the symbol's (and the colour's) name, and the words.
STATES: dict[str, tuple[str, str]] = {
    "unreviewed": ("todo", "To review"), "accepted": ("accepted", "Accepted"), "rejected": ("rejected", "Rejected"), "corrected": ("corrected", "Corrected"),
    "unsure": ("unsure", "Unsure"), "disagreed": ("disagree", "Disagreement"),
}
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
#: Verdicts as the history tells them.
DONE = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "unsure": "was unsure of", "note": "noted on", "assign": "assigned",
    "undo": "took back a verdict on",
    "withhold": "withheld the source of", "notice": "put a notice before",
    "merge": "merged into", "split": "split claims off", "best": "set best of", "grade": "graded", "credibility": "rated",
    "answer": "answered a contradiction of", "view": "saved the view",
}


def states() -> list[tuple[str, str, str]]:
    """Every status of the ledger with its symbol and words."""
    return [(s, *STATES.get(s, ("todo", s.capitalize()))) for s in STATUSES]


def event_classes() -> list[str]:
    """The classes of events that the lexicon knows."""
    return sorted(c.class_ for c in load().event_classes)


KINDS, MEASURES, BOUNDS, MODALITIES = get_args(Kind), get_args(Measure), get_args(Bound), get_args(Modality)
