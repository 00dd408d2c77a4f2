"""Which words of a text are names of places that the gazetteer holds, and how surely.

In: text, and the parse's tokens where there are any. Out: names in order, none overlapping. A name is found exactly or normalised, never by
likeness; one that stands doubtfully (a person's name, a small town without a preposition) is marked so, and the context decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sijill.extract.places.context import Named
from sijill.extract.places.record import Token
from sijill.lexicon.gazetteer import Entry, Gazetteer, name_key
from sijill.lexicon.places import PlaceWords, load_abbreviations

WORD = re.compile(r"[^\W\d_][\w’'.‐-]*|\d+")
#: Behind these a name is a field of office, not a place: "the Ministry of Energy".
OFFICE = re.compile(
    r"\b(?:Ministr(?:y|ies)|Departments?|Ministers?|Secretary|Secretariat|Bureau|Faculty|Institute) (?:of|for) (?:the )?(?:[A-Z]\w+,? (?:and )?)*$"
)
#: Behind these even what looks like a person's name is a place.
IN_A_PLACE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|towards?)(?: the)?\s+$|\($"
    r"|\b(?:city|town|village|district|province|camp|north|south|east|west|northeast|northwest|southeast|southwest|outskirts|vicinity|parts?) of\s+$"
)
#: These stand before many another thing than a place.
LOOSE = re.compile(r"\b(?:of|and|to|from|on|over|hit|held)(?: the)?\s+$")
#: Another name goes on behind it.
NAMED_ON = re.compile(r"[ -](?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]n|[Aa]d)?[- ]?[A-Z][a-z]+")
ARTICLED = re.compile(r"(?:al|el|ash|as|ad|an|ar|at|az)-[A-Z]")
BEHIND = re.compile(r"[’']?s?[ -]([A-Za-z]+)(?: ([A-Za-z]+))?")
#: Behind a name; inside what is no one name; a capitalised word before a name, and one that belongs to it.
ENDINGS, STOPS = re.compile(r"[’']s$|[’']$|(?<![A-Z])\.$"), re.compile(r"[,;:!?]\s|(?<!\bSt)(?<!\bFt)(?<!\bMt)\.\s")
CAPITAL, TIED = re.compile(r"\b[A-Z][a-z]+\s+$"), re.compile(r"\b([A-Z][\w’'-]+)[ -]$")
LAND = re.compile(r" (?:strip|peninsula|heights)\b")
LONGEST = 5
#: Names shorter than this in capitals are acronyms, but for these.
ACRONYMS = frozenset({"UK", "US", "USA", "UAE", "DRC"})
BIG, MIDDLING, FAMOUS = 100_000, 15_000, 1_000_000


class NameFinder:
    """Compiled once over a gazetteer and the words of places.yaml."""

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords, demonyms: Mapping[str, str]) -> None:
        self._words, self._demonyms = words, demonyms
        self._lookup = lru_cache(maxsize=100_000)(gazetteer.lookup)
        self._located = re.compile(rf"(?:\b(?:{'|'.join(words.before)})|,)(?:\s+the)?\s*$")
        self._leading = words.directions | set(words.before)
        self._short = {form: (country, unit) for kind in load_abbreviations().values() for country, forms in kind.items() for form, unit in forms.items()}
        dotted, bare = ("|".join(re.escape(f) for forms in load_abbreviations()[k].values() for f in forms) for k in ("dotted", "bare"))
        self._shortened = re.compile(rf"(?:(?<=[a-z], )|(?<=\bin )|(?<=\bfrom )|(?<=\bthe ))(?:{dotted})|(?<=[a-z], )(?:{bare})\b(?!\.\w|\s+[A-Z])")

    def find(self, text: str, tokens: Sequence[Token] | None) -> list[Named]:
        """All names of the text."""
        found = self._abbreviated(text)
        taken = {n.start for n in found}
        words = [m for m in WORD.finditer(text)]
        kinds = {t[0]: t for t in tokens or ()}
        persons = _names_of_persons(text, tokens or ())
        i = 0
        while i < len(words):
            word = words[i].group()
            opens = (word[0].isupper() and word != "The") or ARTICLED.match(word)
            named, used = self._longest(text, words, i, kinds) if opens else (None, 1)
            if named is not None and named.start not in taken and not self._somebody(text, named, persons, kinds):
                found.append(named)
            i += used
        return sorted(found, key=lambda n: n.start)

    def entries(self, name: str) -> list[Entry]:
        """The places of that name; none for what is a common word."""
        key = name_key(name)
        return self._lookup(name) if len(key) > 1 and key not in self._words.not_places else []

    def _abbreviated(self, text: str) -> list[Named]:
        """ "Springfield, Mo.", "Calgary, Alta.", "Austin, TX"."""
        out = []
        for m in self._shortened.finditer(text):
            country, unit = self._short[m.group()]
            entries = [e for e in self._lookup(unit) if e.country == country and (e.kind == "admin1" or unit.startswith("District"))]
            if entries:
                out.append(Named(m.start(), m.end(), entries[:1], unit))
        return out

    def _longest(self, text: str, words: list[re.Match[str]], i: int, kinds: Mapping[int, Token]) -> tuple[Named | None, int]:
        for n in range(min(LONGEST, len(words) - i), 0, -1):
            start, end = words[i].start(), words[i + n - 1].end()
            name = ENDINGS.sub("", text[start:end])
            end = start + len(name)
            if "\n" in name or (not words[i + n - 1].group()[0].isupper() and n > 1) or STOPS.search(name):
                continue
            entries = self.entries(name)
            named = self._named(text, start, end, name, n, kinds, entries) if entries else None
            if named is not None:
                return named, n
        return None, 1

    def _named(self, text: str, start: int, end: int, name: str, n: int, kinds: Mapping[int, Token], entries: list[Entry]) -> Named | None:
        """The name if it can be a place's, with how surely it is."""
        if OFFICE.search(text, max(0, start - 60), start) or self._no_place(name, n) or (name.lower() in self._words.directions and text[end : end + 1] != ")"):
            return None
        if (wider := self._with_land(text, name, end)) is not None:
            return Named(start, wider[1], wider[0], text[start : wider[1]])
        behind = BEHIND.match(text, end, end + 40)
        next_words = tuple(w for w in (behind.groups() if behind else ()) if w)
        if self._someone_elses(next_words):
            return None
        unit = bool(next_words) and next_words[0].lower() in self._words.units
        local = bool(next_words) and self._building(*next_words)
        before = text[max(0, start - 30) : start]
        located = bool(self._located.search(before))
        top = entries[0]
        famous = top.kind in ("country", "region") or (top.own and top.population >= FAMOUS)
        if (self._tail(before) or NAMED_ON.match(text, end, end + 30)) and not famous and not unit and not local:
            return None
        sure = famous or unit or self._sure(before, located, top, kinds.get(start), n)
        return Named(start, end, entries, name, sure=sure and not (local and not famous), located=located, local=local and not famous)

    def _somebody(self, text: str, named: Named, persons: frozenset[str], kinds: Mapping[int, Token]) -> bool:
        """True for the name, alone, of somebody whom the text names in full elsewhere."""
        if named.text not in persons or kinds.get(named.start, (0, 0, "", ""))[3] in ("GPE", "LOC", "FAC"):
            return False
        return IN_A_PLACE.search(text, max(0, named.start - 30), named.start) is None

    def _with_land(self, text: str, name: str, end: int) -> tuple[list[Entry], int] | None:
        """ "the Gaza strip": a land's own name, its last word written small."""
        land = LAND.match(text, end)
        entries = [e for e in self.entries(name + land.group()) if e.own] if land else []
        return (entries, land.end()) if land and entries else None

    def _building(self, first: str, second: str = "") -> bool:
        """ "Jaffa Street", "Old Mill police station"."""
        return first.lower() in self._words.buildings or second.lower() in self._words.buildings - {"area", "centre", "center", "park"}

    def _no_place(self, name: str, n: int) -> bool:
        bare = name.replace(".", "")
        if name in self._demonyms or (n == 1 and len(bare) < 3 and bare not in ACRONYMS):
            return True
        return bare.isupper() and len(bare) <= 4 and bare not in ACRONYMS

    def _someone_elses(self, next_words: tuple[str, ...]) -> bool:
        """Before "family", "house" or "News Agency" it is a person's name or a body's."""
        return bool(next_words) and (next_words[0] in self._words.kin or next_words[0].capitalize() in self._words.bodies)

    def _sure(self, before: str, located: bool, top: Entry, token: Token | None, n: int) -> bool:
        big = top.own and (top.population >= BIG or top.kind == "admin1")
        if token is not None and token[3] == "PERSON" and not (big and top.population >= 3 * BIG) and not IN_A_PLACE.search(before):
            return False
        if token is not None and token[2] not in ("PROPN", "NOUN", "ADJ", "X", "ADV") and not located:
            return False
        if CAPITAL.search(before) and not located and not big:
            return False
        if located:
            return not LOOSE.search(before) or top.population >= MIDDLING or top.kind == "admin1"
        return big or (top.own and top.population >= MIDDLING and (token is None or token[2] == "PROPN"))

    def _tail(self, before: str) -> bool:
        """True behind another capitalised word that is no demonym, direction or title: the end of a longer name."""
        word = TIED.search(before)
        if word is None or word.group(1) in self._demonyms or word.group(1) == "The":
            return False
        return word.group(1).lower() not in self._leading


def _names_of_persons(text: str, tokens: Sequence[Token]) -> frozenset[str]:
    """First and last words of the names of persons that have two words or more."""
    found: set[str] = set()
    run: list[Token] = []
    for token in (*tokens, (0, 0, "", "")):
        if token[3] == "PERSON":
            run.append(token)
            continue
        if len(run) > 1:
            found.update(text[t[0] : t[1]] for t in (run[0], run[-1]))
        run = []
    return frozenset(found)
