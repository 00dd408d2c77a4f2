"""Names that are withheld are nowhere: not in a claim, a report, an incident, an export; and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledgers import figure_claim
from sijill.extract import Reader
from sijill.keep import Ledger, Withheld
from sijill.keep.withheld import blocked
from sijill.model import Document, Person, Role, Team, document_id
from sijill.pipeline import incidents
from sijill.review import Seen, decide
from sijill.share import FORMATS

TEXT = (
    "Shells killed 7 people in Taiz on Tuesday, Salim Haddad, a surgeon, said.\n\n"
    "The army denied that it had shelled the market. Haddad said 12 people were wounded."
)
EDITOR = Person(name="Lina", role="editor")


@pytest.fixture
def book(tmp_path: Path, reader: Reader) -> Ledger:
    ledger = Ledger.open(str(tmp_path / "a.db"))
    for n, text in enumerate([TEXT, TEXT.replace("Taiz", "Mocha")]):
        document = Document(id=document_id(text.encode()), uri=f"{n}.txt", text=text, title="Surgeon Haddad counts", published="2020-03-05", language="en")
        ledger.add(document, reader.claims(document), reader.version)
    return ledger


def haddads(book: Ledger) -> list[str]:
    return [c.id for c in book.claims() if any("Haddad" in s.name for s in c.sources)]


def everything(book: Ledger) -> str:
    seen = [c.model_dump_json() for c in book.claims()] + [d.model_dump_json() for d in book.documents()]
    return "\n".join([*seen, *(e.claim.model_dump_json() for e in book.page().entries), *(h.excerpt for h in book.search("wounded"))])


@pytest.mark.parametrize(("role", "sees"), [("reader", False), ("reviewer", False), ("editor", True), ("admin", True)])
def test_a_source_withheld_by_name_is_shown_to_editors_only(book: Ledger, role: Role, sees: bool) -> None:
    decide(book, EDITOR, "source:Salim Haddad", "withhold")
    assert ("Haddad" in everything(Seen(book, Person(name="x", role=role), Team()))) is sees


def test_a_claims_source_is_withheld_in_its_whole_report_and_there_only(book: Ledger) -> None:
    first = haddads(book)[0]
    decide(book, EDITOR, first, "withhold")
    seen = Seen(book, Person(name="x", role="reader"), Team())
    own = book.claim(first).document.id
    assert {d.id: "Haddad" in d.model_dump_json() for d in seen.documents()} == {d.id: d.id != own for d in book.documents()}


def test_a_withheld_source_comes_back(book: Ledger) -> None:
    decide(book, EDITOR, "source:Salim Haddad", "withhold")
    decide(book, EDITOR, "source:Salim Haddad", "withhold", corrected={"lifted": True})
    assert "Haddad" in everything(Seen(book, Person(name="x", role="reader"), Team()))
    assert book.verify() == []


def test_a_team_can_keep_all_names_from_readers(book: Ledger) -> None:
    team = Team(names_from="reviewer")
    assert "Haddad" not in everything(Seen(book, Person(name="x", role="reader"), team))
    assert "Haddad" in everything(Seen(book, Person(name="x", role="reviewer"), team))


def test_every_span_still_fits_the_text_that_is_shown(book: Ledger) -> None:
    decide(book, EDITOR, "source:Salim Haddad", "withhold")
    seen = Seen(book, Person(name="x", role="reader"), Team())
    texts = {d.id: d.text for d in seen.documents()}
    for claim in seen.claims():
        for span in [claim.content, *(s.span for s in claim.sources), *(claim.within or ())]:
            assert span.fits(texts[claim.document.id])


def test_what_nobody_withholds_is_the_same_object(book: Ledger) -> None:
    claim = next(iter(book.claims()))
    assert Withheld.of(book).claim(claim) is claim


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_exports_give_no_name_away(book: Ledger, tmp_path: Path, form: str) -> None:
    with (tmp_path / "out").open("w", encoding="utf8") as out:
        FORMATS[form](Withheld.of(book, every=True).claims(book.claims()), out)
    written = (tmp_path / "out").read_text("utf8")
    assert "Haddad" not in written and "withheld" in written
    assert all("Haddad" not in Withheld.of(book, every=True).incident(i).model_dump_json() for i in incidents(book))


def test_ids_days_and_codes_stay_whatever_a_source_is_called() -> None:
    claim = figure_claim(1)
    assert json.loads(claim.model_dump_json())["kind"] == "figure"
    assert blocked("He said that Al-Haddad (HADDAD) and Haddadi met", ["Haddad"]) == "He said that Al-██████ (██████) and Haddadi met"
