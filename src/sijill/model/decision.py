"""What a reviewer said of a claim or an incident; never changed, only followed by another."""

from __future__ import annotations

from typing import Any, Literal

from sijill.model.base import Record

Verdict = Literal["accept", "reject", "correct", "unsure", "note", "assign", "undo"]


class Decision(Record):
    """Who said what of which claim or incident, when (UTC, ISO 8601) and why; `corrected` holds the fields put right."""

    subject: str
    verdict: Verdict
    reviewer: str
    decided_at: str
    reason: str = ""
    corrected: dict[str, Any] | None = None
