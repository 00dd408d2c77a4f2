"""Every screen: reachable, fitting, readable by a screen reader and without script; what a person does with the mouse on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pages import Read, filled
from sijill.apps.web.aside import served
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger
from sijill.model import Claim, Document, document_id
from sijill.pipeline import incidents

MIXED = (
    "تقرير 😀👩‍👩‍👧 من حلب\n\nقال 😀 Rescuers said that at least 31 people were killed in Homs on 4 March 2020, near the 🏥 hospital.\n\n"
    "Nothing more was known."
)
SCREENS = ("/", "/?kind=figure", "/?text=nothingholdsthis", "/incidents", "/map", "/due?on=2020-06-01", "/documents", "/documents?q=market", "/history",
           "/keys")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, reader: Reader, day: Read) -> Iterator[tuple[str, Ledger]]:
    document = Document(id=document_id(MIXED.encode()), uri="mixed.txt", text=MIXED, title="تقرير من حلب", published="2020-03-05", language="en")
    with Ledger.open(str(tmp_path_factory.mktemp("site") / "a.db")) as ledger:
        filled(ledger, [*day[:30], (document, reader.claims(document))], reader.version)
        with served(ledger, "Rana") as address:
            yield address, ledger


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def mixed_claim(ledger: Ledger) -> Claim:
    return next(e.claim for e in ledger.page(ClaimFilter(kind="figure", at_least=31), size=1000).entries if e.claim.document.uri == "mixed.txt")


def some(ledger: Ledger) -> list[str]:
    """The addresses of all screens, those of one thing too."""
    claim = mixed_claim(ledger)
    incident = next(incidents(ledger)).id
    return [*SCREENS, f"/claims/{claim.id}?kind=figure", f"/claims/{claim.id}/correct", f"/documents/{claim.document.id}", f"/incidents/{incident}"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_screen(browser: Browser, site: tuple[str, Ledger], scheme: str) -> None:
    address, ledger = site
    page = browser.new_page(color_scheme=scheme)
    found = {}
    for path in some(ledger):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        broken = Axe().run(page).response["violations"]
        if broken:
            found[path] = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in broken]
    page.close()
    assert found == {}


@pytest.mark.parametrize("width", [360, 800, 1440, 3840])
def test_every_screen_fits_and_says_nothing_to_the_console(browser: Browser, site: tuple[str, Ledger], width: int) -> None:
    address, ledger = site
    page = browser.new_page(viewport={"width": width, "height": 900})
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    for path in some(ledger):
        page.goto(address + path)
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
    assert faults == []


def test_all_can_be_read_and_decided_without_script(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in some(ledger):
        assert page.goto(address + path).status == 200, path  # type: ignore[union-attr]
        assert page.locator("h1").count() == 1, path
    page.goto(address + "/map")
    assert page.locator("#map svg path.land").count() > 0
    page.goto(address + "/?kind=denial")
    page.locator("td.c-q a").first.click()
    page.get_by_role("button", name="Accept").click()
    assert ledger.tally(ClaimFilter(status="accepted", kind="denial")).claims == 1
    context.close()


def test_nothing_moves_when_a_claim_opens(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    page.goto(f"{address}/claims/{mixed_claim(ledger).id}")
    page.wait_for_load_state("networkidle")
    page.goto(f"{address}/claims/{mixed_claim(ledger).id}?kind=figure")
    moved = page.evaluate("""() => new Promise(done => { let sum = 0; new PerformanceObserver(l => l.getEntries().forEach(e => { sum += e.value; }))
        .observe({ type: "layout-shift", buffered: true }); setTimeout(() => done(sum), 600); })""")
    assert moved < 0.01


def test_words_selected_behind_emoji_and_arabic_become_the_span(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = mixed_claim(ledger)
    page.goto(f"{address}/claims/{claim.id}")
    with page.expect_navigation():
        page.keyboard.press("c")
    page.evaluate("""words => { const para = [...document.querySelectorAll('p[data-start]')].find(p => p.textContent.includes(words));
        const start = Number(para.dataset.start) + [...para.textContent.slice(0, para.textContent.indexOf(words))].length;
        getSelection().removeAllRanges(); getSelection().addRange(sijillRange(start, start + [...words].length)); }""", "31 people were killed in Homs")
    page.locator("[data-field=content] [data-use]").click()
    assert page.locator("[data-field=content] [data-quote]").inner_text() == "31 people were killed in Homs"
    page.fill("input[name='figure.low']", "30")
    page.select_option("select[name='figure.bound']", "about")
    page.fill("input[name='figure.high']", "30")
    page.fill("input[name=reason]", "the later bulletin")
    with page.expect_navigation():
        page.click("text=Keep the correction")
    made = ledger.decisions(claim.id)[-1]
    span = (made.corrected or {})["content"]
    assert made.verdict == "correct" and made.reason == "the later bulletin"
    assert MIXED[span["start"] : span["end"]] == span["quote"] == "31 people were killed in Homs"
    assert {k: v for k, v in (made.corrected or {}).items() if k != "content"} == {"figure.low": 30, "figure.high": 30, "figure.bound": "about"}
    page.goto(f"{address}/claims/{claim.id}")
    assert page.locator(".card h1").inner_text() == "About 30 people killed" and page.locator("del").first.inner_text() == "at least 31"
    assert page.locator(".text mark.m-content").first.text_content() == span["quote"]


def test_a_correction_that_makes_no_sense_is_refused_with_what_was_typed(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = next(e.claim for e in ledger.page(ClaimFilter(kind="figure")).entries)
    page.goto(f"{address}/claims/{claim.id}/correct")
    page.fill("input[name='figure.low']", "a dozen")
    page.click("text=Keep the correction")
    assert "no whole number" in page.inner_text(".fault") and page.input_value("input[name='figure.low']") == "a dozen"
    assert ledger.decisions(claim.id) == []


def test_the_words_of_a_field_are_shown_by_its_number(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    claim = next(e.claim for e in ledger.page(ClaimFilter(kind="figure", measure="killed")).entries)
    page.goto(f"{address}/claims/{claim.id}")
    page.keyboard.press("1")
    assert page.evaluate("getSelection().toString()").lower() == page.locator(".fields a.from").first.inner_text().lower()


def test_a_place_with_a_distance_narrows_and_a_view_of_it_is_kept(page: Page, site: tuple[str, Ledger]) -> None:
    address, _ = site
    page.goto(address + "/?kind=figure&place=Homs&km=60")
    assert "within 60 km of Homs" in " ".join(page.inner_text("form.sentence").split())
    found = page.locator("td.c-pl").all_inner_texts()
    assert found and all("Homs" in words for words in found)
    page.keyboard.press("s")
    page.keyboard.type("Homs toll")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(address)
    page.click("text=Homs toll")
    assert "place=Homs" in page.url and "km=60" in page.url
    assert page.locator(".views [aria-current]").inner_text() == "Homs toll"


def test_a_filter_that_finds_nothing_says_itself_and_offers_to_drop_a_word(page: Page, site: tuple[str, Ledger]) -> None:
    page.goto(site[0] + "/?kind=figure&place=Homs&text=zebra")
    assert "Figures in “Homs”, with “zebra”" in page.inner_text("main")
    with page.expect_navigation():
        page.click("text=with any words")
    assert page.locator("tbody tr").count() > 0


def test_pages_follow_each_other_without_gap(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    seen: list[str] = []
    page.goto(address)
    while True:
        seen += page.locator("[name=id]").evaluate_all("boxes => boxes.map(b => b.value)")
        if not page.locator(".pages a[rel=next]").count():
            break
        with page.expect_navigation():
            page.click(".pages a[rel=next]")
    assert len(seen) == len(set(seen)) == ledger.tally().claims


def test_the_map_draws_and_its_timeline_narrows(page: Page, site: tuple[str, Ledger]) -> None:
    address, _ = site
    page.goto(address + "/?kind=figure")
    with page.expect_navigation():
        page.keyboard.press("v")
    page.wait_for_selector("#map[data-ready]", timeout=120_000)
    bar = page.locator(".brush li a").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 60)
    page.mouse.down()
    with page.expect_navigation():
        page.mouse.up()
    assert "since=" in page.url and "kind=figure" in page.url
    with page.expect_navigation():
        page.keyboard.press("v")
    assert "since=" in page.url and page.locator("table.claims").count() == 1


def test_files_are_added_and_what_cannot_be_read_says_why(page: Page, site: tuple[str, Ledger], tmp_path: Path) -> None:
    address, ledger = site
    good, bad = tmp_path / "bulletin.txt", tmp_path / "picture.png"
    good.write_text("Shells killed 9 people in Marib on Monday, the clinic said.")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    page.goto(address + "/documents")
    page.set_input_files("#files", [good, bad])
    page.fill("input[name=published]", "2020-03-10")
    with page.expect_navigation():
        page.click("#send")
    page.wait_for_selector("#reading .did", timeout=60_000)
    page.goto(address + "/documents")
    assert page.locator("table.refused code", has_text="picture.png").count() == 1
    (hit,) = ledger.search("clinic")
    assert (hit.document.published, hit.document.uri) == ("2020-03-10", "bulletin.txt")


def test_keys_can_be_bound_otherwise_and_turned_off(browser: Browser, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "/keys")
    page.click("[data-rebind=unsure]")
    page.keyboard.press("y")
    claim = next(e.claim for e in ledger.page(ClaimFilter(status="unreviewed")).entries)
    page.goto(f"{address}/claims/{claim.id}")
    assert page.locator("button[value=unsure] kbd").inner_text() == "Y"
    page.keyboard.press("u")
    with page.expect_navigation():
        page.keyboard.press("y")
    assert [d.verdict for d in ledger.decisions(claim.id)] == ["unsure"]
    page.goto(address + "/keys")
    page.click("[data-keys-toggle]")
    page.goto(f"{address}/claims/{claim.id}")
    page.keyboard.press("r")
    page.wait_for_timeout(200)
    assert [d.verdict for d in ledger.decisions(claim.id)] == ["unsure"]
    context.close()


def test_claims_are_split_off_by_dragging(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    page.goto(f"{address}/incidents/{next(i.id for i in incidents(ledger) if len(i.claims) > 1)}")
    page.locator("[data-claim]").nth(1).drag_to(page.locator("[data-drop=split]"))
    assert page.locator("#split input:checked").count() == 1
    page.keyboard.type("told of another day")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    made = ledger.made(prefix="i_", size=1)[0].decision
    assert made.verdict == "split" and made.reason == "told of another day" and len((made.corrected or {})["apart"]) == 1


def test_a_report_printed_shows_no_buttons(page: Page, site: tuple[str, Ledger]) -> None:
    address, ledger = site
    page.goto(f"{address}/incidents/{next(incidents(ledger)).id}")
    page.emulate_media(media="print")
    assert page.locator(".btn:visible, .head:visible").count() == 0 and page.locator(".print-only:visible").count() == 1


def test_files_dropped_on_the_page_are_read(page: Page, site: tuple[str, Ledger]) -> None:
    """As a browser does it: files in a drag, dropped anywhere on the page."""
    address, ledger = site
    page.goto(address + "/documents")
    with page.expect_navigation():
        page.evaluate("""() => { const held = new DataTransfer();
            held.items.add(new File(["Rockets wounded 14 people in Aden on 6 March 2020, the harbour master said."], "dropped.txt", { type: "text/plain" }));
            held.items.add(new File(["The harbour master said on 7 March 2020 that 15 people had been wounded in Aden."], "أخبار.txt", { type: "text/plain" }));
            for (const kind of ["dragover", "drop"]) document.querySelector("h1").dispatchEvent(
                new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held })); }""")
    page.wait_for_selector("#reading .did", timeout=120_000)
    assert sorted(h.document.uri for h in ledger.search('"harbour master"')) == ["dropped.txt", "أخبار.txt"]


def test_the_shell_turns_round_for_who_reads_from_the_right(page: Page, site: tuple[str, Ledger]) -> None:
    """With dir=rtl nothing is cut or runs out sideways; the report's own paragraphs keep their direction, and what is marked in Arabic is the text."""
    address, ledger = site
    claim = mixed_claim(ledger)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/", "/incidents", "/due?on=2020-06-01", "/documents", f"/claims/{claim.id}", f"/documents/{claim.document.id}"):
            page.goto(address + path)
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    ways = page.locator("p[data-start]").evaluate_all("all => all.map(p => [p.textContent, getComputedStyle(p).direction])")
    assert [way for words, way in ways if words.startswith(("تقرير", "Nothing"))] == ["rtl", "ltr"]
    assert "\n".join(words for words, _ in ways) == "\n".join(line for line in MIXED.split("\n") if line)


def test_what_is_too_much_to_count_comes_behind_the_page(page: Page, site: tuple[str, Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    address, ledger = site
    monkeypatch.setattr("sijill.keep.ask.COUNTED", 5)
    monkeypatch.setattr("sijill.apps.web.routes.map.MANY", 5)
    whole = ledger.tally(ClaimFilter(at_least=4))
    page.goto(address + "/?at_least=4")
    page.wait_for_function("words => document.querySelector('.bar').textContent.includes(words)", arg=f"{whole.claims:,} claims in {whole.reports} reports")
    page.goto(address + "/map?at_least=5")
    page.wait_for_selector("#map[data-ready]", timeout=120_000)
    assert page.locator(".brush li a").count() > 0
    page.goto(address + "/?at_least=6#all")
    with page.expect_navigation():
        page.click("text=Count them")
    assert page.locator("form#all button", has_text="Accept").count() == 1
