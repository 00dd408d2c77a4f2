"""What the page and the API are narrowed to: the query of an address, as the ledger's filter."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, ValidationError

from sijill.keep import ClaimFilter
from sijill.review import STATUSES, Status


class Wanted(BaseModel):
    """The fields of a filter as a form or an address gives them."""

    kind: str | None = None
    source: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    measure: str | None = None
    status: str | None = None
    page: int = 1

    @classmethod
    def of(cls, query: str) -> Wanted:
        """From the query of an address; what is none of its fields is left out."""
        known = {k: v for k, v in parse_qsl(query) if k in cls.model_fields}
        try:
            return cls.model_validate(known)
        except ValidationError:
            return cls()

    def filter(self) -> ClaimFilter:
        """As the ledger asks it; empty fields of a form are none."""
        return ClaimFilter(*(getattr(self, f) or None for f in ("kind", "source", "place", "since", "until", "text", "measure")))

    def state(self) -> Status | None:
        """The status asked for, when it is one."""
        return next((s for s in STATUSES if s == self.status), None)

    def query(self, **other: object) -> str:
        """As the query of an address."""
        return urlencode({k: v for k, v in {**self.model_dump(), **other}.items() if v not in (None, "", 1)})

    def sentence(self) -> str:
        """The filter in words."""
        return self.filter().sentence() + (f", {STATUSES[s].lower()}" if (s := self.state()) else "")
