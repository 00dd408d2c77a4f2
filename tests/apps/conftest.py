"""One browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from pages import FLAGS, Read, read, reports
from sijill.extract import Reader


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def day(reader: Reader) -> Read:
    """Enough reports for a day's work, read once."""
    return read(reader, reports(95))
