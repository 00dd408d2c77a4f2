"""`sijill mentions`: what was recognised in a document before claims were made."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from sijill.apps.cli.common import JsonOption, a_day, complain, console, print_json, safe
from sijill.model import Refusal


def mentions(
    paths: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files as for sijill read.")],
    published: Annotated[str | None, typer.Option(help="Day of publication of what carries none itself.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List places, dates, actors and numbers of documents, with their spans and values. Nothing is kept."""
    from sijill.collect import collect
    from sijill.extract import Reader

    reader, refused = Reader(), False
    rows: list[dict[str, Any]] = []
    for item in collect(paths, published=a_day(published, "--published")):
        if isinstance(item, Refusal):
            refused = True
            complain(f"{item.uri}: {item.reason}; {item.todo}")
            continue
        rows.extend(m.model_dump(mode="json") for m in reader.mentions(item))
    if as_json:
        print_json(rows)
    else:
        table = Table("type", "text", "value", "span", box=None, header_style="bold")
        for row in rows:
            table.add_row(row["type"], safe(row["span"]["quote"]), safe(row["value"]), f"{row['span']['start']}-{row['span']['end']}")
        console().print(table if rows else "Nothing was recognised.")
    if refused:
        raise typer.Exit(1)
