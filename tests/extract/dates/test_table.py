"""Dates as reports write them, each with the day of publication and the days meant; written from general usage, none taken from a corpus."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sijill.extract import Reader
from sijill.extract.dates import find, rules
from sijill.model import Document, document_id

LINES = [line for line in (Path(__file__).parent / "table.txt").read_text("utf8").splitlines() if line and not line.startswith("#")]


def test_the_table_is_as_long_as_promised() -> None:
    assert len(LINES) >= 150 and len(set(LINES)) == len(LINES)


@pytest.mark.parametrize("line", LINES)
def test_a_date_means_the_days_that_the_table_gives(line: str, reader: Reader) -> None:
    published, sentence, first, last = (part.strip() for part in line.split(" | "))
    document = Document(id=document_id(sentence.encode()), uri="-", text=sentence, published=date.fromisoformat(published).isoformat())
    dates = [m for m in reader.mentions(document) if m.type == "date"]
    times = [t for m in dates if (t := (m.model_extra or {}).get("time"))]
    found = (times[0]["start"], times[0]["end"]) if times else ("-", "-")
    assert found == (first, last)


@pytest.mark.parametrize("line", LINES)
def test_no_rule_begins_with_a_word_at_which_none_is_tried(line: str) -> None:
    sentence = line.split(" | ")[1]
    everywhere = [m.group().strip() for m in rules.together().finditer(sentence)]
    assert [m.group().strip() for m in find._matches(sentence)] == everywhere


TIMEX = [line for line in (Path(__file__).parent / "timex.txt").read_text("utf8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", TIMEX)
def test_an_expression_has_the_standards_type_and_value(line: str, reader: Reader) -> None:
    published, sentence, words, type_, value = (part.strip() for part in line.split(" | "))
    document = Document(id=document_id(sentence.encode()), uri="-", text=sentence, published=published)
    found = [(m.span.quote, (m.model_extra or {})["timex"].lower(), m.value) for m in reader.mentions(document) if m.type == "date"]
    assert found == ([] if words == "-" else [(words, type_, value)])
