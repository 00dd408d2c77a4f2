"""The key under which a place's name is found: exact or normalised, never fuzzy."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile(r"[’'‘ʿʾ`´ʼ.]")
GAPS = re.compile(r"[\s\-‐–_/,]+")
ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ad|ar|at|az|ul|the) (?=\w{3})")
ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ad", "ar", "at", "az", "ul"})
SPELLINGS = (("y", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("dj", "j"))
FINAL_H = re.compile(r"[ae]h?\b")
DOUBLED = re.compile(r"(\w)\1+")


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Case, accents, apostrophes, hyphens and the article folded: "Al-Bāb" and "el Bab" are "bab"."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return ARTICLE.sub("", GAPS.sub(" ", MARKS.sub("", plain)).strip())


@lru_cache(maxsize=1 << 16)
def sound_key(name: str) -> str:
    """The key under which spellings of one Arabic name meet: "Darayya" and "Daraya", "Jisr al-Shughour" and "Jisr ash Shughur".

    Articles are left out everywhere, long vowels and doubled letters made single. The mark keeps it from meeting a name's own key.
    """
    words = [w for w in name_key(name).split() if w not in ARTICLES]
    key = " ".join(words)
    for written, plain in SPELLINGS:
        key = key.replace(written, plain)
    return "~" + FINAL_H.sub("a", DOUBLED.sub(r"\1", key))
