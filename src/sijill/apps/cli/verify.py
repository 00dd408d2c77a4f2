"""`sijill verify`: the ledger against itself."""

from __future__ import annotations

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, complain, print_json


def verify(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """Check every span, hash and decision against the documents; names each row that was changed, added, moved or taken out."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        faults = book.verify()
    if as_json:
        print_json([vars(f) for f in faults])
    for fault in faults if not as_json else ():
        complain(str(fault))
    if faults:
        raise typer.Exit(1)
    if not as_json:
        print(f"{ledger}: whole; every span, hash and id fits")
