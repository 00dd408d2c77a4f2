"""`sijill readings`: which versions have read here, and what one reads otherwise than another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from sijill.apps.cli.claims import figure, who
from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe
from sijill.errors import LedgerError, UsageError
from sijill.model import Claim, Decision

if TYPE_CHECKING:
    from sijill.keep import Change, Ledger, ReaderCount

SIGNS = {"gone": "-", "new": "+", "other": "~"}


def readings(
    older: Annotated[int | None, typer.Argument(metavar="[OLDER", help="The number of a reader, as the list shows it.")] = None,
    newer: Annotated[int | None, typer.Argument(metavar="NEWER]", help="The number of another: print what it reads otherwise.")] = None,
    orphans: Annotated[bool, typer.Option("--orphans", help="List decisions on claims that no newest reading holds.")] = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List the versions of rules and lexicon that have read here; of two, print the claims that are gone, new or told otherwise."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        if orphans:
            _orphans([(d, _claim(book, d.subject)) for d in book.orphans()], as_json)
            return
        readers = book.readers()
        if older is None:
            _list(readers, as_json)
        else:
            first, second = (_named(readers, n) for n in (older, newer))
            _changes(list(book.changes(first, second)), as_json)


def _claim(book: Ledger, id_: str) -> Claim | None:
    try:
        return book.claim(id_)
    except LedgerError:  # an id that never was a claim's
        return None


def _named(readers: list[ReaderCount], number: int | None) -> str:
    if number is None or not 1 <= number <= len(readers):
        raise UsageError("readings", f"{'two numbers are needed' if number is None else f'there is no reader {number}'}", "sijill readings lists them")
    return readers[number - 1].reader


def _list(readers: list[ReaderCount], as_json: bool) -> None:
    if as_json:
        print_json({"number": n, **vars(r)} for n, r in enumerate(readers, 1))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("", "reader", "reports", "in front in", "claims"):
        table.add_column(column, overflow="fold", justify="left" if column == "reader" else "right")
    for number, reader in enumerate(readers, 1):
        table.add_row(str(number), safe(reader.reader), *(f"{n:,}" for n in (reader.documents, reader.in_front, reader.claims)))
    console().print(table if readers else "Nothing was read yet.")


def _changes(found: list[Change], as_json: bool) -> None:
    if as_json:
        print_json({"what": c.what, "older": _dump(c.older), "newer": _dump(c.newer)} for c in found)
        return
    document = ""
    for change in found:
        claim = change.claim
        if claim.document.id != document:
            document = claim.document.id
            console().print(safe(claim.document.uri))
        console().print(safe(f"{SIGNS[change.what]} {claim.id[:10]} {claim.kind} {who(claim)}: {claim.content.quote} {figure(claim)} {_otherwise(change)}"))
    counts = ", ".join(f"{sum(c.what == what for c in found)} {word}" for what, word in (("gone", "gone"), ("new", "new"), ("other", "told otherwise")))
    print(counts if found else "Both read the same in the reports that both have read.")


def _otherwise(change: Change) -> str:
    """Which fields another reading tells otherwise, under the same id."""
    older, newer = _dump(change.older), _dump(change.newer)
    return "(" + ", ".join(k for k in newer if older[k] != newer[k]) + ")" if older and newer else ""


def _dump(claim: Claim | None) -> dict[str, object] | None:
    return claim.model_dump(by_alias=True, mode="json") if claim else None


def _orphans(found: list[tuple[Decision, Claim | None]], as_json: bool) -> None:
    if as_json:
        print_json({"decision": d.model_dump(mode="json"), "claim": _dump(c)} for d, c in found)
        return
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column, share in (("claim", 1), ("last verdict", 1), ("by", 1), ("report", 3), ("what it said", 6)):
        table.add_column(column, ratio=share, overflow="fold")
    for decision, claim in found:
        where, quote = (claim.document.uri or "", claim.content.quote) if claim else ("", "")
        table.add_row(*map(safe, (decision.subject[:10], decision.verdict, decision.reviewer, where, quote)))
    console().print(table if found else "Every decision finds its claim.")
