"""`sijill search`: reports that hold words."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, complain, console, print_json, safe


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words that the report holds, all of them; '\"in a row\"'; begin*.")],
    limit: Annotated[int, typer.Option(min=1, help="Show so many.")] = 50,
    after: Annotated[int, typer.Option(min=0, help="Go on after this number, which the last list named.")] = 0,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Search the text of all reports, also of those in which no claim was read: those of a language without a lexicon, those that the gate passed over."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        hits = book.search(" ".join(words), after=after, size=limit)
    if as_json:
        print_json({"document": h.document.ref.model_dump(mode="json"), "excerpt": h.excerpt, "claims": h.claims} for h in hits)
    elif not hits:
        print(f"No report holds {' '.join(words)}.")
    else:
        table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
        for column, share in (("report", 3), ("published", 1), ("words", 6), ("claims", 1)):
            table.add_column(column, ratio=share, overflow="fold")
        for hit in hits:
            table.add_row(*map(safe, (hit.document.uri, hit.document.published or "", hit.excerpt, hit.claims)))
        console().print(table)
    if len(hits) == limit:
        complain(f"More with --after {hits[-1].number}")
