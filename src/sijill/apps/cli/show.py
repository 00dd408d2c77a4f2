"""`sijill show`: one claim in its sentence, its chain, its history; or one report, and its bytes as they were received."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from sijill.apps.cli.claims import figure, when, where, who
from sijill.apps.cli.common import CONTROL, DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe
from sijill.errors import LedgerError, UsageError
from sijill.model import Claim, Decision, Document

AROUND = 220


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A claim's id, or a report's address or SHA-256; the beginning of an id is enough.")],
    out: Annotated[Path | None, typer.Option("--bytes", metavar="OUT", help="Write the report's bytes as received to a file; - for the output.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Show one claim: the report's words with the claim lit, who says it through whom, the rule that read it, its history. Or show a report."""
    from sijill.keep import ClaimFilter, Ledger

    with Ledger.open(ledger, create=False) as book:
        claim = book.claim(id_) if id_.startswith("c_") else None
        document = book.document(claim.document.id) if claim else book.find_document(id_)
        if out is not None and document is not None:
            _write(book.original(document.id), out, document)
        elif claim is not None:
            _claim(claim, document, book.decisions(claim.id), as_json)
        elif document is not None:
            _document(document, book.original(document.id), book.tally(ClaimFilter(document=document.id)).claims, as_json)


def _write(data: bytes | None, out: Path, document: Document) -> None:
    if data is None:
        raise LedgerError(document.uri, "has no bytes here: it was imported, or read with --no-keep-bytes", "ask whoever holds the file; its SHA-256 is its id")
    if str(out) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise UsageError(str(out), f"cannot be written ({error.strerror})", "give another path") from error
    print(f"{out}: {len(data):,} bytes, {document.id}")


def _document(document: Document, data: bytes | None, claims: int, as_json: bool) -> None:
    kept = f"{len(data):,} kept" if data is not None else "not kept"
    if as_json:
        print_json([document.model_dump(mode="json", exclude={"text", "furniture"}) | {"bytes": None if data is None else len(data), "claims": claims}])
        return
    facts = [("report", document.uri), ("id", document.id), ("title", document.title), ("publisher", document.publisher), ("author", document.author),
             ("published", document.published), ("captured", document.captured), ("language", document.language), ("type", document.media_type),
             ("bytes", kept), ("text", f"{len(document.text):,} characters"), ("claims", claims)]
    for label, value in facts:
        if value is not None:
            console().print(Text(f"{label:<10}", style="bold") + safe(value))


def _claim(claim: Claim, document: Document | None, history: list[Decision], as_json: bool) -> None:
    if as_json:
        print_json([claim.model_dump(by_alias=True, mode="json")])
        return
    out = console()
    out.print(safe(f"{claim.id}  {claim.kind}  {claim.document.uri}  published {claim.document.published or 'unknown'}"))
    out.print()
    out.print(_lit(claim, document))
    out.print()
    for label, value in _facts(claim):
        if value:
            out.print(Text(f"{label:<10}", style="bold") + safe(value))
    for decision in history:
        out.print(safe(f"{decision.decided_at}  {decision.reviewer}: {decision.verdict} {decision.reason}"))


def _facts(claim: Claim) -> list[tuple[str, str]]:
    return [
        ("who", who(claim)), ("cue", claim.cue.quote if claim.cue else ""), ("told", claim.told.quote if claim.told else ""),
        ("what", figure(claim)), ("where", where(claim)), ("when", when(claim)),
        ("said on", claim.said_on.start or "" if claim.said_on else ""), ("modality", claim.modality), ("rule", claim.rule),
        ("again at", ", ".join(f"{s.start}-{s.end}" for s in claim.also_at)),
        ("span", f"{claim.content.start}-{claim.content.end} (code points)"),
    ]


def _lit(claim: Claim, document: Document | None) -> Text:
    """The words around the claim; content, cue and sources in their colours."""
    if document is None or not document.text:
        return safe(claim.content.quote)
    start = max(0, claim.content.start - AROUND)
    end = min(len(document.text), claim.content.end + AROUND)
    text = Text(CONTROL.sub("\N{REPLACEMENT CHARACTER}", document.text[start:end]))
    marks = [(claim.content, "reverse")] + ([(claim.cue, "bold yellow")] if claim.cue else []) + [(s.span, "bold cyan") for s in claim.sources]
    for span, style in marks:
        text.stylize(style, max(0, span.start - start), max(0, span.end - start))
    return text
