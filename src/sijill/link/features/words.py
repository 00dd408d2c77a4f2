"""The rarer words of a report's beginning, each with its weight: two reports of one incident share sites, weapons and turns of events.

In: a text. Out: word → weight, from the word's frequency in English at large (wordfreq, Speer 2022), not in the ledger, so that a pair of reports weighs the
same in any ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from wordfreq import zipf_frequency

#: Words more frequent than this (Zipf: log10 of occurrences in 10⁹ words) say nothing of an incident.
COMMON = 4.6
TOP = 6.5
WORD = re.compile(r"(?<![\w#@/.'’-])[a-z]{3,}(?![\w/@])")
Words = Mapping[str, float]


@lru_cache(maxsize=200_000)
def zipf(word: str) -> float:
    """Log10 of a lower-case word's occurrences in 10⁹ words of English; 0 when it is not among them."""
    return float(zipf_frequency(word, "en"))


def plain_words(text: str) -> Words:
    """The rarer lower-case words of a text. A word that English does not know is left out: most often it is an address or a slip."""
    return {w: TOP - z for w in sorted({m.group() for m in WORD.finditer(text)}) if 0 < (z := zipf(w)) < COMMON}
