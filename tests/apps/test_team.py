"""A team behind a login: who gets in, how far each role reaches, and what does not get through."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from fastapi.routing import APIRoute

from ledgers import figure_claim
from serving import PASSWORD, TEAM, form_token, logged_in, serving, with_team
from sijill.apps.web import create_app
from sijill.apps.web.rights import RIGHTS, least
from sijill.apps.web.routes import ROUTERS
from sijill.keep import Ledger, passwords
from sijill.keep.people import LIMITS
from sijill.model import ROLES, Role

PAGES = ["/", "/incidents", "/documents", "/due", "/history", "/keys", "/history.csv", "/history.json", "/me", "/people", "/agreement", "/adjudicate"]
API = [
    "/api/v1/claims", "/api/v1/incidents", "/api/v1/documents", "/api/v1/decisions", "/api/v1/due", "/api/v1/users/me", "/api/v1/search?q=x",
    "/api/v1/openapi.json",
]


def with_claims(where: Path) -> Iterator[tuple[str, Ledger]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        with Ledger.open(str(where / "a.db")) as ledger:
            ledger.bring_in(figure_claim(n) for n in range(3))
            with serving(with_team(ledger)) as address:
                yield address, ledger


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Ledger]]:
    yield from with_claims(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Ledger]]:
    """For tests that change nothing."""
    yield from with_claims(tmp_path_factory.mktemp("still"))


def ways(ledger: Ledger) -> set[tuple[str, str]]:
    """Every method and path that the application answers to: pages from their routers, the API as OpenAPI describes it."""
    pages = {(method, route.path) for router in ROUTERS for route in router.routes if isinstance(route, APIRoute) for method in route.methods}
    described = create_app(ledger).openapi()["paths"].items()
    return pages | {(method.upper(), path) for path, methods in described for method in methods}


def first_claim(ledger: Ledger) -> str:
    return ledger.page(size=1).entries[0].claim.id


def test_without_a_login_only_the_door_is_open(still: tuple[str, Ledger]) -> None:
    with httpx.Client(base_url=still[0]) as client:
        for path in PAGES:
            answer = client.get(path)
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login"), path
        for path in API:
            answer = client.get(path)
            assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer", path
            assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/login").status_code == 200 and client.get("/static/sijill.css").status_code == 200
        assert client.post("/claims/c/decide", data={"verdict": "accept"}).status_code == 403


def test_a_login_leads_back_to_where_one_wanted_to_go(site: tuple[str, Ledger]) -> None:
    with httpx.Client(base_url=site[0], follow_redirects=True) as client:
        wanted = client.get("/?kind=figure&place=Taiz")
        back = re.search(r'name="next" value="([^"]+)"', wanted.text)
        assert back is not None
        form = {"name": "Rana", "password": PASSWORD, "token": form_token(client), "next": back[1].replace("&amp;", "&")}
        assert str(client.post("/login", data=form).url).endswith("/?kind=figure&place=Taiz")


@pytest.mark.parametrize("address", [
    "//evil.invalid", "https://evil.invalid/", "/\\evil.invalid", "\\\\evil.invalid", "javascript:alert(1)", "/\t/evil.invalid", "///evil.invalid",
    "http:evil.invalid", " //evil.invalid", "/%2f/evil.invalid", "evil.invalid", "\r\nset-cookie: a=b",
])
def test_a_login_leads_to_no_other_site(still: tuple[str, Ledger], address: str) -> None:
    with httpx.Client(base_url=still[0]) as client:
        answer = client.post("/login", data={"name": "Rana", "password": PASSWORD, "token": form_token(client), "next": address})
        assert answer.status_code == 303
        led = urljoin(still[0] + "/login", answer.headers["location"].replace("\\", "/"))
        assert urlsplit(led).netloc == urlsplit(still[0]).netloc and "a=b" not in str(answer.headers)


def test_a_session_that_somebody_else_set_is_worth_nothing_after_the_login(site: tuple[str, Ledger]) -> None:
    with httpx.Client(base_url=site[0], cookies={"sijill_session": "planted"}) as client:
        client.post("/login", data={"name": "Rana", "password": PASSWORD, "token": form_token(client)})
        words = {c.value for c in client.cookies.jar if c.name == "sijill_session"}
    for word in words:
        status = httpx.get(site[0] + "/me", cookies={"sijill_session": str(word)}).status_code
        assert status == (303 if word == "planted" else 200)
    assert len(words - {"planted"}) == 1


def test_a_logout_ends_the_session_on_the_server(site: tuple[str, Ledger]) -> None:
    client = logged_in(site[0], "Rana")
    word = client.cookies["sijill_session"]
    assert client.post("/logout", data={"token": form_token(client, "/me")}).status_code == 303
    assert httpx.get(site[0] + "/me", cookies={"sijill_session": word}).status_code == 303


def test_cookies_are_for_this_page_alone_and_secure_over_https(still: tuple[str, Ledger]) -> None:
    plain = httpx.get(still[0] + "/login").headers["set-cookie"].lower()
    assert "httponly" in plain and "samesite=lax" in plain and "secure" not in plain
    https = httpx.get(still[0] + "/login", headers={"x-forwarded-proto": "https"})
    assert https.headers["set-cookie"].startswith("__Host-sijill=") and "secure" in https.headers["set-cookie"].lower()
    assert "max-age" in https.headers["strict-transport-security"]


def test_wrong_passwords_say_nothing_about_names_and_soon_must_wait(site: tuple[str, Ledger]) -> None:
    with httpx.Client(base_url=site[0]) as client:
        form = {"password": "not the right one", "token": form_token(client)}
        answers = [client.post("/login", data=form | {"name": name}) for name in ("Rana", "Nobody")]
        assert {a.status_code for a in answers} == {403}
        said = [re.search(r'role="alert">([^<]+)', a.text) for a in answers]
        assert said[0] is not None and said[1] is not None and said[0][1] == said[1][1]
        for _ in range(LIMITS["pair"]):
            last = client.post("/login", data=form | {"name": "Rana"})
        assert last.status_code == 429 and int(last.headers["retry-after"]) > 0


def test_a_change_must_come_from_a_form_of_the_same_session(site: tuple[str, Ledger]) -> None:
    address, ledger = site
    rana, omar = logged_in(address, "Rana"), logged_in(address, "Omar")
    way, own = f"/claims/{first_claim(ledger)}/decide", form_token(rana, "/me")
    forms: list[tuple[dict[str, str], dict[str, str]]] = [
        ({}, {}), ({"token": ""}, {}), ({"token": "é"}, {}), ({"token": form_token(omar, "/me")}, {}), ({"token": own}, {"origin": "http://evil.invalid"}),
        ({"token": own}, {"origin": "null"}), ({"token": own}, {"sec-fetch-site": "cross-site"}),
    ]
    for form, headers in forms:
        assert rana.post(way, data={"verdict": "accept", **form}, headers=headers).status_code == 403, (form, headers)
    api = f"/api/v1/claims/{first_claim(ledger)}/decisions"
    assert rana.post(api, data={"verdict": "accept"}).status_code == 403
    assert rana.post(api, content='{"verdict": "accept"}', headers={"content-type": "text/plain"}).status_code == 403
    assert rana.post(api, json={"verdict": "accept"}, headers={"origin": "http://evil.invalid"}).status_code == 403
    assert ledger.all_decisions() == {}
    assert rana.post(way, data={"verdict": "accept", "token": own, "seen": "0"}).status_code == 303
    assert [d.reviewer for d in ledger.decisions(first_claim(ledger))] == ["Rana"]


def test_every_change_is_refused_to_a_reader_but_their_own(site: tuple[str, Ledger]) -> None:
    address, ledger = site
    sami, claim = logged_in(address, "Sami"), first_claim(ledger)
    token = form_token(sami, "/me")
    changes = sorted(path for method, path in ways(ledger) if method not in ("GET", "HEAD"))
    assert len(changes) > 15 and "/api/v1/bulk" in changes
    for path in changes:
        if path != "/login" and least("POST", path) != "reader":
            filled = re.sub(r"\{\w+\}", claim, path)
            answer = sami.post(filled, json={"verdict": "accept", "count": 3}) if path.startswith("/api/") else sami.post(filled, data={"token": token})
            assert answer.status_code == 403, path
    assert ledger.all_decisions() == {} and [p.name for p in ledger.people.all()] == sorted(TEAM)


def test_rights_name_ways_that_are_there(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        there = {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in ways(ledger)}
    assert {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in RIGHTS} <= there


@pytest.mark.parametrize("role", ROLES)
def test_page_and_api_draw_the_same_line(site: tuple[str, Ledger], role: Role) -> None:
    address, ledger = site
    name = next(n for n, r in TEAM.items() if r == role)
    client, claim = logged_in(address, name), first_claim(ledger)
    token = form_token(client, "/me")
    reach = ROLES.index(role)
    for verdict, least_role in (("accept", "reviewer"), ("unsure", "reviewer"), ("assign", "editor")):
        may = reach >= ROLES.index(least_role)  # type: ignore[arg-type]
        page = client.post(f"/claims/{claim}/decide", data={"verdict": verdict, "token": token})
        api = client.post(f"/api/v1/claims/{claim}/decisions", json={"verdict": verdict})
        assert (page.status_code, api.status_code) == ((303, 201) if may else (403, 403)), verdict
    assert client.post("/api/v1/bulk", json={"verdict": "accept", "count": 3}).status_code == (200 if reach >= 2 else 403)
    assert client.get("/agreement").status_code == (200 if reach >= 2 else 403)
    assert client.get("/people").status_code == (200 if reach >= 3 else 403)
    assert client.get("/").status_code == 200


def test_tokens_let_programs_in_as_their_owner_until_they_are_revoked(site: tuple[str, Ledger]) -> None:
    address, ledger = site
    client = logged_in(address, "Rana")
    shown = client.post("/me/tokens", data={"token": form_token(client, "/me"), "label": "script"}).text
    word = re.search(r"sijill_[\w-]{40,}", shown)
    assert word is not None and word[0] not in client.get("/me").text
    head = {"authorization": f"Bearer {word[0]}"}
    assert httpx.get(address + "/api/v1/users/me", headers=head).json() == {"name": "Rana", "role": "reviewer", "blind": False}
    made = httpx.post(f"{address}/api/v1/claims/{first_claim(ledger)}/decisions", json={"verdict": "accept"}, headers=head)
    assert made.status_code == 201 and made.json()["decisions"][0]["reviewer"] == "Rana"
    client.post("/me/tokens/revoke", data={"token": form_token(client, "/me"), "label": "script"})
    assert httpx.get(address + "/api/v1/users/me", headers=head).status_code == 401


def test_who_is_kept_out_is_out_at_once(site: tuple[str, Ledger]) -> None:
    rana, lina = logged_in(site[0], "Rana"), logged_in(site[0], "Lina")
    assert lina.post("/people/Rana", data={"disabled": "true", "token": form_token(lina, "/people")}).status_code == 303
    assert rana.get("/").status_code == 303
    assert "last admin" in lina.post("/people/Lina", data={"role": "reader", "token": form_token(lina, "/people")}).text


@pytest.mark.parametrize("path", ["/login", "/", "/api/v1/claims", "/static/sijill.css", "/nothing", "/claims/none", "/api/v1/nothing"])
def test_every_answer_carries_the_headers(still: tuple[str, Ledger], path: str) -> None:
    for client in (httpx.Client(base_url=still[0]), logged_in(still[0], "Rana")):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY" and headers["referrer-policy"] == "same-origin"
        assert "server" not in headers or "uvicorn" in headers["server"]


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd", "/static//etc/passwd",
    "/documents/..%2f..%2fetc%2fpasswd", "/documents/%00", "/claims/%00", "/claims/..%2f..", "/api/v1/claims/%00", "/api/v1/documents/..%2f", "/incidents/%00",
])
def test_no_path_leads_out(still: tuple[str, Ledger], path: str) -> None:
    answer = logged_in(still[0], "Rana").get(path)
    assert answer.status_code in (404, 405) and "root:" not in answer.text and "create_app" not in answer.text


def test_only_the_names_that_were_given_are_answered_to(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.db")) as ledger, serving(with_team(ledger), hosts=["sijill.example"]) as address:
        for host, status in (("sijill.example", 200), ("SIJILL.example:8470", 200), ("evil.invalid", 400), ("", 400)):
            assert httpx.get(address + "/login", headers={"host": host}).status_code == status, host


def test_beyond_this_machine_nothing_is_served_without_people(tmp_path: Path) -> None:
    where = str(tmp_path / "a.db")
    Ledger.open(where).close()
    command = [sys.executable, "-m", "sijill", "serve", "--host", "0.0.0.0", "--ledger", where]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2 and "sijill users add" in done.stderr


def test_blind_reviewers_are_told_nothing_by_page_or_api(site: tuple[str, Ledger]) -> None:
    address, ledger = site
    ledger.people.settle(ledger.people.team().model_copy(update={"blind": True}))
    claim = first_claim(ledger)
    rana, omar, nour = (logged_in(address, n) for n in ("Rana", "Omar", "Nour"))
    made = rana.post(f"/api/v1/claims/{claim}/decisions", json={"verdict": "reject", "reason": "miscounted"}).json()
    assert made["status"] == "rejected" and made["decisions"][0]["mode"] == "blind"
    hidden = ("miscounted", "Rana", "rejected")
    for path in (f"/api/v1/claims/{claim}", "/api/v1/claims", "/api/v1/decisions"):
        assert not any(w in omar.get(path).text for w in hidden), path
    for path in (f"/claims/{claim}", "/history", "/history.csv", "/history.json", "/claims.csv"):
        assert "miscounted" not in omar.get(path).text and "Rana" not in omar.get(path).text, path
    assert omar.get("/api/v1/claims?status=rejected").json()["total"] == 0 and omar.get("/api/v1/claims?status=unreviewed").json()["total"] == 3
    assert nour.get("/api/v1/claims?status=rejected").json()["total"] == 1 and "miscounted" in nour.get("/history").text
    after = omar.post(f"/api/v1/claims/{claim}/decisions", json={"verdict": "accept", "seen": 0}).json()
    assert [d["reviewer"] for d in after["decisions"]] == ["Rana", "Omar"]
    assert nour.get("/api/v1/claims?status=disagreed").json()["total"] == 1


STRANGE = ["²", "9" * 30, "-1", "\x00", "1e309", "nan", "9999-99-99", "a,b,c", "91,0,1", "0,0,1e400", '"', "*", "'", " ", "\ud7ff", "[]", "0001-01-01"]


@pytest.mark.parametrize(("path", "names"), [
    ("/", "kind measure event source place near since until at_least at_most status rule text report document after before km done"),
    ("/documents", "q before"), ("/history", "before"), ("/due", "on"), ("/login", "next"), ("/claims.csv", "since at_least near"),
    ("/map", "since near place"),
])
def test_no_address_breaks_a_page(still: tuple[str, Ledger], path: str, names: str) -> None:
    client = logged_in(still[0], "Rana")
    for name in names.split():
        for value in STRANGE:
            assert client.get(path, params={name: value}).status_code < 500, (name, value)
