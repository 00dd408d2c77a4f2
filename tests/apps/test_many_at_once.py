"""Fifty reviewers at once on PostgreSQL: no decision is lost, none goes over another unseen, and the chain is whole.

SIJILL_EXAMPLES=2000 sends all of it through the page's server; without it the larger part goes straight to what the page calls.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

import httpx
import pytest

from ledgers import figure_claim
from postgres import run_sql
from serving import PASSWORD, serving
from sijill.keep import Ledger, Stale, passwords
from sijill.model import Document, Person, claim_id, document_id
from sijill.review import decide

REVIEWERS, CLAIMS, CONTESTED = 50, 5000, 100
THROUGH_THE_SERVER = CLAIMS if int(os.environ.get("SIJILL_EXAMPLES", "60")) >= 2000 else 300
NUMBERS = count(1)
#: The ETag of a claim that nobody has decided on.
NOTHING_SEEN = '"0-00000000000000000000"'


@pytest.fixture
def book(postgres: str) -> Iterator[Ledger]:
    name = f"many_{next(NUMBERS)}"
    run_sql(f"{postgres}/postgres", f"CREATE DATABASE {name}")
    with Ledger.open(f"{postgres}/{name}") as ledger:
        yield ledger
    run_sql(f"{postgres}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


def filled(book: Ledger, size: int) -> list[str]:
    """A report with so many claims, put in at once."""
    text = "A long report."
    document = Document(id=document_id(text.encode()), uri="long.txt", text="", published="2020-03-05", language="en", media_type="application/x-imported")
    claims = [c.model_copy(update={"id": claim_id(c)}) for c in (figure_claim(n).model_copy(update={"document": document.ref}) for n in range(size))]
    book.add(document, claims, "made")
    return [c.id for c in claims]


def at_once(work: Callable[[int], None], people: int = REVIEWERS) -> None:
    """Everybody begins together; what goes wrong in any of them is raised here."""
    faults: list[BaseException] = []
    start = threading.Barrier(people)

    def one(k: int) -> None:
        try:
            start.wait(60)
            work(k)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one, args=(k,)) for k in range(people)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(400)
    assert not any(t.is_alive() for t in threads)
    if faults:
        raise faults[0]


def test_fifty_reviewers_decide_five_thousand_claims(book: Ledger) -> None:
    """Each claim by its own reviewer, but for a hundred that five go for at once: one is first, the other four are told."""
    ids = filled(book, CLAIMS)
    contested, late = ids[:CONTESTED], list[str]()

    def work(k: int) -> None:
        me = Person(name=f"reviewer {k}", role="reviewer")
        for id_ in contested[k % 10 :: 10]:
            try:
                decide(book, me, id_, "reject", seen=0)
            except Stale as stale:
                late.append(id_)  # one act, whatever the others do: a sum would not be
                assert stale.decision.reviewer != me.name
        for id_ in ids[CONTESTED + k :: REVIEWERS]:
            decide(book, me, id_, "accept", seen=0)

    at_once(work)
    told, tally, decisions = Counter(late), book.tally(), book.all_decisions()
    assert (tally.claims, tally.unreviewed) == (CLAIMS, 0)
    assert {len(made) for made in decisions.values()} == {1} and decisions.keys() == set(ids)
    assert set(told.values()) == {4} and told.keys() == set(contested)
    assert book.verify() == []


def test_through_the_server_nothing_is_lost_and_the_late_are_told(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = filled(book, THROUGH_THE_SERVER)
    monkeypatch.setattr(passwords, "_hasher", lambda: passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    people = [book.people.add(f"reviewer {k}", "reviewer", PASSWORD) for k in range(REVIEWERS)]
    words = [book.people.new_token(p.name, "test") for p in people]
    statuses: Counter[int] = Counter()
    with serving(book) as address:
        def work(k: int) -> None:
            with httpx.Client(base_url=address, headers={"authorization": f"Bearer {words[k]}"}, timeout=120) as client:
                for id_ in ids[k::REVIEWERS]:
                    made = client.post(f"/api/v1/claims/{id_}/decisions", json={"verdict": "accept", "seen": 0})
                    statuses[made.status_code] += 1
                late = client.post(f"/api/v1/claims/{ids[k]}/decisions", json={"verdict": "reject"}, headers={"if-match": NOTHING_SEEN})
                statuses[late.status_code] += 1

        at_once(work)
    made = [d for group in book.all_decisions().values() for d in group]
    assert statuses == {201: len(ids), 412: REVIEWERS} and len(made) == len(ids)
    assert book.tally().unreviewed == 0 and {len(group) for group in book.all_decisions().values()} == {1}
    assert book.verify() == []
