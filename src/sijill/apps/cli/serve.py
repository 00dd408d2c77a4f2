"""`sijill serve`: the review page on this machine."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, LedgerOption, complain, existing
from sijill.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option(help="Where to listen. Beyond this machine (0.0.0.0) the ledger needs people: sijill users add.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.")] = 8470,
    name: Annotated[list[str] | None, typer.Option(help="A name by which browsers call this server; others are refused. May be given again.")] = None,
    certificate: Annotated[Path | None, typer.Option(help="A TLS certificate, PEM, for https.")] = None,
    key: Annotated[Path | None, typer.Option(help="Its key.")] = None,
    reviewer: Annotated[str | None, typer.Option(help="The name under which decisions are kept while nobody has an account; your login without it.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Open the review page: read, check, decide. Stop it with Ctrl-C; every decision is kept at once."""
    import uvicorn

    from sijill.apps.web import create_app
    from sijill.keep import Ledger

    with Ledger.open(ledger) as book:
        if host not in LOOPBACK:
            _check_team(host, has_people=book.people.any(), https=certificate is not None)
        elif book.people.any() and reviewer:
            raise UsageError("--reviewer", "means nothing where people log in", "leave it out")
        print(f"http{'s' if certificate else ''}://{host}:{port}  ({ledger}; stop with Ctrl-C)", flush=True)
        uvicorn.run(create_app(book, reviewer or _login(), name or ()), host=host, port=port, log_level="warning", server_header=False,
                    ssl_certfile=existing(certificate) if certificate else None, ssl_keyfile=existing(key) if key else None)


def _check_team(host: str, *, has_people: bool, https: bool) -> None:
    if not has_people:
        raise UsageError(host, "is not this machine, and this ledger has no people: whoever reached the page could decide",
                         "sijill users add NAME --role admin, or serve on 127.0.0.1")
    if not https:
        complain("sijill: without https passwords cross the network as they are typed; give --certificate and --key, or serve on 127.0.0.1 behind a proxy")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
