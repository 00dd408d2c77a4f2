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

Json = dict[str, Any]
OPEN = frozenset({"event", "statement"})


@dataclass
class Result:
    """Counts over all documents, per kind and per field; `misses` says in words what was missed, wrong or trapped."""

    gold: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    field_right: Counter[str] = field(default_factory=Counter)
    field_all: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    misses: list[str] = field(default_factory=list)

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
        return {"kinds": kinds, "fields": fields, "total": total, "misses": list(self.misses)}


def score(pairs: Sequence[tuple[Gold, Sequence[Json]]]) -> Result:
    """Score read claims (in the schema's JSON form) against gold, document by document."""
    result = Result()
    for gold, read in pairs:
        _document(gold, read, result)
    return result


def _document(gold: Gold, read: Sequence[Json], result: Result) -> None:
    matched = match(gold.claims, read)
    spare = {j for i, j in matched if gold.claims[i].get("optional")}
    matched = [(i, j) for i, j in matched if j not in spare]
    hit = {i for i, _ in matched}
    for i, claim in enumerate(gold.claims):
        if not claim.get("optional"):
            result.gold[claim["kind"]] += 1
            if i not in hit:
                result.misses.append(f"missed {claim['id']} {claim['kind']}: {claim['content']['quote'][:90]}")
    result.read.update(c["kind"] for j, c in enumerate(read) if j not in spare)
    for i, j in matched:
        _pair(gold.claims[i], read[j], result)
    for trap in gold.traps:
        for j, claim in enumerate(read):
            if j not in spare and _trapped(trap, claim):
                result.traps += 1
                result.misses.append(f"trap {trap['why']}: {claim['content']['quote'][:80]!r} by {claim['rule']}")


def _pair(gold: Json, read: Json, result: Result) -> None:
    result.found[gold["kind"]] += 1
    wrong = []
    for name, right in compare(gold, read):
        result.field_all[name] += 1
        result.field_right[name] += right
        if not right:
            wrong.append(name)
    result.right[gold["kind"]] += not wrong
    if wrong:
        result.misses.append(f"wrong {gold['id']} {gold['kind']}: {', '.join(wrong)} by {read['rule']}: {read['content']['quote'][:60]!r}")


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
