"""Ids from content: the same input gives the same id, on any machine and in any order."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sijill.model.claim import Claim


def digest(value: Any) -> str:
    """SHA-256 (hex) of a JSON value in canonical form: sorted keys, no spaces, UTF-8."""
    data = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(data: bytes) -> str:
    """The id of a document, from its bytes as received."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def claim_id(claim: Claim) -> str:
    """The id of a claim: from the document's id, the kind, the content span and what it says.

    The address a report was read from, its title and the name of the rule are left out, so that a decision finds
    the claim again under a newer reading; a link to another claim is left out so that ids do not depend on order.
    """
    said = claim.model_dump(by_alias=True, mode="json", include={"figure", "event", "forecast", "modality"})
    if said.get("figure"):
        said["figure"].pop("subset_of", None)
    if said.get("event"):
        said["event"].pop("depth", None)
    parts = [claim.document.id, claim.kind, claim.content.start, claim.content.end, said]
    return "c_" + digest(parts)[:20]
