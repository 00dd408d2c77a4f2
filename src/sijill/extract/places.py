"""Find places in a text and say which they are: names of the gazetteer, parts of places, demonyms, and unknown named villages.

In: text, and the parse's tokens where there are any. Out: places in order, none overlapping. A name is found exactly or normalised, never by
likeness. Of several places of one name that is taken which the rest of the text speaks for: its country, its unit, its neighbours;
population comes last.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sijill.extract.place_context import Chosen, Context, Named
from sijill.lexicon.gazetteer import Entry, Gazetteer, name_key
from sijill.lexicon.places import load_demonyms, load_place_words
from sijill.model import Place, Span
from sijill.model.place import PlacePrecision

WORD = re.compile(r"[^\W\d_][\w’'.‐-]*|\d+")
NAME = r"(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s)?[-‐ ]?[A-Z][\w’'‐-]+(?:[ -](?:[a-z]{2}-)?[A-Z][\w’'-]+){0,2}"
#: An unknown name of two words or more, or with an article, behind a preposition of place.
LOCATED = r"\b(?:in|near|on|outside|around|towards?) (?P<n>(?:[Aa]l|[Ee]l)-[A-Z][a-z’'-]+|[A-Z][a-z’'-]+(?:[ -](?:al-|el-|ash-|as-)?[A-Z][a-z’'-]+){1,2})\b"
#: "west of Aleppo" lies beside it; "the west of Aleppo" lies in it.
BESIDE = re.compile(r"(?<!the )\b(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|south-east|south-west) of\s+$")
#: Behind these a name is a field of office, not a place: "the Ministry of Energy".
OFFICE = re.compile(
    r"\b(?:Ministr(?:y|ies)|Departments?|Ministers?|Secretary|Secretariat|Bureau|Faculty|Institute) (?:of|for) (?:the )?(?:[A-Z]\w+,? (?:and )?)*$"
)
#: Behind these even what looks like a person's name is a place.
IN_A_PLACE = re.compile(r"\b(?:in|at|near|around|outside|inside|towards?)(?: the)?\s+$|\($")
LONGEST = 5
Token = tuple[int, int, str, str]


@dataclass(frozen=True)
class FoundPlace:
    """`kind`: place, container (of the place named before it), part ("eastern Aleppo"), beside ("west of Aleppo"), demonym, or facility.

    `candidates` counts the places of that name.
    """

    span: Span
    place: Place
    kind: str
    candidates: int = 1


class PlaceReader:
    """Compiled once over a gazetteer; `find` reads one text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words = load_place_words()
        self._demonyms = load_demonyms()
        self._cache: dict[str, list[Entry]] = {}
        self._located = re.compile(rf"(?:\b(?:{'|'.join(self._words.before)})|,)(?:\s+the)?\s*$")

    def find(self, text: str, *, blocked: Sequence[tuple[int, int]] = (), tokens: Sequence[Token] | None = None) -> list[FoundPlace]:
        """All places of the text; stretches in `blocked` are left out. `tokens` are (start, end, part of speech, entity type)."""
        raws = [r for r in self._names(text, tokens) if not any(a < r.end and r.start < b for a, b in blocked)]
        demonyms = self._peoples(text)
        taken = [(r.start, r.end) for r in raws]
        demonyms = [d for d in demonyms if not any(a < d.span.end and d.span.start < b for a, b in taken)]
        peoples = Counter(d.place.country for d in demonyms if d.place.country)
        chosen = Context(text, raws, peoples, tuple(self._words.units)).choose()
        places = [self._place(text, raw, pick) for raw, pick in zip(raws, chosen, strict=True)]
        places = [self._placed(n, chosen, places) for n in range(len(places))]
        unknown = self._unknown(text, places, [*blocked, *((d.span.start, d.span.end) for d in demonyms)])
        return sorted([*places, *demonyms, *unknown], key=lambda p: p.span.start)

    # -- names --------------------------------------------------------------------------------------------------------

    def _names(self, text: str, tokens: Sequence[Token] | None) -> list[Named]:
        words = [m for m in WORD.finditer(text)]
        kinds = {t[0]: t for t in tokens or ()}
        found: list[Named] = []
        i = 0
        while i < len(words):
            raw, used = self._longest(text, words, i, kinds) if words[i].group()[0].isupper() or _article(words[i].group()) else (None, 1)
            if raw is not None:
                found.append(raw)
            i += used
        return found

    def _longest(self, text: str, words: list[re.Match[str]], i: int, kinds: dict[int, Token]) -> tuple[Named | None, int]:
        for n in range(min(LONGEST, len(words) - i), 0, -1):
            start, end = words[i].start(), words[i + n - 1].end()
            name = re.sub(r"[’']s$|\.$", "", text[start:end])
            end = start + len(name)
            if "\n" in name or (not words[i + n - 1].group()[0].isupper() and n > 1) or re.search(r"[.,;:!?]\s", name):
                continue
            entries = self._lookup(name)
            if entries and self._stands(text, start, end, name, n, kinds, entries):
                return Named(start, end, entries), n
        return None, 1

    def _lookup(self, name: str) -> list[Entry]:
        key = name_key(name)
        if key not in self._cache:
            known = len(key) > 1 and key not in self._words.not_places
            self._cache[key] = self._gazetteer.lookup(name) if known else []
        return self._cache[key]

    def _stands(self, text: str, start: int, end: int, name: str, n: int, kinds: dict[int, Token], entries: list[Entry]) -> bool:
        """Whether the name stands in the text as a place's name: not a person's, a common word's or a part of a longer name."""
        bare = name_key(name)
        if OFFICE.search(text, max(0, start - 60), start):
            return False
        if name in self._demonyms or (n == 1 and len(name) < 3 and name not in ("UK", "US")) or bare in self._words.not_places:
            return False
        if name.isupper() and len(name) <= 4 and name not in ("UK", "US", "USA", "UAE", "DRC"):
            return False
        before, behind = text[max(0, start - 30) : start], text[end : end + 30]
        named_on = re.match(r"[ -](?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]n|[Aa]d)?[- ]?[A-Z][a-z]+", behind)
        if self._tail(before) and entries[0].kind != "country" and entries[0].population < 1_000_000:
            return False
        unit = re.match(r"\s+([A-Za-z]+)", behind)
        if unit and unit.group(1).lower() in self._words.units:
            return True
        big = entries[0].population >= 100_000 or entries[0].kind in ("country", "admin1")
        located = self._located.search(before)
        if re.search(r"\b[A-Z][a-z]+\s+$", before) and not located and not big:
            return False
        if kinds.get(start, (0, 0, "", ""))[3] == "PERSON" and entries[0].population < 300_000 and not IN_A_PLACE.search(before):
            return False
        if kinds.get(start, (0, 0, "", ""))[3] == "PERSON" and not located and n == 1 and (named_on or re.search(r"[A-Z][a-z.]+\s+$", before)):
            return False
        if kinds and start in kinds and kinds[start][2] not in ("PROPN", "NOUN", "ADJ", "X", "ADV") and not located:
            return False
        if named_on and entries[0].kind != "country" and entries[0].population < 1_000_000:
            return False
        return bool(located) or big or (entries[0].population >= 15_000 and kinds.get(start, (0, 0, "PROPN", ""))[2] == "PROPN")

    def _tail(self, before: str) -> bool:
        """True behind another capitalised word that is no demonym, direction or title: the end of a longer name."""
        word = re.search(r"\b([A-Z][\w’'-]+)[ -]$", before)
        known = self._demonyms.keys() | {"The"}
        if word is None or word.group(1) in known:
            return False
        return word.group(1).lower() not in self._words.directions | set(self._words.before)

    # -- which one, how exactly ---------------------------------------------------------------------------------------

    def _placed(self, n: int, chosen: list[Chosen], places: list[FoundPlace]) -> FoundPlace:
        """The place as found; a container is marked as such, and a name that does not lie in its container takes the container's point."""
        found, pick = places[n], chosen[n]
        if n and chosen[n - 1].inside == n and found.kind in ("place", "part"):
            found = replace(found, kind="container")
        if not pick.misplaced or pick.inside is None or pick.entry.kind == "country":
            return found
        host = places[pick.inside].place
        name = found.span.quote
        where = {"lat": host.lat, "lon": host.lon, "country": host.country, "admin1": host.admin1, "geonames_id": None, "name": name}
        return replace(found, place=found.place.model_copy(update={**where, "precision": "area"}), candidates=0)

    def _place(self, text: str, raw: Named, pick: Chosen) -> FoundPlace:
        entry = pick.entry
        start, end, name, precision, kind = self._widened(text, raw, entry)
        place = Place(name=name, span=Span.of(text, start, end), lat=entry.lat, lon=entry.lon, geonames_id=entry.geonames_id,
                      country=entry.country or None, admin1=entry.admin1 or None, precision=precision)
        return FoundPlace(Span.of(text, start, end), place, kind, len(raw.entries))

    def _widened(self, text: str, raw: Named, entry: Entry) -> tuple[int, int, str, PlacePrecision, str]:
        """The name with its direction or unit: "eastern Aleppo", "Aleppo province"."""
        start, end = raw.start, raw.end
        name = filed_name(entry, text[start:end])
        precision: PlacePrecision = {"country": "country", "admin1": "admin1", "admin2": "admin2"}.get(entry.kind, "exact")  # type: ignore[assignment]
        unit = re.match(r"[’']?s?\s+([a-z]+)\b", text[end : end + 25])
        before = re.search(r"([A-Za-z-]+)\s+$", text[max(0, start - 20) : start])
        kind = "place"
        if unit and unit.group(1) in self._words.units:
            written = text[start : end + unit.end()]
            word = unit.group(1)
            if word not in ("city", "town", "village", "mosque", "airport"):
                precision = self._words.units[word]  # type: ignore[assignment]
                name = written
            if word in ("province", "governorate") and entry.country in self._words.governorates:
                seat = next((e for e in raw.entries if e.kind == "city" and e.admin1 == entry.admin1), entry)
                name = filed_name(seat, f"{seat.name} Governorate", written)
                precision = "admin1"
            end += unit.end()
        if before and before.group(1).lower() in self._words.directions:
            start -= len(before.group(0))
            name = text[start:end]
            precision, kind = "area", "part"
        elif before and before.group(1).lower() in self._words.near:
            precision = "near"
        elif BESIDE.search(text, max(0, start - 30), start):
            precision, kind = "near", "beside"
        return start, end, name.replace("\n", " "), precision, kind

    def _peoples(self, text: str) -> list[FoundPlace]:
        out = []
        for m in re.finditer(r"\b(?:South |Sri |Central |Saudi )?[A-Z][a-zé]+\b", text):
            word = m.group() if m.group() in self._demonyms else m.group().split()[-1]
            if word in self._demonyms:
                country = self._demonyms[word]
                entry = self._country(country)
                start = m.end() - len(word)
                if entry is not None:
                    span = Span.of(text, start, m.end())
                    place = Place(name=entry.name, span=span, lat=entry.lat, lon=entry.lon, geonames_id=entry.geonames_id, country=country, precision="country")
                    out.append(FoundPlace(span, place, "demonym"))
        return out

    def _country(self, iso3: str) -> Entry | None:
        key = f"={iso3}"
        if key not in self._cache:
            import pycountry

            country = pycountry.countries.get(alpha_3=iso3)
            names = [getattr(country, "common_name", ""), country.name, country.name.split(",")[0]] if country else []
            hits = [e for n in names if n for e in self._gazetteer.lookup(n) if e.kind == "country" and e.country == iso3]
            self._cache[key] = hits[:1]
        return self._cache[key][0] if self._cache[key] else None

    # -- names that the gazetteer does not hold -----------------------------------------------------------------------

    def _contained(self, text: str, places: list[FoundPlace]) -> list[str]:
        """Patterns for a name behind a preposition of place that is followed by what it lies in: "at Novi Log (Ravno district)"."""
        heads = {re.escape(text[p.span.start : p.span.end]) for p in places if p.kind != "demonym"}
        if not heads:
            return []
        return [rf"\b(?:in|near|at|on|of|outside|around|between|and|towards?|from) (?P<n>{NAME})(?=(?: - [A-Z]\w+)?(?:,| \()\s?(?:{'|'.join(sorted(heads))}))"]

    def _unknown(self, text: str, places: list[FoundPlace], barred: Sequence[tuple[int, int]]) -> list[FoundPlace]:
        """ "the village of Qartaj", "Zarzour town": a name with its kind, given the smallest known place named nearby."""
        units = "|".join(sorted(self._words.units, key=len, reverse=True))
        out: list[FoundPlace] = []
        for pattern in (*self._contained(text, places), rf"\b(?:{units})s? of (?P<n>{NAME})", rf"(?P<n>{NAME})(?P<u> (?:{units}))\b", LOCATED):
            for m in re.finditer(pattern, text):
                start, end = m.start("n"), m.end("u") if "u" in m.groupdict() else m.end("n")
                if any(p.span.start < end and start < p.span.end for p in [*places, *out]) or any(a < end and start < b for a, b in barred):
                    continue
                if name_key(m["n"].split()[0]) in self._words.not_places or m["n"] in self._demonyms:
                    continue
                host = min(places, key=lambda p: _far_as_host(p, start, end), default=None)
                where = host.place if host else None
                span = Span.of(text, start, end)
                name = text[start:end] if "u" in m.groupdict() else m["n"]
                out.append(FoundPlace(span, Place(
                    name=name, span=span, lat=where.lat if where else None, lon=where.lon if where else None,
                    country=where.country if where else None, admin1=where.admin1 if where else None, precision="area" if where else "near",
                ), "facility", 0))
        return out


def _far_as_host(found: FoundPlace, start: int, end: int) -> tuple[bool, int]:
    """How far a place is from being where an unknown name lies: what follows it closely comes before what stands ahead."""
    behind = found.span.start - end
    return found.place.precision == "country", behind if 0 <= behind < 40 else 100 + abs(found.span.start - start)


def filed_name(entry: Entry, written: str, said: str | None = None) -> str:
    """The name as filed, with the name as written in brackets where they differ: "Darayya (Daraya)"."""
    filed = written if said else "".join(c for c in unicodedata.normalize("NFKD", entry.name) if not unicodedata.combining(c))
    shown = said or written
    return filed if name_key(filed) == name_key(shown) or entry.kind == "country" else f"{filed} ({shown})"


def _article(word: str) -> bool:
    return bool(re.match(r"(?:al|el|ash|as|ad|an|ar|at|az)-[A-Z]", word))


__all__ = ["FoundPlace", "PlaceReader"]
