"""The names in a report, as skeletons: what stays of a name however it is transliterated.

In: a text. Out: skeleton → weight, rarer names weighing more. *Al-Sina'a*, *Sinaa* and *al Sina’a* are one skeleton; so are *Ghuwayran* and *Gweiran*. A name's
weight is from its frequency in English at large (wordfreq), not in the ledger, so that a pair of reports weighs the same in any ledger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sijill.lexicon import load
from sijill.link.features.words import TOP, Words, zipf

#: A run of letters with apostrophes and hyphens, beginning with a capital.
NAME = re.compile(r"(?<![\w#@/.])[#]?([^\W\d_a-z][^\W\d_]*(?:['’‘`´ʿʾ-][^\W\d_]+)*['’‘`´ʿʾ]?)")
#: "Hilltown's market" is in Hilltown.
POSSESSIVE = re.compile(r"['’]s?$")
ARTICLE = re.compile(r"^(?:al|el|ash|as|ad|an|ar|at|az|the)[-'’ ]+(?=.)")
#: Spellings of one sound, longest first; then vowels go, and doubled letters are one.
SOUNDS = (("gh", "g"), ("kh", "k"), ("dh", "d"), ("th", "t"), ("sh", "c"), ("ch", "c"), ("ph", "f"), ("ck", "k"), ("q", "k"),
          ("ç", "c"), ("ş", "c"), ("x", "k"), ("z", "s"), ("j", "g"), ("v", "w"), ("p", "b"))
VOWELS = re.compile(r"[aeiouywh]")
DOUBLED = re.compile(r"(.)\1+")
#: Names more frequent than this in English (Zipf) say nothing of an incident.
COMMON_NAME = 4.3
#: Demonyms are about as frequent as this; names of towns and villages are rarer.
COMMON_SPOT = 4.0
#: Skeletons of fewer letters than this are taken for too many names.
SHORTEST = 2


@lru_cache(maxsize=200_000)
def skeleton(name: str) -> str:
    """A name without article, marks, vowels and doubled letters, its first letter kept: "Al-Qamishly" and "Qamishli" are both "kmcl".

    What has one letter left stays whole.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = ARTICLE.sub("", plain)
    plain = re.sub(r"[^a-zçş]", "", plain)
    for spelling, sound in SOUNDS:
        plain = plain.replace(spelling, sound)
    plain = DOUBLED.sub(r"\1", plain)
    head = plain[:1] if plain[:1] not in ("a", "e", "i", "o", "u", "y") else "a"
    bones = head + VOWELS.sub("", plain[1:])
    return bones if len(bones) >= SHORTEST else plain


def capitalised(text: str) -> Iterator[str]:
    """Every capitalised word, all-capital ones (agencies, groups) left out."""
    for found in NAME.finditer(text):
        word = POSSESSIVE.sub("", found.group(1))
        if not word.isupper() and len(word) > 2:
            yield word


def names_in(text: str) -> Words:
    """The skeletons of the names in a text with their weights."""
    found: dict[str, float] = {}
    lower = set(re.findall(r"(?<!\w)[a-z]{3,}", text))
    for word in capitalised(text):
        bare = ARTICLE.sub("", word.casefold())
        commonest = max((zipf(part) for part in re.split(r"['’‘`´ʿʾ-]", bare) if len(part) > 2), default=0.0)
        if bare in lower or commonest > COMMON_NAME:
            continue
        bones = skeleton(word)
        if len(bones) >= SHORTEST:
            found[bones] = max(found.get(bones, 0.0), TOP - commonest if len(bones) > 2 else (TOP - commonest) / 2)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return load().words_for("place_noun")


def bones_of(name: str) -> str:
    """The skeletons of a name's words, one space between them: "Al-Sina'a quarter" and "Sinaa neighbourhood" both begin with "sn"."""
    found = (skeleton(word) for word in capitalised(name) if word.casefold() not in _generic())
    return " ".join(b for b in found if len(b) >= SHORTEST)


def spots_in(sentence: str) -> tuple[str, ...]:
    """The bones of the first name behind a preposition of place: English goes from the particular to the general ("in Hilltown, Lake province")."""
    for found in _locative().finditer(sentence):
        bones = [b for word in capitalised(found.group("name")) if rare(word) and len(b := skeleton(word)) >= SHORTEST]
        if bones:
            return tuple(bones)
    return ()


def rare(word: str) -> bool:
    """True for a name that is no common word, month or weekday, and no word for a kind of place."""
    bare = ARTICLE.sub("", word.casefold())
    return bare not in _generic() and zipf(bare) < COMMON_SPOT


@lru_cache(maxsize=1)
def _locative() -> re.Pattern[str]:
    said, verbs, nouns = ("|".join(map(re.escape, sorted(load().words_for(m)))) for m in ("locative", "locative_verb", "place_noun"))
    name = r"[^\W\d_a-z][\w'’‘`´ʿʾ-]*"
    beside = rf"(?:(?:[a-z]+\s+){{0,3}}?(?:of|in|at)\s+(?:the\s+)?)?(?:(?:{nouns})\s+)?"
    return re.compile(rf"(?<!\w)(?:{said}|{verbs}|[a-z]+ed)\s+(?:the\s+)?{beside}(?P<name>{name}(?:\s+{name})*)")
