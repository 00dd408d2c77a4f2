"""Reports that are easily put together wrongly, or left apart (traps.yaml): copies, updates, conflicts, twins, denials, anniversaries, namesakes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.link import link
from sijill.model import Document, document_id

TRAPS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("traps.yaml").read_text("utf8"))


def together(reports: list[dict[str, Any]], reader: Reader) -> set[tuple[str, str]]:
    """The pairs of reports that one incident holds."""
    documents = [Document(id=document_id(f"{r['id']} {r['text']}".encode()), uri=r["id"], text=r["text"], publisher=r["publisher"],
                          published=str(r["published"])) for r in reports]
    claims = [c for _, found in reader.read_many(documents) for c in found]
    held = [sorted(i.documents) for i in link(claims, load(), {d.id: d.text for d in documents})]
    return {pair for uris in held for pair in combinations(uris, 2)}


@pytest.mark.parametrize("trap", TRAPS, ids=[t["trap"].replace(" ", "_") for t in TRAPS])
def test_what_belongs_together_is_together_and_nothing_else(trap: dict[str, Any], reader: Reader) -> None:
    wanted = {(a["id"], b["id"]) for a, b in combinations(trap["reports"], 2) if set(a["tells"]) & set(b["tells"])}
    assert together(trap["reports"], reader) == wanted
