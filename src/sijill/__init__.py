"""Sijill reads reports of armed conflict and keeps an evidence ledger.

Everything the command line does, this package does too:

    from sijill import Ledger, Reader, collect, read
    with Ledger.open("sijill.db") as ledger:
        read(["reports/"], ledger, Reader(), published="2016-10-06")
        for claim in ledger.claims():
            print(claim.kind, claim.content.quote)
"""

from sijill.collect import collect
from sijill.errors import LedgerError, LexiconError, Refused, SijillError, UsageError
from sijill.evaluate import load_gold, score
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger
from sijill.model import Claim, Document, Mention, Span
from sijill.pipeline import Summary, read
from sijill.share import read_jsonl, write_csv, write_jsonl

__all__ = [
    "Claim",
    "ClaimFilter",
    "Document",
    "Ledger",
    "LedgerError",
    "LexiconError",
    "Mention",
    "Reader",
    "Refused",
    "SijillError",
    "Span",
    "Summary",
    "UsageError",
    "collect",
    "load_gold",
    "read",
    "read_jsonl",
    "score",
    "write_csv",
    "write_jsonl",
]
