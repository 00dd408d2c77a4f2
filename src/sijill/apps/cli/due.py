"""`sijill due`: forecasts, demands and threats that have fallen due, with later claims that bear on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, a_day, console, print_json, safe


def due(
    on: Annotated[str | None, typer.Option("--on", help="The day on which to ask; today without it.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List what was foretold, demanded or threatened for a day that has passed, and the later claims of the same place, actors or class."""
    from sijill.keep import Ledger
    from sijill.link import due as fallen_due

    day = a_day(on, "--on") or date.today().isoformat()
    with Ledger.open(ledger, create=False) as book:
        found = list(fallen_due(list(book.claims()), day))
    if as_json:
        print_json(d.model_dump(mode="json") for d in found)
    elif not found:
        print(f"Nothing has fallen due by {day}.")
    else:
        table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
        for column in ("claim", "due", "what", "later claims that bear on it"):
            table.add_column(column, overflow="fold", no_wrap=column in ("claim", "due"))
        for item in found:
            later = "; ".join(f"{b.claim[:10]} ({b.why})" for b in item.bearing[:5]) or "none"
            table.add_row(item.claim[:10], item.due.latest or item.due.earliest or "", safe(item.quote), safe(later))
        console().print(table)
