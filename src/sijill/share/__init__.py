"""Ledger → files: a module a format."""

from sijill.share.csv import write_csv
from sijill.share.incidents import write_incidents
from sijill.share.jsonl import read_jsonl, write_jsonl

#: Format's name to its writer: (claims, open text file) → number written.
FORMATS = {"csv": write_csv, "jsonl": write_jsonl}

#: The same for incidents.
INCIDENT_FORMATS = {"incidents": write_incidents}

__all__ = ["FORMATS", "INCIDENT_FORMATS", "read_jsonl", "write_csv", "write_incidents", "write_jsonl"]
