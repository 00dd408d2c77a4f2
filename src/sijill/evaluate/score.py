"""Match gold claims to read ones and compare their fields.

A gold claim meets at most one read claim of its kind, best overlap of contents first: intersection over union of 0.5, 0.3 for events; a
figure also meets one that holds it or lies in it. `right` counts those whose every given field is right. Extra claims count against
precision for every kind but event and statement, where hand coding is not exhaustive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sijill.evaluate.fields import compare
from sijill.evaluate.gold import Gold
from sijill.evaluate.misses import Miss, confusions, extra, missed, trap, wrong

Json = dict[str, Any]
OPEN = frozenset({"event", "statement"})


@dataclass
class Result:
    """Counts over all documents, per kind and per field; every fault; and which value of a field was taken for which."""

    gold: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    field_right: Counter[str] = field(default_factory=Counter)
    field_all: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    misses: list[Miss] = field(default_factory=list)
    confused: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def rates(self, kind: str) -> tuple[float | None, float, float | None]:
        """Precision, recall and F1 of a kind; precision and F1 are None for open kinds."""
        recall = self.found[kind] / self.gold[kind] if self.gold[kind] else 0.0
        if kind in OPEN:
            return None, recall, None
        precision = self.found[kind] / self.read[kind] if self.read[kind] else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    def as_json(self) -> Json:
        """Counts per kind and field, and every miss in words: what `--json` prints and `--against` reads."""
        kinds = {}
        for kind in sorted(self.gold):
            p, r, f = self.rates(kind)
            kinds[kind] = {
                "gold": self.gold[kind], "read": self.read[kind], "found": self.found[kind], "right": self.right[kind],
                "recall": round(r, 3), "precision": None if p is None else round(p, 3), "f1": None if f is None else round(f, 3),
            }
        total = {"gold": self.gold.total(), "found": self.found.total(), "right": self.right.total(), "traps": self.traps}
        fields = {f: [self.field_right[f], self.field_all[f]] for f in sorted(self.field_all)}
        confused = [{"field": f, "gold": g, "read": r, "times": n} for (f, g, r), n in sorted(self.confused.items(), key=lambda x: (-x[1], x[0]))]
        return {"kinds": kinds, "fields": fields, "total": total, "confused": confused, "misses": [m.line() for m in self.misses]}


def score(pairs: Sequence[tuple[Gold, Sequence[Json]]]) -> Result:
    """Score read claims (in the schema's JSON form) against gold, document by document."""
    result = Result()
    for gold, read in pairs:
        _document(gold, read, result)
    return result


def _document(gold: Gold, read: Sequence[Json], result: Result) -> None:
    text = gold.text()
    matched = match(gold.claims, read)
    spare = {j for i, j in matched if gold.claims[i].get("optional")}
    hit = {i for i, j in matched if j not in spare}
    for i, claim in enumerate(gold.claims):
        if not claim.get("optional"):
            result.gold[claim["kind"]] += 1
            if i not in hit:
                result.misses.append(missed(gold.name, claim, read, text))
    result.read.update(c["kind"] for j, c in enumerate(read) if j not in spare)
    for i, j in matched:
        if j not in spare:
            _pair(gold.name, gold.claims[i], read[j], text, result)
    taken = {j for _, j in matched}
    result.misses += [extra(gold.name, c, text) for j, c in enumerate(read) if j not in taken and c["kind"] not in OPEN]
    trapped = [(t, c) for t in gold.traps for j, c in enumerate(read) if j not in spare and _trapped(t, c)]
    result.traps += len(trapped)
    result.misses += [trap(gold.name, t["why"], c, text) for t, c in trapped]


def _pair(name: str, gold: Json, read: Json, text: str, result: Result) -> None:
    fields = list(compare(gold, read))
    faults = [c for c in fields if not c.right]
    result.found[gold["kind"]] += 1
    result.field_all.update(c.field for c in fields)
    result.field_right.update(c.field for c in fields if c.right)
    result.confused += confusions(fields)
    result.right[gold["kind"]] += not faults
    if faults:
        result.misses.append(wrong(name, gold, read, faults, text))


def match(gold: Sequence[Json], read: Sequence[Json]) -> list[tuple[int, int]]:
    """Pairs of places in the two lists, best overlap first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, r in enumerate(read):
            if g["kind"] == r["kind"] and (x := _overlap(g, r)) >= (0.3 if g["kind"] == "event" else 0.5):
                pairs.append((-x, i, j))
    out: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if all(i != a and j != b for a, b in out):
            out.append((i, j))
    return out


def _overlap(gold: Json, read: Json) -> float:
    a, b = gold["content"], read["content"]
    shared: int = max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))
    x: float = shared / max(1, max(a["end"], b["end"]) - min(a["start"], b["start"]))
    if gold["kind"] == "event" and x > 0:
        return x + ((read.get("event") or {}).get("class") in gold["event"]["class"])
    if gold["kind"] == "figure" and shared and shared == min(a["end"] - a["start"], b["end"] - b["start"]):
        g, r = gold.get("figure") or {}, read.get("figure") or {}
        return max(x, 0.9 if (g.get("low"), g.get("high")) == (r.get("low"), r.get("high")) else 0.5)
    return x


def _trapped(trap: Json, claim: Json) -> bool:
    if "kind" in trap and claim["kind"] != trap["kind"]:
        return False
    if "within" in trap:
        start, end = trap["within"]
        return bool(start <= claim["content"]["start"] and claim["content"]["end"] <= end)
    figure = claim.get("figure") or {}
    return "value" in trap and trap["value"] in (figure.get("low"), figure.get("high"))
