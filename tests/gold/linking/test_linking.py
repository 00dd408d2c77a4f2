"""What is linked of the hand-coded reports in this folder cannot sink below its floors."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from sijill.extract import Reader

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf8"))
spec = importlib.util.spec_from_file_location("linking_score", HERE / "score.py")
assert spec is not None and spec.loader is not None
scorer = importlib.util.module_from_spec(spec)
__import__("sys").modules["linking_score"] = scorer
spec.loader.exec_module(scorer)


@pytest.fixture(scope="module")
def measured(reader: Reader) -> object:
    return scorer.measure(reader)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_linking_holds_its_floors(name: str, measured: object) -> None:
    assert getattr(measured, name) >= FLOORS[name], str(measured)


def test_the_set_holds_what_it_promises() -> None:
    told = scorer.reports()
    assert len(told) == 60 and len({r["text"] for r in told}) == 60
    assert len(scorer.coded()["incidents"]) >= 20
    assert any(len(r["incidents"]) > 1 for r in told)
