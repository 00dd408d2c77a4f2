"""`sijill serve`: the review page on this machine."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from sijill.apps.cli.common import DEFAULT_LEDGER, LedgerOption
from sijill.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    host: Annotated[str, typer.Option(help="127.0.0.1; the page has no passwords yet and answers on this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.")] = 8470,
    reviewer: Annotated[str | None, typer.Option(help="The name under which decisions are kept; your login without it.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Open the review page: read, check, decide. Stop it with Ctrl-C; every decision is kept at once."""
    import uvicorn

    from sijill.apps.web import create_app
    from sijill.keep import Ledger

    if host not in LOOPBACK:
        raise UsageError(host, "is not this machine", "the page has no users with passwords yet; use 127.0.0.1 and a tunnel")
    with Ledger.open(ledger, create=False) as book:
        print(f"http://{host}:{port}  ({ledger}; stop with Ctrl-C)", flush=True)
        uvicorn.run(create_app(book, reviewer or _login()), host=host, port=port, log_level="warning")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
