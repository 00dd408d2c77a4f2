"""Copies: passages of one report that stand, with small edits or none, in an earlier one.

In: reports that tell of one incident. Out: for each passage, the earliest report that holds it. A wire text under another masthead is copied passage by
passage; a
copied paragraph inside an own report makes that paragraph's claims relays, and no others. Likeness is estimated by MinHash over shingles of words (Broder 1997,
by datasketch).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from datasketch import MinHash

from sijill.model import Claim

#: Words of a shingle; a passage shorter than the second is too short to tell a copy from chance.
SHINGLE, SHORTEST = 3, 9
PERMUTATIONS = 128
#: Estimated Jaccard likeness of shingles above which one passage is a copy of the other: nine words in ten are the same.
COPY = 0.65
PARAGRAPH = re.compile(r"[^\n]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Passage:
    """Code points `start` to `end` of a report, with its signature."""

    start: int
    end: int
    hash: MinHash


@dataclass(frozen=True)
class Copied:
    """That a passage of a report stands in an earlier one, and how alike the two are (0 to 1)."""

    document: str
    start: int
    end: int
    origin: str
    likeness: float


@lru_cache(maxsize=4096)
def passages_of(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a text that are long enough."""
    return tuple(_passages(text))


def _passages(text: str) -> Iterator[Passage]:
    for found in PARAGRAPH.finditer(text):
        words = WORD.findall(found.group().casefold())
        if len(words) >= SHORTEST:
            signature = MinHash(num_perm=PERMUTATIONS, seed=1)
            signature.update_batch([" ".join(words[n : n + SHINGLE]).encode() for n in range(len(words) - SHINGLE + 1)])
            yield Passage(found.start(), found.end(), signature)


def copies(reports: Iterable[tuple[str, str]]) -> list[Copied]:
    """The copied passages of reports (id, text), which come earliest first; each with the earliest report that holds it."""
    known: list[tuple[str, Passage]] = []
    out: list[Copied] = []
    for document, text in reports:
        fresh = passages_of(text)
        for passage in fresh:
            likeness, origin = max(((passage.hash.jaccard(p.hash), -n) for n, (_, p) in enumerate(known)), default=(0.0, 0))
            if likeness >= COPY:
                out.append(Copied(document, passage.start, passage.end, known[-origin][0], round(float(likeness), 2)))
        known += [(document, p) for p in fresh if not any(c.document == document and c.start == p.start for c in out)]
    return out


def origin_of(claim: Claim, found: Iterable[Copied]) -> str:
    """The report in which the claim's passage stood first: its own where nothing is copied."""
    at = claim.content.start
    return next((c.origin for c in found if c.document == claim.document.id and c.start <= at < c.end), claim.document.id)
