"""Every fault is listed with its sentence and the rules behind it, and what is taken for what is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sijill.evaluate import Gold, score
from sijill.evaluate.misses import sentence

TEXT = "Shells fell on the souk. The clinic said 4 people died and 9 were hurt. Rain is due."
Json = dict[str, Any]


def span(words: str) -> Json:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def figure(words: str, measure: str, **more: Any) -> Json:
    return {"id": f"g-{words}", "kind": "figure", "content": span(words), "rule": "en.rule", "figure": {"measure": measure, "low": 4, "high": 4}, **more}


def faults(tmp_path: Path, coded: list[Json], read: list[Json], traps: list[Json] | None = None) -> tuple[list[str], Json]:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf8")
    result = score([(Gold("a.txt", None, coded, traps or [], path), read)])
    assert {m.sentence for m in result.misses} <= {"The clinic said 4 people died and 9 were hurt.", "Rain is due."}
    return [m.line() for m in result.misses], result.as_json()


def test_a_missed_claim_names_the_rules_that_read_something_else_there(tmp_path: Path) -> None:
    other = {**figure("people died", "killed"), "kind": "event", "rule": "en.killing"}
    lines, _ = faults(tmp_path, [figure("4 people died", "killed")], [other])
    assert lines == ["missed a.txt g-4 people died figure: '4 people died': read as event by en.killing"]
    lines, _ = faults(tmp_path, [figure("4 people died", "killed")], [])
    assert lines == ["missed a.txt g-4 people died figure: '4 people died' (nothing read there)"]


def test_a_wrong_field_says_what_was_read_for_what_and_is_counted(tmp_path: Path) -> None:
    lines, counts = faults(tmp_path, [figure("4 people died", "killed")], [figure("4 people died", "injured")])
    assert lines == ["wrong a.txt g-4 people died figure: '4 people died': measure 'injured' for 'killed' by en.rule"]
    assert counts["confused"] == [{"field": "measure", "gold": "killed", "read": "injured", "times": 1}]


def test_what_nobody_coded_is_extra_and_what_the_gold_forbids_is_a_trap(tmp_path: Path) -> None:
    read = [figure("9 were hurt", "injured"), {**figure("Rain", "killed"), "kind": "statement"}]
    lines, _ = faults(tmp_path, [], read, [{"why": "weather", "kind": "statement", "within": [span("Rain")["start"], len(TEXT)]}])
    assert lines == ["extra a.txt - figure: '9 were hurt' by en.rule", "trap a.txt - statement: 'Rain': weather by en.rule"]


@given(st.text(), st.integers(0, 60), st.integers(1, 20))
def test_the_sentence_holds_the_words_of_the_span(text: str, start: int, length: int) -> None:
    words = text[start:start + length]
    kept = "".join(sentence(text, {"start": start, "end": start + length}).split())
    assert "".join(words.split()) in kept
