"""Every entry of the lexicon holds in the sentence where it says it holds, and not in the one where it says it fails."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.lexicon import load

KINDS = ("cues", "measures", "triggers", "actors", "groups", "roles", "words")


def each(sentence: str, forms: tuple[str, ...]) -> list[str]:
    """A sentence with `{}` stands for as many as the entry has forms."""
    return [sentence.replace("{}", form) for form in forms] if "{}" in sentence else [sentence]


def day(entry: object) -> str | None:
    """A day on which the entry is in force, where it is not always."""
    return getattr(entry, "until", None) or getattr(entry, "since", None)


@pytest.mark.parametrize("kind", KINDS)
def test_entries_hold_where_they_say(kind: str, reader: Reader) -> None:
    entries = getattr(load(), kind)
    wrong = [f"{e.id}: {s}" for e in entries for s in each(e.holds, getattr(e, "forms", ())) if e.id not in reader.fired(s, day(e))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_entries_fail_where_they_say(kind: str, reader: Reader) -> None:
    entries = [e for e in getattr(load(), kind) if e.fails]
    wrong = [f"{e.id}: {s}" for e in entries for s in each(e.fails, getattr(e, "forms", ())) if e.id in reader.fired(s, day(e))]
    assert not wrong, "\n".join(wrong)


def test_ids_are_used_once() -> None:
    for kind in KINDS:
        ids = [e.id for e in getattr(load(), kind)]
        assert len(ids) == len(set(ids))
