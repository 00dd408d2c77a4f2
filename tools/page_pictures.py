"""Pictures of every screen of the review page, light, dark and narrow, from a real ledger in a real browser.

Usage: page_pictures.py LEDGER FOLDER [NAME…]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from sijill.apps.web.aside import served
from sijill.keep import Ledger

FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
LOOKS = {"light": (1280, 800, "light"), "dark": (1280, 800, "dark"), "narrow": (390, 844, "light")}


def screens(ledger: Ledger) -> dict[str, str]:
    """Every screen's path by its name; the claim and the incident with most to show."""
    from sijill.pipeline import incidents

    most = max(incidents(ledger), key=lambda i: (len(i.contradictions), len(i.figures), len(i.claims)))
    told = [ledger.entry(c) for c in most.claims]
    open_ = next((e for e in told if e.claim.figure and e.claim.figure.high is None), told[0])
    return {
        "queue": "/?kind=figure", "claim": f"/claims/{open_.claim.id}?kind=figure", "correct": f"/claims/{open_.claim.id}/correct?kind=figure",
        "incidents": "/incidents", "incident": f"/incidents/{most.id}", "map": "/map", "due": "/due?on=2018-01-01", "documents": "/documents",
        "search": "/documents?q=market", "document": f"/documents/{open_.claim.document.id}", "history": "/history", "keys": "/keys",
        "nothing": "/?kind=threat&place=Atarib&text=hospital",
    }


def take(page: Page, address: str, path: str, out: Path, whole: bool) -> None:
    """One picture, when the page is still."""
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    if path.startswith("/map") and page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]", timeout=20_000)
    page.screenshot(path=out, full_page=whole)
    small(out)


def small(picture: Path) -> None:
    """Fewer colours, where pngquant is there to choose them."""
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--ext", ".png", "--speed", "1", "64", str(picture)], check=False)


def main(where: str, folder: str, *names: str) -> None:
    """Take them all, or those named."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with Ledger.open(where, create=False) as ledger, served(ledger, "Rana H.") as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for look, (width, height, scheme) in LOOKS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(address + "/incidents")
            for name, path in screens(ledger).items():
                if not names or name in names:
                    take(page, address, path, out / f"{name}-{look}.png", name == "incident" and look != "narrow")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
