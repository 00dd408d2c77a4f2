"""Sijill reads reports of armed conflict and keeps an evidence ledger.

Everything the command line does, this package does too:

    from sijill import Ledger, Reader, collect, read
    with Ledger.open("sijill.db") as ledger:
        read(["reports/"], ledger, Reader(), published="2016-10-06")
        for claim in ledger.claims():
            print(claim.kind, claim.content.quote)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sijill.collect import collect  # at once, since a package has the same name

if TYPE_CHECKING:
    from sijill.errors import LedgerError, LexiconError, Refused, SijillError, UsageError
    from sijill.evaluate import load_gold, score
    from sijill.extract import Reader
    from sijill.keep import ClaimFilter, Ledger
    from sijill.model import Claim, Document, Mention, Span
    from sijill.pipeline import Summary, read
    from sijill.share import read_jsonl, write_csv, write_jsonl

#: Where each public name lives; it is imported when it is first asked for, so that a command that parses nothing starts at once.
_HOMES = {
    "sijill.errors": ("LedgerError", "LexiconError", "Refused", "SijillError", "UsageError"),
    "sijill.evaluate": ("load_gold", "score"),
    "sijill.extract": ("Reader",),
    "sijill.keep": ("ClaimFilter", "Ledger"),
    "sijill.model": ("Claim", "Document", "Mention", "Span"),
    "sijill.pipeline": ("Summary", "read"),
    "sijill.share": ("read_jsonl", "write_csv", "write_jsonl"),
}


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'sijill' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(home), name)
    return value


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
