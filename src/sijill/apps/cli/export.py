"""`sijill export` and `sijill import`: the ledger to files, and back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, LedgerOption, existing
from sijill.errors import UsageError

if TYPE_CHECKING:
    from sijill.keep import Ledger, Withheld


Writer = Callable[[TextIO], int]


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl or csv (claims), incidents, or decisions.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The file to write; - is standard output. Decisions go by its ending: csv, json or jsonl.")],
    withhold_sources: Annotated[bool, typer.Option("--withhold-sources", help="Write no source's name; blocks stand for the characters.")] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="Write also the names that a reviewer withheld.")] = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the ledger's claims, incidents or decisions to a file. The same claims give the same bytes, in whatever order they were read."""
    from sijill.keep import Ledger, Withheld

    _check(format_, out)
    with Ledger.open(ledger, create=False) as book:
        withheld = Withheld(book) if reveal and not withhold_sources else Withheld.of(book, every=withhold_sources)
        write, what = _writer(format_, out, book, withheld)
        if out == "-":
            write(sys.stdout)
            return
        try:
            with open(out, "w", encoding="utf8", newline="") as file:
                count = write(file)
        except OSError as error:
            raise UsageError(out, f"cannot be written ({error.strerror})", "name another file") from error
    print(f"{count} {what} written to {out}")


def _check(format_: str, out: str) -> None:
    from sijill.share import DECISION_FORMATS, FORMATS, INCIDENT_FORMATS

    known = [*FORMATS, *INCIDENT_FORMATS, "decisions"]
    if format_ not in known:
        raise UsageError(format_, "is no format", f"choose one of {', '.join(sorted(known))}")
    if format_ == "decisions" and _ending(out) not in DECISION_FORMATS:
        raise UsageError(out, "does not say in which form", f"end the name in one of {', '.join(sorted(DECISION_FORMATS))}")


def _ending(out: str) -> str:
    return Path(out).suffix.lstrip(".") if out != "-" else "jsonl"


def _writer(format_: str, out: str, book: Ledger, withheld: Withheld) -> tuple[Writer, str]:
    """What writes the format into a file, and what it writes."""
    from sijill.pipeline import incidents
    from sijill.share import DECISION_FORMATS, FORMATS, INCIDENT_FORMATS

    if format_ in FORMATS:
        return lambda file: FORMATS[format_](withheld.claims(book.claims()), file), "claims"
    if format_ in INCIDENT_FORMATS:
        return lambda file: INCIDENT_FORMATS[format_]((withheld.incident(i) for i in incidents(book)), file), "incidents"
    made = [withheld.decision(d) for group in book.all_decisions().values() for d in group]
    claims = {id_: withheld.claim(c) for id_, c in book.claims_by_id(sorted({d.subject for d in made})).items()}
    return lambda file: DECISION_FORMATS[_ending(out)](sorted(made, key=lambda d: d.decided_at), claims, file), "decisions"


def import_(
    path: Annotated[Path, typer.Argument(metavar="CLAIMS.jsonl", help="A file that sijill export jsonl wrote.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Read claims back that another ledger exported, without loss. Their documents' texts do not come with them."""
    from sijill.keep import Ledger
    from sijill.share import read_jsonl

    with existing(path).open(encoding="utf8", newline="\n") as file, Ledger.open(ledger) as book:
        count = book.bring_in(read_jsonl(file, str(path)))
    print(f"{count} claims imported into {ledger}")
