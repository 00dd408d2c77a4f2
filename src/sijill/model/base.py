"""The one base of all records: frozen, and closed to keys that the schema does not name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value that never changes after birth. `model_dump(by_alias=True, mode="json")` is its published form."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
