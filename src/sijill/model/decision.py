"""What a reviewer said of a claim or an incident; never changed, only followed by another."""

from __future__ import annotations

from typing import Any, Literal

from sijill.model.base import Record

Verdict = Literal["accept", "reject", "correct", "unsure", "note", "assign", "withhold", "undo", "merge", "split", "best", "grade", "credibility"]


class Decision(Record):
    """Who said what of which claim or incident, when (UTC, ISO 8601) and why; `corrected` holds the fields put right.

    What a verdict on an incident holds in `corrected`. Incidents are made anew by the linker, so each names claims, which stay:
    merge        {"claims": [a claim of the one, a claim of the other]}: these belong to one incident
    split        {"apart": [claims], "from": [claims]}: none of the first belongs to an incident with any of the second
    best         {"measure", "group", "best", "claims": [a claim of the incident]}
    grade        {"grade", "claims": [a claim of the incident]}; one of Airwars' five
    credibility  {"source": A-F, "information": 1-6, "claims": [a claim]}: the Admiralty code
    """

    subject: str
    verdict: Verdict
    reviewer: str
    decided_at: str
    reason: str = ""
    corrected: dict[str, Any] | None = None
