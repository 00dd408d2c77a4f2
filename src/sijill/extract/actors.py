"""Actors that the lexicon knows, wherever a text names them: full names, other names, metonyms, short names.

In: the text. Out: mentions in order, longest name first, each with its entry and by which kind of name it was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sijill.lexicon import ActorEntry

NameKind = Literal["name", "alias", "metonym", "short"]
WORD = re.compile(r"[^\W_]+(?:\.[^\W_](?![^\W_]))*")
ARTICLES = frozenset({"the", "al", "el", "ul", "as", "ash", "an", "ad", "ar", "at", "az"})


@dataclass(frozen=True)
class ActorMention:
    """Characters `start` to `end` name `entry`."""

    start: int
    end: int
    entry: ActorEntry
    kind: NameKind


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Case and accents folded; the spelling's letters stay."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _keys(name: str) -> tuple[str, ...]:
    words = tuple(fold(w.group()) for w in WORD.finditer(name.replace(".", "")))
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return words


class ActorFinder:
    """Compiled once from the lexicon; `find` reads a text in one pass."""

    def __init__(self, entries: Iterable[ActorEntry]) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], str, ActorEntry, NameKind]]] = {}
        for entry in entries:
            self._add(entry, "name", (entry.name,))
            self._add(entry, "alias", entry.aliases)
            self._add(entry, "metonym", entry.metonyms)
            self._add(entry, "short", entry.short)
        for options in self._names.values():
            options.sort(key=lambda o: -len(o[0]))

    def _add(self, entry: ActorEntry, kind: NameKind, names: Iterable[str]) -> None:
        for name in names:
            keys = _keys(name)
            if keys:
                self._names.setdefault(keys[0], []).append((keys, name, entry, kind))

    def find(self, text: str, on: str | None = None) -> list[ActorMention]:
        """Every mention, none overlapping, short names among them: `expected` drops those that the text gives no reason to expect.

        `on` is the day (ISO) of the text: a name that was one actor's first and another's later is that one's whose it was then.
        """
        words = [(m.start(), m.end(), fold(m.group().replace(".", ""))) for m in WORD.finditer(text)]
        found: list[ActorMention] = []
        i = 0
        while i < len(words):
            hit = self._at(text, words, i, on)
            if hit:
                found.append(hit[0])
                i += hit[1]
            else:
                i += 1
        return found

    def _at(self, text: str, words: list[tuple[int, int, str]], i: int, on: str | None) -> tuple[ActorMention, int] | None:
        for keys, name, entry, kind in self._names.get(words[i][2], ()):
            n = len(keys)
            if tuple(w[2] for w in words[i : i + n]) != keys:
                continue
            start, end = words[i][0], words[i + n - 1][1]
            if _cased(text[start:end], name) and "\n" not in text[start:end]:
                return ActorMention(start, end, self._then(keys, entry, on), kind), n
        return None

    def _then(self, keys: tuple[str, ...], entry: ActorEntry, on: str | None) -> ActorEntry:
        """Of several entries with this name: the one whose time the day lies in, else the latest."""
        same = [e for k, _, e, _ in self._names[keys[0]] if k == keys and (e.since or e.until)]
        if len(same) < 2:
            return entry
        day = on or "9999"
        now = [e for e in same if (e.since or "") <= day <= (e.until or "9999")]
        return max(now or same, key=lambda e: e.since or "")


def expected(found: list[ActorMention], countries: frozenset[str | None] = frozenset()) -> list[ActorMention]:
    """The mentions without short names of actors that the text neither names in full nor comes near, by their country or another actor's.

    `countries` are those of the text's places.
    """
    named = {m.entry.id for m in found if m.kind in ("name", "alias")}
    near = countries | {m.entry.country for m in found if m.kind != "short"}
    return [m for m in found if m.kind != "short" or m.entry.id in named or (m.entry.country is not None and m.entry.country in near)]


def _cased(written: str, name: str) -> bool:
    """Names are written with capitals; an abbreviation in capitals only."""
    bare = name.removeprefix("the ").removeprefix("The ")
    letters = [c for c in bare if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and len(letters) <= 6:
        return written.replace(".", "").upper() == written.replace(".", "")
    if letters and letters[0].islower():
        return True
    return written[:1].isupper() or written.startswith(("al-", "el-", "de ", "ex-"))
