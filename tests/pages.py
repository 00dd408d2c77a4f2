"""What tests of the review page share: how the browser is started, and a ledger with enough to do for a day."""

from __future__ import annotations

from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.model import Claim, Document, document_id

FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-gpu-rasterization", "--disable-gpu-compositing"]
TOWNS = ("Taiz", "Homs", "Aleppo", "Marib", "Hodeidah", "Idlib", "Raqqa", "Aden", "Palmyra", "Latakia")
SAID = ("the hospital said", "rescuers said", "the governor told reporters", "according to the army", "residents said")
Read = list[tuple[Document, list[Claim]]]


def reports(count: int) -> list[Document]:
    """Short reports, no two alike; several tell of one town on one day."""
    found = []
    for n in range(count):
        town, said, day = TOWNS[n % 10], SAID[n % 5], 1 + n // 20 % 28
        text = (f"At least {n % 37 + 4} people were killed and {n % 11 + 3} wounded in {town} on 3 March 2020, {said}. "
                f"The army denied that it had shelled the market of {town}. Nearly {n % 7 + 2},000 people were displaced by report {n}.")
        found.append(Document(id=document_id(text.encode()), uri=f"report-{n}.txt", text=text, title=f"Report {n} from {town}", published=f"2020-03-{day:02}",
                              publisher=f"Wire {n % 4}", language="en"))
    return found


def read(reader: Reader, documents: list[Document]) -> Read:
    """Their claims."""
    return [(d, c) for d, c in reader.read_many(documents)]


def filled(ledger: Ledger, found: Read, version: str) -> Ledger:
    """The ledger with all of them in it."""
    ledger.add_all(found, version)
    return ledger
