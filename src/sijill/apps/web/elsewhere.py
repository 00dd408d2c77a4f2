"""The same happening in other reports: their sentences aligned on the number, or on the word that names the event."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.apps.web.context import Context
from sijill.apps.web.fields import number_in
from sijill.keep import Entry
from sijill.model import Claim, Document, Incident, Span

#: Characters shown on either side.
AROUND = 70
SHOWN = 8


@dataclass(frozen=True)
class Line:
    """A sentence of another report, cut in three; `this` is the claim that is looked at."""

    entry: Entry
    left: str
    middle: str
    right: str
    this: bool = False


def aligned(shared: Context, entry: Entry, incident: Incident) -> list[Line]:
    """This claim first, then those of other reports that say the same kind of thing of the incident."""
    same = [shared.ledger.entry(id_) for id_ in incident.claims if id_ != entry.claim.id]
    found = [e for e in same if _alike(e.claim, entry.claim) and e.claim.document.id != entry.claim.document.id]
    return [_line(shared, entry, this=True), *(_line(shared, e) for e in found[:SHOWN])] if found else []


def _alike(a: Claim, b: Claim) -> bool:
    if a.figure and b.figure:
        return a.figure.measure == b.figure.measure
    return a.kind == b.kind


def _line(shared: Context, entry: Entry, *, this: bool = False) -> Line:
    claim = entry.claim
    at = number_in(claim) or (claim.event.trigger if claim.event else claim.content)
    left, right = _sides(shared.ledger.document(claim.document.id), claim, at)
    return Line(entry, left, at.quote, right, this)


def _sides(document: Document | None, claim: Claim, at: Span) -> tuple[str, str]:
    """What stands before and behind, to the paragraph's ends."""
    if document is None or not document.text:
        cut = at.start - claim.content.start
        return claim.content.quote[: max(cut, 0)], claim.content.quote[cut + len(at.quote) :]
    begin = max(document.text.rfind("\n", 0, at.start) + 1, at.start - AROUND)
    stop = document.text.find("\n", at.end)
    end = min(stop if stop >= 0 else len(document.text), at.end + AROUND)
    return document.text[begin : at.start], document.text[at.end : end]
