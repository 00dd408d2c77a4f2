"""CSV: one claim a row, flat, for spreadsheets; a cell that a spreadsheet would take for a formula is made plain text."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from sijill.model import Claim

COLUMNS = (
    "id", "document", "title", "publisher", "published", "kind", "source", "source_type", "anonymous", "relays", "cue", "content", "start",
    "end", "modality", "told", "measure", "group", "low", "high", "bound", "class", "actors", "place", "lat", "lon", "country",
    "where_prec", "time_start", "time_end", "time_precision", "due_latest", "said_on", "rule",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(claims: Iterable[Claim], out: TextIO) -> int:
    """Write the claims under one header row; gives their number."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for claim in claims:
        row = flat(claim)
        writer.writerow([plain(row[c]) for c in COLUMNS])
        count += 1
    return count


def plain(value: object) -> str:
    """The cell's text; a leading formula mark gets an apostrophe before it (numbers stay numbers)."""
    text = "" if value is None else str(value)
    return "'" + text if isinstance(value, str) and text.startswith(FORMULA) else text


def flat(claim: Claim) -> dict[str, object]:
    """The claim as one row."""
    origin = next((s for s in claim.sources if s.role == "source"), None)
    figure, event = claim.figure, claim.event
    detail = figure or event
    place, time = (detail.place, detail.time) if detail else (None, None)
    return {
        "id": claim.id, "document": claim.document.uri, "title": claim.document.title, "publisher": claim.document.publisher,
        "published": claim.document.published, "kind": claim.kind, "source": origin.name if origin else None,
        "source_type": origin.type if origin else None, "anonymous": origin.anonymous if origin else None,
        "relays": "; ".join(s.name for s in claim.sources if s.role == "relay"), "cue": claim.cue.quote if claim.cue else None,
        "content": claim.content.quote, "start": claim.content.start, "end": claim.content.end, "modality": claim.modality,
        "told": claim.told.quote if claim.told else None, "measure": figure.measure if figure else None,
        "group": figure.group if figure else None, "low": figure.low if figure else None, "high": figure.high if figure else None,
        "bound": figure.bound if figure else None, "class": event.class_ if event else None,
        "actors": "; ".join(a.name for a in event.actors) if event else None, "place": place.name if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None, "country": place.country if place else None,
        "where_prec": place.where_prec if place else None, "time_start": time.start if time else None,
        "time_end": time.end if time else None, "time_precision": time.precision if time else None,
        "due_latest": claim.forecast.due.latest if claim.forecast else None,
        "said_on": claim.said_on.start if claim.said_on else None, "rule": claim.rule,
    }
