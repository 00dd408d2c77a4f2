"""What looks ahead, judged by keyboard when its day has come; taken back and judged again; a page at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from serving import serving
from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.model import Decision, Document, document_id
from sijill.review import judged, to_judge_again, to_take_back

SAID = "The siege of {place} may end within {n} weeks, the envoy Karim Nouri said. "
LATER = "At least {n} people were killed in {place} on Monday, Karim Nouri said."


@pytest.fixture
def book(where: str, reader: Reader) -> Iterator[Ledger]:
    with Ledger.open(where) as ledger:
        for n, place in enumerate(["Taiz", "Homs", "Marib"], 2):
            for text, day in ((SAID.format(place=place, n=n), "2020-03-02"), (LATER.format(place=place, n=n), "2020-05-04")):
                document = Document(id=document_id(text.encode()), uri=f"{place}-{day}.txt", text=text, title=f"On {place}", published=day, language="en")
                ledger.add(document, reader.claims(document), reader.version)
        yield ledger


def came(ledger: Ledger) -> list[str]:
    return [f.judged for f in ledger.foretold("past", "2021-01-01")]


def test_pages_hold_each_once_the_latest_first(book: Ledger) -> None:
    every = book.foretold("past", "2021-01-01")
    assert [f.claim.content.quote.split(" of ")[1][:4] for f in every] == ["Mari", "Homs", "Taiz"]
    found, after = [], 0
    while page := book.foretold("past", "2021-01-01", after=after, size=1):
        found += page
        after = page[-1].key
    assert found == every
    ahead = book.foretold("ahead", "2020-03-02", size=2)
    assert ahead + book.foretold("ahead", "2020-03-02", after=ahead[-1].key) == every[::-1]
    assert book.foretold("past", "2021-01-01", kinds=["threat"]) == [] == book.foretold("past", "2020-03-03")


def test_a_day_of_judging_by_keyboard_with_undo(book: Ledger, browser: Browser) -> None:
    with serving(book) as address:
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{address}/due?on=2021-01-01")
        assert page.locator(".due .st.todo").count() == 3 and "At least 4 people were killed" in page.locator(".due .bear").first.inner_text()
        for key in "142":
            with page.expect_navigation():
                page.keyboard.press(key)
        assert came(book) == ["met", "unknown", "part"]
        for left in (["met", "unknown", ""], ["met", "", ""], ["", "", ""]):
            with page.expect_navigation():
                page.keyboard.press("z")
            assert came(book) == left
        for made in (["met", "", ""], ["met", "unknown", ""]):
            with page.expect_navigation():
                page.keyboard.press("Z")
            assert came(book) == made
        page.goto(f"{address}/due?on=2021-01-01&only=open")
        assert page.locator(".due blockquote").count() == 1
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("3")
        assert came(book) == ["met", "unknown", "not"] and page.locator(".due blockquote").count() == 0
        page.goto(f"{address}/history")
        assert "judged not met" in page.inner_text("main")
        page.close()
    assert book.verify() == []


def test_a_judgement_is_taken_back_to_the_one_before(book: Ledger) -> None:
    claim = book.foretold("past", "2021-01-01")[0].claim.id

    def say(came: str | None, **how: bool) -> None:
        book.decide(Decision(subject=claim, verdict="judge", reviewer="Rana", decided_at="2021-01-01T00:00:00Z", corrected={"came": came, **how}))
    assert to_take_back(book, "Rana") is None and to_judge_again(book, "Rana") is None
    say("not")
    say("met")
    first = to_take_back(book, "Rana")
    assert first is not None and first.corrected == {"came": "not", "undo": True} and to_take_back(book, "Omar") is None
    say("not", undo=True)
    second = to_take_back(book, "Rana")
    assert second is not None and second.corrected == {"came": None, "undo": True}
    say(None, undo=True)
    assert to_take_back(book, "Rana") is None and judged(book.decisions(claim)) is None
    again = to_judge_again(book, "Rana")
    assert again is not None and again.corrected == {"came": "not", "redo": True}
    say("not", redo=True)
    more = to_judge_again(book, "Rana")
    assert more is not None and more.corrected == {"came": "met", "redo": True}
    say("unknown")
    assert to_judge_again(book, "Rana") is None
