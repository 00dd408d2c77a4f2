"""What is read of the hand-coded documents cannot sink quietly.

`floors.json` holds the counts and the hash of the documents. Raising is one command: `python tests/gold/test_floors.py`. Lowering needs `--lower`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from sijill.collect import collect
from sijill.evaluate import load_gold, score
from sijill.extract import Reader
from sijill.model import Document

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
GOLD = sorted(p for p in HERE.glob("*.json") if p != FLOORS)


def corpus_hash() -> str:
    return hashlib.sha256(b"".join(p.read_bytes() for g in GOLD for p in (g, g.with_suffix(".txt")))).hexdigest()


def measure(reader: Reader) -> dict[str, Any]:
    pairs = []
    for path in GOLD:
        gold = load_gold(path)
        assert gold.text_path is not None
        (document,) = collect([gold.text_path], published=gold.published)
        assert isinstance(document, Document)
        pairs.append((gold, [c.model_dump(by_alias=True, mode="json") for c in reader.claims(document)]))
    result = score(pairs).as_json()
    kinds = {k: {"found": v["found"], "right": v["right"], "read": v["read"]} for k, v in result["kinds"].items()}
    return {"corpus": corpus_hash(), "kinds": kinds, "total": result["total"]}


def worse(now: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    out = [f"{k}.{f}: {now['kinds'][k][f]} < {v[f]}" for k, v in floors["kinds"].items() for f in ("found", "right") if now["kinds"][k][f] < v[f]]
    extra = [f"figure.read: {now['kinds']['figure']['read']} > {floors['kinds']['figure']['read']}"]
    out += extra if now["kinds"]["figure"]["read"] > floors["kinds"]["figure"]["read"] else []
    return out + ([f"traps: {now['total']['traps']}"] if now["total"]["traps"] > floors["total"]["traps"] else [])


def test_hand_coded_documents_are_read_no_worse_than_before(reader: Reader) -> None:
    now, floors = measure(reader), json.loads(FLOORS.read_text("utf8"))
    assert now["corpus"] == floors["corpus"], "the documents changed: run python tests/gold/test_floors.py"
    assert not worse(now, floors)


def test_whatever_sinks_is_named() -> None:
    floors = json.loads(FLOORS.read_text("utf8"))
    sunk = json.loads(FLOORS.read_text("utf8"))
    sunk["kinds"]["figure"].update(right=floors["kinds"]["figure"]["right"] - 1, read=floors["kinds"]["figure"]["read"] + 1)
    sunk["total"]["traps"] += 1
    assert [line.split(":")[0] for line in worse(sunk, floors)] == ["figure.right", "figure.read", "traps"]
    assert worse(floors, sunk) == [] == worse(floors, floors)


if __name__ == "__main__":
    measured = measure(Reader())
    known = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else None
    sunk = worse(measured, known) if known and known["corpus"] == measured["corpus"] else []
    if sunk and "--lower" not in sys.argv:
        sys.exit("\n".join(sunk) + "\nnothing written; --lower lowers the floors")
    FLOORS.write_text(json.dumps(measured, indent=1) + "\n", "utf8")
    print(f"right {measured['total']['right']} of {measured['total']['gold']}")
