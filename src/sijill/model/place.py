"""Where: the name as the field writes it, the point, and how exactly the text says it."""

from __future__ import annotations

from typing import Literal

from sijill.model.base import Record
from sijill.model.span import Span

PlacePrecision = Literal["exact", "near", "admin2", "admin1", "area", "country", "international"]

#: UCDP GED where_prec, 1 exact to 7 international, in the codebook's order.
WHERE_PREC: dict[str, int] = {
    "exact": 1, "near": 2, "admin2": 3, "admin1": 4, "area": 5, "country": 6, "international": 7,
}


class Place(Record):
    """A place. `country` is ISO 3166 alpha-3; `lat`, `lon` in degrees (WGS 84); `precision` names UCDP's where_prec.

    `carried` marks a place that an earlier sentence gave, where the claim's own gives none.
    """

    name: str
    span: Span | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision = "exact"
    carried: bool = False

    @property
    def where_prec(self) -> int:
        """UCDP GED's code, 1 to 7."""
        return WHERE_PREC[self.precision]
