"""What is public is listed, sorted, and there."""

from __future__ import annotations

import importlib

import pytest

PACKAGES = ["", ".collect", ".evaluate", ".extract", ".keep", ".lexicon", ".model", ".share"]


@pytest.mark.parametrize("package", [f"sijill{p}" for p in PACKAGES])
def test_public_names_are_sorted_and_exist(package: str) -> None:
    module = importlib.import_module(package)
    names = [n for n in module.__all__ if not n.isupper()]
    assert sorted(names) == names or sorted(names, key=str.casefold) == names or sorted(names, key=lambda n: (not n[0].isupper(), n)) == names
    assert all(hasattr(module, name) for name in module.__all__)
