"""Extraction's own work beside the spaCy parse that it stands on, over the demo's reports: `make bench`.

Prints words, seconds of the parse, seconds of everything Sijill does beyond it, and their ratio (goal: 35 % at most). Both are measured in one run, the
same texts in turn, so that a slow machine slows both; CPU time, so that other programs do not count.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from sijill.collect import collect
from sijill.extract import Reader
from sijill.model import Document

ROUNDS = 5


def main() -> int:
    """Measure and print; gives 0."""
    paths = sys.argv[1:] or [str(Path(__file__).parent.parent / "demo")]
    documents = [d for d in collect(paths, published="2017-11-14") if isinstance(d, Document) and not d.uri.endswith((".md", ".sh"))]
    reader = Reader()
    nlp = reader._nlp
    parse = own = 0.0
    for turn in range(ROUNDS + 1):
        if turn == 1:
            parse = own = 0.0  # the first round compiles patterns and fills caches, once a run
        for document in documents:
            start = time.process_time()
            doc = nlp(document.text)
            middle = time.process_time()
            reader._claims(reader.page(document, doc), True)
            parse, own = parse + middle - start, own + time.process_time() - middle
    words = sum(len(d.text.split()) for d in documents) * ROUNDS
    print(f"{len(documents)} documents, {words:,} words read: parse {parse:.2f} s ({words / parse:,.0f} words/s), extraction {own:.2f} s; "
          f"extraction / parse = {own / parse:.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
