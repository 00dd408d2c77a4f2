"""A PostgreSQL cluster of the tests' own: made in a temporary folder, reachable on loopback only, gone with the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

OWNER = "postgres"


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL that Debian's packages put here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parent.parent.name))
    return found[-1].parent if found else None


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster; gives its address without a database. Raises OSError where there is no PostgreSQL, CalledProcessError where it does not start."""
    bin_ = binaries()
    if bin_ is None:
        raise OSError("PostgreSQL is not installed; sh tools/what_tests_need.sh installs it")
    folder = Path(tempfile.mkdtemp(prefix="sijill-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    port = _free_port()
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off -c max_connections=40"
    try:
        _as_owner([bin_ / "initdb", "-D", folder / "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C"])
        _as_owner([bin_ / "pg_ctl", "-D", folder / "data", "-o", settings, "-l", folder / "log", "-w", "start"])
        yield f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}"
    finally:
        with suppress(subprocess.CalledProcessError):
            _as_owner([bin_ / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def run_sql(address: str, statement: str) -> list[tuple[object, ...]]:
    """Run statements outside of Sijill, as somebody with psql would; gives the rows of the last one."""
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        while cursor.nextset():
            pass
        return cursor.fetchall() if cursor.description else []


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _as_owner(words: Sequence[str | Path]) -> None:
    """PostgreSQL refuses to run as root."""
    before = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    quiet = subprocess.DEVNULL
    subprocess.run([*before, *map(str, words)], check=True, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/", timeout=120)
