"""Names of places that the gazetteer does not hold, and places without a name ("the central part of the country").

Each takes the smallest place of the gazetteer that the text says it lies in or speaks of beside it, with the precision said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from sijill.extract.places.record import FoundPlace
from sijill.lexicon.gazetteer import name_key
from sijill.lexicon.places import PlaceWords
from sijill.model import Place, Span

NAME = r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]n|[Aa]r|[Aa]t|[Aa]z)[-‐ ])?[A-Z][\w’'‐-]*\w(?:[ -](?:[a-z]{2}-)?[A-Z][\w’'-]*\w){0,2}"
#: An unknown name of two words or more, or with an article, behind a preposition of place.
LOCATED = (
    r"\b(?:in|near|on|outside|around|towards?) (?P<n>(?:[Aa]l|[Ee]l)[- ][A-Z][a-z’'-]+(?:[ -](?:al-|el-)?[A-Z][a-z’'-]+)?"
    r"|[A-Z][a-z’'-]+(?:[ -](?:al-|el-|ash-|as-)?[A-Z][a-z’'-]+){1,2})\b"
)
#: A name, and what may stand between it and the name of what it lies in.
TAIL = re.compile(r"(?: - [A-Z]\w+)?(?:,| \()\s?")
CONTAINED = re.compile(rf"\b(?:in|near|at|on|of|outside|around|between|and|towards?|from) (?P<n>{NAME})(?= - [A-Z]|,| \()")
#: Behind these one word is enough.
BESIDE = (
    r"\b(?:vicinity|outskirts|town|city|village|hamlet|camp|district|suburb|north|south|east|west|northeast|northwest|southeast|southwest) of "
    r"(?P<n>" + NAME + r")"
)
LINK = re.compile(
    r"[\w’' -]{0,12}(?:,| \(|\b)\s*(?:(?:which|that) (?:is|lies) )?(?:located |situated )?(?:in|of|at|near|to|inside|within|from|outside|,|\()?\s*"
    r"(?:the )?(?:[a-z-]+ ){0,4}(?:of |in )?(?:the )?(?:[a-z]+ (?:of |in ))?$"
)
BREAK = re.compile(r"[.!?]\s|\n")
#: Sorts of camp, area and the like.
SORTS = r"(?:refugee|residential|displacement|IDP|border|industrial)"
#: "Kurdish-controlled town" is no name.
UNDER = re.compile(r"-[a-z]{4,}\b")
REACH, HOLDER = 60, 25


def hosted(text: str, start: int, end: int, places: Sequence[FoundPlace], *, name: str, precision: str | None = None) -> FoundPlace:
    """The stretch as a place of that name that lies in its host."""
    host = host_of(text, start, end, places)
    span = Span.of(text, start, end)
    where = {"lat": host.lat, "lon": host.lon, "country": host.country, "admin1": host.admin1} if host else {}
    said = precision or ("area" if host else "near")
    return FoundPlace(span, Place.model_validate({"name": name, "span": span, "precision": said, **where}), "facility", 0)


def host_of(text: str, start: int, end: int, places: Sequence[FoundPlace]) -> Place | None:
    """What follows closely, tied by words of place, comes first; then towns of the sentence, towns spoken of before, units, countries."""
    known = [p for p in places if p.place.geonames_id is not None and p.kind != "demonym" and not (start < p.span.end and p.span.start < end)]
    if not known:
        known = [p for p in places if p.place.geonames_id is not None and not (start < p.span.end and p.span.start < end)]
    nearest = min(known, key=lambda p: _distance(text, start, end, p), default=None)
    return nearest.place if nearest else None


def holder_of(text: str, found: FoundPlace, places: Sequence[FoundPlace]) -> FoundPlace | None:
    """The place right behind an unknown name, tied to it by words of place: "the Al-Zulfar neighbourhood of Aleppo"."""
    after = next((p for p in places if p.span.start >= found.span.end and p.kind != "demonym"), None)
    gap = text[found.span.end : after.span.start] if after else "."
    return after if len(gap) < HOLDER and "." not in gap and LINK.fullmatch(gap) else None


def _distance(text: str, start: int, end: int, found: FoundPlace) -> tuple[int, int]:
    at = found.span.start
    level = {"international": 9, "country": 6, "admin1": 4, "area": 3}.get(found.place.precision, 1)
    if at >= end:
        gap = text[end:at]
        if at - end < REACH and "." not in gap and "\n" not in gap and LINK.fullmatch(gap):
            return (0 if level < 4 else level - 3, at - end)
        return (level + (1 if BREAK.search(gap) else 0), at - end + 10)
    gap = text[found.span.end : start]
    return (level + (1 if "\n\n" in gap else 0), start - found.span.end)


class UnknownNames:
    """Compiled once over the words of places.yaml."""

    def __init__(self, words: PlaceWords, is_demonym: Callable[[str], bool]) -> None:
        self._words, self._is_demonym = words, is_demonym
        units = "|".join(sorted(words.units | {b: "" for b in words.quarters}, key=len, reverse=True))
        self._patterns = [re.compile(p) for p in (
            rf"\b(?:{units})s? of (?P<n>{NAME})", rf"\b(?P<n>{NAME})(?P<u> (?:{SORTS} )?(?:{units}))\b", BESIDE, LOCATED)]
        self._unnamed = re.compile(words.unnamed)

    def find(self, text: str, places: list[FoundPlace], barred: Sequence[tuple[int, int]]) -> list[FoundPlace]:
        """The unknown names and the unnamed places of the text, none overlapping what is known already."""
        out: list[FoundPlace] = []
        taken = [*barred, *((p.span.start, p.span.end) for p in places)]
        for m in chain(self._contained(text, places), *(p.finditer(text) for p in self._patterns)):
            start, end = m.start("n"), m.end("u") if "u" in m.groupdict() else m.end("n")
            if any(a < end and start < b for a, b in taken) or self._common(m["n"]):
                continue
            taken.append((start, end))
            out.append(hosted(text, start, end, places, name=text[start:end].replace("\n", " ")))
        return out + self._without_names(text, places, taken)

    def _common(self, name: str) -> bool:
        first = name.split()[0]
        if UNDER.search(name):
            return True
        return name_key(first) in self._words.not_places or self._is_demonym(name) or self._is_demonym(first) or first in self._words.kin

    def _contained(self, text: str, places: list[FoundPlace]) -> Iterator[re.Match[str]]:
        """Names behind a preposition of place that are followed by what they lie in: "at Novi Log (Ravno district)"."""
        known = {p.span.start for p in places if p.kind != "demonym"}
        for m in CONTAINED.finditer(text) if known else ():
            tail = TAIL.match(text, m.end("n"))
            if tail and tail.end() in known:
                yield m

    def _without_names(self, text: str, places: list[FoundPlace], taken: list[tuple[int, int]]) -> list[FoundPlace]:
        """ "the central part of the country", "the border areas"."""
        out = []
        for m in self._unnamed.finditer(text):
            start, end = m.start("n"), m.end("n")
            if not any(a < end and start < b for a, b in taken):
                found = hosted(text, start, end, places, name=m["n"])
                out.append(FoundPlace(found.span, found.place, "unnamed", 0))
        return out
