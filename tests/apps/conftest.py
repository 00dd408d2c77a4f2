"""A day's reports for the tests of the page."""

from __future__ import annotations

import pytest

from pages import Read, read, reports
from sijill.extract import Reader


@pytest.fixture(scope="session")
def day(reader: Reader) -> Read:
    """Enough reports for a day's work, read once."""
    return read(reader, reports(95))
