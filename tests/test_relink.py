"""Linking report by report gives what linking all at once gives, in any order; reviewers' decisions outrank it and survive."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.model import Claim, Decision, Document, Incident, document_id
from sijill.pipeline import explain, incidents, linked, relink

SET = [json.loads(line) for line in (Path(__file__).parent / "gold" / "linking" / "reports.jsonl").read_text("utf8").splitlines()]
PARTS = ("taiz", "mosul", "kabul", "gao", "goma", "fasher", "omdurman", "maiduguri")
Read = list[tuple[Document, list[Claim]]]


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    chosen = [r for r in SET if r["uri"].startswith(PARTS)]
    documents = [Document(id=document_id(r["uri"].encode()), **{k: r[k] for k in ("uri", "text", "published", "publisher")}) for r in chosen]
    return [(d, list(claims)) for d, claims in reader.read_many(documents)]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        yield ledger


def all_at_once(read: Read, path: Path) -> list[Incident]:
    with Ledger.open(str(path)) as ledger:
        ledger.add_all(read, "r")
        return list(incidents(ledger))


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_portions_give_the_same_incidents(seed: int, read: Read, book: Ledger, tmp_path: Path) -> None:
    dice = random.Random(seed)
    shuffled = dice.sample(read, len(read))
    while shuffled:
        portion, shuffled = shuffled[: (n := dice.randint(1, 9))], shuffled[n:]
        book.add_all(portion, "r")
        relink(book)
    assert list(incidents(book)) == all_at_once(read, tmp_path / "b.db")


def at(book: Ledger, uri: str) -> Incident:
    return next(i for i in incidents(book) if uri in i.documents)


def decide(book: Ledger, verdict: str, subject: str = "i_x", **corrected: Any) -> None:
    made = {"subject": subject, "verdict": verdict, "reviewer": "nadia", "decided_at": "2024-01-01T00:00:00Z", "corrected": corrected or None}
    book.decide(Decision.model_validate(made))


def test_an_id_stays_when_a_report_is_added_and_an_old_one_leads_on(read: Read, book: Ledger) -> None:
    mosul = [r for r in read if r[0].uri.startswith("mosul")]
    book.add_all(mosul[:2], "r")
    before = at(book, "mosul-1").id
    book.add_all(mosul[2:], "r")
    after = at(book, "mosul-1")
    assert after.reports == 6 and book.incident_of(before).id == after.id


def test_a_merge_and_a_split_survive_relinking_and_an_undo_takes_them_back(read: Read, book: Ledger) -> None:
    book.add_all(read, "r")
    early, late = at(book, "maiduguri-1"), at(book, "maiduguri-later-1")
    assert early.id != late.id
    decide(book, "merge", claims=[early.claims[0], late.claims[0]])
    assert "maiduguri-later-1" in at(book, "maiduguri-1").documents
    relink(book, anew=True)
    assert "maiduguri-later-1" in at(book, "maiduguri-1").documents
    decide(book, "undo")
    assert "maiduguri-later-1" not in at(book, "maiduguri-1").documents
    mine = [c for c in at(book, "taiz-wire").claims if book.claim(c).document.uri == "taiz-ministry"]
    rest = [c for c in at(book, "taiz-wire").claims if c not in mine]
    decide(book, "split", apart=mine, **{"from": rest})
    relink(book, anew=True)
    assert "taiz-ministry" not in at(book, "taiz-wire").documents and "taiz-ministry" in at(book, "taiz-ministry").documents


def test_grade_best_and_code_are_the_reviewers(read: Read, book: Ledger) -> None:
    book.add_all(read, "r")
    found = at(book, "taiz-wire")
    assert found.grade is None and found.proposed is not None and found.proposed.grade == "fair"
    claims = [found.claims[0]]
    decide(book, "grade", grade="confirmed", claims=claims)
    decide(book, "best", measure="killed", group=None, best=12, claims=claims)
    decide(book, "credibility", source="B", information=2, claims=claims)
    found = at(book, "taiz-wire")
    toll = next(f for f in found.figures if f.measure == "killed" and f.group is None)
    assert found.grade == "confirmed" and (toll.low, toll.best, toll.high) == (9, 12, 12)
    assert found.admiralty is not None and (found.admiralty.source, found.admiralty.information) == ("B", 2)


def test_a_rejected_claim_is_in_no_incident(read: Read, book: Ledger) -> None:
    book.add_all(read, "r")
    found = at(book, "gao-1")
    decide(book, "reject", subject=found.claims[-1])
    assert found.claims[-1] not in {c for i in incidents(book) for c in i.claims}


def test_a_dry_run_tells_and_changes_nothing(read: Read, book: Ledger) -> None:
    book.add_all(read[:5], "r")
    change = relink(book, dry_run=True)
    assert change.new and change.reports == 5 and list(book.incidents()) == []


def test_an_explanation_shows_copies_weights_and_what_was_kept_apart(read: Read, book: Ledger) -> None:
    book.add_all(read, "r")
    found = explain(book, at(book, "taiz-wire"))
    assert found.copied and found.joined and all(w.levels for w in found.joined)
    apart = explain(book, at(book, "maiduguri-1"))
    assert any("maiduguri-later" in r for w in apart.apart for r in w.reports) or not apart.apart
    assert "independent roots" in "\n".join(found.lines())


def test_best_can_be_chosen_by_another_method(read: Read, book: Ledger) -> None:
    book.add_all([r for r in read if r[0].uri.startswith("taiz")], "r")
    found = next(i for i in linked(book, None, "highest") if "taiz-wire" in i.documents)
    assert next(f for f in found.figures if f.measure == "killed" and f.group is None).best == 12
