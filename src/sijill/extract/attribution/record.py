"""An attribution as read in the parse, before its source is resolved to a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.phrases import Stretch
from sijill.lexicon import Cue

#: A speaker's name in capitals at a line's beginning, as transcripts print it.
TAG = re.compile(r"[\"“]?[A-Z][A-Z.'’ -]+[A-Z]:\s")
#: Subjects of what is not said.
NOBODY = frozenset({"nobody", "none", "no-one", "neither", "nothing"})
#: How a source that vouches for what it says stands to it; the others merely want, praise or decide something.
VOUCHING = frozenset({"asserted", "possible", "requested", "intended", "denied", "accusation", "belief"})


@dataclass(frozen=True)
class Attribution:
    """`source` and `relay` are the heads of their noun phrases; `contents` the attributed passage, piece by piece.

    `phrase` is the source's whole noun phrase as written, `lead` whoever is addressed at the content's beginning
    ("urged *the rebels* to leave"), `shape` how the content hangs on the cue, `speech` the entry by which the cue also speaks quotations.
    """

    entry: Cue
    cue: Stretch
    verb: Token
    source: Token | None
    contents: tuple[Stretch, ...]
    relay: Token | None = None
    told: Stretch | None = None
    quoted: bool = False
    phrase: Stretch | None = None
    lead: Stretch | None = None
    shape: str = "clause"
    speech: Cue | None = None

    def holds(self, start: int, end: int) -> bool:
        """True when the content holds the characters `start` to `end`."""
        return any(a <= start and end <= b for a, b in self.contents)

    @property
    def vouches(self) -> bool:
        """True when what stands inside the content is said by the source: "said five died", not "supports those who killed five", nor "nobody said"."""
        return self.quoted or (self.entry.force in VOUCHING and not self._nobody)

    @property
    def _nobody(self) -> bool:
        """ "No group has claimed it", "nobody said so"."""
        source = self.source
        return source is not None and (source.lower_ in NOBODY or any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in source.lefts))

    @property
    def size(self) -> int:
        """Characters of content, for ordering inner before outer."""
        return sum(b - a for a, b in self.contents)
