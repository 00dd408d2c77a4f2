"""The correct form: any field of a claim put right, spans by selecting text; what was read stays beside it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from sijill.apps.web.context import Asked, Context, Refused, Shared
from sijill.apps.web.labels import BOUNDS, MEASURES, MODALITIES, event_classes
from sijill.apps.web.routes.claims import of_claim
from sijill.apps.web.wanted import Wanted
from sijill.errors import UsageError
from sijill.keep import Stale
from sijill.model import Claim, Document, Span
from sijill.review import Around, corrected

router = APIRouter(include_in_schema=False)
FIGURE = ("figure.measure", "figure.bound", "figure.low", "figure.high", "figure.group", "figure.unit", "figure.place.name", "figure.time.start",
          "figure.time.end")
EVENT = ("event.class", "event.negated", "event.place.name", "event.time.start", "event.time.end")
EVERY = ("modality", "said_on.start")
NUMBERS, FLAGS = ("figure.low", "figure.high"), ("event.negated",)


def names_of(claim: Claim) -> tuple[str, ...]:
    """The fields that a claim of this kind has."""
    sources = tuple(f"sources.{n}.name" for n in range(len(claim.sources)))
    return (*(FIGURE if claim.figure else ()), *(EVENT if claim.event else ()), *EVERY, *sources)


def spans_of(claim: Claim) -> dict[str, Span | None]:
    """The spans that can be chosen anew, by the name of their field."""
    found: dict[str, Span | None] = {"content": claim.content, "cue": claim.cue}
    return found | {f"sources.{n}.span": s.span for n, s in enumerate(claim.sources)}


def value_of(claim: Claim, name: str) -> Any:
    """What a field holds now."""
    at: Any = claim.model_dump(by_alias=True, mode="json")
    for step in name.split("."):
        at = None if at is None else at[int(step)] if isinstance(at, list) else at.get(step)
    return at


@router.get("/claims/{id_}/correct", response_class=HTMLResponse)
def form(request: Request, shared: Shared, id_: str, wanted: Asked) -> Response:
    """The form beside the report."""
    return _form(request, shared, id_, wanted)


def _form(request: Request, shared: Context, id_: str, wanted: Wanted, fault: str = "", typed: FormData | None = None) -> Response:
    held = of_claim(shared, shared.entry(id_), wanted)
    claim = held["claim"]
    assert isinstance(claim, Claim)
    values = {name: value_of(claim, name) for name in names_of(claim)}
    if typed is not None:
        values |= {name: typed[name] for name in values if name in typed}
    choices = {"figure.measure": MEASURES, "figure.bound": BOUNDS, "modality": MODALITIES, "event.class": event_classes()}
    return shared.show(request, "correct.html", 422 if fault else 200, **held, values=values, spans=spans_of(claim), choices=choices, fault=fault)


@router.post("/claims/{id_}/correct")
async def correct(request: Request, shared: Shared, id_: str, token: Annotated[str, Form()], seen: Annotated[int | None, Form()] = None,
                  query: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "") -> Response:
    """Keep the correction; then the next claim comes."""
    reviewer = shared.changing(request, token)
    entry, wanted, sent = shared.entry(id_), Wanted.of(query), await request.form()
    document = shared.whole.document(entry.claim.document.id)  # the words that a span counts, blocked or not
    try:
        fields = changed(entry.claim, sent, document)
        if not fields:
            raise UsageError("the form", "changes nothing", "change a field, or accept the claim as it was read")
        corrected(entry.claim, fields, document.text if document else None)
    except UsageError as error:
        return _form(request, shared, id_, wanted, str(error), sent)
    ahead = Around.of(shared.ledger, wanted.filter(shared.ledger), entry.number).todo
    try:
        shared.decide(entry.claim.id, "correct", reviewer, reason, fields, seen=seen)
    except Stale as stale:
        raise Refused(409, "Decided meanwhile", f"{stale.decision.reviewer} said “{stale.decision.verdict}” at {stale.decision.decided_at}. "
                      "Nothing of yours was written. Open the claim again to see it.") from stale
    return RedirectResponse(f"/claims/{ahead or entry.claim.id}?{wanted.query()}", 303)


def changed(claim: Claim, sent: FormData, document: Document | None) -> dict[str, Any]:
    """The fields that the form holds otherwise than the claim was read. Raises UsageError."""
    out: dict[str, Any] = {}
    for name in names_of(claim):
        if name in sent and (value := _read(name, str(sent[name]))) != value_of(claim, name):
            out[name] = value
    for name, span in spans_of(claim).items():
        found = _span(name, sent, document)
        if found is not None and found != span:
            out[name] = found.model_dump()
    return _whole(claim, out)


def _read(name: str, text: str) -> Any:
    text = text.strip()
    if name in FLAGS:
        return text == "true"
    if not text:
        return None
    if name not in NUMBERS:
        return text
    try:
        return int(text.replace(",", "").replace(" ", ""))
    except ValueError as error:
        raise UsageError(name, f"{text[:20]!r} is no whole number", "write digits only") from error


def _span(name: str, sent: FormData, document: Document | None) -> Span | None:
    start, end = str(sent.get(f"{name}.start", "")), str(sent.get(f"{name}.end", ""))
    if not (start and end and document):
        return None
    try:
        return Span.of(document.text, int(start), int(end))
    except ValueError as error:
        raise UsageError(name, f"no words stand from {start[:12]} to {end[:12]}", "select the words in the report") from error


def _whole(claim: Claim, fields: dict[str, Any]) -> dict[str, Any]:
    """What a field drags along: a time needs its precision, a place that is renamed loses the old one's point and words, one that is emptied goes."""
    for part in ("figure", "event"):
        renamed = f"{part}.place.name"
        if renamed in fields:
            name = fields.pop(renamed)
            fields[f"{part}.place"] = None if name is None else {"name": name, "precision": "exact"}
    for part in ("figure.time", "event.time", "said_on"):
        ends = [f"{part}.{end}" for end in ("start", "end") if f"{part}.{end}" in fields]
        if ends:
            _time(claim, part, ends, fields)
    return fields


def _time(claim: Claim, part: str, ends: list[str], fields: dict[str, Any]) -> None:
    held = value_of(claim, part) or {"start": None, "end": None}
    new = {end: fields.pop(f"{part}.{end}", held[end]) for end in ("start", "end")}
    if part == "said_on":
        new["end"] = new["start"]
    precision = "day" if new["start"] == new["end"] else "interval"
    fields[part] = {**new, "precision": precision} if any(new.values()) else None
