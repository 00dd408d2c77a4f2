"""The rarer words of a report's beginning, each with its weight: two reports of one incident share names, sites and weapons.

In: a text. Out: word → weight, from the word's frequency in English at large (wordfreq, Speer 2022), not in the ledger, so that a pair of reports weighs the
same in any ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import sqrt

from wordfreq import zipf_frequency

#: Code points of the beginning that are looked at: news says first what it is about.
LEAD = 1500
#: Words more frequent than this (Zipf: log10 of occurrences in 10⁹ words) say nothing of an incident.
COMMON = 4.6
TOP = 6.5
WORD = re.compile(r"[^\W\d_]{3,}")
Words = Mapping[str, float]


@lru_cache(maxsize=200_000)
def weight(word: str) -> float:
    """The weight of a lower-case word; 0 for a common one."""
    zipf = zipf_frequency(word, "en")
    return TOP - zipf if zipf < COMMON else 0.0


def rare_words(text: str) -> Words:
    """The rarer words of the beginning of a text."""
    found = {m.group().lower() for m in WORD.finditer(text[:LEAD])}
    return {w: weight(w) for w in sorted(found) if weight(w) > 0}


def shared(a: Words, b: Words) -> float:
    """The weight of the words in common."""
    return sum(a[w] for w in a.keys() & b.keys())


def likeness(a: Words, b: Words) -> float:
    """Weight shared, over the geometric mean of both: 0 for nothing in common, 1 for the same words."""
    if not a or not b:
        return 0.0
    return shared(a, b) / sqrt(sum(a.values()) * sum(b.values()))
