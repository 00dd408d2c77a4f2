"""Which language a text is in, told by its commonest small words; "und" when none of the known ones fits."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

import yaml

#: The share of small words from which a text is in a language; a text of a few words needs one only.
ENOUGH, FEW_WORDS = 0.08, 12


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    raw: dict[str, list[str]] = yaml.safe_load(files("sijill.lexicon").joinpath("languages.yaml").read_text("utf8"))
    return {code: frozenset(words) for code, words in raw.items()}


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's first 5,000 characters, or "und"."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:5000].casefold()))
    total = words.total()
    if not total:
        return "und"
    shares = {code: sum(words[w] for w in small) / total for code, small in _small_words().items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= ENOUGH or (total < FEW_WORDS and shares[best] > 0) else "und"
