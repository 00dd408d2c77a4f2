"""What tests share: one Reader, since the model takes a moment to load."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from sijill.extract import Reader

settings.register_profile(
    "sijill", max_examples=int(os.environ.get("SIJILL_EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck),
)
settings.load_profile("sijill")


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
