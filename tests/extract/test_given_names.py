"""The sex of a victim whom words tell nothing of comes from the given name, is marked so, and can be done without."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.model import Document, Victim, document_id

OFF = """
- {id: en.given_female, means: given_female, forms: ["-"], holds: "-", fails: "It lay there."}
- {id: en.given_male, means: given_male, forms: ["-"], holds: "-", fails: "It lay there."}
"""


def victims(text: str, reader: Reader) -> list[Victim]:
    document = Document(id=document_id(text.encode()), uri="report", text=text, published="2020-03-05")
    return [v for c in reader.claims(document) if c.figure for v in c.figure.named]


@pytest.mark.parametrize(("text", "sex", "told", "group"), [
    ("Fatima Haddad was killed in Hilltown.", "female", "name", "women"),
    ("Omar Haddad, 34, was killed in Hilltown.", "male", "name", "men"),
    ("Omar Haddad, 12, was killed in Hilltown.", "male", "name", "children"),
    ("His wife Nour Haddad was killed in Hilltown.", "female", "words", "women"),
    ("Nour Haddad was killed in Hilltown.", None, None, None),
])
def test_words_come_before_the_name(text: str, sex: str | None, told: str | None, group: str | None, reader: Reader) -> None:
    assert [(v.sex, v.sex_from, v.group_class) for v in victims(text, reader)] == [(sex, told, group)]


def test_a_users_lexicon_does_without_names(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(OFF)
    reader = Reader(load("en", (tmp_path,)))
    assert [(v.sex, v.group_class) for v in victims("Omar Haddad, 34, was killed in Hilltown.", reader)] == [(None, None)]


def test_no_name_is_of_both() -> None:
    assert not load().words_for("given_female") & load().words_for("given_male")
