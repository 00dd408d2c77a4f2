"""The review page in a real browser: a day's work by keyboard, nothing of a report runs, and a selection counts code points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from sijill.apps.web.aside import served
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger
from sijill.model import Decision, Document, document_id

EVIL = (
    "😀 <script>document.title='ran'</script> <img src=x onerror=\"document.title='ran'\"> مدينة حلب\n\n"
    "Shells killed 7 people in Taiz on Tuesday, <svg onload=alert(1)> the hospital said.\n\n<a href=\"javascript:document.title='ran'\">more</a>"
)


@pytest.fixture
def site(tmp_path: Path, reader: Reader) -> Iterator[tuple[str, Ledger]]:
    ledger = Ledger.open(str(tmp_path / "a.db"))
    texts = [f"At least {n + 10} people were killed in Taiz on Tuesday, the hospital said. The army denied that it had shelled the market." for n in range(6)]
    for n, text in enumerate([*texts, EVIL]):
        document = Document(id=document_id(text.encode()), uri=f"r{n}.txt", text=text, title=f"Report {n}", published="2020-03-05", language="en")
        ledger.add(document, reader.claims(document), reader.version)
    with served(ledger, "Rana") as address:
        yield address, ledger
    ledger.close()


def verdicts(ledger: Ledger) -> list[str]:
    return [d.verdict for group in ledger.all_decisions().values() for d in group]


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    return page


def test_claims_are_decided_undone_and_redone_by_keys_alone(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    page = opened(browser, address)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/**")
    for key in "aaru":
        with page.expect_navigation():
            page.keyboard.press(key)
    assert verdicts(ledger).count("accept") == 2 and verdicts(ledger).count("reject") == 1 and verdicts(ledger).count("unsure") == 1
    page.goto(address + "/?status=rejected")
    page.click("td.c-q a")
    page.wait_for_url("**/claims/**")
    assert page.locator(".card .st.rejected").count() == 1
    with page.expect_navigation():
        page.keyboard.press("z")
    assert page.locator(".card .st.todo").count() == 1
    with page.expect_navigation():
        page.keyboard.press("Z")
    assert page.locator(".card .st.rejected").count() == 1
    assert verdicts(ledger).count("undo") == 1 and verdicts(ledger).count("reject") == 2


def test_nothing_in_a_report_runs_and_its_text_is_whole(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = next(c for c in ledger.claims() if c.document.uri == "r6.txt" and c.figure)
    page = opened(browser, f"{address}/claims/{claim.id}")
    assert "ran" not in page.title()
    assert page.locator(".text script, .text img, .text svg[onload], .text a[href^=javascript]").count() == 0
    shown = page.evaluate("[...document.querySelectorAll('.text p[data-start]')].map(p => p.textContent)")
    assert shown == [line for line in EVIL.split("\n") if line.strip()]
    assert "".join(page.locator(".text mark.m-content").all_inner_texts()) == claim.content.quote


def test_a_selection_behind_emoji_and_arabic_comes_back_in_code_points(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = next(c for c in ledger.claims() if c.document.uri == "r6.txt" and c.figure)
    page = opened(browser, f"{address}/claims/{claim.id}")
    page.evaluate("""() => { const p = document.querySelector('p[data-start]'), t = p.firstChild, at = t.data.indexOf('مدينة');
        const r = document.createRange(); r.setStart(t, at); r.setEnd(t, at + 5); getSelection().removeAllRanges(); getSelection().addRange(r); }""")
    found = page.evaluate("sijillSelection()")
    assert EVIL[found["start"] : found["end"]] == "مدينة"


def test_a_stale_page_is_told_so_and_overwrites_nothing(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = next(iter(ledger.claims()))
    page = opened(browser, f"{address}/claims/{claim.id}")
    ledger.decide(Decision(subject=claim.id, verdict="reject", reviewer="Omar", decided_at="2020-03-06T09:14:00+00:00"))
    with page.expect_navigation():
        page.keyboard.press("a")
    assert "Omar" in page.inner_text("main") and verdicts(ledger) == ["reject"]
    page.click("text=Decide after it")
    page.wait_for_url("**/claims/**")
    assert verdicts(ledger) == ["reject", "accept"]


def test_bulk_asks_for_the_count_and_undoes_all(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    page = opened(browser, address + "/?kind=figure")
    count = len([c for c in ledger.claims() if c.kind == "figure"])
    page.fill("input[name=count]", str(count + 1))
    page.click(f"text=Accept {count}")
    assert "Nothing was decided" in page.inner_text("main") and verdicts(ledger) == []
    page.goto(address + "/?kind=figure")
    page.keyboard.press("A")
    page.keyboard.type(str(count))
    page.click(f"text=Accept {count}")
    page.wait_for_url("**/?kind=figure&done=*")
    assert verdicts(ledger) == ["accept"] * count
    with page.expect_navigation():
        page.keyboard.press("z")
    assert verdicts(ledger).count("undo") == count and ledger.tally(ClaimFilter(kind="figure")).unreviewed == count
    with page.expect_navigation():
        page.keyboard.press("Z")
    assert ledger.tally(ClaimFilter(kind="figure", status="accepted")).claims == count


@pytest.mark.parametrize("path", ["/", "/map", "/incidents", "/documents", "/due?on=2020-06-01", "/history", "/keys", "/?text=zzz"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_screen_fits_its_width_and_has_a_heading(browser: Browser, site: tuple[str, Ledger], path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.goto(site[0] + path)
    assert page.locator("h1, h2").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []


def test_other_sites_other_hosts_and_forged_forms_are_refused(site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = next(iter(ledger.claims()))
    with httpx.Client(base_url=address) as client:
        assert client.get("/", headers={"host": "evil.invalid"}).status_code == 400
        form = {"verdict": "accept", "token": "guess"}
        assert client.post(f"/claims/{claim.id}/decide", data=form).status_code == 403
        assert client.post(f"/claims/{claim.id}/decide", data=form, headers={"origin": "http://evil.invalid"}).status_code == 403
        assert client.get("/static/../app.py").status_code == 404 and client.get("/static/%2e%2e/app.py").status_code == 404
        assert client.get("/claims/none").status_code == 404 and client.get("/api/v1/claims/none").status_code == 404
        page = client.get("/")
        assert "default-src 'none'" in page.headers["content-security-policy"] and "httponly" in page.headers.get("set-cookie", "httponly").lower()
    assert verdicts(ledger) == []


def test_the_api_gives_what_the_page_gives(site: tuple[str, Ledger]) -> None:
    address, ledger = site
    found = httpx.get(f"{address}/api/v1/claims?kind=figure").json()
    assert found["total"] == len([c for c in ledger.claims() if c.kind == "figure"]) and found["claims"][0]["status"] == "unreviewed"
    assert httpx.get(f"{address}/api/v1/incidents").json() and "paths" in httpx.get(f"{address}/api/v1/openapi.json").json()
