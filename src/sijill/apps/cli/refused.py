"""`sijill refused`: what could not be read, and why."""

from __future__ import annotations

from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe


def refused(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List the inputs that could not be read, with the reason and what to do."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        found = book.refusals()
    if as_json:
        print_json(r.model_dump(mode="json") for r in found)
        return
    table = Table("input", "why", "what to do", box=None, header_style="bold")
    for refusal in found:
        table.add_row(safe(refusal.uri), safe(refusal.reason), safe(refusal.todo))
    console().print(table if found else "Nothing was refused.")
