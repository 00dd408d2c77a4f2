"""The team's screens in a real browser: by keyboard, readable by a screen reader, and nothing that a report or a colleague wrote runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from serving import PASSWORD, serving, with_team
from sijill.extract import Reader
from sijill.keep import Ledger, passwords
from sijill.model import Document, Person, Team, document_id
from sijill.review import decide

SAFE = "At least 12 people were killed in Taiz on Tuesday, Salim Haddad said. The army denied that it had shelled the market."
HUGE = "w" * 5000
EVIL = (
    "<script>window.ran=1</script><img src=x onerror=\"window.ran=1\"><svg onload=\"window.ran=1\"><animate onbegin=\"window.ran=1\" attributeName=x>"
    "</svg><iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe><style>*{display:none}</style><base href=//evil.invalid>\n\n"
    f"Shells killed 7 people in Taiz on Tuesday, the “{{{{ 7*7 }}}} <b onmouseover=window.ran=1>hospital</b> ${{7*7}}” said.\n\n"
    f"<a href=\"javascript:window.ran=1\">more</a> <math><mi xlink:href=\"data:text/html,<script>parent.ran=1</script>\"></mi></math> {HUGE} &lt;\u202e"
)
TITLE = "\"><script>window.ran=1</script>' onfocus='window.ran=1' autofocus x='{{7*7}}"
URI = "javascript:window.ran=1//\"><script>window.ran=1</script>"
PLANTED = ("iframe", "script", "base", "style", "img", "animate", "math", "[onerror]", "[onload]", "[onmouseover]", "[onfocus]")
BLIND = Team(blind=True)
RANA, OMAR, NOUR = Person(name="Rana", role="reviewer"), Person(name="Omar", role="reviewer"), Person(name="Nour", role="editor")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[tuple[str, Ledger]]:
    """Blind reviewers have decided: they agree about most, and differ about one claim of each report."""
    with pytest.MonkeyPatch.context() as patch, Ledger.open(str(tmp_path_factory.mktemp("team") / "a.db")) as ledger:
        patch.setattr(passwords, "_hasher", lambda: passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        for n, (text, title, uri) in enumerate([(SAFE, "A day in Taiz", "safe.txt"), (EVIL, TITLE, URI)]):
            said = {"title": title, "publisher": TITLE if n else "Demo Daily", "published": "2020-03-05", "language": "en"}
            document = Document(id=document_id(text.encode()), uri=uri, text=text, **said)
            ledger.add(document, reader.claims(document), reader.version)
        with_team(ledger).people.settle(BLIND)
        for entry in ledger.page().entries:
            figure = entry.claim.figure is not None
            decide(ledger, RANA, entry.claim.id, "accept", team=BLIND, reason=EVIL[:1900])
            decide(ledger, OMAR, entry.claim.id, "correct" if figure else "accept", team=BLIND, corrected={"figure.group": TITLE} if figure else None)
        with serving(ledger) as address:
            yield address, ledger


def come_in(browser: Browser, address: str, name: str, **options: object) -> Page:
    """A page of a person who has logged in by keyboard alone."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(120_000)
    page.goto(address)
    fill_in(page, name, PASSWORD)
    assert "/login" not in page.url
    return page


def fill_in(page: Page, name: str, password: str) -> None:
    """Name and password by keyboard, once the browser has put the cursor where the page asks: it does so a moment after the page has loaded."""
    page.wait_for_function("document.activeElement.name === 'name'")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def claims(ledger: Ledger, uri: str) -> list[str]:
    return [e.claim.id for e in ledger.page().entries if e.claim.document.uri == uri and e.claim.figure]


def screens(ledger: Ledger) -> list[str]:
    evil = claims(ledger, URI)[0]
    report = ledger.claim(evil).document.id
    return [
        "/", f"/claims/{evil}", f"/claims/{evil}/correct", f"/adjudicate/{evil}", f"/documents/{report}", "/documents", "/documents?q=shells", "/history",
        "/agreement", "/people", "/me", "/incidents", "/due", f"/?text={TITLE}", f"/documents?q={TITLE}", f"/login?next={URI}",
    ]


