"""Reports of one incident come together, in whatever order they arrive; twins, other days and other towns stay apart."""

from __future__ import annotations

from itertools import permutations

import pytest

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.link import link
from sijill.model import Document, Incident, document_id

A = "A car bomb killed 12 people at the vegetable market in Darayya on Tuesday, the Syrian Observatory for Human Rights said. Nine were injured."
B = "DAMASCUS - Twelve people died on Tuesday when a car bomb tore through the vegetable market of Darayya, residents said, and nine others were injured."
LATER = "A car bomb killed two soldiers in Darayya on Sunday."
ELSEWHERE = "A car bomb killed 12 people at a bakery in Basra on Tuesday, a hospital said."


def linked(reader: Reader, *reports: tuple[str, str]) -> list[Incident]:
    documents = [Document(id=document_id(text.encode()), uri=f"{n}.txt", text=text, published=day) for n, (text, day) in enumerate(reports)]
    claims = [c for d in sorted(documents, key=lambda d: d.id) for c in reader.claims(d)]
    return list(link(claims, load(), {d.id: d.text for d in documents}))


def together(found: list[Incident]) -> set[frozenset[str]]:
    return {frozenset(i.documents) for i in found if len(i.documents) > 1}


def test_two_reports_of_one_bomb_are_one_incident(reader: Reader) -> None:
    found = linked(reader, (A, "2020-03-04"), (B, "2020-03-04"))
    assert together(found) == {frozenset({"0.txt", "1.txt"})}
    assert next(i for i in found if len(i.documents) == 2).reports == 2


@pytest.mark.parametrize(("text", "day"), [(LATER, "2020-03-09"), (ELSEWHERE, "2020-03-04")])
def test_another_day_or_another_town_stays_apart(reader: Reader, text: str, day: str) -> None:
    assert together(linked(reader, (A, "2020-03-04"), (text, day))) == set()


def test_the_order_of_arrival_changes_nothing(reader: Reader) -> None:
    reports = [(A, "2020-03-04"), (B, "2020-03-04"), (ELSEWHERE, "2020-03-04")]
    results = set()
    for order in permutations(reports):
        found = linked(reader, *order)
        names = {f"{n}.txt": text for n, (text, _) in enumerate(order)}
        results.add(frozenset(frozenset(names[d] for d in i.documents) for i in found))
    assert len(results) == 1
