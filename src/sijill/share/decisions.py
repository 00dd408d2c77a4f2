"""Decisions as CSV, JSON and JSONL: every one there is, the oldest first, with the words that it is about."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from sijill.model import Claim, Decision
from sijill.share.csv import plain

COLUMNS = ("decided_at", "reviewer", "verdict", "mode", "subject", "kind", "quote", "document", "reason", "corrected")


def rows(decisions: Iterable[Decision], claims: Mapping[str, Claim]) -> Iterator[dict[str, Any]]:
    """One flat row a decision."""
    for d in decisions:
        claim = claims.get(d.subject)
        yield {
            "schema": "sijill.decision/1", **d.model_dump(mode="json"), "kind": claim.kind if claim else None, "quote": claim.content.quote if claim else None,
            "document": claim.document.uri or claim.document.id if claim else None,
        }


def write_decisions_csv(decisions: Iterable[Decision], claims: Mapping[str, Claim], out: TextIO, *, head: bool = True) -> int:
    """A header and a row a decision; what was corrected as JSON. Gives their number."""
    writer, count = csv.writer(out, lineterminator="\r\n"), 0
    if head:
        writer.writerow(COLUMNS)
    for row in rows(decisions, claims):
        row["corrected"] = json.dumps(row["corrected"], ensure_ascii=False) if row["corrected"] else None
        writer.writerow([plain(row[c]) for c in COLUMNS])
        count += 1
    return count


def write_decisions_jsonl(decisions: Iterable[Decision], claims: Mapping[str, Claim], out: TextIO) -> int:
    """One JSON object a line. Gives their number."""
    count = 0
    for row in rows(decisions, claims):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_decisions_json(decisions: Iterable[Decision], claims: Mapping[str, Claim], out: TextIO) -> int:
    """One JSON list. Gives their number."""
    found = list(rows(decisions, claims))
    json.dump(found, out, ensure_ascii=False, indent=1)
    out.write("\n")
    return len(found)
