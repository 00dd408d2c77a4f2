"""Claims of one report become incidents: gathered by place and time, totals over sources, parts never added to their whole."""

from __future__ import annotations

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.link import link
from sijill.model import Document, Incident, IncidentFigure, document_id


def incidents(reader: Reader, text: str, published: str = "2020-03-05") -> list[Incident]:
    document = Document(id=document_id(text.encode()), uri="r.txt", text=text, published=published)
    return list(link(reader.claims(document), load()))


def of(incident: Incident, measure: str, group: str | None = None) -> IncidentFigure:
    return next(f for f in incident.figures if f.measure == measure and f.group == group)


def test_two_sources_with_two_tolls_give_a_range(reader: Reader) -> None:
    text = "An air strike hit a market in Taiz on Tuesday. The hospital said 12 people were killed. The Houthi movement said 20 people were killed."
    first = incidents(reader, text)[0]
    assert first.class_ == "air_strike" and first.place and first.place.name == "Taiz" and first.time and first.time.start == "2020-03-03"
    toll = of(first, "killed")
    assert (toll.low, toll.best, toll.high, len(toll.claims)) == (12, 12, 20, 2)
    assert first.roots == 2 and first.reports == 1  # what the report says itself rests on the two that it quotes
    assert [c.kind for c in first.contradictions] == ["figure"]


def test_what_is_counted_beside_each_other_is_added_and_parts_are_not(reader: Reader) -> None:
    text = "Gunmen attacked a post near Mosul on Tuesday. Three soldiers and five villagers were killed, including two children."
    assert of(incidents(reader, text)[0], "killed").high == 8


def test_another_place_is_another_incident(reader: Reader) -> None:
    text = "A car bomb killed six people in Baghdad on Tuesday. In Basra, gunmen killed two officers on Tuesday."
    found = incidents(reader, text)
    assert [i.place.name for i in found if i.place] == ["Baghdad", "Basrah (Basra)"]
    assert of(found[0], "killed").high == 6


def test_a_running_toll_stays_apart_from_the_days(reader: Reader) -> None:
    text = "Shelling killed four people in Taiz on Tuesday. More than 900 people have been killed in Taiz since January 2019."
    found = incidents(reader, text)
    assert of(found[0], "killed").high == 4
    assert any(f.high == 900 and f.open == "high" for i in found[1:] for f in i.figures)
