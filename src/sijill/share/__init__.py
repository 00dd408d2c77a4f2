"""Ledger → files: a module a format."""

from sijill.share.csv import write_csv
from sijill.share.jsonl import read_jsonl, write_jsonl

#: Format's name to its writer: (claims, open text file) → number written.
FORMATS = {"csv": write_csv, "jsonl": write_jsonl}

__all__ = ["FORMATS", "read_jsonl", "write_csv", "write_jsonl"]
