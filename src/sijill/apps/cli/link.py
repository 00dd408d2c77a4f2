"""`sijill link`: bring incidents up to date, or show what would change."""

from __future__ import annotations

from typing import Annotated

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe


def link(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; change nothing.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Forget what was linked before, and link all of it.")] = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Link what was read or decided since the last time. Other commands do this by themselves; reviewers' merges and splits hold in any case."""
    from sijill.keep import Ledger
    from sijill.pipeline import relink

    with Ledger.open(ledger, create=False) as book:
        change = relink(book, dry_run=dry_run, anew=anew)
    if as_json:
        print_json([vars(change)])
        return
    out = console()
    for what, ids in (("new", change.new), ("gone", change.gone), ("with other claims", change.other)):
        out.print(safe(f"{len(ids)} incidents {what}" + (": " if ids else "") + " ".join(i[:10] for i in ids[:20]) + (" …" if len(ids) > 20 else "")))
    out.print(f"{change.reports} reports, {change.pairs} pairs weighed" + ("; nothing was kept (--dry-run)" if dry_run else ""))
