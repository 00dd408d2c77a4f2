"""What the API takes and gives, as OpenAPI describes it. The records themselves are the model's."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sijill.errors import UsageError
from sijill.keep import ClaimFilter, Status
from sijill.keep.tables import storable
from sijill.model import Claim, Decision, DocumentRef, DueClaim, Incident, Kind, Measure, Role

LARGEST = 2**63 - 1
DEEPEST = 8


def clean(value: Any, depth: int = 0) -> Any:
    """Text that both databases and JSON can hold, however deep it stands. Raises ValueError when it stands too deep."""
    if depth > DEEPEST:
        raise ValueError("is nested too deep")
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(k)): clean(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [clean(v, depth + 1) for v in value]
    if isinstance(value, float) and value - value != 0:
        raise ValueError("is no number")
    return value


Words = Annotated[str, BeforeValidator(clean), Field(max_length=500)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", examples=["2016-10-06"])]
Size = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
After = Annotated[int, Field(ge=0, le=LARGEST, description="Go on after this number; `next` of an answer holds the right one.")]
Limit = Annotated[int, Field(ge=1, le=1000, description="At most so many in one answer.")]


class Filter(BaseModel):
    """What claims are narrowed to; the same as the queue's filter."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind | None = None
    measure: Measure | None = None
    event: Words | None = Field(None, description="A class of events, as `air_strike`.")
    source: Words | None = Field(None, description="Part of the name of a source, in any case, with or without accents.")
    place: Words | None = Field(None, description="Part of the name of a place.")
    near: Annotated[str, Field(pattern=r"^-?[0-9]{1,2}(\.[0-9]{1,9})?,-?[0-9]{1,3}(\.[0-9]{1,9})?,[0-9]{1,5}(\.[0-9]{1,9})?$")] | None = Field(
        None, description="Latitude, longitude and kilometres: `36.2,37.16,60`.")
    since: Day | None = None
    until: Day | None = None
    at_least: Size | None = None
    at_most: Size | None = None
    status: Status | None = None
    rule: Words | None = None
    document: Words | None = Field(None, description="A document's id.")
    text: Words | None = Field(None, description='Words of the claim: `"in a row"`, `begin*`.')
    report: Words | None = Field(None, description="Words of its report.")

    def asked(self) -> ClaimFilter:
        """As the ledger asks it; an empty field is none. Raises UsageError."""
        given = {name: value for name, value in self.model_dump(include=set(Filter.model_fields) - {"near"}).items() if value not in (None, "")}
        near = None
        if self.near:
            lat, lon, km = (float(part) for part in self.near.split(","))
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise UsageError(self.near, "is no circle on the earth", "give degrees of latitude and longitude, and kilometres")
            near = lat, lon, km
        return ClaimFilter(near=near, **given)


class Asked(Filter):
    """A filter, and which page of it."""

    after: After = 0
    limit: Limit = 100


class Paged(BaseModel):
    """Which page."""

    model_config = ConfigDict(extra="forbid")

    after: After = 0
    limit: Limit = 100


class ListedClaim(Claim):
    """A claim with its number in the ledger and where it stands."""

    number: int
    status: Status


class FullClaim(ListedClaim):
    """A claim with every decision that the asker may see, the oldest first."""

    decisions: tuple[Decision, ...]


class Claims(BaseModel):
    """A page of claims; `filter` says in words what was asked."""

    filter: str
    total: int
    claims: list[ListedClaim]
    next: str | None


class Deciding(BaseModel):
    """A verdict. `seen` is how many decisions the claim had when it was looked at: where there are more by now, nothing is written (409)."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["accept", "reject", "correct", "unsure", "note", "assign", "withhold", "undo"]
    reason: Annotated[str, BeforeValidator(clean), Field(max_length=2000)] = ""
    corrected: Annotated[dict[str, Any], BeforeValidator(clean)] | None = Field(None, description='Fields put right, by name with dots: `{"figure.low": 600}`.')
    seen: Annotated[int, Field(ge=0, le=LARGEST)] | None = None


class Bulk(BaseModel):
    """One verdict on all claims of a filter. `count` is how many the asker believes there are: where it is another number, nothing is written (409)."""

    model_config = ConfigDict(extra="forbid")

    filter: Filter = Filter()
    verdict: Literal["accept", "reject", "unsure", "undo"]
    reason: Annotated[str, BeforeValidator(clean), Field(max_length=2000)] = ""
    count: Annotated[int, Field(ge=0, le=LARGEST)]


class Decided(BaseModel):
    """How many claims were decided."""

    decided: int


class Incidents(BaseModel):
    """A page of incidents."""

    total: int
    incidents: list[Incident]
    next: str | None


class ListedDocument(DocumentRef):
    """A report without its text; `notice` is what to say before it is shown."""

    number: int
    notice: str | None = None


class FullDocument(ListedDocument):
    """A report with its text."""

    text: str


class Documents(BaseModel):
    """A page of reports."""

    documents: list[ListedDocument]
    next: str | None


class Found(BaseModel):
    """A report that holds the words, with the words around the first of them."""

    number: int
    document: DocumentRef
    excerpt: str
    claims: int


class Hits(BaseModel):
    """A page of reports found."""

    hits: list[Found]
    next: str | None


class MadeDecision(Decision):
    """A decision with its number: decisions come in this order, without gaps but for those that the asker may not see yet."""

    number: int


class Decisions(BaseModel):
    """A page of decisions."""

    decisions: list[MadeDecision]
    next: str | None


class Due(BaseModel):
    """What had fallen due by a day, the latest first."""

    on: str
    due: list[DueClaim]
    next: str | None


class Me(BaseModel):
    """Who is asking."""

    name: str
    role: Role
    blind: bool


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


_PROBLEM = {"content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _PROBLEM | {"description": "This is no JSON, or the server was called by a name that it does not answer to"},
    401: _PROBLEM | {"description": "Nobody known is asking"}, 403: _PROBLEM | {"description": "The role does not reach so far"},
    404: _PROBLEM | {"description": "There is no such thing in this ledger"}, 422: _PROBLEM | {"description": "A value makes no sense"},
}
STALE: dict[int | str, dict[str, Any]] = {
    409: _PROBLEM | {"description": "It is not as the asker believes; nothing was written"},
    412: _PROBLEM | {"description": "Somebody decided since (If-Match); nothing was written"},
}
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "Still as the asker has it (If-None-Match)"}}
