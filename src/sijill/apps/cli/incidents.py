"""`sijill incidents`: what the claims are about, with low, best and high; one ID explains one."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe
from sijill.errors import UsageError
from sijill.model import Claim, Incident, IncidentFigure


def incidents(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="Explain this incident: its claims, and how best was chosen.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List incidents: what happened, where and when, how many, in how many reports, from how many sources."""
    from sijill.keep import Ledger
    from sijill.pipeline import incidents as linked

    with Ledger.open(ledger, create=False) as book:
        found = [i for i in linked(book) if id_ is None or i.id.startswith(id_)]
        if id_ is not None and len(found) != 1:
            raise UsageError(id_, "is no incident" if not found else "is the beginning of several incidents", "sijill incidents lists them with their ids")
        if as_json:
            print_json(i.model_dump(by_alias=True, mode="json") for i in found)
        elif id_ is not None:
            _explain(found[0], [book.claim(c) for c in found[0].claims])
        elif not found:
            print("No incidents. Read a report with sijill read PATH.")
        else:
            console().print(table_of(found))
            console().print(f"{len(found)} incidents. sijill incidents ID explains one.")


def table_of(found: list[Incident]) -> Table:
    """The incidents as a table for the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column in ("id", "when", "where", "what", "killed", "injured", "reports", "sources"):
        table.add_column(column, overflow="fold", no_wrap=column in ("id", "when"))
    for item in found:
        numbers = [range_of(next((f for f in item.figures if f.measure == m and f.group is None), None)) for m in ("killed", "injured")]
        where = item.place.name if item.place else ""
        row = (item.time.start if item.time and item.time.start else "", where, item.class_.replace("_", " "), *numbers, item.reports, item.roots)
        table.add_row(item.id[:10], *map(safe, row))
    return table


def range_of(figure: IncidentFigure | None) -> str:
    """low – best – high in short: "4–8 (best 4)"; "600, open" where the end is a bound."""
    if figure is None:
        return ""
    ends = f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,}–{figure.high:,} (best {figure.best:,})"
    return ends + (", open" if figure.open else "")


def _explain(item: Incident, claims: list[Claim]) -> None:
    from sijill.apps.cli.claims import table_of as claims_table

    out = console()
    out.print(safe(f"{item.title}  ({item.id})"))
    out.print(safe(f"{item.reports} reports, {item.roots} sources; ACLED {item.acled.event_type} / {item.acled.sub_event_type}"))
    for figure in item.figures:
        out.print(safe(f"  {figure.measure} {figure.group or ''}: {range_of(figure)}; {figure.method}; {len(figure.claims)} claims"))
    for found in item.contradictions:
        out.print(safe(f"  contradiction ({found.kind}): {found.why}"))
    out.print(claims_table(claims))
