"""What tests share: one Reader and one browser, since each takes a moment to start; and an empty ledger's address on each database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from pages import FLAGS
from postgres import cluster, run_sql
from sijill.extract import Reader

NUMBERS = count(1)

settings.register_profile(
    "sijill", max_examples=int(os.environ.get("SIJILL_EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck),
)
settings.load_profile("sijill")


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The only one: Playwright's plain calls cannot be started twice in a process."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser; a test's pages are closed after it, since each holds a process."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running cluster. Without one the tests on PostgreSQL fail under CI, and are left out elsewhere."""
    try:
        with cluster() as address:
            yield address
    except (OSError, CalledProcessError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL to test on: {error}")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty ledger, on each database in turn."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    address, name = request.getfixturevalue("postgres"), f"ledger_{next(NUMBERS)}"
    run_sql(f"{address}/postgres", f"CREATE DATABASE {name}")
    yield f"{address}/{name}"
    run_sql(f"{address}/postgres", f"DROP DATABASE {name} WITH (FORCE)")
