"""What a reviewer said of a claim or an incident; never changed, only followed by another."""

from __future__ import annotations

from typing import Any, Literal

from sijill.model.base import Record

Verdict = Literal[
    "accept", "reject", "correct", "unsure", "note", "assign", "withhold", "notice", "undo", "merge", "split", "best", "grade", "credibility",
    "answer", "view", "judge",
]
#: How it was made: in sight of what others said; before seeing it; or to settle what others disagree about.
Mode = Literal["open", "blind", "adjudication"]


class Decision(Record):
    """Who said what of which claim or incident, when (UTC, ISO 8601) and why; `corrected` holds the fields put right.

    `batch` is what the decisions of one act on many claims have in common; an undo takes them back together.
    A correction names a claim's fields with dots: {"figure.low": 600, "figure.bound": "more_than", "content": {"start", "end", "quote"}}.
    An `assign` holds {"to": name}.

    What a verdict on an incident holds in `corrected`. Incidents are made anew by the linker, so each names claims, which stay:
    merge        {"claims": [a claim of the one, a claim of the other]}: these belong to one incident
    split        {"apart": [claims], "from": [claims]}: none of the first belongs to an incident with any of the second
    best         {"measure", "group", "best", "claims": [a claim of the incident]}
    grade        {"grade", "claims": [a claim of the incident]}; one of Airwars' five
    answer       {"contradiction": [two claims], "answer": "both" | "keep"}: both stand, counted differently; or it is a contradiction
    credibility  {"source": A-F, "information": 1-6, "claims": [a claim]}: the Admiralty code
    A `view` is on the subject "view:" with its name: {"query"} the filter's address; a later one without a query takes it away.

    judge        the subject, a claim with a day on which it falls due: {"came": "met" | "part" | "not" | "unknown"}, or None to take it back; `undo` and `redo`
                 tell of one that takes back, or makes again, what its reviewer judged before

    Two more that say nothing of what was read. Each holds until the same verdict comes with {"lifted": true}:
    withhold     the subject, a claim or "source:NAME", does not give away who says it
    notice       the subject, a document, is shown after a notice only, whose words are the reason
    """

    subject: str
    verdict: Verdict
    reviewer: str
    decided_at: str
    reason: str = ""
    corrected: dict[str, Any] | None = None
    batch: str | None = None
    mode: Mode = "open"
