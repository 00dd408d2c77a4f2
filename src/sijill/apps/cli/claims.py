"""`sijill claims`: what the ledger holds, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from sijill.apps.cli.common import DEFAULT_LEDGER, JsonOption, LedgerOption, a_day, complain, console, print_json, safe
from sijill.errors import UsageError
from sijill.model import Claim

if TYPE_CHECKING:
    from sijill.keep import Status


def claims(
    kind: Annotated[str | None, typer.Option(help="figure, event, forecast, demand, offer, threat, denial or statement.")] = None,
    source: Annotated[str | None, typer.Option(help="Part of the name of any source in the chain.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of the place's name.")] = None,
    near: Annotated[str | None, typer.Option(metavar="LAT,LON,KM", help="At most so many kilometres from a point: 36.2,37.16,25.")] = None,
    since: Annotated[str | None, typer.Option(help="About times on or after this day.")] = None,
    until: Annotated[str | None, typer.Option(help="About times on or before this day.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the claim, all of them; \"in a row\"; begin*.")] = None,
    report: Annotated[str | None, typer.Option(help="Words of the report that it was read in.")] = None,
    measure: Annotated[str | None, typer.Option(help="killed, injured, displaced …")] = None,
    event: Annotated[str | None, typer.Option(help="The event's class: air_strike, shelling …")] = None,
    at_least: Annotated[int | None, typer.Option("--at-least", help="Figures of this size or more.")] = None,
    at_most: Annotated[int | None, typer.Option("--at-most", help="Figures of this size or less.")] = None,
    status: Annotated[str | None, typer.Option(help="unreviewed, accepted, rejected, corrected, unsure or disagreed.")] = None,
    rule: Annotated[str | None, typer.Option(help="The rule that read it, by its whole name.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Show so many, in the order in which they were read, and say how to go on.")] = None,
    after: Annotated[int, typer.Option(min=0, help="Go on after this number, which the last list named.")] = 0,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List claims: who says what, with its figure, place and time. All filters given must hold."""
    from sijill.keep import ClaimFilter, Ledger

    wanted = ClaimFilter(
        kind=kind, source=source, place=place, near=_circle(near), since=a_day(since, "--since"), until=a_day(until, "--until"), text=text, report=report,
        measure=measure, event=event, at_least=at_least, at_most=at_most, status=_status(status), rule=rule,
    )
    with Ledger.open(ledger, create=False) as book:
        page = book.page(wanted, after=after, size=limit or 100) if limit or after else None
        found = [e.claim for e in page.entries] if page else list(book.claims(wanted))
    if as_json:
        print_json(c.model_dump(by_alias=True, mode="json") for c in found)
    elif not found:
        print(f"{wanted.sentence()}: none. Read a report with sijill read PATH, or widen the filters.")
    else:
        _print(found, wanted.sentence())
    if page and page.after:
        complain(f"More with --after {page.after}")


def _circle(value: str | None) -> tuple[float, float, float] | None:
    if value is None:
        return None
    try:
        lat, lon, km = map(float, value.split(","))
    except ValueError as error:
        raise UsageError("--near", f"{value!r} is no circle", "write it as 36.2,37.16,25: latitude, longitude, kilometres") from error
    return lat, lon, km


def _status(value: str | None) -> Status | None:
    from sijill.keep import STATUSES

    found = next((s for s in STATUSES if s == value), None)
    if value is not None and found is None:
        raise UsageError("--status", f"{value!r} is no status", f"choose one of {', '.join(STATUSES)}")
    return found


def table_of(found: list[Claim]) -> Table:
    """The claims as a table for the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column, share in (("id", 1), ("kind", 1), ("who says", 3), ("what", 6), ("figure", 2), ("where", 2), ("when", 2)):
        table.add_column(column, ratio=share, overflow="fold", no_wrap=column in ("id", "kind"))
    for claim in found:
        said = (who(claim), _short(claim.content.quote), figure(claim), where(claim), when(claim))
        table.add_row(claim.id[:10], claim.kind, *map(safe, said))
    return table


def _print(found: list[Claim], sentence: str) -> None:
    console().print(table_of(found))
    documents = len({c.document.id for c in found})
    console().print(safe(f"{sentence}: {len(found)} in {documents} documents. sijill show ID shows one in its sentence."))


def _short(text: str, size: int = 130) -> str:
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0] + " …"


def who(claim: Claim) -> str:
    """The chain of sources: the origin, and who relayed it."""
    if not claim.sources:
        return f"({claim.document.publisher or 'the report itself'})"
    origin, *relays = [s.name for s in claim.sources]
    return origin + "".join(f", via {name}" for name in relays)


def figure(claim: Claim) -> str:
    """The figure in short: "killed ≥ 600 civilians"; of an event its class."""
    if claim.event:
        return ("not " if claim.event.negated else "") + claim.event.class_.replace("_", " ")
    f = claim.figure
    if f is None:
        return f"due {claim.forecast.due.latest}" if claim.forecast and claim.forecast.due.latest else ""
    number = {
        "more_than": f"> {f.low:,}" if f.low is not None else "", "at_least": f"≥ {f.low:,}" if f.low is not None else "",
        "less_than": f"< {f.high:,}" if f.high is not None else "", "at_most": f"≤ {f.high:,}" if f.high is not None else "",
        "about": f"~ {f.low:,}" if f.low is not None else "", "between": f"{f.low:,}–{f.high:,}" if f.low is not None and f.high is not None else "",
        "exact": f"{f.low:,}" if f.low is not None else "",
    }[f.bound]
    part = " (part)" if f.subset_of else ""
    return f"{f.measure} {number} {f.group or ''}".strip() + part


def where(claim: Claim) -> str:
    """The place's name."""
    detail = claim.figure or claim.event
    return detail.place.name if detail and detail.place else ""


def when(claim: Claim) -> str:
    """The day, or first and last day."""
    detail = claim.figure or claim.event
    time = detail.time if detail else None
    if time is None:
        return ""
    return str(time.start) if time.start == time.end else f"{time.start or '…'} to {time.end or '…'}"
