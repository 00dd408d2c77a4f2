"""What a reviewer said of a claim or an incident; never changed, only followed by another."""

from __future__ import annotations

from typing import Any, Literal

from sijill.model.base import Record

Verdict = Literal[
    "accept", "reject", "correct", "unsure", "note", "assign", "withhold", "notice", "undo", "merge", "split", "best", "grade", "credibility",
]
#: How it was made: in sight of what others said; before seeing it; or to settle what others disagree about.
Mode = Literal["open", "blind", "adjudication"]


class Decision(Record):
    """Who said what of which claim or incident, when (UTC, ISO 8601) and why; `corrected` holds the fields put right.

    What a verdict on an incident holds in `corrected`. Incidents are made anew by the linker, so each names claims, which stay:
    merge        {"claims": [a claim of the one, a claim of the other]}: these belong to one incident
    split        {"apart": [claims], "from": [claims]}: none of the first belongs to an incident with any of the second
    best         {"measure", "group", "best", "claims": [a claim of the incident]}
    grade        {"grade", "claims": [a claim of the incident]}; one of Airwars' five
    credibility  {"source": A-F, "information": 1-6, "claims": [a claim]}: the Admiralty code

    Two more that do not judge. Each holds until the same verdict comes with {"lifted": true}:
    withhold     the subject, a claim or "source:NAME", does not give away who says it
    notice       the subject, a document, is shown after a notice only, whose words are the reason
    """

    subject: str
    verdict: Verdict
    reviewer: str
    decided_at: str
    reason: str = ""
    corrected: dict[str, Any] | None = None
    mode: Mode = "open"
