"""`sijill seal`: one line that stands for the whole ledger."""

from __future__ import annotations

from sijill.apps.cli.common import DEFAULT_LEDGER, LedgerOption


def seal(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Print the ledger's seal. Write it down elsewhere; sijill verify --against SEAL checks later that what was sealed is unchanged."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        print(book.seal())
