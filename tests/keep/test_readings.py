"""A newer reading stands in front and the older stays; decisions find their claims again by id, or are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sijill import pipeline
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger
from sijill.model import Claim, Decision, Document

TEXT = "At least 12 people were killed in Taiz on Tuesday, the hospital said. The army denied that it had shelled the market."


class Newer(Reader):
    """A reader whose rules no longer see denials, and tell figures by another rule's name."""

    def __init__(self, reader: Reader) -> None:
        self.__dict__.update(reader.__dict__)
        self.version = f"{reader.version}, newer"

    def read_many(self, documents: Iterable[Document], *, everything: bool = True) -> Iterator[tuple[Document, list[Claim]]]:
        for document, claims in super().read_many(documents, everything=everything):
            yield document, [c.model_copy(update={"rule": "newer"}) if c.kind == "figure" else c for c in claims if c.kind != "denial"]


@pytest.fixture
def book(where: str, tmp_path: Path, reader: Reader) -> Iterator[Ledger]:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(TEXT.replace("12", str(12 + n)))
    (tmp_path / "dull.txt").write_text("The council opened a new library and a garden in the old town, and many came to see them both.")
    with Ledger.open(where) as ledger:
        pipeline.read([tmp_path / "0.txt"], ledger, reader, published="2020-03-05", everything=True)
        assert pipeline.read([tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "dull.txt"], ledger, reader, published="2020-03-05").passed_over == 1
        for kind in ("figure", "denial"):
            claim = next(ledger.claims(ClaimFilter(kind=kind)))
            ledger.decide(Decision(subject=claim.id, verdict="accept", reviewer="rana", decided_at="2020-03-06T00:00:00Z"))
        yield ledger


def test_the_same_version_reads_nothing_again(book: Ledger, reader: Reader) -> None:
    assert vars(pipeline.reread(book, reader)) == vars(pipeline.Summary())


def test_a_newer_version_reads_every_report_as_widely_as_before(book: Ledger, reader: Reader) -> None:
    newer = Newer(reader)
    before = {r.reader: r.documents for r in book.readers()}
    summary = pipeline.reread(book, newer)
    assert (summary.read, summary.passed_over) == (3, 1)
    after = {r.reader: (r.documents, r.in_front) for r in book.readers()}
    assert after == {
        **{name: (count, 0) for name, count in before.items()},
        newer.version_of(everything=False): (3, 3), newer.version_of(everything=True): (1, 1),
    }
    assert not list(book.claims(ClaimFilter(kind="denial"))) and book.verify() == []


def test_decisions_carry_over_by_id_and_those_without_a_claim_are_listed(book: Ledger, reader: Reader) -> None:
    assert book.orphans() == []
    pipeline.reread(book, Newer(reader))
    accepted = [e.claim for e in book.page(ClaimFilter(status="accepted")).entries]
    assert [c.kind for c in accepted] == ["figure"] and accepted[0].rule == "newer"
    (orphan,) = book.orphans()
    assert book.claim(orphan.subject).kind == "denial", "the older reading still holds it"


def test_two_readings_tell_what_changed(book: Ledger, reader: Reader) -> None:
    newer = Newer(reader)
    pipeline.reread(book, newer)
    found = list(book.changes(reader.version_of(everything=False), newer.version_of(everything=False)))
    assert sorted((c.what, c.claim.kind) for c in found) == [("gone", "denial")] * 2 + [("other", "figure")] * 2
    back = list(book.changes(newer.version_of(everything=False), reader.version_of(everything=False)))
    assert sorted(c.what for c in back) == ["new", "new", "other", "other"]
