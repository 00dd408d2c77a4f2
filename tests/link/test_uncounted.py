"""Harm told in the plural, which nobody counts: no figure, and at least two in the incident."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.link import link
from sijill.model import Document, document_id


def injured(text: str, reader: Reader) -> tuple[int, int, str | None] | None:
    document = Document(id=document_id(text.encode()), uri="report", text=text, published="2020-03-05")
    incidents = link(reader.claims(document), load(), {document.id: text})
    figures = [f for i in incidents for f in i.figures if f.measure == "injured" and f.group is None]
    return (figures[0].low, figures[0].high, figures[0].open) if figures else None


@pytest.mark.parametrize(("text", "expected"), [
    ("An air strike on Hilltown killed three men and wounded several others.", (2, 2, "high")),
    ("An air strike on Hilltown killed three men, and a number of villagers were injured.", (2, 2, "high")),
    ("An air strike hit a mill in Hilltown, causing injuries.", (2, 2, "high")),
    ("An air strike on Hilltown killed and wounded many people.", (2, 2, "high")),
    ("An air strike on Hilltown wounded several people. Nine people were injured, the clinic said.", (9, 9, None)),
    ("An air strike on Hilltown killed three men. No villagers were injured.", None),
    ("An air strike on Hilltown killed a man, who died of injuries.", None),
])
def test_a_plural_is_at_least_two_where_nobody_counts(text: str, expected: tuple[int, int, str | None] | None, reader: Reader) -> None:
    assert injured(text, reader) == expected
