"""Ids from content: the same input gives the same id, on any machine and in any order."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sijill.model.claim import Claim, Kind, Modality
from sijill.model.event import Event, Forecast
from sijill.model.figure import Figure
from sijill.model.span import Span

CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 (hex) of a JSON value in canonical form: sorted keys, no spaces, UTF-8."""
    return hashlib.sha256(CANONICAL.encode(value).encode("utf-8", "surrogatepass")).hexdigest()


def document_id(data: bytes) -> str:
    """The id of a document, from its bytes as received."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def claim_id(claim: Claim) -> str:
    """The id of a claim."""
    return id_of(claim.document.id, claim.kind, claim.content, claim.modality, claim.figure, claim.event, claim.forecast)


def id_of(
    document: str, kind: Kind, content: Span, modality: Modality, figure: Figure | None, event: Event | None, forecast: Forecast | None,
) -> str:
    """The id of a claim: from the document's id, the kind, the content span and what it says.

    The address a report was read from, its title and the name of the rule are left out, so that a decision finds
    the claim again under a newer reading; a link to another claim is left out so that ids do not depend on order, and so is the
    harm to people uncounted that an event tells of.
    """
    said = {
        "modality": modality,
        "figure": figure.model_dump(by_alias=True, mode="json", exclude={"subset_of": True, "named": {"__all__": {"sex_from"}}}) if figure else None,
        "event": event.model_dump(by_alias=True, mode="json", exclude={"depth", "uncounted"}) if event else None,
        "forecast": forecast.model_dump(by_alias=True, mode="json") if forecast else None,
    }
    return "c_" + digest([document, kind, content.start, content.end, said])[:20]
