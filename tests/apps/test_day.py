"""A reviewer's whole day by keyboard alone, on either database: not one click."""

from __future__ import annotations

from collections import Counter
from itertools import cycle, islice

from playwright.sync_api import Browser, Page

from pages import Read, filled
from sijill.apps.web.aside import served
from sijill.extract import Reader
from sijill.keep import ClaimFilter, Ledger

TODAY = 100


def press(page: Page, *keys: str) -> None:
    """Keys that each lead to another page."""
    for key in keys:
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.keyboard.press(key)


def counted(ledger: Ledger) -> Counter[str]:
    return Counter(d.verdict for group in ledger.all_decisions().values() for d in group)


def decide_a_hundred(page: Page, ledger: Ledger) -> None:
    """Open the first row and decide claim after claim; the next comes by itself."""
    page.keyboard.press("j")
    press(page, "Enter", *islice(cycle("aarau"), TODAY))
    assert counted(ledger) == {"accept": 60, "reject": 20, "unsure": 20}
    assert ledger.tally(ClaimFilter(status="unreviewed")).claims == ledger.tally().claims - TODAY


def undo_and_redo(page: Page, ledger: Ledger) -> None:
    """The last ten are taken back one by one, each page the claim's own, and seven are made again."""
    before = ledger.tally(ClaimFilter(status="unreviewed")).claims
    for _ in range(10):
        press(page, "z")
        assert page.locator(".card .st.todo").count() == 1
    assert ledger.tally(ClaimFilter(status="unreviewed")).claims == before + 10
    press(page, *"ZZZZZZZ")
    assert ledger.tally(ClaimFilter(status="unreviewed")).claims == before + 3


def settle_an_incident(page: Page, ledger: Ledger) -> None:
    """Split a claim off an incident, then merge the two again; grade it and set its best figure."""
    press(page, "I")
    page.keyboard.press("j")
    press(page, "Enter")
    page.locator("#split input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("s")
    page.keyboard.type("another street")
    press(page, "Enter")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("the same after all")
    press(page, "Enter")
    page.keyboard.press("g")
    page.keyboard.press("Tab")
    page.keyboard.type("two roots agree")
    press(page, "Enter")
    made = [m.decision for m in ledger.made(prefix="i_")]
    assert [(d.verdict, d.reason) for d in reversed(made)] == [("split", "another street"), ("merge", "the same after all"), ("grade", "two roots agree")]


def decide_all_of_a_filter(page: Page, ledger: Ledger) -> None:
    """Some 500 claims in one act, which asks for their number; one undo takes all back, one redo makes them again."""
    wanted = ClaimFilter(status="unreviewed")
    count = ledger.tally(wanted).claims
    assert count >= 400
    press(page, "Q")
    page.keyboard.press("f")
    page.goto(page.url.split("?")[0] + "?status=unreviewed")
    page.keyboard.press("A")
    page.keyboard.type(str(count))
    page.keyboard.press("Tab")
    page.keyboard.type("read by two of us")
    page.keyboard.press("Tab")
    press(page, "Enter")
    assert ledger.tally(wanted).claims == 0
    press(page, "z")
    assert ledger.tally(wanted).claims == count
    press(page, "Z")
    assert ledger.tally(wanted).claims == 0 and "decided again" in page.inner_text("main")


def test_a_day_by_keyboard_alone(browser: Browser, where: str, day: Read, reader: Reader) -> None:
    with Ledger.open(where) as ledger, served(filled(ledger, day, reader.version), "Rana") as address:
        page = browser.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        decide_a_hundred(page, ledger)
        undo_and_redo(page, ledger)
        settle_an_incident(page, ledger)
        decide_all_of_a_filter(page, ledger)
        page.goto(address + "/?status=accepted")
        with page.expect_download() as got:
            page.keyboard.press("e")
        rows = got.value.path().read_bytes().count(b"\r\n") - 1
        assert rows == ledger.tally(ClaimFilter(status="accepted")).claims
        assert ledger.verify() == []
        page.close()
