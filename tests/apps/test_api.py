"""The API says what the page says, keeps to its own description whatever is sent, and never answers with a fault of the server."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from ledgers import figure_claim
from postgres import run_sql
from serving import serving
from sijill.apps.web import create_app
from sijill.keep import Ledger
from sijill.model import Claim, Decision

EXAMPLES = max(8, int(os.environ.get("SIJILL_EXAMPLES", "60")) // 6)
SIZE = 7
#: Where every word is within the description, so that nothing is beyond it.
ANYTHING = ("/claims/{id_}", "/incidents/{id_}", "/documents/{id_}", "/users/me")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Ledger]]:
    with Ledger.open(str(tmp_path_factory.mktemp("api") / "a.db")) as ledger:
        ledger.bring_in(figure_claim(n) for n in range(SIZE))
        with serving(ledger) as address, httpx.Client(base_url=address) as client:
            yield client, ledger


def pages(client: httpx.Client, path: str) -> Iterator[dict[str, object]]:
    following: object = path
    while following:
        answer = client.get(str(following))
        assert answer.status_code == 200, answer.text
        yield answer.json()
        following = answer.json()["next"]


def test_pages_follow_each_other_without_gap_or_repetition(site: tuple[httpx.Client, Ledger]) -> None:
    client, ledger = site
    found = [c for page in pages(client, "/api/v1/claims?kind=figure&limit=3") for c in page["claims"]]  # type: ignore[attr-defined]
    assert [c["id"] for c in found] == [e.claim.id for e in ledger.page().entries]
    assert len([d for page in pages(client, "/api/v1/documents?limit=2") for d in page["documents"]]) == SIZE  # type: ignore[attr-defined]


def test_a_claim_comes_as_the_export_writes_it(site: tuple[httpx.Client, Ledger]) -> None:
    client, ledger = site
    claim = next(iter(ledger.claims()))
    given = client.get(f"/api/v1/claims/{claim.id}").json()
    for more in ("number", "status", "decisions"):
        del given[more]
    assert Claim.model_validate(given) == claim


@pytest.mark.parametrize(("query", "count"), [
    ("at_least=14", 3), ("at_most=12", 3), ("source=HOSPITAL", SIZE), ("source=army", 0), ("place=Oslo", 0), ("status=accepted", 0),
    ("measure=killed&kind=event", 0),
    ("since=2021-01-01", 0),
])
def test_the_filter_is_the_queues(site: tuple[httpx.Client, Ledger], query: str, count: int) -> None:
    answer = site[0].get(f"/api/v1/claims?{query}").json()
    assert answer["total"] == len(answer["claims"]) == count and answer["filter"]


@pytest.mark.parametrize("query", ["kind=rumour", "status=done", "since=soon", "limit=0", "limit=5000", "after=-1", "near=91,0,3", "near=a,b,c", "colour=red"])
def test_what_makes_no_sense_is_named(site: tuple[httpx.Client, Ledger], query: str) -> None:
    answer = site[0].get(f"/api/v1/claims?{query}")
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
    assert query.split("=")[0] in answer.json()["detail"] or query.split("=")[1] in answer.json()["detail"]


def test_what_the_asker_has_is_not_sent_again(site: tuple[httpx.Client, Ledger]) -> None:
    client = site[0]
    first = client.get("/api/v1/documents")
    again = client.get("/api/v1/documents", headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert again.status_code == 304 and not again.content and again.headers["etag"] == first.headers["etag"]


def test_a_decision_on_what_has_changed_is_not_written(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        ledger.bring_in(figure_claim(n) for n in range(3))
        with serving(ledger) as address, httpx.Client(base_url=address) as client:
            way = f"/api/v1/claims/{next(iter(ledger.claims())).id}"
            tag = client.get(way).headers["etag"]
            made = client.post(f"{way}/decisions", json={"verdict": "correct", "corrected": {"figure.low": 9}, "reason": "two"}, headers={"if-match": tag})
            assert made.status_code == 201 and made.json()["status"] == "corrected"
            assert client.post(f"{way}/decisions", json={"verdict": "reject"}, headers={"if-match": tag}).status_code == 412
            assert client.post(f"{way}/decisions", json={"verdict": "reject"}, headers={"if-match": '"made up"'}).status_code == 412
            assert client.post(f"{way}/decisions", json={"verdict": "reject", "seen": 0}).status_code == 409
            assert client.post(f"{way}/decisions", json={"verdict": "reject"}, headers={"if-match": made.headers["etag"]}).status_code == 201
            assert client.post("/api/v1/bulk", json={"verdict": "accept", "count": 2}).status_code == 409
            assert client.post("/api/v1/bulk", json={"verdict": "accept", "count": 1, "filter": {"status": "rejected"}}).json() == {"decided": 1}
            assert [d.verdict for d in ledger.decisions(way.rsplit("/", 1)[1])] == ["correct", "reject", "accept"]
            rows = list(csv.DictReader(io.StringIO(client.get("/history.csv").text)))
            assert [r["verdict"] for r in rows] == ["correct", "reject", "accept"] and json.loads(rows[0]["corrected"]) == {"figure.low": 9}
            records = client.get("/history.json").json()
            held = [Decision.model_validate({k: v for k, v in r.items() if k in Decision.model_fields}) for r in records]
            assert held == ledger.decisions(way.rsplit("/", 1)[1]) and records[0]["quote"]


@pytest.mark.parametrize("fields", [
    None, {}, {"figure.low": "many"}, {"nothing": 1}, {"figure": 3}, {"sources.9.name": "x"}, {"sources.x": 1}, {"id": "c_other"}, {"figure.low.x": 1}, {"": 1},
])
def test_a_correction_of_which_no_claim_comes_is_refused(site: tuple[httpx.Client, Ledger], fields: object) -> None:
    client, ledger = site
    claim = next(iter(ledger.claims())).id
    assert client.post(f"/api/v1/claims/{claim}/decisions", json={"verdict": "correct", "corrected": fields}).status_code == 422
    assert ledger.decisions(claim) == []


@pytest.fixture(scope="module")
def described(postgres: str) -> Iterator[BaseSchema]:
    """Over PostgreSQL, which takes less text than SQLite does."""
    run_sql(f"{postgres}/postgres", "CREATE DATABASE described")
    with Ledger.open(f"{postgres}/described") as ledger:
        ledger.bring_in(figure_claim(n) for n in range(SIZE))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(ledger))
    run_sql(f"{postgres}/postgres", "DROP DATABASE described WITH (FORCE)")


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["within", "beyond"])
@pytest.mark.parametrize(("method", "path"), [
    ("GET", "/claims"), ("GET", "/claims/{id_}"), ("POST", "/claims/{id_}/decisions"), ("POST", "/bulk"), ("GET", "/incidents"), ("GET", "/incidents/{id_}"),
    ("GET", "/documents"), ("GET", "/documents/{id_}"), ("GET", "/search"), ("GET", "/decisions"), ("GET", "/due"), ("GET", "/users/me"),
])
def test_nothing_that_is_sent_breaks_it(described: BaseSchema, method: str, path: str, mode: GenerationMode) -> None:
    """Values within the description and beyond it: the answer is one that the description names, in its form; never a 500."""
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True, database=None)
    @given(case=described[f"/api/v1{path}"][method].as_strategy(generation_mode=mode))
    def send(case: schemathesis.Case) -> None:
        if method == "POST" and "id_" in path:
            case.path_parameters["id_"] = figure_claim(0).id
        case.call_and_validate(headers={"host": "127.0.0.1"}, checks=[
            not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
        ])

    if mode is GenerationMode.POSITIVE or path not in ANYTHING:
        send()


def test_all_of_it_is_tried(described: BaseSchema) -> None:
    marks = test_nothing_that_is_sent_breaks_it.pytestmark  # type: ignore[attr-defined]
    tried = next(mark.args[1] for mark in marks if mark.args[0] == ("method", "path"))
    assert {(m, f"/api/v1{path}") for m, path in tried} == {(o.ok().method.upper(), o.ok().path) for o in described.get_all_operations()}
