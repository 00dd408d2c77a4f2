"""Who acts and who suffers in an incident; what is inferred says so and stands on the word that names the event."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.link import link
from sijill.model import Document, Incident, document_id


def first(reader: Reader, text: str, published: str = "2020-03-05") -> Incident:
    document = Document(id=document_id(text.encode()), uri="r.txt", text=text, published=published)
    return next(iter(link(reader.claims(document), load())))


@pytest.mark.parametrize(
    ("text", "class_", "quote"),
    [
        ("A miller was shot dead near the ford on Monday.", "political_militia", "shot dead"),
        ("An explosive device went off beside a bakery on Monday.", "political_militia", None),
        ("Nine traders were arrested in the old town on Monday.", "state_forces", "arrested"),
    ],
)
def test_whom_nobody_names_is_inferred_and_says_so(text: str, class_: str, quote: str | None, reader: Reader) -> None:
    actor, = first(reader, text).actors
    assert (actor.name, actor.class_, actor.inferred) == ("unidentified", class_, True)
    assert actor.span is not None and text[actor.span.start : actor.span.end] == actor.span.quote
    assert quote is None or actor.span.quote == quote


def test_no_claim_holds_what_is_inferred(reader: Reader) -> None:
    text = "A miller was shot dead near the ford on Monday."
    document = Document(id=document_id(text.encode()), uri="r.txt", text=text, published="2020-03-05")
    assert all(not c.event.actors for c in reader.claims(document) if c.event)


@pytest.mark.parametrize(
    ("text", "acts", "suffers"),
    [
        ("Unidentified gunmen shot a baker in Basra.", "political_militia", "civilians"),
        ("A baker was shot by police officers in Basra.", "state_forces", "civilians"),
        ("Turkish army helicopters struck PKK positions near Duhok.", "external_forces", "rebel_group"),
        ("Residents of the old town beat a suspected thief to death.", "rioters", "civilians"),
        ("Members of the Gulf Clan abducted two surveyors.", "political_militia", "civilians"),
        ("On Monday two men shot a lawyer outside her office in Basra.", "political_militia", "civilians"),
        ("Students marched to the ministry against the new fees.", "protesters", None),
        ("Fulani militiamen attacked the hamlet at dawn.", "identity_militia", "civilians"),
        ("Gunmen killed a retired officer in his garden.", "political_militia", "civilians"),
        ("The Riverside Liberation Front attacked an army outpost.", "rebel_group", "state_forces"),
    ],
)
def test_classes_of_those_who_act_and_suffer(text: str, acts: str, suffers: str | None, reader: Reader) -> None:
    incident = first(reader, text)
    assert acts in {a.class_ for a in incident.actors}, [(a.name, a.class_) for a in incident.actors]
    assert suffers is None or suffers in {t.class_ for t in incident.targets}, [(t.name, t.class_) for t in incident.targets]


@pytest.mark.parametrize("text", ["A clash took place near the mill.", "Soldiers opened fire on the crowd at 8 am.", "Youths threw stones at a bus."])
def test_what_only_grammar_makes_a_party_is_none(text: str, reader: Reader) -> None:
    incident = first(reader, text)
    names = {a.name for a in (*incident.actors, *incident.targets)}
    assert not names & {"place", "fire", "8 am", "stones"}, names


@pytest.mark.parametrize(("day", "class_"), [("2015-06-01", "rebel_group"), ("2023-06-01", "state_forces")])
def test_a_name_has_the_class_that_it_had_on_the_day(day: str, class_: str, reader: Reader) -> None:
    incident = first(reader, "The Taliban attacked a village in Helmand.", day)
    assert {a.class_ for a in incident.actors} == {class_}
