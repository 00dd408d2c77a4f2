"""`sijill verify`: the ledger against itself."""

from __future__ import annotations

from typing import Annotated

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, complain, print_json


def verify(
    against: Annotated[list[str] | None, typer.Option("--against", metavar="SEAL", help="A seal written down earlier; several, to see since which.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Check every span, hash and decision against the documents; names each row that was changed, added, moved or taken out."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        faults = [*book.verify(), *(fault for seal in against or () for fault in book.verify_against(seal))]
    if as_json:
        print_json([vars(f) for f in faults])
    for fault in faults if not as_json else ():
        complain(str(fault))
    if faults:
        raise typer.Exit(1)
    if not as_json:
        print(f"{ledger}: whole; every span, hash and id fits")
