"""Ledgers for the tests: the same tests on SQLite and on a PostgreSQL server of our own, started on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest


def _bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh server, stopped at the end. Fails loudly when PostgreSQL is not installed: tools/what_tests_need.sh does that."""
    tools = _bin()
    assert tools is not None, "PostgreSQL is not installed; run tools/what_tests_need.sh"
    folder = tmp_path_factory.mktemp("postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run_as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if run_as:
        for place in (folder, *folder.parents[:3]):
            place.chmod(0o755)
        subprocess.run(["chown", "postgres", folder], check=True)
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run([*run_as, str(tools / "initdb"), "-D", str(data), "-U", "sijill", "-A", "trust", "--no-sync"], **quiet)  # type: ignore[call-overload]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    subprocess.run([*run_as, str(tools / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"], **quiet)  # type: ignore[call-overload]
    yield f"sijill@127.0.0.1:{port}"
    subprocess.run([*run_as, str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]


@pytest.fixture(params=["sqlite", "postgresql"])
def new_ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a ledger that is not there yet, another at each call."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{uuid4().hex}.db")
    server = request.getfixturevalue("postgres")

    def fresh() -> str:
        name = f"l{uuid4().hex}"
        with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as raw:
            raw.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        return f"postgresql+psycopg://{server}/{name}"

    return fresh
