"""Which weapons and which kinds of things hit are spoken of in a text: the lexicon's words, whole words only, longest first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sijill.lexicon import Lexicon

WEAPON, TARGET = "weapon: ", "target: "


@dataclass(frozen=True)
class Things:
    """The words for weapons and targets as one pattern; `names` gives each form what it means."""

    pattern: re.Pattern[str]
    names: dict[str, str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Things:
        """Taken from a lexicon once."""
        names = {form.casefold(): w.means for w in lexicon.words if w.means.startswith((WEAPON, TARGET)) for form in w.forms}
        longest = sorted(names, key=lambda form: (-len(form), form))
        return cls(re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)"), names)

    def weapons(self, text: str) -> tuple[str, ...]:
        """The weapons spoken of, each once, in alphabetical order."""
        return self._found(text, WEAPON)

    def targets(self, text: str) -> tuple[str, ...]:
        """The kinds of things spoken of that may have been hit, each once."""
        return self._found(text, TARGET)

    def _found(self, text: str, kind: str) -> tuple[str, ...]:
        said = {self.names[m.group(1)] for m in self.pattern.finditer(text.casefold())}
        return tuple(sorted(m.removeprefix(kind) for m in said if m.startswith(kind)))
