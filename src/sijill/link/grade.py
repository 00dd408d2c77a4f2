"""The grade that an incident would have by rule, after Airwars: proposed with its reason, never decided; a reviewer decides.

Confirmed: a belligerent has accepted responsibility. Contested: competing claims of who did it, or a denial. Discounted: only fighters were harmed. Fair:
two or
more roots. Weak: one. The first that holds counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sijill.lexicon import load
from sijill.model import Claim, Contradiction, IncidentFigure, Proposal

FIGHTERS = frozenset({"fighters", "security_forces"})
HARM = frozenset({"killed", "injured"})


@lru_cache(maxsize=1)
def _accepted() -> re.Pattern[str]:
    """The lexicon's words by which somebody takes responsibility for what they did."""
    said = sorted(load().words_for("accepted"), key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b", re.IGNORECASE)


def propose(claims: Sequence[Claim], roots: int, figures: Iterable[IncidentFigure], contradictions: Iterable[Contradiction], texts: Iterable[str]) -> Proposal:
    """The grade by rule, with the reason in words. `texts` are the sentences around the claims of each report."""
    owned = next((m.group() for text in texts if (m := _accepted().search(text))), None)
    if owned:
        return Proposal(grade="confirmed", why=f"a belligerent has accepted responsibility: “{owned}”")
    for found in contradictions:
        if found.kind in ("perpetrator", "denial"):
            return Proposal(grade="contested", why=f"{found.kind}: {found.why}")
    harmed = {f.group for f in figures if f.measure in HARM and f.group}
    if harmed and harmed <= FIGHTERS:
        return Proposal(grade="discounted", why=f"those harmed are {' and '.join(sorted(harmed)).replace('_', ' ')}")
    if roots > 1:
        return Proposal(grade="fair", why=f"{roots} independent roots")
    return Proposal(grade="weak", why="a single root")
