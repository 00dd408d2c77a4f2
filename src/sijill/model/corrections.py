"""A claim's record with fields put right, each named with dots ("figure.low"); a whole part given as a mapping is laid over what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sijill.model.claim import Claim


def with_fields(claim: Claim, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The record, not yet checked. Raises ValueError, LookupError or TypeError where a name leads nowhere."""
    record = claim.model_dump(by_alias=True, mode="json")
    for name, value in fields.items():
        put(record, name, value)
    return record


def put(record: dict[str, Any], name: str, value: Any) -> None:
    """Put one field of a record right, in place. Raises as `with_fields`."""
    *way, last = name.split(".")
    at: Any = record
    for step in way:
        at = _into(at, step)
    if isinstance(at, list):
        at[int(last)] = value
    elif not way and isinstance(value, dict) and isinstance(at.get(last), dict):
        at[last] = {**at[last], **value}
    else:
        at[last] = value


def _into(at: Any, step: str) -> Any:
    if isinstance(at, list):
        return at[int(step)]
    if at.get(step) is None:
        at[step] = {}
    return at[step]