def test_nothing_that_somebody_wrote_runs_on_any_screen(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    page = come_in(browser, address, "Lina")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("dialog", lambda d: pytest.fail(d.message))
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    for path in screens(ledger):
        page.goto(address + path)
        page.keyboard.press("Tab")
        page.mouse.move(300, 300)
        assert page.evaluate("window.ran === undefined"), path
        assert page.locator(", ".join(f"main {x}" for x in PLANTED)).count() == 0, path
        assert page.locator("a[href^='javascript:' i], a[href*='evil.invalid'], form[action*='evil.invalid']").count() == 0, path
        assert page.locator("main").is_visible() and "49" not in page.title(), path
    assert faults == [] and all(url.startswith((address, "data:", "blob:")) for url in asked)


@pytest.mark.parametrize("width", [360, 1440])
def test_huge_words_break_no_screen(browser: Browser, site: tuple[str, Ledger], width: int) -> None:
    address, ledger = site
    page = come_in(browser, address, "Lina", viewport={"width": width, "height": 900})
    for path in screens(ledger):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_screens_of_the_team_are_usable_by_all(browser: Browser, site: tuple[str, Ledger], look: str, width: int) -> None:
    address, ledger = site
    safe = claims(ledger, "safe.txt")[0]
    ways = ["/people", "/me", "/agreement", f"/adjudicate/{safe}", "/adjudicate", "/?status=disagreed"]
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": look}
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.goto(address + "/login")
    assert (address, Axe().run(page).violations_count) == (address, 0)
    page = come_in(browser, address, "Lina", **options)
    for path in ways:
        page.goto(address + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()[:3000]}"
        assert page.locator("h1").count() == 1, path


def test_a_wrong_password_is_said_aloud_and_the_name_stays(browser: Browser, site: tuple[str, Ledger]) -> None:
    page = browser.new_context().new_page()
    page.goto(site[0] + "/history")
    fill_in(page, "Sami", "not the right one")
    assert "wrong" in page.get_by_role("alert").inner_text() and page.input_value("input[name=name]") == "Sami"
    page.wait_for_function("document.activeElement.name === 'password'")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/history")


def test_a_disagreement_is_settled_by_keyboard(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    safe = claims(ledger, "safe.txt")[0]
    page = come_in(browser, address, "Nour")
    page.goto(f"{address}/adjudicate/{safe}")
    shown = page.inner_text("aside.card")
    assert "Omar" in shown and "Rana" in shown and "corrected" in shown.lower()
    page.get_by_role("button", name="Take Omar's side").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    last = ledger.decisions(safe)[-1]
    assert (last.reviewer, last.verdict, last.mode, last.corrected) == ("Nour", "correct", "adjudication", {"figure.group": TITLE})
    assert ledger.entry(safe).status == "corrected"


def test_a_text_comes_after_its_notice(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    safe = claims(ledger, "safe.txt")[0]
    report = ledger.claim(safe).document.id
    page = come_in(browser, address, "Nour")
    page.goto(f"{address}/documents/{report}")
    page.fill("input[name=words]", "Describes <b>wounds</b>.")
    page.get_by_role("button", name="Show a notice first").click()
    page.wait_for_load_state()
    for path in (f"/documents/{report}", f"/claims/{safe}"):
        page.goto(address + path)
        assert "Describes <b>wounds</b>." in page.inner_text(".text") and "shelled the market" not in page.inner_text(".text")
    assert Axe().run(page).violations_count == 0
    with page.expect_navigation():
        page.get_by_role("button", name="Show the text").click()
    assert f"/claims/{safe}" in page.url and "shelled the market" in page.inner_text(".text")
    page.goto(f"{address}/documents/{report}")
    assert "shelled the market" in page.inner_text(".text")
    decide(ledger, NOUR, report, "notice", corrected={"lifted": True})


def test_a_withheld_name_is_blocked_in_the_text_that_a_reader_sees(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    safe = claims(ledger, "safe.txt")[0]
    editor = come_in(browser, address, "Nour")
    editor.goto(f"{address}/claims/{safe}")
    with editor.expect_navigation():
        editor.keyboard.press("w")
    assert safe in ledger.flags("withhold") and "Haddad" in editor.inner_text("main"), editor.url
    reader = come_in(browser, address, "Sami")
    for path in (f"/claims/{safe}", f"/documents/{ledger.claim(safe).document.id}", "/", "/claims.csv", "/incidents"):
        assert "Haddad" not in reader.request.get(address + path).text(), path
    reader.goto(f"{address}/claims/{safe}")
    assert "".join(reader.locator(".text mark.m-content").all_inner_texts()) == ledger.claim(safe).content.quote
    assert "█" in reader.inner_text(".text")
    decide(ledger, NOUR, safe, "withhold", corrected={"lifted": True})
