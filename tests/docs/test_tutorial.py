"""The tutorial's steps, in the browser: an empty ledger ends as one with a graded incident."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

from sijill.apps.web.aside import served
from sijill.keep import ClaimFilter, Ledger

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "tools"))
import tutorial


def test_the_tutorial_leads_from_an_empty_ledger_to_a_graded_incident(tmp_path: Path, browser: Browser) -> None:
    seen: list[str] = []
    with Ledger.open(str(tmp_path / "tutorial.db")) as ledger, served(ledger, "Rana") as address:
        page = browser.new_page()
        tutorial.walk(page, address, tutorial.write_reports(tmp_path), seen.append)
        page.close()
        assert [f"tutorial-{name}.png" for name in seen] == sorted(p.name for p in (tutorial.PAGE.parent.parent / "pictures").glob("tutorial-*.png"))
        assert all(f"pictures/tutorial-{name}.png" in tutorial.PAGE.read_text("utf8") for name in seen)
        assert ledger.tally(ClaimFilter(status="corrected")).claims == 1 and ledger.tally(ClaimFilter(status="accepted")).claims == 1
        grade = ledger.made(prefix="i_", size=1)[0].decision
        assert grade.verdict == "grade" and grade.reason.startswith("two sources")
        assert ledger.verify() == []
