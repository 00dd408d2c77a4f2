"""Attributions read against a PolNeAR folder: how many are found, with the right source, cue and content; and those with a reporting verb by themselves.

    sijill read --all POLNEAR/text && sijill export jsonl claims.jsonl
    python bench/attribution.py POLNEAR claims.jsonl

POLNEAR holds text/DOC.txt and attributions/DOC_XXXX.ann (brat); of several annotators the first by name counts. Spans are compared as sets of words, so
that marks and blanks at their ends do not matter. A claim's cue, its sources in the role "source" and its `within` are one attribution.
One that is read and one that is coded are the same when their cues share a word (their contents, where a coded one has no cue).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

WORD = re.compile(r"\w+")
#: Verbs that report what somebody said, in all their forms.
REPORTING = re.compile(
    r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|not(?:e|es|ed|ing)|(?:add|report|claim|announc|declar|stat|warn|argu|insist|explain|reveal|respond|repl|confirm"
    r"|acknowledg|admit|assert|alleg|tweet|suggest|comment|remark|mention)(?:e|s|es|ed|ing|y|ied|ies|ting|ted)?|wr(?:ite|ites|ote|iting|itten)"
)
Words = frozenset[int]
Attribution = dict[str, Words]
ROLES = ("source", "cue", "content")


class Text:
    """A document's words, by which spans are compared."""

    def __init__(self, body: str) -> None:
        self.words = [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(body)]

    def of(self, spans: list[list[int]]) -> Words:
        """The words that the spans touch."""
        return frozenset(n for n, (a, b, _) in enumerate(self.words) for s, e in spans if a < e and s < b)


def gold_of(ann: Path, text: Text) -> list[Attribution]:
    """The attributions of one brat file."""
    spans: dict[str, list[list[int]]] = {}
    events: list[dict[str, list[list[int]]]] = []
    for line in ann.read_text("utf8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            spans[name] = [[int(x) for x in part.split()] for part in rest.split("\t")[0].partition(" ")[2].split(";")]
        elif name.startswith("E") and rest.startswith("Attribution"):
            roles: dict[str, list[list[int]]] = {r: [] for r in ROLES}
            for role, _, span in (part.partition(":") for part in rest.split()[1:]):
                roles.get(role.rstrip("0123456789").lower(), []).extend(spans.get(span, []))
            events.append(roles)
    return [{r: text.of(e[r]) for r in ROLES} for e in events if e["cue"] or e["content"]]


def read_of(claims: list[dict], text: Text) -> list[Attribution]:  # type: ignore[type-arg]
    """The attributions that the claims of one document make."""
    by_cue: dict[tuple[int, int], dict[str, list[list[int]]]] = defaultdict(lambda: {r: [] for r in ROLES})
    for c in (c for c in claims if c["cue"]):
        at = (c["cue"]["start"], c["cue"]["end"])
        roles = by_cue[at]
        roles["cue"] = [list(at)]
        roles["content"] += [[s["start"], s["end"]] for s in c["within"] or [c["content"]]]
        roles["source"] += [[s["span"]["start"], s["span"]["end"]] for s in c["sources"] if s["role"] == "source"]
    return [{r: text.of(a[r]) for r in ROLES} for a in by_cue.values()]


def pairs(read: list[Attribution], gold: list[Attribution]) -> list[tuple[int, int]]:
    """Which read one is which gold one: by shared words of the cue, then of the content, one to one; those without a cue last, by their contents."""
    shared = sorted((not g["cue"], -len(r["cue"] & g["cue"]), -len(r["content"] & g["content"]), -len(r["source"] & g["source"]), i, j)
                    for i, r in enumerate(read) for j, g in enumerate(gold) if (r["cue"] & g["cue"] if g["cue"] else r["content"] & g["content"]))
    left, right, out = set(), set(), []
    for *_, i, j in shared:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


@dataclass
class Counts:
    """Attributions coded, read and found, and of those found how many have a role exact."""

    gold: int = 0
    read: int = 0
    found: int = 0
    exact: Counter[str] = field(default_factory=Counter)

    def add(self, matched: list[tuple[Attribution, Attribution]], gold: int, read: int) -> None:
        """Count one document's."""
        self.gold, self.read, self.found = self.gold + gold, self.read + read, self.found + len(matched)
        for r, g in matched:
            same = [role for role in ROLES if r[role] == g[role]]
            self.exact.update([*same, *(["whole"] if len(same) == len(ROLES) else [])])

    def f1(self, right: int) -> float:
        """F1 of so many right ones, over all read and all coded."""
        return 2 * right / (self.read + self.gold)


def claims_of(path: Path) -> dict[str, list[dict]]:  # type: ignore[type-arg]
    """The exported claims by the name of their document."""
    claims = defaultdict(list)
    for line in path.read_text("utf8").splitlines():
        claim = json.loads(line)
        claims[Path(str(claim["document"]["uri"])).name.rsplit("#", 1)[-1].removesuffix(".txt")].append(claim)
    return claims


def count(folder: Path, claims: dict[str, list[dict]]) -> tuple[Counts, Counts]:  # type: ignore[type-arg]
    """All attributions, and those whose cue holds a reporting verb."""
    every, reporting = Counts(), Counts()
    for path in sorted((folder / "text").glob("*.txt")):
        text = Text(path.read_text("utf8"))
        ann = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        known = gold_of(ann[0], text) if ann else []
        read = read_of(claims.get(path.stem, []), text)
        reports = {j for j, g in enumerate(known) if any(REPORTING.fullmatch(text.words[n][2]) for n in g["cue"])}
        found = pairs(read, known)
        every.add([(read[i], known[j]) for i, j in found], len(known), len(read))
        reporting.add([(read[i], known[j]) for i, j in found if j in reports], len(reports), 0)
    return every, reporting


def main() -> int:
    """Measure and print; gives 0."""
    folder = Path(sys.argv[1])
    every, reporting = count(folder, claims_of(Path(sys.argv[2])))
    if not reporting.gold or not every.read:
        sys.exit(f"no attributions with a reporting verb under {folder}, or none read")
    print(f"all: {every.gold} attributions coded, {every.read} read; detection F1 {every.f1(every.found):.1%} "
          f"(precision {every.found / every.read:.1%}, recall {every.found / every.gold:.1%})")
    print("exact, F1: " + ", ".join(f"{role} {every.f1(every.exact[role]):.1%}" for role in (*ROLES, "whole")))
    of, exact = reporting.found or 1, reporting.exact
    print(f"reporting verbs: {reporting.gold} attributions; found {reporting.found / reporting.gold:.1%}; of those source exact "
          f"{exact['source'] / of:.1%}, content exact {exact['content'] / of:.1%}; "
          f"of all source {exact['source'] / reporting.gold:.1%}, content {exact['content'] / reporting.gold:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
