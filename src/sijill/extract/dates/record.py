"""What the time grammar finds, and what its rules work with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sijill.lexicon.dates import DateWords
from sijill.model import Time

Future = Callable[[int], bool]
Kind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True)
class FoundDate:
    """Characters `start` to `end`; `type` is TIMEX3's, `value` too; `role` says how the date bounds what happened."""

    start: int
    end: int
    quote: str
    value: str
    type: str
    time: Time | None
    role: str = "point"


@dataclass
class Context:
    """What a rule resolves against: the day of publication, the day mentioned last, and whether the clause looks ahead."""

    published: date | None
    last: date | None
    ahead: bool
    words: DateWords

    @property
    def day(self) -> date | None:
        """The day that a time of day belongs to: the one mentioned last, else that of publication."""
        return self.last or self.published


@dataclass(frozen=True)
class Resolved:
    """`time` is None where nothing fixes the days."""

    value: str
    time: Time | None = None
    type: Kind = "date"
    role: str = "point"


Match = re.Match[str]
Rule = tuple[str, Callable[[Match, Context], "Resolved | None"]]


def amount(words: str, c: Context) -> float | None:
    """ "two and a half", "2 1/2" and "two-and-a-half" are 2.5; None for "several", "a few"."""
    low = words.strip().lower()
    parts = [p for p in re.split(r"[\s-]+", low) if p]
    if " ".join(parts) in c.words.vague_numbers:
        return None
    half = 0.5 if low.endswith(("half", "1/2", "½")) else 0.0
    if parts[0] in ("half", "½") or low == "1/2":
        return 0.5
    first = parts[0].rstrip("½").replace(",", "")
    if not first[0].isdigit() and " ".join(parts[:3]) in c.words.numbers:
        return c.words.numbers[" ".join(parts[:3])] + half
    base = float(first) if first[0].isdigit() else float(c.words.numbers.get(" ".join(parts[:2]), c.words.numbers[first]))
    tens = len(parts) > 1 and base >= 20 and base % 10 == 0 and c.words.numbers.get(parts[1], 10) < 10 and parts[1] not in ("a", "an")
    return base + (c.words.numbers[parts[1]] if tens else 0) + half


def plain(count: float) -> str:
    """2 and 2.5, not 2.0."""
    return str(int(count)) if count == int(count) else str(count)


def unit_of(word: str, c: Context) -> str:
    """A unit's code: D, W, M, Y, DE, CE, Q; TH, TM and TS for hours, minutes and seconds."""
    low = word.lower()
    return c.words.units[low if low in c.words.units else low.rstrip("s")]
