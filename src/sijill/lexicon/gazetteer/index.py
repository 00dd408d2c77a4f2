"""The compiled gazetteer: memory-mapped, ready at once, asked by name."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import marisa_trie
import numpy as np

from sijill.lexicon.gazetteer.compile import KINDS, ensure, folder
from sijill.lexicon.gazetteer.keys import name_key, sound_key

#: Of places of one name, so many are told of, the most populous; the rest are hamlets.
MOST = 60

KindOfPlace = Literal["city", "admin1", "admin2", "country", "region"]


@dataclass(frozen=True)
class Entry:
    """A place of the gazetteer. `country` is ISO alpha-3, `admin1` the name of the unit it lies in; degrees in WGS 84.

    `exact`: found under one of its names, not under another spelling; `own`: under the name that it is filed by.
    """

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    kind: KindOfPlace
    exact: bool = True
    own: bool = True


class Gazetteer:
    """`lookup` answers with every place of that name, the more populous first; never with a similar name."""

    def __init__(self, at: Path) -> None:
        self._trie: Any = marisa_trie.RecordTrie("<I").mmap(str(at / "keys.marisa"))
        self._rows = np.load(at / "rows.npy", mmap_mode="r")
        self._offsets = np.load(at / "offsets.npy", mmap_mode="r")
        with open(at / "names.bin", "rb") as file:
            self._names = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        countries, admins = (at / "labels.txt").read_text("utf8").split("\n\n", 1)
        self._countries, self._admins = countries.split("\n"), admins.split("\n")

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Gazetteer:
        """The gazetteer of the installed packages, compiled on first use."""
        return cls(ensure(folder()))

    def holds(self, key: str) -> bool:
        """True when some place has this key (see `name_key`)."""
        return key in self._trie

    def lookup(self, name: str) -> list[Entry]:
        """The places of that name, the most populous first (at most 60), and behind them those whose name is another spelling of it (`exact` False)."""
        found = self._at(name_key(name), name, True)
        known = {e.geonames_id for e in found}
        return found + [e for e in self._at(sound_key(name), name, False) if e.geonames_id not in known]

    def within(self, south: float, west: float, north: float, east: float, most: int) -> list[Entry]:
        """The most populous towns of a stretch of the earth (degrees), for a map to name."""
        rows = self._rows
        inside = (rows["lat"] >= south) & (rows["lat"] <= north) & (rows["lon"] >= west) & (rows["lon"] <= east) & (rows["kind"] == KINDS.index("city"))
        at = np.flatnonzero(inside)
        chosen = at[np.argsort(-rows["population"][at].astype("int64"), kind="stable")][:most]
        return [self._entry(int(n), True, "", "") for n in chosen]

    def _at(self, key: str, name: str, exact: bool) -> list[Entry]:
        if not key.isprintable():
            return []  # the trie takes a NUL for the end of a key, and reads its record amiss
        rows = np.array(sorted({n for (n,) in self._trie.get(key, ())}), dtype=np.int64)
        if len(rows) > MOST:
            rows = rows[np.argsort(-self._rows["population"][rows].astype(np.int64), kind="stable")[:MOST]]
        plain, sound = name_key(name), sound_key(name)
        entries = [self._entry(int(n), exact, plain, sound) for n in rows]
        return sorted(entries, key=lambda e: (-e.population, e.geonames_id))

    def _entry(self, n: int, exact: bool, plain: str, sound: str) -> Entry:
        row = self._rows[n]
        name = self._names[int(self._offsets[n]) : int(self._offsets[n + 1])].decode()
        return Entry(int(row["id"]), name, round(float(row["lat"]), 5), round(float(row["lon"]), 5), self._countries[int(row["country"])],
                     self._admins[int(row["admin1"])], int(row["population"]), KINDS[int(row["kind"])], exact,  # type: ignore[arg-type]
                     exact and _filed_by(name, plain, sound))


def _filed_by(name: str, plain: str, sound: str) -> bool:
    """True when the key is that of the name itself, "City" left out of either."""
    return name_key(name) in (plain, plain.removesuffix(" city")) or sound_key(name) == sound or name_key(name) == f"{plain} city"
