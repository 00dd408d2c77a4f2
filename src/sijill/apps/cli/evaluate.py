"""`sijill evaluate`: what is read, against hand-coded documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table

from sijill.apps.cli.common import JsonOption, console, existing, print_json, safe
from sijill.errors import Refused
from sijill.evaluate import Gold, Result, changes, load_gold, score


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="Hand-coded documents (JSON); their texts beside them are read now.")],
    claims: Annotated[Path | None, typer.Option(help="Score this export instead of reading the texts.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List each fault, its sentence and the rules behind it; count what was taken for what.")] = False,
    against: Annotated[Path | None, typer.Option(help="Say what changed since this earlier run: a file that evaluate --json wrote.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Precision, recall and F1 per kind and field. Extra events and statements do not count against precision."""
    coded = [load_gold(path) for path in gold]
    read = _exported(existing(claims)) if claims else _read_now(coded)
    result = score([(g, read.get(g.name, [])) for g in coded])
    if as_json:
        print_json([result.as_json()])
        return
    _print(result)
    if against:
        for line in changes(_earlier(existing(against)), result.as_json()):
            console().print(safe(line))
    if misses:
        _print_misses(result)


def _earlier(path: Path) -> dict[str, Any]:
    try:
        found: Any = json.loads(path.read_text("utf8"))
    except (ValueError, UnicodeDecodeError):
        found = None
    if not isinstance(found, dict) or not {"kinds", "fields", "total"} <= found.keys():
        raise Refused(str(path), "is no earlier run", "give a file that sijill evaluate --json wrote")
    return found


def _exported(path: Path) -> dict[str, list[Any]]:
    read: dict[str, list[Any]] = {}
    for line in path.read_text("utf8").split("\n"):
        if line.strip():
            claim = json.loads(line)
            read.setdefault(Path(str(claim["document"].get("uri") or "")).name, []).append(claim)
    return read


def _read_now(coded: list[Gold]) -> dict[str, list[Any]]:
    from sijill.collect import collect
    from sijill.extract import Reader
    from sijill.model import Refusal

    reader, read = Reader(), {}
    for gold in coded:
        if gold.text_path is None:
            raise Refused(gold.name, "its text is not beside the gold file", "give --claims, or put the text there")
        for item in collect([gold.text_path], published=gold.published):
            if isinstance(item, Refusal):
                raise Refused(item.uri, item.reason, item.todo)
            read[gold.name] = [c.model_dump(by_alias=True, mode="json") for c in reader.claims(item)]
    return read


def _print(result: Result) -> None:
    table = Table("kind", "gold", "read", "found", "right", "P", "R", "F1", box=None, header_style="bold")
    for kind in sorted(result.gold):
        counts = [str(c[kind]) for c in (result.gold, result.read, result.found, result.right)]
        table.add_row(kind, *counts, *("-" if x is None else f"{x:.3f}" for x in result.rates(kind)))
    console().print(table)
    fields = "  ".join(f"{f} {result.field_right[f]}/{result.field_all[f]}" for f in sorted(result.field_all))
    console().print(f"fields  {fields}")
    total = result.as_json()["total"]
    console().print(f"right {total['right']} of {total['gold']}, found {total['found']}, traps {total['traps']}")


def _print_misses(result: Result) -> None:
    for fault in result.misses:
        console().print(safe(fault.line()))
        if fault.sentence:
            console().print(Padding(safe(fault.sentence), (0, 0, 0, 4)), style="dim")
    if result.confused:
        table = Table("field", "coded", "read as", "times", box=None, header_style="bold")
        for (name, gold, read), times in sorted(result.confused.items(), key=lambda x: (-x[1], x[0])):
            table.add_row(safe(name), safe(gold), safe(read), str(times))
        console().print(table)
