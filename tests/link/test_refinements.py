"""What an incident is, once it is known who did it to whom: every rule of refinements.yaml makes of its own sentences what it says, and of the others not."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.lexicon.schema import Refinement
from sijill.link import link
from sijill.model import Document, Incident, document_id


def first(reader: Reader, text: str) -> Incident:
    document = Document(id=document_id(text.encode()), uri="r.txt", text=text, published="2020-03-05")
    return next(iter(link(reader.claims(document), load())))


@pytest.mark.parametrize("rule", load().refinements, ids=lambda r: r.id)
def test_a_rule_makes_what_it_says_of_its_sentence(rule: Refinement, reader: Reader) -> None:
    assert first(reader, rule.holds).class_ == rule.becomes
    assert first(reader, rule.fails).class_ != rule.becomes


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Three villagers were killed when a mine went off near the ford.", "remote_explosive"),
        ("Two traders died and nine were hurt as shells fell on the market.", "shelling"),
        ("Gunmen killed a miller near the ford, days after a bombing in the capital.", "attack_on_civilians"),
    ],
)
def test_what_brought_deaths_about_says_what_it_was(text: str, class_: str, reader: Reader) -> None:
    assert first(reader, text).class_ == class_
