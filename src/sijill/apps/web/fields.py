"""A claim's fields for the card: what Sijill understood, and the words it was read from; a value without words says why, an absent one says so.

The words are found again with the same grammars that read them; where they are not found, none are claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sijill.extract.dates.find import find_dates
from sijill.extract.numbers.find import find_numbers
from sijill.model import Claim, Document, Figure, Place, Span, Time

NOT_STATED = "not stated"
PRECISION = {
    "exact": "the place itself", "near": "near it", "admin2": "known to the district, no closer", "admin1": "known to the province, no closer",
    "area": "an area, no closer", "country": "known to the country, no closer", "international": "beyond one country",
}


@dataclass(frozen=True)
class Field:
    """A row of the card: `name` is what a correction calls it; `words` the characters it was read from, or `why` there are none."""

    label: str
    value: str | None
    name: str = ""
    words: Span | None = None
    why: str = ""
    note: str = ""


def number_in(claim: Claim) -> Span | None:
    """The number of a figure with its bound, where it stands in the content."""
    figure = claim.figure
    if figure is None:
        return None
    found = [n for n in find_numbers(claim.content.quote) if (n.low, n.high) == (figure.low, figure.high)]
    return _span(claim, found[0].start, found[0].end) if found else None


def _span(claim: Claim, start: int, end: int) -> Span:
    at = claim.content.start
    return Span(start=at + start, end=at + end, quote=claim.content.quote[start:end])


def fields_of(claim: Claim, document: Document | None) -> list[Field]:
    """All rows of a claim's card, in the order in which they are read."""
    return [*_figure(claim), *_event(claim), *_where(claim), *_when(claim, document), *_said(claim)]


def _figure(claim: Claim) -> Iterator[Field]:
    figure = claim.figure
    if figure is None:
        return
    yield Field("Measure", figure.measure.replace("_", " "), "figure.measure", why="see how it was read")
    yield Field("Number", said(figure), "figure.low", number_in(claim), note="a part of a larger figure" if figure.subset_of else "")
    yield Field("Group", figure.group, "figure.group", _noun(claim, figure.group))
    for victim in figure.named:
        told = ", ".join(filter(None, (f"{victim.age} years" if victim.age else "", victim.sex or "", victim.occupation or "")))
        yield Field("Victim", victim.name or victim.span.quote, words=victim.span, note=told)


def _noun(claim: Claim, noun: str | None) -> Span | None:
    at = claim.content.quote.lower().find(noun.lower()) if noun else -1
    return _span(claim, at, at + len(noun)) if noun and at >= 0 else None


def _event(claim: Claim) -> Iterator[Field]:
    event = claim.event
    if event is None:
        return
    yield Field("Event", ("no " if event.negated else "") + event.class_.replace("_", " "), "event.class", event.trigger)
    for label, held in (("Who acts", event.actors), ("Upon whom", event.targets)):
        for actor in held:
            yield Field(label, actor.name, words=actor.span, note=(actor.class_ or "").replace("_", " "))
        if not held:
            yield Field(label, None)


def _where(claim: Claim) -> Iterator[Field]:
    detail = claim.figure or claim.event
    if detail is None:
        return
    place: Place | None = detail.place
    if place is None:
        yield Field("Place", None, _part(claim, "place.name"))
        return
    note = PRECISION[place.precision] + (", from an earlier sentence" if place.carried else "")
    yield Field("Place", place.name, _part(claim, "place.name"), place.span, "" if place.span else "not in the words", note)


def _part(claim: Claim, name: str) -> str:
    return f"{'figure' if claim.figure else 'event'}.{name}"


def _when(claim: Claim, document: Document | None) -> Iterator[Field]:
    detail = claim.figure or claim.event
    if detail is not None:
        yield from _times(claim, detail.time, document)
    if claim.forecast:
        due = claim.forecast.due
        yield Field("Due", f"{due.earliest or '…'} to {due.latest or '…'}", words=claim.forecast.horizon)


def _times(claim: Claim, time: Time | None, document: Document | None) -> Iterator[Field]:
    if time is None:
        yield Field("When", None, _part(claim, "time.start"))
        return
    words = _date_words(claim, time, document)
    published = claim.document.published
    if time.start == time.end:
        yield Field("When", time.start, _part(claim, "time.start"), words, "" if words else "from the sentence around it", _loose(time))
        return
    yield Field("From", time.start, _part(claim, "time.start"), words)
    yield Field("To", time.end, _part(claim, "time.end"), why="day of publication" if time.end and time.end == published else "", note=_loose(time))


def _loose(time: Time) -> str:
    return "" if time.precision == "day" else f"known to the {time.precision}" if time.precision != "interval" else ""


def _date_words(claim: Claim, time: Time, document: Document | None) -> Span | None:
    """The date in the claim's paragraph that gives this time."""
    if document is None or not document.text:
        return None
    begin = document.text.rfind("\n", 0, claim.content.start) + 1
    end = document.text.find("\n", claim.content.end)
    line = document.text[begin : end if end >= 0 else None]
    published = date.fromisoformat(document.published) if document.published else None
    for found in find_dates(line, published=published):
        held = found.time
        if held is not None and held.start == time.start:
            return Span(start=begin + found.start, end=begin + found.end, quote=line[found.start : found.end])
    return None


def _said(claim: Claim) -> Iterator[Field]:
    if claim.addressee:
        yield Field("To whom", claim.addressee.quote, words=claim.addressee)
    if claim.told:
        yield Field("Told", claim.told.quote, words=claim.told)
    yield Field("Modality", claim.modality, "modality")
    if claim.said_on:
        day = claim.said_on
        yield Field("Said on", day.start if day.start == day.end else f"{day.start or '…'} to {day.end or '…'}", "said_on.start")
    else:
        yield Field("Said on", None, "said_on.start")


def said(figure: Figure) -> str:
    """A figure's number in words, its bound kept: "more than 600", never 600."""
    low, high = (f"{n:,}" if n is not None else "…" for n in (figure.low, figure.high))
    some = low if figure.low is not None else high
    shapes = {"more_than": f"more than {low}", "at_least": f"at least {low}", "less_than": f"less than {high}", "at_most": f"up to {high}",
              "between": f"{low} to {high}", "about": f"about {some}"}
    return shapes.get(figure.bound, some if some != "…" else "not counted")
