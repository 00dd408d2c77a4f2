"""Find where a text says a passage again.

In: canonical text. Out: for a stretch of it, the stretch elsewhere that holds the same words. Two passages that differ in a number, a name or a
word are never taken for the same: marks, case, and where a word is split are all that may differ. Time grows with the text's length, not its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

WORD = re.compile(r"[^\W_]+")
#: Words of the key under which passages are looked up, and how many places of one key are tried.
KEY, TRIED = 3, 12

Stretch = tuple[int, int]


class Passages:
    """The words of a text, indexed so that a passage's repeats are found at once."""

    def __init__(self, text: str) -> None:
        self._words = [(m.start(), m.end(), m.group().casefold()) for m in WORD.finditer(text)]
        self._starts = [start for start, _, _ in self._words]

    @cached_property
    def _index(self) -> dict[tuple[str, ...], list[int]]:
        index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n in range(len(self._words) - KEY + 1):
            index[self._key(n)].append(n)
        return index

    def _key(self, n: int) -> tuple[str, ...]:
        return tuple(word for _, _, word in self._words[n : n + KEY])

    def words_in(self, start: int, end: int) -> range:
        """The numbers of the words that begin in the stretch."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def again(self, start: int, end: int) -> Iterator[Stretch]:
        """Every passage outside the stretch that has its words, in text order."""
        own = self.words_in(start, end)
        letters = "".join(self._words[n][2] for n in own)
        for first in self._candidates(own):
            last = self._match(first, letters)
            if last is not None and (last < own.start or first >= own.stop):
                yield self._words[first][0], self._words[last][1]

    def _candidates(self, own: range) -> list[int]:
        """Words at which a repeat may begin: where the first or the second key of the stretch stands, or a word split in two."""
        found: set[int] = set()
        for ahead in islice(own, max(0, min(4, len(own) - KEY + 1))):
            for n in islice((n for n in self._index.get(self._key(ahead), ()) if n not in own), TRIED):
                found.update(range(max(0, n - (ahead - own.start) - 1), n - (ahead - own.start) + 2))
        return sorted(n for n in found if n not in own)

    def _match(self, first: int, letters: str) -> int | None:
        """The last word of the passage that begins at word `first` and has exactly these letters, or None."""
        at = 0
        for n in range(first, len(self._words)):
            word = self._words[n][2]
            if not letters.startswith(word, at):
                return None
            at += len(word)
            if at >= len(letters):
                return n if at == len(letters) else None
        return None

    def share_of(self, start: int, end: int, other: Stretch) -> float:
        """The share of the stretch's longer words and numbers that the other stretch holds as well."""
        own = {w for w in self._texts(start, end) if len(w) > 3 or w.isdigit()}
        return len(own & set(self._texts(*other))) / len(own) if own else 0.0

    def _texts(self, start: int, end: int) -> list[str]:
        return [self._words[n][2] for n in range(bisect_left(self._starts, start), bisect_right(self._starts, end - 1))]


__all__ = ["Passages"]
