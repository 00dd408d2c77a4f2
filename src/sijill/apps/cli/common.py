"""What the commands share: the ledger's option, printing that no report can break, and days that are days."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from sijill.errors import UsageError

LedgerOption = Annotated[str, typer.Option("--ledger", envvar="SIJILL_LEDGER", help="The ledger: a path, or a database URL.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line, instead of a table.")]
DEFAULT_LEDGER = "sijill.db"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def console() -> Console:
    """Standard output; as wide as the terminal, or as COLUMNS says."""
    width = os.environ.get("COLUMNS", "")
    return Console(width=int(width) if width.isdigit() else None if sys.stdout.isatty() else 140, highlight=False)


def safe(text: object) -> Text:
    """A report's words for the terminal: no markup is read from them, and control characters are shown, not obeyed."""
    return Text(CONTROL.sub(lambda m: f"\\x{ord(m.group()):02x}", " ".join(str(text).split())))


def complain(line: str) -> None:
    """One line on standard error."""
    print(CONTROL.sub("?", line), file=sys.stderr)


def print_json(records: Iterable[Any]) -> None:
    """One JSON object a line."""
    for record in records:
        print(json.dumps(record, ensure_ascii=False))


def a_day(value: str | None, option: str) -> str | None:
    """The day as ISO 8601. Raises UsageError when it is none."""
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise UsageError(option, f"{value!r} is no day", "write it as 2016-10-06") from error


def existing(path: Path) -> Path:
    """The path, when a file is there. Raises UsageError."""
    if not path.is_file():
        raise UsageError(str(path), "is not there", "check the path")
    return path
