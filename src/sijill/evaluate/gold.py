"""Hand-coded documents (schema `sijill.gold/1`): claims that must be read, and traps that must not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sijill.errors import Refused


@dataclass(frozen=True)
class Gold:
    """One coded document. `claims` are gold claims, `traps` what must not be read; `text_path` is None when no text lies beside it."""

    name: str
    published: str | None
    claims: list[dict[str, Any]]
    traps: list[dict[str, Any]]
    text_path: Path | None

    def text(self) -> str:
        """The document's text as it lies there; empty when none does."""
        return self.text_path.read_text("utf8", "replace") if self.text_path else ""


def load_gold(path: Path) -> Gold:
    """Read one gold file. Raises Refused when it is not there or is none."""
    try:
        raw = json.loads(path.read_text("utf8"))
        claims, document = raw["claims"], raw["document"]
    except OSError as error:
        raise Refused(str(path), "is not there or cannot be read", "check the path") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(str(path), "is no gold file", 'it needs "document" and "claims"') from error
    places = (path.parent / document, path.parent.parent / document, path.parent / Path(document).name)
    text = next((p for p in places if p.is_file()), None)
    return Gold(Path(document).name, raw.get("published"), claims, raw.get("must_not", []), text)
