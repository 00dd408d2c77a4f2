"""JSONL of incidents: one a line, in exactly the form of the schema `sijill.incident/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from sijill.model import Incident


def write_incidents(incidents: Iterable[Incident], out: TextIO) -> int:
    """Write the incidents; gives their number."""
    count = 0
    for incident in incidents:
        out.write(json.dumps(incident.model_dump(by_alias=True, mode="json"), ensure_ascii=False) + "\n")
        count += 1
    return count
