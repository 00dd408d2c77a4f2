"""The page beside another program: served by a thread on a free port of this machine, for tests, pictures and measurements."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from sijill.apps.web.app import create_app
from sijill.keep import Ledger


@contextmanager
def served(ledger: Ledger, reviewer: str = "reviewer", **options: Any) -> Iterator[str]:
    """The address of the page over an open ledger, until the block is left; `options` are those of `create_app`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, reviewer, **options), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
