"""A correction: fields of a claim put right, each by its name with dots. The claim as read is never changed; a corrected one is made from both.

In: a claim, the report's text, and {"figure.low": 600, "content": {"start", "end", "quote"}}. Out: the claim as corrected, every span checked on the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from sijill.errors import UsageError
from sijill.keep.standing import held
from sijill.model import Bound, Claim, Decision, Measure, Modality, Span, put

#: What a form offers for a field; the others are written.
CHOICES: dict[str, tuple[str, ...]] = {"modality": get_args(Modality), "figure.measure": get_args(Measure), "figure.bound": get_args(Bound)}

#: What a correction may touch; the rest says which claim it is, and of which report.
OPEN = frozenset({"content", "cue", "sources", "within", "told", "addressee", "modality", "said_on", "figure", "event", "forecast"})


def corrected(claim: Claim, fields: Mapping[str, Any], text: str | None = None) -> Claim:
    """The claim with these fields put right; its id stays that of the claim as read. Raises UsageError, naming the field."""
    record = claim.model_dump(by_alias=True, mode="json")
    for name, value in fields.items():
        _put_named(record, name, value)
    try:
        made = Claim.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(".".join(map(str, first["loc"])), first["msg"].lower(), "put it right, or leave the field as it was read") from error
    if text is not None:
        _check_spans(made, fields, text)
    return made


def _put_named(record: dict[str, Any], name: str, value: Any) -> None:
    try:
        if name.split(".")[0] not in OPEN:
            raise KeyError(name)
        put(record, name, value)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(name[:60], "is no field of a claim that can be put right", f"name one in {', '.join(sorted(OPEN))}, with dots") from error


def _check_spans(claim: Claim, fields: Mapping[str, Any], text: str) -> None:
    spans: list[Span | None] = [claim.content, claim.cue, *(s.span for s in claim.sources)]
    for span in spans:
        if span is not None and not span.fits(text):
            raise UsageError(span.quote[:40], "does not stand there in the report", "select the words in the report again")


def last_correction(decisions: Iterable[Decision]) -> Decision | None:
    """The correction that stands, where the last verdict that nobody took back is one."""
    found = held(decisions)
    ruled = [d for d in found if d.mode == "adjudication"] or found
    return ruled[-1] if ruled and ruled[-1].verdict == "correct" and ruled[-1].corrected else None
