"""What the page and the API are narrowed to: the query of an address, as the ledger's filter.

Addresses are read leniently (a field that makes no sense is left out and named in `faults`), since people edit them by hand.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, Field, ValidationError, field_validator

from sijill.errors import UsageError
from sijill.keep import STATUSES, ClaimFilter, Ledger
from sijill.lexicon.gazetteer import Gazetteer

#: What is asked for when a field is dropped.
DROPPED = {
    "kind": "claims of any kind", "measure": "counting anything", "event": "any event", "source": "from any source", "place": "in any place",
    "near": "anywhere", "since": "since any day", "until": "until any day", "at_least": "of any least size", "at_most": "of any greatest size",
    "status": "in any status", "rule": "read by any rule", "text": "with any words", "report": "in any report", "document": "in all reports",
}
#: Where a distance is measured from, and how far, by the words of an address.
Circle = tuple[float, float, float]
#: A number that both databases hold.
Whole = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]


def a_number(text: str) -> int | None:
    """A page's end as an address gives it; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class Wanted(BaseModel):
    """The fields of a filter as a form or an address gives them; `after` and `before` are pages' ends."""

    kind: str | None = None
    measure: str | None = None
    event: str | None = None
    source: str | None = None
    place: str | None = None
    km: float | None = None
    near: str | None = None
    since: str | None = None
    until: str | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None
    status: str | None = None
    rule: str | None = None
    text: str | None = None
    report: str | None = None
    document: str | None = None
    after: Whole | None = None
    before: Whole | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("status")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in STATUSES:
            raise ValueError("no status")
        return value

    @classmethod
    def of(cls, query: str) -> Wanted:
        """From the query of an address; what is none of its fields, or makes no sense, is left out."""
        known = {k: v for k, v in parse_qsl(query) if k in cls.model_fields}
        while True:
            try:
                return cls.model_validate(known)
            except ValidationError as error:
                for fault in error.errors():
                    known.pop(str(fault["loc"][0]), None)

    def filter(self, ledger: Ledger | None = None) -> ClaimFilter:
        """As the ledger asks it. A place with a distance is looked up in the ledger, then in the gazetteer. Raises UsageError."""
        circle = _circle(self.near) if self.near else self._around(ledger) if self.place and self.km else None
        return ClaimFilter(
            kind=self.kind, source=self.source, place=None if circle else self.place, since=self.since, until=self.until, text=self.text, measure=self.measure,
            near=circle, at_least=self.at_least, at_most=self.at_most, status=self.status, rule=self.rule, event=self.event,  # type: ignore[arg-type]
            document=self.document, report=self.report,
        )

    def _around(self, ledger: Ledger | None) -> Circle | None:
        assert self.place is not None and self.km is not None
        held = ledger.where_are(ClaimFilter(place=self.place), limit=1) if ledger else []
        at = held[0].place if held else next(iter(Gazetteer.load().lookup(self.place)), None)
        if at is None or at.lat is None or at.lon is None:
            raise UsageError(self.place, "is no place with a known point", "write the name as a report does, or leave the distance out")
        return at.lat, at.lon, self.km

    def query(self, **other: object) -> str:
        """As the query of an address, without the page's ends."""
        held = self.model_dump(exclude={"after", "before"}) | other
        return urlencode({k: f"{v:g}" if isinstance(v, float) else v for k, v in held.items() if v not in (None, "")})

    def without(self, *names: str) -> str:
        """The query with some fields dropped."""
        return self.query(**dict.fromkeys(names))

    def sentence(self) -> str:
        """The filter in words; a distance by the place's name where one was given."""
        if self.place and self.km:
            said = self.model_copy(update={"place": None, "km": None}).filter().sentence()
            return f"{said}, within {self.km:g} km of {self.place}"
        return self.filter().sentence()

    def parts(self) -> list[tuple[str, str]]:
        """Each field that narrows, with the query that drops it: what a page without results offers."""
        held = self.model_dump(exclude={"after", "before", "km"}, exclude_none=True)
        return [(DROPPED[name], self.without(name, *(["km"] if name == "place" else []))) for name in held]


def _circle(text: str) -> Circle:
    """Latitude, longitude and kilometres, with commas between them."""
    try:
        lat, lon, km = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(text, "is no circle", "write latitude, longitude and kilometres: 36.2,37.16,60") from error
    return lat, lon, km
