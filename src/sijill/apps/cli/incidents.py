"""`sijill incidents`: what the claims are about, with low, best and high; one ID explains one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe
from sijill.model import Incident, IncidentFigure

if TYPE_CHECKING:
    from sijill.keep import Ledger

BEST = "How best is chosen: median, ucdp, airwars, acled or highest (docs/why/low_best_high.md)."


def incidents(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="Explain this incident: claims, chains, copies, weights of pairs, best.")] = None,
    best: Annotated[str, typer.Option("--best", help=BEST)] = "median",
    charts: Annotated[Path | None, typer.Option("--charts", help="Write Splink's charts of the weights, and of this incident's pairs, as HTML.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List incidents: what happened, where and when, how many, in how many reports, from how many sources."""
    from sijill.keep import Ledger
    from sijill.pipeline import explain, linked

    with Ledger.open(ledger, create=False) as book:
        found = linked(book, id_, best)
        if charts is not None:
            _write_charts(charts, book, found if id_ is not None else [])
        if as_json:
            print_json((explain(book, i).as_json() if id_ is not None else i.model_dump(by_alias=True, mode="json")) for i in found)
        elif id_ is not None:
            _explain(book, found[0])
        elif not found:
            print("No incidents. Read a report with sijill read PATH.")
        else:
            console().print(table_of(found))
            console().print(f"{len(found)} incidents. sijill incidents ID explains one.")


def table_of(found: list[Incident]) -> Table:
    """The incidents as a table for the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column in ("id", "when", "where", "what", "killed", "injured", "reports", "roots", "grade"):
        table.add_column(column, overflow="fold", no_wrap=column in ("id", "when"))
    for item in found:
        numbers = [range_of(next((f for f in item.figures if f.measure == m and f.group is None), None)) for m in ("killed", "injured")]
        where = item.place.name if item.place else ""
        when = item.time.start if item.time and item.time.start else ""
        row = (when, where, item.class_.replace("_", " "), *numbers, item.reports, item.roots, grade_of(item))
        table.add_row(item.id[:10], *map(safe, row))
    return table


def grade_of(item: Incident) -> str:
    """The grade that a reviewer gave; else the one that the rules propose, with a question mark."""
    return item.grade or (f"{item.proposed.grade}?" if item.proposed else "")


def range_of(figure: IncidentFigure | None) -> str:
    """low – best – high in short: "4–8 (best 4)"; "600, open" where the end is a bound."""
    if figure is None:
        return ""
    ends = f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,}–{figure.high:,} (best {figure.best:,})"
    return ends + (", open" if figure.open else "")


def _explain(book: Ledger, item: Incident) -> None:
    from sijill.pipeline import explain

    out = console()
    for line in explain(book, item).lines():
        out.print(safe(line) if line.strip() else "", soft_wrap=True)


def _write_charts(path: Path, book: Ledger, found: list[Incident]) -> None:
    from sijill.pipeline import charts_of

    path.write_text(charts_of(book, found), "utf8")
    print(f"charts written to {path}")
