"""Accounts, sessions, tokens: who is let in, who is not, and what is never kept as it was typed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledgers import ask
from sijill.errors import UsageError
from sijill.keep import Ledger, NotLetIn, People, passwords, people
from sijill.model import Person, Team

WORDS = "three quiet rivers"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests make many hashes."""
    monkeypatch.setattr(passwords, "_hasher", lambda: passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def store(tmp_path: Path, cheap: None) -> Iterator[People]:
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        ledger.people.add("Rana", "admin", WORDS)
        yield ledger.people


@pytest.fixture
def each(where: str, cheap: None) -> Iterator[People]:
    """The same on each database in turn."""
    with Ledger.open(where) as ledger:
        ledger.people.add("Rana", "admin", WORDS)
        yield ledger.people


def test_a_name_and_its_password_let_in_and_a_session_tells_who(store: People) -> None:
    word = store.login("Rana", WORDS, "1.2.3.4")
    assert store.of_session(word) == Person(name="Rana", role="admin", added=store.get("Rana").added)
    store.logout(word)
    assert store.of_session(word) is None and store.of_session("") is None


@pytest.mark.parametrize(("name", "password"), [
    ("Rana", "three quiet river"), ("Rana", ""), ("rana", WORDS), ("Nobody", WORDS), ("", ""), ("Rana", "x" * 5000),
])
def test_others_are_not_let_in(store: People, name: str, password: str) -> None:
    with pytest.raises(NotLetIn):
        store.login(name, password, "1.2.3.4")


def test_no_word_is_kept_as_it_is(where: str, each: People) -> None:
    session, token = each.login("Rana", WORDS, "1.2.3.4"), each.new_token("Rana", "script")
    kept = str([ask(where, f"SELECT * FROM {t}") for t in ("users", "sessions", "tokens")])
    assert "$argon2id$" in kept and not any(w in kept for w in (WORDS, session, token))


def test_too_many_attempts_must_wait_and_even_the_right_password_does(store: People) -> None:
    for _ in range(people.LIMITS["pair"]):
        with pytest.raises(NotLetIn) as refused:
            store.login("Rana", "wrong words here", "1.2.3.4")
        assert refused.value.wait == 0
    with pytest.raises(NotLetIn) as refused:
        store.login("Rana", WORDS, "1.2.3.4")
    assert 0 < refused.value.wait <= people.WINDOW + 1
    assert store.of_session(store.login("Rana", WORDS, "5.6.7.8"))


def test_many_attempts_at_once_are_no_way_around(each: People) -> None:
    waits: list[int] = []

    def attempt() -> None:
        try:
            each.login("Rana", "wrong words here", "1.2.3.4")
        except NotLetIn as refused:
            waits.append(refused.wait)

    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(waits) == 12 and sum(w == 0 for w in waits) == people.LIMITS["pair"]


def test_one_address_cannot_try_many_names(store: People) -> None:
    for n in range(people.LIMITS["from"]):
        with pytest.raises(NotLetIn):
            store.login(f"name {n}", "wrong words here", "1.2.3.4")
    with pytest.raises(NotLetIn, match="too often"):
        store.login("Rana", WORDS, "1.2.3.4")


def test_who_logs_in_well_is_never_made_to_wait(store: People) -> None:
    for _ in range(people.LIMITS["from"] + 2):
        store.login("Rana", WORDS, "1.2.3.4")


@pytest.mark.parametrize("after", [people.IDLE + 1, people.LONGEST + 1])
def test_a_session_ends_by_itself(store: People, after: float, monkeypatch: pytest.MonkeyPatch) -> None:
    word, now = store.login("Rana", WORDS, "1.2.3.4"), time.time()
    monkeypatch.setattr(people.time, "time", lambda: now + after)
    assert store.of_session(word) is None


def test_who_is_kept_out_loses_session_and_token_at_once(each: People) -> None:
    each.add("Omar", "reviewer", WORDS)
    session, token = each.login("Omar", WORDS, "1.2.3.4"), each.new_token("Omar", "script")
    assert each.of_token(token) == each.get("Omar") and each.tokens("Omar")[0].used is not None
    each.disable("Omar")
    assert each.of_session(session) is None and each.of_token(token) is None
    with pytest.raises(NotLetIn):
        each.login("Omar", WORDS, "1.2.3.4")
    each.disable("Omar", disabled=False)
    assert each.of_session(session) is None and each.of_token(token) is not None
    assert each.revoke("Omar", "script") == 1 and each.of_token(token) is None


def test_a_new_password_ends_all_sessions(store: People) -> None:
    old = store.login("Rana", WORDS, "1.2.3.4")
    new = store.change_own("Rana", WORDS, "four loud mountains", "1.2.3.4")
    assert store.of_session(old) is None and store.of_session(new) is not None
    with pytest.raises(NotLetIn):
        store.change_own("Rana", WORDS, "five more mountains", "1.2.3.4")


def test_the_last_admin_stays(store: People) -> None:
    for change in (lambda: store.disable("Rana"), lambda: store.set_role("Rana", "reader")):
        with pytest.raises(UsageError, match="last admin"):
            change()
    assert store.get("Rana").role == "admin" and not store.get("Rana").disabled


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb\x00", "-rf", "\u202eevil", "RANA", "rana"])
def test_names_that_are_none_or_taken_are_refused(store: People, name: str) -> None:
    with pytest.raises(UsageError):
        store.add(name, "reader", WORDS)


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
def test_passwords_that_are_none_are_refused(store: People, password: str) -> None:
    with pytest.raises(UsageError, match="characters"):
        store.add("Omar", "reader", password)


def test_what_the_team_settles_stays(store: People) -> None:
    assert store.team() == Team()
    store.settle(Team(blind=True, names_from="editor"))
    assert store.team() == Team(blind=True, names_from="editor")


def test_accounts_are_no_evidence(where: str, each: People) -> None:
    with Ledger.open(where) as ledger:
        assert ledger.verify() == []
