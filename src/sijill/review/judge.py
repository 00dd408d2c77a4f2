"""What became of a forecast, an ultimatum or an offer once its day has come: judged by a person, taken back and judged again without limit.

Each is a decision of its own that names what it leaves standing, so that nothing is lost and the last one tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sijill.keep import Foretold, Ledger
from sijill.link import due as fallen_due
from sijill.link.features.names import capitalised
from sijill.link.features.words import zipf
from sijill.model import Claim, Decision, DueClaim

CAME = ("met", "part", "not", "unknown")
STEP = 200
#: Words more frequent than this in English (Zipf) name nobody, though a sentence may begin with them.
COMMON = 5.3


class Judgement(NamedTuple):
    """What to keep: of which claim, and what it came to; None takes a judgement back."""

    subject: str
    corrected: dict[str, str | bool | None]


def judged(decisions: Sequence[Decision]) -> Decision | None:
    """The judgement that stands after a claim's decisions."""
    last = next((d for d in reversed(decisions) if d.verdict == "judge"), None)
    return last if last is not None and came(last) else None


def came(decision: Decision) -> str | None:
    """What a judgement says."""
    found = (decision.corrected or {}).get("came")
    return str(found) if found else None


def _newest_first(ledger: Ledger, reviewer: str) -> Iterator[Decision]:
    before: int | None = None
    while found := ledger.made(before=before, size=STEP, prefix="c_"):
        yield from (m.decision for m in found if m.decision.reviewer == reviewer and m.decision.verdict == "judge")
        before = found[-1].number


def _is(decision: Decision, what: str) -> bool:
    return bool((decision.corrected or {}).get(what))


def _not_taken_back(walk: Iterator[Decision]) -> Decision | None:
    """The newest of the rest of a walk that no undo in it answers."""
    skip = 0
    for decision in walk:
        if not _is(decision, "undo") and not skip:
            return decision
        skip += 1 if _is(decision, "undo") else -1
    return None


def to_take_back(ledger: Ledger, reviewer: str) -> Judgement | None:
    """What takes back the reviewer's last judgement that stands: the claim is as it was before it."""
    found = _not_taken_back(_newest_first(ledger, reviewer))
    return Judgement(found.subject, {"came": _before(ledger, found), "undo": True}) if found else None


def _before(ledger: Ledger, decision: Decision) -> str | None:
    made = ledger.decisions(decision.subject)
    standing = judged(made[: max(n for n, d in enumerate(made) if d == decision)])
    return came(standing) if standing else None


def to_judge_again(ledger: Ledger, reviewer: str) -> Judgement | None:
    """What makes again the judgement that was taken back last, unless something new was judged since."""
    again, walk = 0, _newest_first(ledger, reviewer)
    for decision in walk:
        if _is(decision, "undo"):
            if not again:
                found = _not_taken_back(walk)
                return Judgement(decision.subject, {"came": came(found), "redo": True}) if found else None
            again -= 1
        elif _is(decision, "redo"):
            again += 1
        else:
            return None
    return None


def bearing(ledger: Ledger, found: Foretold, day: str) -> tuple[DueClaim, dict[str, Claim]] | None:
    """Later claims that bear on one whose day has come, and these claims by id; None where it has no day."""
    claim = found.claim
    others = {c.id: c for c in ledger.holding(_names(claim)) if c.id != claim.id}
    told = next((d for d in fallen_due([claim, *(_only_bearing(c) for c in others.values())], day)), None)
    return (told, others) if told else None


def _only_bearing(claim: Claim) -> Claim:
    """A claim that may bear on another is asked for that only."""
    return claim.model_copy(update={"forecast": None}) if claim.forecast else claim


def _names(claim: Claim) -> list[str]:
    quotes = [claim.content.quote, *(s.quote for s in claim.within or ()), *(s.name for s in claim.sources)]
    quotes += [claim.addressee.quote] if claim.addressee else []
    detail = claim.figure or claim.event
    quotes += [detail.place.name] if detail and detail.place else []
    return [w for q in quotes for w in capitalised(q) if zipf(w.lower()) < COMMON]


__all__ = ["CAME", "Judgement", "bearing", "came", "judged", "to_judge_again", "to_take_back"]
