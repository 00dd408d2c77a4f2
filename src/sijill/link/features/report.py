"""What linking takes from a report's text once: the names and rarer words of its beginning, and the sentences around its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sijill.lexicon import load
from sijill.link.features.names import names_in, spots_in
from sijill.link.features.words import plain_words
from sijill.model import Claim

#: Code points of the beginning that are looked at: news says first what it is about.
LEAD = 2500
#: Code points in which a report says that it brings another up to date.
HEAD = 500
#: Code points before and behind a claim within which its sentence ends.
LONGEST = 600
END = re.compile(r"[.!?…][\"”’)]?\s|\n")


@lru_cache(maxsize=1)
def _update() -> re.Pattern[str]:
    said = sorted(load().words_for("update"), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """A text with the names and words of its beginning, and whether it says there that it brings an earlier report up to date."""

    text: str
    names: Mapping[str, float]
    words: Mapping[str, float]
    updates: bool = False

    @classmethod
    def of(cls, text: str) -> Report:
        """Taken from the text once."""
        return cls(text, names_in(text[:LEAD]), plain_words(text[:LEAD]), _update().search(text[:HEAD]) is not None)

    def around(self, claims: Iterable[Claim]) -> str:
        """The sentences in which the claims stand; without a text, their own words."""
        if not self.text:
            return "\n".join(c.content.quote for c in claims)
        return "\n".join(self.text[a:b] for a, b in sorted({self._sentence(c) for c in claims}))

    def spots(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The bones of the most particular name of the first sentence of the claims that has one."""
        sentences = (self.text[a:b] for a, b in dict.fromkeys(self._sentence(c) for c in claims)) if self.text else (c.content.quote for c in claims)
        return next((found for s in sentences if (found := spots_in(s))), ())

    def _sentence(self, claim: Claim) -> tuple[int, int]:
        first, last = max(0, claim.content.start - LONGEST), min(len(self.text), claim.content.end + LONGEST)
        start = max((m.end() for m in END.finditer(self.text, first, claim.content.start)), default=first)
        after = END.search(self.text, claim.content.end, last)
        return start, after.start() if after else last
