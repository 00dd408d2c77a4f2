"""`sijill show`: one claim in its sentence, its chain, its history."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from sijill.apps.cli.claims import figure, when, where, who
from sijill.apps.cli.common import CONTROL, DEFAULT_LEDGER, JsonOption, LedgerOption, console, print_json, safe
from sijill.model import Claim, Document

AROUND = 220


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The claim's id, or its beginning.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """Show one claim: the report's words with the claim lit, who says it through whom, the rule that read it, its history."""
    from sijill.keep import Ledger

    with Ledger.open(ledger, create=False) as book:
        claim = book.claim(id_)
        document, history = book.document(claim.document.id), book.decisions(claim.id)
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
