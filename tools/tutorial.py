"""Walk through docs/guide/tutorial.md in a real browser, as a person would, and take its pictures.

Usage: tutorial.py OUT_FOLDER. The reports are those that the tutorial's first block writes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from sijill.apps.web.aside import served
from sijill.keep import Ledger

PAGE = Path(__file__).parent.parent / "docs" / "guide" / "tutorial.md"
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking"]
Shot = Callable[[str], None]


def write_reports(folder: Path) -> list[Path]:
    """What the first block of the tutorial writes."""
    block = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf8"), re.DOTALL)[0]
    subprocess.run(["sh", "-ec", block], cwd=folder, check=True)
    return sorted((folder / "reports").iterdir())


def press(page: Page, *keys: str) -> None:
    """Keys that each lead to another page."""
    for key in keys:
        with page.expect_navigation():
            page.keyboard.press(key)


def walk(page: Page, address: str, files: list[Path], shot: Shot) -> None:
    """The seven steps, by keyboard wherever there is a key."""
    page.goto(address)
    shot("1-empty")
    press(page, "o")
    page.set_input_files("#files", files)
    page.fill("input[name=published]", "2020-03-05")
    with page.expect_navigation():
        page.click("#send")
    page.wait_for_selector("#reading .did", timeout=120_000)
    with page.expect_navigation():
        page.click("#reading a >> nth=0")
    shot("2-added")
    press(page, "Q")
    page.keyboard.press("f")
    page.select_option("#f-kind", "figure")
    with page.expect_navigation():
        page.click(".sentence details[open] .btn")
    shot("3-queue")
    page.click("td.c-q a:has-text('At least 12')")
    page.wait_for_url("**/claims/**")
    page.wait_for_selector(".kwic header")
    shot("4-claim")
    press(page, "a", "z", "Z")
    page.goto(f"{address}/?kind=figure")
    page.click("td.c-q a:has-text('killed 15 people')")
    page.wait_for_url("**/claims/**")
    correct(page, shot)
    page.goto(f"{address}/?kind=figure&status=corrected")
    page.click("td.c-q a")
    page.wait_for_url("**/claims/**")
    page.wait_for_selector(".kwic header")
    press(page, "i")
    page.keyboard.press("g")
    page.keyboard.press("Tab")
    page.keyboard.type("two sources of their own; the army denies it")
    press(page, "Enter")
    shot("6-incident")


def correct(page: Page, shot: Shot) -> None:
    """The words and the bound of a figure put right."""
    press(page, "c")
    page.evaluate("""words => { const para = [...document.querySelectorAll('p[data-start]')].find(p => p.textContent.includes(words));
        const start = Number(para.dataset.start) + [...para.textContent.slice(0, para.textContent.indexOf(words))].length;
        getSelection().removeAllRanges(); getSelection().addRange(sijillRange(start, start + [...words].length)); }""", "15 people")
    page.fill("input[name=reason]", "only the number was meant")
    shot("5-correct")
    page.click("[data-field=content] [data-use]")
    with page.expect_navigation():
        page.click("text=Keep the correction")


def main(out: str) -> None:
    """Walk, with pictures."""
    folder = Path(out)
    with tempfile.TemporaryDirectory() as held, Ledger.open(f"{held}/tutorial.db") as ledger, served(ledger, "Rana H.") as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        walk(page, address, write_reports(Path(held)), lambda name: save(page, folder / f"tutorial-{name}.png"))
        browser.close()


def save(page: Page, path: Path) -> None:
    """A picture of what is in sight."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)


if __name__ == "__main__":
    main(*sys.argv[1:])
