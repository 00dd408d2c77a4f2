"""The command line: errors become one line and an exit code; the commands themselves are beside this file."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from sijill.apps.cli import claims, due, evaluate, export, incidents, link, mentions, read, readings, refused, seal, search, serve, show, users, verify
from sijill.apps.cli.common import complain
from sijill.apps.cli.progress import LongWork
from sijill.errors import SijillError
from sijill.keep.watch import WATCH
from sijill.lexicon.loader import VARIABLE

app = typer.Typer(
    name="sijill", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Reads reports of armed conflict and keeps an evidence ledger: every claim tied to its source and its exact characters.",
    epilog="Exit codes: 0 done, 1 something in the input was refused (and named), 2 wrong use.",
)
COMMANDS: dict[str, Callable[..., None]] = {
    "read": read.read, "reread": read.reread, "readings": readings.readings, "claims": claims.claims, "show": show.show,
    "mentions": mentions.mentions, "incidents": incidents.incidents, "link": link.link, "export": export.export, "import": export.import_,
    "evaluate": evaluate.evaluate, "due": due.due, "seal": seal.seal, "serve": serve.serve,
    "verify": verify.verify, "refused": refused.refused, "search": search.search,
}
for name, command in COMMANDS.items():
    app.command(name)(command)
app.add_typer(users.app, name="users")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"sijill {version('sijill')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    lexicon: Annotated[list[Path] | None, typer.Option(
        "--lexicon", metavar="FOLDER", help="Add the entries of a folder of your own (actors.yaml, triggers.yaml …) to the lexicon; or SIJILL_LEXICON.",
    )] = None,
    version_: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options that hold for every command."""
    os.environ["SIJILL_DEBUG"] = "1" if debug else ""
    if lexicon:
        os.environ[VARIABLE] = os.pathsep.join(map(str, lexicon))


def main() -> None:
    """Run the command line; never shows a traceback unless asked."""
    WATCH.set(LongWork())
    try:
        app()
    except SijillError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("stopped; what was read so far is kept, run the same command to go on", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _fail(line: str, code: int) -> None:
    if os.environ.get("SIJILL_DEBUG") and sys.exc_info()[0]:
        traceback.print_exc()
    complain(f"sijill: {line}")
    sys.exit(code)
