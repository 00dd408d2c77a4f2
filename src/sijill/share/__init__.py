"""Ledger → files: a module a format."""

from sijill.share.csv import write_csv
from sijill.share.decisions import write_decisions_csv, write_decisions_json, write_decisions_jsonl
from sijill.share.incidents import write_incidents
from sijill.share.jsonl import read_jsonl, write_jsonl

#: Format's name to its writer: (claims, open text file) → number written.
FORMATS = {"csv": write_csv, "jsonl": write_jsonl}

#: The same for incidents.
INCIDENT_FORMATS = {"incidents": write_incidents}

#: Decisions, by the ending of the file's name.
DECISION_FORMATS = {"csv": write_decisions_csv, "json": write_decisions_json, "jsonl": write_decisions_jsonl}

__all__ = [
    "DECISION_FORMATS", "FORMATS", "INCIDENT_FORMATS", "read_jsonl", "write_csv", "write_decisions_csv", "write_decisions_json", "write_decisions_jsonl",
    "write_incidents", "write_jsonl",
]
