"""The README's picture: the demo's claims as the command line prints them, from a real run.

Usage: picture.py LEDGER OUT.svg
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rich.console import Console

from sijill.apps.cli.claims import table_of
from sijill.keep import ClaimFilter, Ledger

#: The picture loads nothing from elsewhere: fonts are the reader's own.
FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)


def main(ledger: str, out: str) -> None:
    """Print the ledger's killed figures into an SVG."""
    console = Console(record=True, width=150, file=open("/dev/null", "w"))  # noqa: SIM115
    with Ledger.open(ledger, create=False) as book:
        console.print(table_of(list(book.claims(ClaimFilter(measure="killed")))))
    drawn = console.export_svg(title="sijill claims --measure killed")
    Path(out).write_text(FONTS.sub("", drawn), "utf8")


if __name__ == "__main__":
    main(*sys.argv[1:])
