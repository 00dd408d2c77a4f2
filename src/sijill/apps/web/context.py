"""What every route shares: the open ledger, the guard, the templates, and who is at the page.

A route asks for it with `Shared`; nothing else about a request is global. Who decides and what they may do is asked of it alone (`who`, `changing`), so that
users and roles have one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from sijill.apps.web.safety import Guard
from sijill.errors import LedgerError
from sijill.keep import Ledger
from sijill.model import Claim, Incident, Person, Team, Verdict
from sijill.pipeline import incidents as linked
from sijill.review import STATUSES, Seen, decide

PAGE_SIZE = 100


class Refused(HTTPException):
    """A change that is not made, with a page that says why."""

    def __init__(self, status: int, title: str, words: str) -> None:
        super().__init__(status, words)
        self.title = title


@dataclass
class Context:
    """One for a running server."""

    ledger: Ledger
    guard: Guard
    templates: Jinja2Templates
    reviewer: str
    person: Person = field(default_factory=lambda: Person(name="reviewer", role="admin"))
    team: Team = field(default_factory=Team)
    alone: bool = True

    @property
    def whole(self) -> Ledger:
        """The ledger itself, behind what this visitor may see: for linking and writing, never for showing."""
        return self.ledger.whole if isinstance(self.ledger, Seen) else self.ledger

    def who(self, request: Request) -> str:
        """The name under which this visitor's decisions are kept."""
        person: Person | None = request.state.person
        return person.name if person else ""

    def changing(self, request: Request, token: str) -> str:
        """The visitor's name, where they may change something and the form is their own. Raises Refused."""
        if not self.guard.allows(request.state.session, token):
            raise Refused(403, "Not sent from this page", "The form is from another session. Open the page again and send it from there.")
        return self.who(request)

    def show(self, request: Request, name: str, status_code: int = 200, **context: Any) -> Response:
        """A page from its template."""
        state = request.state
        shared = {"reviewer": self.who(request), "ledger": self.ledger.where, "token": self.guard.token(state.session), "statuses": STATUSES,
                  "person": state.person, "alone": state.alone}
        return self.templates.TemplateResponse(request, name, {**shared, **context}, status_code=status_code)

    def claim(self, id_: str) -> Claim:
        """The claim of an address; 404 where there is none."""
        try:
            return self.ledger.claim(id_)
        except LedgerError as error:
            raise HTTPException(404, str(error)) from error

    def incidents(self) -> list[Incident]:
        """All incidents."""
        every = list(linked(self.whole))
        return [self.ledger.incident(i) for i in every] if isinstance(self.ledger, Seen) else every

    def incident(self, id_: str) -> Incident:
        """The incident of an address; 404 where there is none."""
        found = next((i for i in self.incidents() if i.id == id_), None)
        if found is None:
            raise HTTPException(404, f"{id_} is no incident of this ledger")
        return found

    def decide(
        self, subject: str, verdict: Verdict, reviewer: str, reason: str = "", corrected: dict[str, Any] | None = None, seen: int | None = None,
    ) -> None:
        """Write a decision, dated now. Raises Stale."""
        decide(self.whole, self.person, subject, verdict, team=self.team, reason=reason, corrected=corrected, seen=seen)


def _context(request: Request) -> Context:
    found: Context = request.app.state.context
    person: Person = request.state.person or Person(name="", role="reader")
    team = found.ledger.people.team()
    return replace(found, ledger=Seen(found.ledger, person, team), person=person, team=team, alone=request.state.alone)


Shared = Annotated[Context, Depends(_context)]
