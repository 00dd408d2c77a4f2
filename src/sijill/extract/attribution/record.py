"""An attribution as read in the parse, before its source is resolved to a name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.phrases import Stretch
from sijill.lexicon import Cue


@dataclass(frozen=True)
class Attribution:
    """`source` and `relay` are the heads of their noun phrases; `contents` the attributed passage, piece by piece."""

    entry: Cue
    cue: Stretch
    verb: Token
    source: Token | None
    contents: tuple[Stretch, ...]
    relay: Token | None = None
    told: Stretch | None = None
    quoted: bool = False

    def holds(self, start: int, end: int) -> bool:
        """True when the content holds the characters `start` to `end`."""
        return any(a <= start and end <= b for a, b in self.contents)

    @property
    def size(self) -> int:
        """Characters of content, for ordering inner before outer."""
        return sum(b - a for a, b in self.contents)
