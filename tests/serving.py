"""A running review page for tests and a team to log in with."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from typing import Any

import httpx

from sijill.apps.web.aside import served
from sijill.keep import Ledger
from sijill.model import Role

PASSWORD = "three quiet rivers"
TEAM: dict[str, Role] = {"Lina": "admin", "Nour": "editor", "Rana": "reviewer", "Omar": "reviewer", "Sami": "reader"}


def serving(ledger: Ledger, **options: Any) -> AbstractContextManager[str]:
    """The page over a ledger for Rana, on a free port of this machine; gives its address."""
    return served(ledger, "Rana", **options)


def with_team(ledger: Ledger) -> Ledger:
    """The ledger with one of each role, and two reviewers."""
    for name, role in TEAM.items():
        ledger.people.add(name, role, PASSWORD)
    return ledger


def form_token(client: httpx.Client, path: str = "/login") -> str:
    """The token of a page's forms."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get(path).text)
    assert found is not None, path
    return found[1]


def logged_in(address: str, name: str) -> httpx.Client:
    """A client with a session of that person."""
    client = httpx.Client(base_url=address, timeout=60)
    done = client.post("/login", data={"name": name, "password": PASSWORD, "token": form_token(client)})
    assert done.status_code == 303, done.text
    return client
