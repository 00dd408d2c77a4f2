"""A name that is withheld from somebody is nowhere on their page: every link is followed, every list and file is asked, and guessing confirms nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from serving import logged_in, serving, with_team
from sijill.extract import Reader
from sijill.keep import Ledger, passwords
from sijill.model import Document, Person, Team, document_id
from sijill.pipeline import relink
from sijill.review import PREFIX, decide

TEXT = (
    "Shells killed 7 people in Taiz on Tuesday, Salim Haddad, a surgeon, said.\n\n"
    "The army denied that it had shelled the market. Haddad said 12 people were wounded. The market may close within two weeks, Haddad said."
)
EDITOR = Person(name="Nour", role="editor")
FILES = ("/claims.csv", "/claims.jsonl", "/history.csv", "/history.json", "/map/places.json", "/count")
API = ("claims", "incidents", "documents", "decisions", "due?on=2021-01-01", "search?q=market")
GUESSES = ("source=haddad", "source=salim", "text=haddad", "report=haddad", "text=sal*", "report=“salim haddad”")


@pytest.fixture(scope="module", params=["role", "name", "claim"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[tuple[str, str, Ledger]]:
    """Withheld by role, by its name, and by the claims of its reports; with everything that could tell it."""
    with pytest.MonkeyPatch.context() as patch, Ledger.open(str(tmp_path_factory.mktemp("unnamed") / "a.db")) as ledger:
        patch.setattr(passwords, "_hasher", lambda: passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        for n, text in enumerate([TEXT, TEXT.replace("7 people", "9 people")]):
            document = Document(id=document_id(text.encode()), uri=f"{n}.txt", text=text, title="Surgeon Haddad counts", published="2020-03-05",
                                publisher="Salim Haddad", language="en")
            ledger.add(document, reader.claims(document), reader.version)
        relink(ledger)
        _tell(ledger)
        named = [c for c in ledger.claims() if any("Haddad" in s.name for s in c.sources)]
        if request.param == "role":
            ledger.people.settle(Team(names_from="editor"))
        for subject in {"name": ["source:Salim Haddad"], "claim": [c.id for c in named]}.get(request.param, []):
            decide(ledger, EDITOR, subject, "withhold")
        with serving(with_team(ledger)) as address:
            yield request.param, address, ledger


def _tell(ledger: Ledger) -> None:
    """Decisions of all kinds whose reasons and values tell the name."""
    first = next(c for c in ledger.claims() if c.figure and any("Haddad" in s.name for s in c.sources))
    incident = next(i for i in ledger.incidents() if first.id in i.claims)
    decide(ledger, EDITOR, first.id, "note", reason="Haddad was asked again")
    decide(ledger, EDITOR, first.id, "correct", corrected={"sources.0.name": "Salim Haddad", "figure.low": 8})
    decide(ledger, EDITOR, incident.id, "grade", reason="Haddad alone", corrected={"grade": "weak", "claims": [first.id]})
    decide(ledger, EDITOR, first.document.id, "notice", reason="Haddad describes wounds")
    decide(ledger, EDITOR, f"{PREFIX}Surgeon", "view", corrected={"query": "source=Haddad"})


def crawl(client: httpx.Client, start: str) -> Iterator[tuple[str, str]]:
    """Every page that links lead to, each address once."""
    todo, seen = [start], set[str]()
    while todo:
        path = todo.pop()
        if path in seen or len(seen) > 400:
            continue
        seen.add(path)
        text = client.get(path, follow_redirects=True).text
        yield path, text
        todo += [a.replace("&amp;", "&") for a in re.findall(r'(?:href|hx-get)="(/[^"#]*)', text) if not a.startswith(("/static", "/logout"))]


def test_it_is_on_no_page_and_in_no_file(book: tuple[str, str, Ledger]) -> None:
    _, address, ledger = book
    client = logged_in(address, "Sami")
    for d in ledger.documents():
        assert client.post(f"/documents/{d.id}/show", data={"token": re.findall(r'name="token" value="(\w+)', client.get("/me").text)[0]}).status_code == 303
    shown = dict(crawl(client, "/"))
    assert all(any(path.startswith(kind) for path in shown) for kind in ("/claims/c_", "/incidents/i_", "/documents/sha"))
    shown |= {path: client.get(path).text for path in (*FILES, "/due?on=2021-01-01", *(f"/api/v1/{p}" for p in API))}
    shown |= {f"/api{p}": client.get(f"/api/v1{p.split('?')[0]}").text for p in list(shown) if re.match(r"/(claims|incidents|documents)/\w+_?[\w:]+(\?|$)", p)}
    told = {path: text[max(0, at.start() - 60) : at.end() + 20] for path, text in shown.items() if (at := re.search(r"haddad|salim", text, re.IGNORECASE))}
    assert told == {}
    assert len(shown) > 40 and any("█" in text for text in shown.values())


@pytest.mark.parametrize("query", GUESSES)
def test_guessing_it_finds_nothing(book: tuple[str, str, Ledger], query: str) -> None:
    _, address, _ = book
    sami, nour = logged_in(address, "Sami"), logged_in(address, "Nour")
    assert nour.get(f"/api/v1/claims?{query}").json()["total"] > 0
    assert sami.get(f"/api/v1/claims?{query}").json() | {"filter": ""} == {"filter": "", "total": 0, "claims": [], "next": None}
    assert "No claims match" in sami.get(f"/?{query}").text
    assert sami.get(f"/map/places.json?{query}").json()["features"] == [] and sami.get(f"/claims.jsonl?{query}").text == ""


def test_searching_for_it_finds_nothing_and_for_other_words_all(book: tuple[str, str, Ledger]) -> None:
    how, address, _ = book
    sami, nour = logged_in(address, "Sami"), logged_in(address, "Nour")
    assert sami.get("/api/v1/search?q=haddad").json()["hits"] == []
    assert len(sami.get("/api/v1/search?q=market").json()["hits"]) == 2
    assert sami.get("/api/v1/claims?text=market").json()["total"] > 0
    army = "/api/v1/claims?source=army"
    assert sami.get(army).json()["total"] == (0 if how == "role" else nour.get(army).json()["total"])
