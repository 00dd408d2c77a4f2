"""The key under which a place's name is found: exact or normalised, never fuzzy."""

from __future__ import annotations

import re
import unicodedata

MARKS = re.compile(r"[’'‘ʿʾ`´ʼ.]")
GAPS = re.compile(r"[\s\-‐–_/,]+")
ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ad|ar|at|az|ul|the) (?=\w{3})")
DOUBLED = re.compile(r"(\w)\1+")


def name_key(name: str) -> str:
    """Case, accents, apostrophes, hyphens and the article folded: "Al-Bāb" and "el Bab" are "bab"."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return ARTICLE.sub("", GAPS.sub(" ", MARKS.sub("", plain)).strip())


def sound_key(name: str) -> str:
    """The key with doubled letters single, marked so that it never meets a name's own key: "Darayya" and "Daraya"."""
    return "~" + DOUBLED.sub(r"\1", name_key(name))
