"""Which statements become claims: all of them when everything is asked for, else those that somebody vouches for."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.model import Claim, Document, document_id


def read(reader: Reader, text: str, *, everything: bool) -> list[Claim]:
    return reader.claims(Document(id=document_id(text.encode()), uri="-", text=text), everything=everything)


@pytest.mark.parametrize("text", ["The farmers want to build a new road.", "The council cherished the plan for the port.",
                                  "No group has claimed responsibility."])
def test_a_wish_or_a_praise_is_kept_only_when_everything_is(reader: Reader, text: str) -> None:
    assert read(reader, text, everything=True)
    assert not read(reader, text, everything=False)


def test_what_somebody_reports_is_kept_either_way(reader: Reader) -> None:
    text = "The mayor said that the old road was closed."
    assert read(reader, text, everything=False) == read(reader, text, everything=True) != []


def test_praise_vouches_for_no_figure_inside_it(reader: Reader) -> None:
    [figure] = [c for c in read(reader, "Turkana leaders support the group that killed nine soldiers.", everything=True) if c.kind == "figure"]
    assert figure.sources == ()


def test_a_report_in_a_relative_clause_of_a_praise_has_its_own_source(reader: Reader) -> None:
    claims = read(reader, "The mayor praised the monitor, who said nine people were killed.", everything=True)
    [figure] = [c for c in claims if c.kind == "figure"]
    assert figure.cue is not None and figure.cue.quote == "said"


@pytest.mark.parametrize("text", [
    "The mayor has not said who fired.", "Nobody, the mayor said, was hurt.", "“We are safe,” he said. “Nobody came.”",
    "Five killed in strike: monitor\nThe monitor told Reuters so.", "The plan, which the council opposes, would cost much.",
    "Asked about it, she said: “No.”", "The bridge, as the mayor pointed out, is old.", ": a", "said", "He said.", "“Said”",
])
def test_cue_source_and_content_never_share_characters(reader: Reader, text: str) -> None:
    for claim in read(reader, text, everything=True):
        if claim.cue is None or claim.within is None:
            continue
        for piece in claim.within:
            assert piece.end <= claim.cue.start or claim.cue.end <= piece.start
