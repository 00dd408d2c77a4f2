"""Copies are found with small edits, paragraph by paragraph; roots are followed through names and copies."""

from __future__ import annotations

from sijill.link.copies import copies, origin_of
from sijill.link.roots import Names, roots_of
from sijill.model import Claim, DocumentRef, Source, Span

WIRE = "Gunmen opened fire on a bus near the old mill on Tuesday morning and killed four passengers, the district police said, before they fled into the hills."
EDITED = "Gunmen opened fire on a bus near the old mill on Tuesday morning, killing four passengers, the district police said, before they fled into the hills."
OWN = "The bus company said that it would stop all night services on the mountain road until the army has cleared it of mines and posts."


def claim(document: str, start: int, quote: str, *sources: Source, publisher: str | None = None) -> Claim:
    ref = DocumentRef(id=document, uri=document, publisher=publisher)
    content = Span(start=start, end=start + len(quote), quote=quote)
    return Claim(id=f"c_{document}_{start}", document=ref, kind="statement", content=content, sources=sources, rule="r")


def source(name: str, type_: str = "organisation", *, anonymous: bool = False) -> Source:
    return Source.model_validate({"name": name, "type": type_, "anonymous": anonymous, "span": {"start": 0, "end": len(name), "quote": name}})


def test_a_paragraph_with_small_edits_is_a_copy_of_the_earliest() -> None:
    (found,) = copies([("first", WIRE), ("later", f"{OWN}\n\n{EDITED}")])
    assert (found.document, found.origin, found.start) == ("later", "first", len(OWN) + 2)


def test_a_copied_paragraph_makes_just_its_own_claims_relays() -> None:
    found = copies([("first", WIRE), ("later", f"{OWN}\n\n{EDITED}")])
    assert origin_of(claim("later", len(OWN) + 2, "Gunmen"), found) == "first"
    assert origin_of(claim("later", 0, "The bus"), found) == "later"


def test_own_words_on_the_same_attack_are_no_copy() -> None:
    other = "Four passengers died on Tuesday when armed men attacked a coach by the mill, according to residents who heard the shots from the village."
    assert copies([("first", WIRE), ("later", other)]) == []


def test_two_papers_with_one_monitor_have_one_root_and_a_ministry_is_another() -> None:
    monitor, ministry = source("Hill Monitor (HM)"), source("health ministry", "government")
    said = [claim("a", 0, "x", monitor), claim("b", 0, "x", source("the Hill Monitor")), claim("c", 0, "x", ministry)]
    assert roots_of(said, {}, [], Names({})).count == 2


def test_unnamed_persons_are_somebody_else_in_every_report() -> None:
    said = [claim(d, 0, "x", source("a resident (unnamed)", "person", anonymous=True)) for d in ("a", "b")]
    assert roots_of(said, {}, [], Names({})).count == 2


def test_the_agency_in_the_dateline_stands_behind_a_papers_own_voice() -> None:
    text = "HILLTOWN (Reuters) - Shells fell on the mill on Tuesday."
    said = [claim("a", 30, "x", publisher="Ledger"), claim("b", 30, "x", publisher="Post")]
    assert roots_of(said, {"a": text, "b": text}, [], Names({})).count == 1
    assert roots_of(said, {}, [], Names({})).count == 2


def test_what_a_report_says_itself_rests_on_the_source_it_quotes() -> None:
    said = [claim("a", 0, "x", publisher="Ledger"), claim("a", 50, "y", source("Hill Monitor"))]
    assert set(roots_of(said, {}, [], Names({})).of_claim.values()) == {"hill monitor"}
