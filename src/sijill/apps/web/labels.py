"""What the page calls things, with the symbol beside each: one table for all templates."""

from __future__ import annotations

import re
from typing import get_args

from sijill.keep import STATUSES
from sijill.lexicon import load
from sijill.model import Bound, Kind, Measure, Modality, Time

#: Status → the symbol's (and the colour's) name, and the words.
STATES: dict[str, tuple[str, str]] = {
    "unreviewed": ("todo", "To review"), "accepted": ("accepted", "Accepted"), "rejected": ("rejected", "Rejected"), "corrected": ("corrected", "Corrected"),
    "unsure": ("unsure", "Unsure"), "disagreed": ("disagree", "Disagreement"),
}
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d{2}")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
#: Verdicts as the history tells them.
DONE = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "unsure": "was unsure of", "note": "noted on", "assign": "assigned",
    "undo": "took back a verdict on",
    "withhold": "withheld the source of", "notice": "put a notice before",
    "merge": "merged into", "split": "split claims off", "best": "set best of", "grade": "graded", "credibility": "rated",
    "answer": "answered a contradiction of", "view": "saved the view", "judge": "judged",
}
#: What a forecast, demand or threat came to, with the key that says so.
CAME = {"met": "Met", "part": "In part", "not": "Not met", "unknown": "Cannot tell"}


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(iso: str | None) -> str:
    """A day as the page writes it: "6 Oct 2016"; what is no day stays as it is."""
    if not iso or not DAY.fullmatch(iso):
        return iso or ""
    year, month, number = iso.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {int(year)}"


def days(time: Time | None) -> str:
    """A time as the page writes it: "19 Sep – 6 Oct 2016"; an end that is not known is a dot."""
    if time is None:
        return ""
    if time.start == time.end:
        return day(time.start)
    first, last = day(time.start) or "…", day(time.end) or "…"
    if time.start and time.end and time.start[:4] == time.end[:4]:
        first = first.removesuffix(f" {int(time.start[:4])}")
    return f"{first} – {last}"


def states() -> list[tuple[str, str, str]]:
    """Every status of the ledger with its symbol and words."""
    return [(s, *STATES.get(s, ("todo", s.capitalize()))) for s in STATUSES]


def event_classes() -> list[str]:
    """The classes of events that the lexicon knows."""
    return sorted(c.class_ for c in load().event_classes)


KINDS, MEASURES, BOUNDS, MODALITIES = get_args(Kind), get_args(Measure), get_args(Bound), get_args(Modality)
