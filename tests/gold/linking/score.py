"""Score incidents against the hand-coded reports of this folder: who stands together, roots, ranges, contradictions, due dates.

`reports.jsonl` is one report a line, in our own words, with the incidents that it tells of; `coded.json` codes those incidents. In: incidents, and what
fell due.
Out: a Score, with every miss in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sijill.extract import Reader
from sijill.lexicon import load
from sijill.link import due, link
from sijill.model import Claim, Document, DueClaim, Incident, document_id

HERE = Path(__file__).parent
#: A day on which everything in the set has fallen due.
LATER = "2030-01-01"


def reports() -> list[dict[str, Any]]:
    """The reports as they are coded."""
    return [json.loads(line) for line in (HERE / "reports.jsonl").read_text("utf8").splitlines()]


def coded() -> dict[str, Any]:
    """The incidents and due dates."""
    return json.loads((HERE / "coded.json").read_text("utf8"))


@dataclass
class Score:
    """Shares between 0 and 1, and the misses behind them."""

    b3: float
    roots: float
    ranges: float
    found: float
    precise: float
    due: float
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [f"{k} {getattr(self, k):.3f}" for k in ("b3", "roots", "ranges", "found", "precise", "due")]
        return "  ".join(parts) + "".join(f"\n  {m}" for m in self.misses)


def measure(reader: Reader) -> Score:
    """Read and link the set, and score it."""
    documents = [Document(id=document_id(r["uri"].encode()), **{k: r[k] for k in ("uri", "text", "published", "publisher")}) for r in reports()]
    claims = [c for _, found in reader.read_many(documents) for c in found]
    incidents = list(link(claims, load(), {d.id: d.text for d in documents}))
    return score(incidents, list(due(claims, LATER)), claims)


def score(incidents: Sequence[Incident], fallen: Iterable[DueClaim], claims: Sequence[Claim]) -> Score:
    """All six."""
    gold, told = coded(), {r["uri"]: set(r["incidents"]) for r in reports()}
    best = {code: _best(code, told, incidents) for code in gold["incidents"]}
    misses: list[str] = []
    out = Score(_b3(told, incidents, misses), 0, 0, 0, 0, 0, misses)
    out.roots = _share([(f"roots of {c}: coded {g['roots']}, read {best[c].roots if best[c] else None} {best[c].sources if best[c] else ''}",
                         best[c] is not None and best[c].roots == g["roots"]) for c, g in gold["incidents"].items() if g["roots"]], misses)
    out.ranges = _share([(f"killed in {c}: coded {g['killed']}, read {_killed(best[c])}", _killed(best[c]) == g["killed"])
                         for c, g in gold["incidents"].items() if g["killed"]], misses)
    out.found, out.precise = _contradictions(gold["incidents"], incidents, misses)
    have = {(d.document, d.due.latest or d.due.earliest) for d in fallen}
    out.due = _share([(f"due {uri} {day}: read {sorted(h for h in have if h[0] == uri)}", (uri, day) in have) for uri, day in gold["due"]], misses)
    return out


def _share(items: Sequence[tuple[str, bool]], misses: list[str]) -> float:
    misses += [what for what, right in items if not right]
    return sum(right for _, right in items) / len(items)


def _b3(told: dict[str, set[str]], incidents: Sequence[Incident], misses: list[str]) -> float:
    """B³ F1 (Bagga and Baldwin 1998) over reports."""
    have = {u: {u} for u in told}
    for found in incidents:
        for uri in found.documents:
            have[uri] |= set(found.documents)
    want = {u: {v for v in told if told[u] & told[v]} for u in told}
    misses += [f"{u}: apart from {sorted(want[u] - have[u])}, with {sorted(have[u] - want[u])}" for u in told if want[u] != have[u]]
    p = sum(len(want[u] & have[u]) / len(have[u]) for u in told) / len(told)
    r = sum(len(want[u] & have[u]) / len(want[u]) for u in told) / len(told)
    return 2 * p * r / (p + r)


def _best(code: str, told: dict[str, set[str]], incidents: Sequence[Incident]) -> Incident | None:
    """The incident that holds most of a coded one's reports; of equals the one with the fewest others, then with most claims."""
    mine = {u for u, codes in told.items() if code in codes}
    return max((i for i in incidents if mine & set(i.documents)), key=lambda i: (len(mine & set(i.documents)), -len(i.documents), len(i.claims)), default=None)


def _killed(found: Incident | None) -> list[int] | None:
    return next(([f.low, f.high] for f in found.figures if f.measure == "killed" and f.group is None), None) if found else None


def _contradictions(gold: dict[str, Any], incidents: Sequence[Incident], misses: list[str]) -> tuple[float, float]:
    wanted = [c for g in gold.values() for c in g["contradictions"]]
    read = [(c.kind, set(c.documents), c.why) for i in incidents for c in i.contradictions]

    def fits(want: dict[str, Any], kind: str, documents: set[str]) -> bool:
        return kind == want["kind"] and bool(documents & set(want["one"])) and bool(documents & set(want["other"]))

    found = _share([(f"not found: {w}", any(fits(w, k, d) for k, d, _ in read)) for w in wanted], misses)
    precise = _share([(f"no contradiction: {k} {sorted(d)} {why}", any(fits(w, k, d) for w in wanted)) for k, d, why in read], misses) if read else 1.0
    return found, precise


if __name__ == "__main__":
    print(measure(Reader()))
