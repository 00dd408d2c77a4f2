"""`sijill read`: reports into the ledger; `sijill reread`: what is there, with newer rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, a_day, complain, console, print_json, safe
from sijill.apps.cli.progress import Counter
from sijill.model import Document, Refusal

if TYPE_CHECKING:
    from sijill.pipeline import Summary

FORMATS = "Files and folders of text, pages, PDF, DOCX, feeds, WARC, WACZ, e-mail, JSONL, CSV, and archives of these; - is standard input."
ProcessesOption = Annotated[int, typer.Option(min=1, max=64, help="Read in so many processes at once.")]


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help=FORMATS)],
    published: Annotated[str | None, typer.Option(help="Day of publication (2016-10-06) of what carries none itself.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Read also what the relevance gate would pass over.")] = False,
    keep_bytes: Annotated[bool, typer.Option("--keep-bytes/--no-keep-bytes", help="Keep each report's bytes as received beside its text.")] = True,
    processes: ProcessesOption = 1,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Read reports into the ledger. What is known already is passed by; what cannot be read is named, and the rest goes on."""
    from sijill import pipeline
    from sijill.collect import expected
    from sijill.extract import Reader
    from sijill.keep import Ledger

    day = a_day(published, "--published")
    with Ledger.open(ledger) as book, Counter(expected(paths)) as counter:
        summary = pipeline.read(
            paths, book, Reader(), published=day, everything=everything, keep_bytes=keep_bytes, processes=processes, notice=_notice(counter),
        )
    _end(summary, ledger, as_json)


def reread(processes: ProcessesOption = 1, ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """Read the ledger's reports again after rules or lexicon changed. The new readings stand in front; the older, and all decisions, stay."""
    from sijill import pipeline
    from sijill.extract import Reader
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book, Counter(None) as counter:
        summary = pipeline.reread(book, Reader(), processes=processes, notice=_notice(counter))
        orphans = len(book.orphans())
    if orphans:
        complain(f"{orphans} decisions are on claims that no newest reading holds; sijill readings --orphans lists them")
    _end(summary, ledger, as_json)


def _notice(counter: Counter) -> Callable[[str, Document | Refusal], None]:
    def notice(what: str, item: Document | Refusal) -> None:
        counter.advance()
        if isinstance(item, Refusal):
            complain(f"{item.uri}: {item.reason}" + (f"; {item.todo}" if item.todo else ""))
        elif what == "no lexicon":
            complain(f"{item.uri}: is in a language without a lexicon ({item.language}); its text is kept, no claims are read")
        elif item.published is None and what == "read":
            complain(f"{item.uri}: no date of publication, so relative times stay open; give one with --published")

    return notice


def _end(summary: Summary, ledger: str, as_json: bool) -> None:
    """The table of what became of the inputs; exit code 1 when something was refused."""
    if as_json:
        print_json([vars(summary)])
    else:
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column()
        table.add_column(justify="right")
        for label, count in (("read", summary.read), ("already known", summary.known), ("passed over by the gate", summary.passed_over),
                             ("in other languages", summary.no_lexicon), ("refused", summary.refused)):
            table.add_row(label, f"{count:,}")
        for reason, count in sorted(summary.reasons.items(), key=lambda r: (-r[1], r[0])):
            table.add_row(Text("  ") + safe(reason), f"{count:,}")
        console().print(table)
        print(f"{summary.claims:,} claims in {ledger}" + ("; sijill refused lists what was refused" if summary.refused else ""))
    if summary.refused:
        raise typer.Exit(1)
