"""The gate: is there anything in a text that Sijill reads for? One pass over the text with the lexicon's words of harm and force."""

from __future__ import annotations

import re

from sijill.lexicon import Lexicon

ENDINGS = r"(?:s|es|d|ed|ing|ned|ning|ted|ting|bed|bing)?"


class Gate:
    """Compiled once from triggers and measures; a text that opens it is read in full."""

    def __init__(self, lexicon: Lexicon) -> None:
        forms = {f for t in lexicon.triggers for f in t.forms if not t.with_}
        forms |= {f for m in lexicon.measures if m.measure not in ("present", "other", "affected") for f in m.forms}
        stems = sorted({re.escape(f.removesuffix("e")) + ("e?" if f.endswith("e") else "") for f in forms if len(f) > 3})
        self._pattern = re.compile(r"\b(?:" + "|".join(stems) + ")" + ENDINGS + r"\b", re.IGNORECASE)

    def opens(self, text: str) -> bool:
        """True when the text holds at least one such word."""
        return self._pattern.search(text) is not None
