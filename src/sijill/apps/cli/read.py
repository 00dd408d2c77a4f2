"""`sijill read`: reports into the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, a_day, complain, print_json
from sijill.model import Document, Refusal

FORMATS = "Files and folders of text, pages, PDF, DOCX, feeds, WARC, WACZ, e-mail, JSONL, CSV, and archives of these; - is standard input."


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help=FORMATS)],
    published: Annotated[str | None, typer.Option(help="Day of publication (2016-10-06) of what carries none itself.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Read also what the relevance gate would pass over.")] = False,
    keep_bytes: Annotated[bool, typer.Option("--keep-bytes/--no-keep-bytes", help="Keep each report's bytes as received beside its text.")] = True,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Read reports into the ledger. What is known already is passed by; what cannot be read is named, and the rest goes on."""
    from sijill import pipeline
    from sijill.extract import Reader
    from sijill.keep import Ledger

    day = a_day(published, "--published")
    with Ledger.open(ledger) as book, _progress(paths) as progress:
        task = progress.add_task("reading", total=None)

        def notice(what: str, item: Document | Refusal) -> None:
            progress.advance(task)
            if isinstance(item, Refusal):
                complain(f"{item.uri}: {item.reason}" + (f"; {item.todo}" if item.todo else ""))
            elif what == "no lexicon":
                complain(f"{item.uri}: is in a language without a lexicon ({item.language}); its text is kept, no claims are read")
            elif item.published is None and what == "read":
                complain(f"{item.uri}: no date of publication, so relative times stay open; give one with --published")

        summary = pipeline.read(paths, book, Reader(), published=day, everything=everything, keep_bytes=keep_bytes, notice=notice)
    if as_json:
        print_json([vars(summary)])
    else:
        print(f"read {summary.read}, already known {summary.known}, passed over {summary.passed_over}, "
              f"other languages {summary.no_lexicon}, refused {summary.refused}; {summary.claims} claims in {ledger}")
    if summary.refused:
        raise typer.Exit(1)


def _progress(paths: list[str]) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty() or not any(map(Path.exists, map(Path, paths))))
