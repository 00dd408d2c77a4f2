"""`sijill export` and `sijill import`: the ledger to files, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, LedgerOption, existing
from sijill.errors import UsageError


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl or csv (claims), or incidents.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The file to write; - is standard output.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the ledger's claims or incidents to a file. The same claims give the same bytes, in whatever order they were read."""
    from sijill.keep import Ledger
    from sijill.pipeline import incidents
    from sijill.share import FORMATS, INCIDENT_FORMATS

    if format_ not in FORMATS.keys() | INCIDENT_FORMATS.keys():
        raise UsageError(format_, "is no format", f"choose one of {', '.join(sorted([*FORMATS, *INCIDENT_FORMATS]))}")

    def write(book: Ledger, file: TextIO) -> int:
        return FORMATS[format_](book.claims(), file) if format_ in FORMATS else INCIDENT_FORMATS[format_](incidents(book), file)

    with Ledger.open(ledger, create=False) as book:
        if out == "-":
            write(book, sys.stdout)
            return
        try:
            with open(out, "w", encoding="utf8", newline="") as file:
                count = write(book, file)
        except OSError as error:
            raise UsageError(out, f"cannot be written ({error.strerror})", "name another file") from error
    print(f"{count} {'claims' if format_ in FORMATS else 'incidents'} written to {out}")


def import_(
    path: Annotated[Path, typer.Argument(metavar="CLAIMS.jsonl", help="A file that sijill export jsonl wrote.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Read claims back that another ledger exported, without loss. Their documents' texts do not come with them."""
    from sijill.keep import Ledger
    from sijill.share import read_jsonl

    with existing(path).open(encoding="utf8", newline="\n") as file:
        claims = list(read_jsonl(file, str(path)))
    with Ledger.open(ledger) as book:
        print(f"{book.bring_in(claims)} claims imported into {ledger}")
