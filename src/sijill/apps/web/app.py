"""The pages and the API over one open ledger. Thin: what is shown is asked of keep, review and link; what is decided goes through review."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel, ValidationError

from sijill.apps.web.marks import marks_of, paragraphs
from sijill.apps.web.safety import Guard
from sijill.errors import LedgerError
from sijill.keep import ClaimFilter, Ledger, Stale
from sijill.link import due as fallen_due
from sijill.model import Claim, Decision, Incident, Verdict
from sijill.pipeline import incidents as linked
from sijill.review import STATUSES, Queue, Status, standing

HERE = Path(__file__).parent
PAGE_SIZE = 100
DECIDE: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "unsure": "unsure", "correct": "correct", "note": "note", "undo": "undo"}


class Wanted(BaseModel):
    """What the queue is narrowed to: the same for the page and the API."""

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
        what = {"figure": "Figures", "event": "Events", "denial": "Denials", "threat": "Threats", "demand": "Demands", "offer": "Offers",
                "forecast": "Forecasts", "statement": "Statements"}.get(self.kind or "", "Claims")
        parts = [what, f"of people {self.measure}" if self.measure else "", f"from {self.source}" if self.source else "",
                 f"in {self.place}" if self.place else "",
                 f"since {self.since}" if self.since else "", f"until {self.until}" if self.until else "", f"with “{self.text}”" if self.text else ""]
        return " ".join(p for p in parts if p) + (f", {STATUSES[s].lower()}" if (s := self.state()) else "")


def create_app(ledger: Ledger, reviewer: str = "reviewer") -> FastAPI:
    """The application over an open ledger; decisions are written under `reviewer`."""
    app = FastAPI(title="Sijill", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    guard, templates = Guard(), Jinja2Templates(HERE / "templates")
    app.middleware("http")(guard)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    def show(request: Request, name: str, status_code: int = 200, **context: Any) -> Response:
        shared = {"reviewer": reviewer, "ledger": ledger.where, "token": guard.token(request.state.session), "statuses": STATUSES}
        return templates.TemplateResponse(request, name, {**shared, **context}, status_code=status_code)

    def claim_of(id_: str) -> Claim:
        try:
            return ledger.claim(id_)
        except LedgerError as error:
            raise HTTPException(404, str(error)) from error

    def incident_of(id_: str) -> Incident:
        found = next((i for i in linked(ledger) if i.id == id_), None)
        if found is None:
            raise HTTPException(404, f"{id_} is no incident of this ledger")
        return found

    def write(subject: str, verdict: Verdict, reason: str, seen: int | None) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        ledger.decide(Decision(subject=subject, verdict=verdict, reviewer=reviewer, decided_at=now, reason=reason[:2000]), seen=seen)

    @app.exception_handler(HTTPException)
    async def missing(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith("/api/"):
            return Response(f'{{"detail": "{error.status_code}"}}', error.status_code, media_type="application/json")
        return show(request, "message.html", error.status_code, title="Not here", words=str(error.detail))

    @app.get("/", response_class=HTMLResponse)
    def queue(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
        """The queue: the claims of a filter."""
        found = Queue.of(ledger, wanted.filter(), wanted.state())
        first = (max(1, wanted.page) - 1) * PAGE_SIZE
        return show(request, "queue.html", here="queue", wanted=wanted, queue=found, rows=found.rows[first : first + PAGE_SIZE],
                    more=wanted.query(page=wanted.page + 1) if len(found.rows) > first + PAGE_SIZE else None, documents=any(True for _ in ledger.documents()))

    @app.get("/claims/{id_}", response_class=HTMLResponse)
    def claim(request: Request, id_: str, wanted: Annotated[Wanted, Query()]) -> Response:
        """One claim in its report."""
        found = claim_of(id_)
        document = ledger.document(found.document.id)
        around = Queue.of(ledger, wanted.filter(), None)
        back, ahead, todo = around.around(found.id)
        own = [r for r in around.rows if r.claim.document.id == found.document.id]
        decisions = ledger.decisions(found.id)
        return show(request, "claim.html", here="queue", claim=found, document=document, own=own, back=back, ahead=ahead, todo=todo, wanted=wanted,
                    paragraphs=paragraphs(document, marks_of(found), found.content) if document else [], decisions=decisions, standing=standing(decisions))

    @app.post("/claims/{id_}/decide")
    def decide(
        request: Request, id_: str, verdict: Annotated[str, Form()], token: Annotated[str, Form()], seen: Annotated[int | None, Form()] = None,
        reason: Annotated[str, Form()] = "", query: Annotated[str, Form()] = "",
    ) -> Response:
        """A verdict on one claim; then the next one comes."""
        if not guard.allows(request.state.session, token):
            return show(request, "message.html", 403, title="Not sent from this page", words="The form is from another session. Open the claim again.")
        found = claim_of(id_)
        if verdict not in {*DECIDE, "redo"}:
            raise HTTPException(422, "no such verdict")
        if verdict == "redo":
            undone = standing(ledger.decisions(found.id)).undone
            if undone is not None:
                write(found.id, undone.verdict, "redo", seen)
        else:
            try:
                write(found.id, DECIDE[verdict], reason, seen)
            except Stale as stale:
                return show(request, "stale.html", 409, claim=found, by=stale.decision, verdict=verdict, query=query, count=stale.count)
        wanted = Wanted.of(query)
        _, _, todo = Queue.of(ledger, wanted.filter(), None).around(found.id)
        stay = verdict in ("undo", "redo", "note") or todo is None
        return RedirectResponse(f"/claims/{found.id if stay else todo}?{wanted.query()}", 303)

    @app.post("/bulk")
    def bulk(
        request: Request, verdict: Annotated[str, Form()], token: Annotated[str, Form()], count: Annotated[str, Form()] = "",
        query: Annotated[str, Form()] = "",
    ) -> Response:
        """One verdict on all claims of a filter, when their number was typed."""
        if not guard.allows(request.state.session, token):
            return show(request, "message.html", 403, title="Not sent from this page", words="The form is from another session. Open the queue again.")
        wanted = Wanted.of(query)
        rows = Queue.of(ledger, wanted.filter(), wanted.state()).rows
        if verdict not in DECIDE or count.strip() != str(len(rows)):
            return show(request, "message.html", 422, title="Nothing was decided", words=f"The filter finds {len(rows)} claims; type that number to go on.")
        for row in rows:
            write(row.claim.id, DECIDE[verdict], "bulk", None)
        return RedirectResponse(f"/?{wanted.query()}", 303)

    @app.get("/incidents", response_class=HTMLResponse)
    def all_incidents(request: Request) -> Response:
        """What the claims are about."""
        return show(request, "incidents.html", here="incidents", incidents=list(linked(ledger)))

    @app.get("/incidents/{id_}", response_class=HTMLResponse)
    def one_incident(request: Request, id_: str) -> Response:
        """One incident with the claims behind it."""
        found = incident_of(id_)
        claims = [claim_of(c) for c in found.claims]
        roots: dict[str, list[Claim]] = {}
        for c in claims:
            roots.setdefault(c.sources[0].name if c.sources else f"The report {c.document.title or c.document.uri} itself", []).append(c)
        return show(request, "incident.html", here="incidents", incident=found, roots=roots, by_id={c.id: c for c in claims})

    @app.get("/documents", response_class=HTMLResponse)
    def documents(request: Request) -> Response:
        """All reports, and what could not be read."""
        counts: dict[str, int] = {}
        for c in ledger.claims():
            counts[c.document.id] = counts.get(c.document.id, 0) + 1
        return show(request, "documents.html", here="documents", documents=list(ledger.documents()), counts=counts, refusals=ledger.refusals())

    @app.get("/documents/{id_}", response_class=HTMLResponse)
    def document(request: Request, id_: str) -> Response:
        """One report with all its claims underlined."""
        found = ledger.document(id_)
        if found is None:
            raise HTTPException(404, "no such report in this ledger")
        own = [c for c in ledger.claims() if c.document.id == id_]
        return show(request, "document.html", here="documents", document=found, own=own,
                    paragraphs=paragraphs(found, [(c.content.start, c.content.end, "m-other") for c in own]))

    @app.get("/due", response_class=HTMLResponse)
    def due(request: Request, on: str | None = None) -> Response:
        """What was foretold, demanded or threatened for a day that has passed."""
        try:
            day = date.fromisoformat(on).isoformat() if on else date.today().isoformat()
        except ValueError:
            day = date.today().isoformat()
        return show(request, "due.html", here="due", day=day, due=list(fallen_due(list(ledger.claims()), day)))

    @app.get("/history", response_class=HTMLResponse)
    def history(request: Request) -> Response:
        """Every decision there is, the newest first."""
        every = [d for group in ledger.all_decisions().values() for d in group]
        return show(request, "history.html", here="history", decisions=sorted(every, key=lambda d: d.decided_at, reverse=True)[:1000])

    @app.get("/keys", response_class=HTMLResponse)
    def keys(request: Request) -> Response:
        """The keys."""
        return show(request, "keys.html", here="keys")

    @app.get("/api/v1/claims")
    def api_claims(wanted: Annotated[Wanted, Query()]) -> dict[str, Any]:
        """The claims of a filter, a page at a time, each with its status."""
        rows = Queue.of(ledger, wanted.filter(), wanted.state()).rows
        first = (max(1, wanted.page) - 1) * PAGE_SIZE
        part = rows[first : first + PAGE_SIZE]
        return {"total": len(rows), "page": wanted.page,
                "claims": [{**r.claim.model_dump(by_alias=True, mode="json"), "status": r.standing.status} for r in part]}

    @app.get("/api/v1/claims/{id_}")
    def api_claim(id_: str) -> dict[str, Any]:
        """One claim with its decisions."""
        found = claim_of(id_)
        return {**found.model_dump(by_alias=True, mode="json"), "decisions": [d.model_dump() for d in ledger.decisions(found.id)]}

    @app.get("/api/v1/incidents")
    def api_incidents() -> list[dict[str, Any]]:
        """All incidents."""
        return [i.model_dump(by_alias=True, mode="json") for i in linked(ledger)]

    return app
