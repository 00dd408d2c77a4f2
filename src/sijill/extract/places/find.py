"""Find places in a text and say which they are: names of the gazetteer, parts of places, demonyms, and unknown named villages.

In: text, and the parse's tokens where there are any. Out: places in order, none overlapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from sijill.extract.places.capitals import find_capitals
from sijill.extract.places.context import Chosen, Context, Named, holds_next
from sijill.extract.places.names import BEHIND, IN_A_PLACE, NameFinder
from sijill.extract.places.record import FoundPlace, Token
from sijill.extract.places.unknown import UnknownNames, holder_of, hosted
from sijill.lexicon.gazetteer import Entry, Gazetteer, name_key
from sijill.lexicon.places import load_demonyms, load_place_words, load_region_peoples
from sijill.model import Place, Span
from sijill.model.place import PlacePrecision

#: "west of Aleppo" lies beside it; "the west of Aleppo" lies in it.
BESIDE = re.compile(
    r"(?<!the )\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west) (?:of|to)"
    r"(?: the)?(?: (?:town|city|village|camp) of)?\s+$"
)
NEAR = re.compile(r"\b(?:near(?:by)?|outside|around|close to|vicinity of|outskirts of)(?: the)?(?: (?:town|city|village) of)?\s+$")
DEMONYM = re.compile(r"\b(?:(?:South|North|West|East|Sri|Central|Saudi|Latin|Middle|Southeast|Western|Eastern|Southern) )?[A-Z][a-zé]+\b")
UNIT, WORD_BEFORE = re.compile(r"[’']?s?\s+([a-z]+)\b"), re.compile(r"([A-Za-z-]+)\s+$")
PRECISION: dict[str, PlacePrecision] = {"country": "country", "admin1": "admin1", "admin2": "admin2", "region": "area"}


class PlaceReader:
    """Compiled once over a gazetteer; `find` reads one text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = load_place_words()
        self._demonyms = load_demonyms()
        self._peoples_of = load_region_peoples()
        self._names = NameFinder(gazetteer, self._words, self._demonyms)
        self._unknown = UnknownNames(self._words, lambda word: word in self._demonyms or word in self._peoples_of)
        self._entries: dict[str, Entry | None] = {}

    def find(self, text: str, *, blocked: Sequence[tuple[int, int]] = (), tokens: Sequence[Token] | None = None) -> list[FoundPlace]:
        """All places of the text; stretches in `blocked` are left out. `tokens` are (start, end, part of speech, entity type)."""
        names = [n for n in self._names.find(text, tokens) if not any(a < n.end and n.start < b for a, b in blocked)]
        demonyms = self._peoples(text, {n.start for n in names})
        peoples = Counter(d.place.country for d in demonyms if d.place.country)
        chosen = Context(text, names, peoples, self._words.units).choose()
        places = self._placed(text, names, chosen)
        capitals = list(find_capitals(text, self._gazetteer, self._demonyms, [*places, *demonyms], blocked, self._as_capital(text)))
        barred = [*blocked, *((d.span.start, d.span.end) for d in (*demonyms, *capitals))]
        unknown = self._unknown.find(text, places, barred)
        holders = {h.span.start for u in unknown if (h := holder_of(text, u, places)) is not None}
        places = [replace(p, kind="container") if p.span.start in holders and p.kind == "place" else p for p in places]
        demonyms = [d for d in demonyms if not any(c.span.start <= d.span.start < c.span.end for c in capitals)]
        return sorted([*places, *capitals, *demonyms, *unknown], key=lambda p: p.span.start)

    def _as_capital(self, text: str) -> Callable[[int, int, Entry], FoundPlace]:
        def placed(start: int, end: int, entry: Entry) -> FoundPlace:
            return self._place(text, Named(start, end, [entry], text[start:end]), entry)
        return placed

    # -- which one, how exactly ---------------------------------------------------------------------------------------

    def _placed(self, text: str, names: list[Named], chosen: list[Chosen]) -> list[FoundPlace]:
        """The names as places. What does not lie where it is said to lie, or what nothing speaks for, takes the point of its host, or is none."""
        out: list[FoundPlace | None] = []
        for n, (name, pick) in enumerate(zip(names, chosen, strict=True)):
            found = self._place(text, name, pick.entry)
            held = (n and chosen[n - 1].inside == n) or (n + 1 < len(names) and holds_next(text, name, names[n + 1]))
            if held and found.kind in ("place", "part"):
                found = replace(found, kind="container")
            out.append(None if self._homeless(pick) else found)
        known = [p for p in out if p is not None]
        for n, (name, pick) in enumerate(zip(names, chosen, strict=True)):
            if out[n] is not None:
                continue
            start, end, *_ = self._widened(text, name, pick.entry)
            if not (pick.inside is not None or self._stands_for_itself(text, start, end, name)):
                continue
            host = out[pick.inside] if pick.inside is not None and pick.misplaced else None
            out[n] = hosted(text, start, end, [host] if host is not None else known, name=text[start:end].replace("\n", " "))
        return [p for p in out if p is not None]

    def _stands_for_itself(self, text: str, start: int, end: int, name: Named) -> bool:
        """Whether a name that is no place of the gazetteer is one nevertheless: behind a preposition of place, or a quarter, not a street or a school."""
        behind = BEHIND.match(text, name.end)
        if name.local or (behind and behind.group(1).lower() in self._words.buildings):
            return end > name.end or bool(behind and behind.group(1).lower() in self._words.quarters)
        return end > name.end or IN_A_PLACE.search(text, max(0, start - 30), start) is not None

    def _homeless(self, pick: Chosen) -> bool:
        return pick.unfounded or (pick.misplaced and pick.inside is not None and pick.entry.kind != "country")

    def _place(self, text: str, name: Named, entry: Entry) -> FoundPlace:
        start, end, filed, precision, kind = self._widened(text, name, entry)
        place = Place(name=filed, span=Span.of(text, start, end), lat=entry.lat, lon=entry.lon, geonames_id=entry.geonames_id or None,
                      country=entry.country or None, admin1=entry.admin1 or None, precision=precision)
        return FoundPlace(Span.of(text, start, end), place, kind, len(name.entries))

    def _widened(self, text: str, named: Named, entry: Entry) -> tuple[int, int, str, PlacePrecision, str]:
        """The name with its direction or unit: "eastern Aleppo", "Aleppo province"."""
        start, end = named.start, named.end
        name = filed_name(entry, named.text if named.text[-1:] != "." and len(named.text) > end - start else text[start:end])
        precision: PlacePrecision = PRECISION.get(entry.kind, "exact") if entry.country or entry.kind == "country" else "international"
        unit = UNIT.match(text[end : end + 25])
        before = WORD_BEFORE.search(text[max(0, start - 20) : start])
        kind = "place"
        if unit and unit.group(1) in self._words.units:
            end, name, precision = self._with_unit(text, named, entry, unit, precision, name)
        if before and before.group(1).lower() in self._words.directions:
            start -= len(before.group(0))
            name = text[start:end]
            precision, kind = "area", "part"
        elif BESIDE.search(text, max(0, start - 40), start):
            precision, kind = "near", "beside"
        elif NEAR.search(text, max(0, start - 40), start):
            precision = "near"
        return start, end, name.replace("\n", " "), precision, kind

    def _with_unit(
        self, text: str, named: Named, entry: Entry, unit: re.Match[str], precision: PlacePrecision, name: str,
    ) -> tuple[int, str, PlacePrecision]:
        word, end = unit.group(1), named.end + unit.end()
        written = text[named.start : end]
        if word not in ("city", "town", "village", "mosque", "airport"):
            precision, name = self._words.units[word], written  # type: ignore[assignment]
        if word in ("province", "governorate") and entry.country in self._words.governorates:
            seat = next((e for e in named.entries if e.kind == "city" and e.admin1 == entry.admin1), entry)
            precision, name = "admin1", filed_name(seat, f"{seat.name} Governorate", written)
        return end, name, precision

    # -- peoples ------------------------------------------------------------------------------------------------------

    def _peoples(self, text: str, taken: set[int]) -> list[FoundPlace]:
        """ "Syrian", "the Afghans", "European": the country or region of a people."""
        out = []
        for m in DEMONYM.finditer(text):
            word = m.group() if m.group() in self._demonyms or m.group() in self._peoples_of else m.group().split()[-1]
            start = m.end() - len(word)
            entry = self._home(word) if start not in taken else None
            if entry is not None:
                span = Span.of(text, start, m.end())
                place = Place(name=entry.name, span=span, lat=entry.lat, lon=entry.lon, geonames_id=entry.geonames_id or None,
                              country=entry.country or None, precision="country" if entry.country else "international")
                out.append(FoundPlace(span, place, "demonym"))
        return out

    def _home(self, word: str) -> Entry | None:
        if word in self._demonyms:
            return self._country(self._demonyms[word])
        region = self._peoples_of.get(word)
        return next((e for e in self._gazetteer.lookup(region) if e.kind == "region"), None) if region else None

    def _country(self, iso3: str) -> Entry | None:
        if iso3 not in self._entries:
            import pycountry

            country = pycountry.countries.get(alpha_3=iso3)
            names = [getattr(country, "common_name", ""), country.name, country.name.split(",")[0]] if country else []
            hits = [e for n in names if n for e in self._gazetteer.lookup(n) if e.kind == "country" and e.country == iso3]
            self._entries[iso3] = hits[0] if hits else None
        return self._entries[iso3]


def filed_name(entry: Entry, written: str, said: str | None = None) -> str:
    """The name as filed, with the name as written in brackets where they differ: "Darayya (Daraya)"."""
    filed = written if said else "".join(c for c in unicodedata.normalize("NFKD", entry.name) if not unicodedata.combining(c))
    shown = said or written
    return filed if name_key(filed) == name_key(shown) or entry.kind == "country" else f"{filed} ({shown})"
