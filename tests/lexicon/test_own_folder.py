"""A user's own folder adds to the lexicon, replaces what has the same id, and is refused where it says what no entry can."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import LexiconError
from sijill.lexicon import load

ENTRY = """
- {id: tern_column, name: "Tern Column", type: armed_group, class: rebel_group, country: "YEM", aliases: ["TC Fighters"],
   holds: "The Tern Column claimed the raid.", fails: "A tern sat on the column."}
"""


def folder(tmp_path: Path, name: str, text: str) -> tuple[Path, ...]:
    (tmp_path / name).write_text(text, "utf8")
    return (tmp_path,)


def test_its_actors_are_known_beside_the_shipped_ones(tmp_path: Path) -> None:
    lexicon = load(extra=folder(tmp_path, "actors.yaml", ENTRY))
    names = {a.name for a in lexicon.actors}
    assert {"Tern Column", "Boko Haram"} <= names
    assert lexicon.version != load(extra=()).version


def test_an_entry_with_a_known_id_stands_in_its_place(tmp_path: Path) -> None:
    lexicon = load(extra=folder(tmp_path, "actors.yaml", ENTRY.replace("tern_column", "boko_haram")))
    assert [a.name for a in lexicon.actors if a.id == "boko_haram"] == ["Tern Column"]


def test_the_variable_names_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_LEXICON", str(folder(tmp_path, "actors.yaml", ENTRY)[0]))
    assert "Tern Column" in {a.name for a in load().actors}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [("actors.yaml", ENTRY.replace("aliases", "nicknames"), "nicknames"), ("people.yaml", ENTRY, "says no kind"), ("notes.txt", "", "is no folder with files")],
)
def test_what_no_lexicon_can_hold_is_refused_by_name(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        load(extra=folder(tmp_path, name, text))
