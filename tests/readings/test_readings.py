"""Readings in Markdown, reviewable without Python: a quoted text, and under it what must be read from it.

    > The text of a report.

    - figure: **more than 600 civilians have been killed** → killed, more_than, low 600, high none, group civilians
    - source: **Civil Defence**, cue **said**        (of the claim above)
    - relay: **the agency**                           (who passes it on)
    - joint: **the hospital**                         (who says it together with the source)
    - anonymous: **yes**                              (of the source above)
    - within: **the passage … in its pieces**         (the whole attributed passage of the claim above)
    - nothing: figure                                 (no claim of this kind)

A line `Published: 2016-10-06` above holds for the texts below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sijill.extract import Reader
from sijill.model import Claim, Document, document_id

HERE = Path(__file__).parent
CLAIM = re.compile(r"^- (\w+): \*\*(.+?)\*\*(?:, cue \*\*.+?\*\*)?(?: → (.*))?$")
CHAIN = re.compile(r"^- (relay|joint|anonymous|within): \*\*(.+?)\*\*$")
NOTHING = re.compile(r"^- nothing: (\w+)$")


@dataclass
class Reading:
    name: str
    text: str
    published: str | None
    lines: list[str] = field(default_factory=list)


def collect() -> list[Reading]:
    found: list[Reading] = []
    for path in sorted(HERE.rglob("*.md")):
        published = None
        quoting = False
        for line in path.read_text("utf8").splitlines():
            if line.startswith("Published:"):
                published = line.split(":")[1].strip()
            elif line.startswith(">"):
                if not quoting:
                    found.append(Reading(f"{path.relative_to(HERE)}:{len(found)}", "", published))
                found[-1].text += line[1:].strip() + "\n"
                quoting = True
            elif line.startswith("- ") and found:
                found[-1].lines.append(line)
            if not line.startswith(">"):
                quoting = False
    return found


READINGS = collect()


def values(claim: Claim) -> dict[str, str]:
    out = {"modality": claim.modality, "told": claim.told.quote if claim.told else "none"}
    detail = claim.figure or claim.event
    if claim.figure:
        f = claim.figure
        out |= {"measure": f.measure, "bound": f.bound, "low": str(f.low), "high": str(f.high), "group": str(f.group)}
        out["victims"] = "; ".join(" ".join(str(x or "-") for x in (v.name, v.age, v.sex, v.occupation)) for v in f.named)
        out["part"] = "yes" if f.subset_of else "no"
    if claim.event:
        out["class"] = claim.event.class_
        out["negated"] = "yes" if claim.event.negated else "no"
        out["actor"] = "; ".join(a.name for a in claim.event.actors) or "none"
    if detail is not None:
        out["place"] = detail.place.name if detail.place else "none"
        out["time"] = f"{detail.time.start}..{detail.time.end}" if detail.time else "none"
    if claim.forecast:
        out["due"] = str(claim.forecast.due.latest)
    return {k: v.replace("None", "none") for k, v in out.items()}


def chain_of(claim: Claim) -> dict[str, list[str]]:
    """Who passes it on, who says it together with the source, whether the source is named, and the passage piece by piece."""
    origins = [s for s in claim.sources if s.role == "source"]
    return {
        "relay": [s.name for s in claim.sources if s.role == "relay"], "joint": [s.name for s in origins[1:]],
        "anonymous": ["yes" if origins and origins[0].anonymous else "no"], "within": [" … ".join(w.quote for w in claim.within or ())],
    }


def find(claims: list[Claim], kind: str, content: str) -> Claim | None:
    of_kind = [c for c in claims if c.kind == kind]
    return next((c for c in of_kind if content in c.content.quote or c.content.quote in content), None)


def check(claim: Claim, detail: str) -> None:
    got = values(claim)
    for want in filter(None, (d.strip() for d in detail.split(","))):
        key, _, value = want.partition(" ")
        if value:
            assert got.get(key) == value, f"{key}: {got.get(key)} is not {value} in {claim.content.quote!r}"
        else:
            assert key in got.values(), f"{key} is not among {got} in {claim.content.quote!r}"


@pytest.mark.parametrize("reading", READINGS, ids=[r.name for r in READINGS])
def test_reads_what_a_person_reads(reading: Reading, reader: Reader) -> None:
    text = reading.text.rstrip("\n")
    document = Document(id=document_id(text.encode()), uri="reading", text=text, published=reading.published)
    claims = reader.claims(document)
    last: Claim | None = None
    for line in reading.lines:
        if nothing := NOTHING.match(line):
            assert not [c for c in claims if c.kind == nothing[1]], f"a {nothing[1]} is read where there is none"
            continue
        if chain := CHAIN.match(line):
            assert last is not None
            assert chain[2] in chain_of(last)[chain[1]], f"{chain_of(last)[chain[1]]} is not {chain[2]} of {last.content.quote!r}"
            continue
        match = CLAIM.match(line) or pytest.fail(f"no such line: {line}")
        if line.startswith("- source:"):
            assert last is not None
            names = [s.name for s in last.sources]
            assert names and match[2] in names[0], f"{names} is not {match[2]}"
            cue = re.search(r"cue \*\*(.+?)\*\*", line)
            assert cue is None or (last.cue and last.cue.quote == cue[1])
            continue
        last = find(claims, match[1], match[2])
        assert last is not None, f"no {match[1]} on {match[2]!r} among {[(c.kind, c.content.quote) for c in claims]}"
        check(last, match[3] or "")
