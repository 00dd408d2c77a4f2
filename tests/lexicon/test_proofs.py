"""Every entry of the lexicon holds in the sentence where it says it holds, and not in the one where it says it fails."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.lexicon import load

KINDS = ("cues", "measures", "triggers", "actors", "groups", "roles", "words")


@pytest.mark.parametrize("kind", KINDS)
def test_entries_hold_where_they_say(kind: str, reader: Reader) -> None:
    entries = getattr(load(), kind)
    wrong = [f"{e.id}: {e.holds}" for e in entries if e.id not in reader.fired(e.holds)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_entries_fail_where_they_say(kind: str, reader: Reader) -> None:
    entries = [e for e in getattr(load(), kind) if e.fails]
    wrong = [f"{e.id}: {e.fails}" for e in entries if e.id in reader.fired(e.fails)]
    assert not wrong, "\n".join(wrong)


def test_ids_are_used_once() -> None:
    for kind in KINDS:
        ids = [e.id for e in getattr(load(), kind)]
        assert len(ids) == len(set(ids))
