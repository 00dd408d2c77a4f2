"""What every route shares: the open ledger, the guard, the templates, and who is at the page.

A route asks for it with `Shared`; nothing else about a request is global. Who decides and what they may do is asked of it alone (`who`, `changing`), so that
users and roles have one place.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from sijill.apps.web.safety import Guard
from sijill.apps.web.wanted import Wanted
from sijill.errors import LedgerError
from sijill.keep import ClaimFilter, Entry, Ledger, Tally
from sijill.model import Claim, Decision, Incident, Verdict
from sijill.pipeline import incidents as linked

PAGE_SIZE = 100
#: Linking on request is for ledgers of a team's reading; larger ones are linked ahead.
LINKED_ON_REQUEST = 30_000
T = TypeVar("T")


class Refused(HTTPException):
    """A change that is not made, with a page that says why."""

    def __init__(self, status: int, title: str, words: str) -> None:
        super().__init__(status, words)
        self.title = title


class Memory:
    """What was worked out for a state of the ledger, the last few; one thread works a thing out while the others wait."""

    def __init__(self, size: int = 256) -> None:
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock, self._size = threading.RLock(), size

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is held under the key, made when it is not."""
        with self._lock:
            if key not in self._held:
                self._held[key] = make()
                if len(self._held) > self._size:
                    self._held.popitem(last=False)
            found: T = self._held[key]
            return found


@dataclass
class Context:
    """One for a running server."""

    ledger: Ledger
    guard: Guard
    templates: Jinja2Templates
    reviewer: str
    reading: Any = None
    memory: Memory = field(default_factory=Memory)
    linking: Memory = field(default_factory=lambda: Memory(2))

    def who(self, request: Request) -> str:
        """The name under which this visitor's decisions are kept."""
        return self.reviewer

    def changing(self, request: Request, token: str) -> str:
        """The visitor's name, where they may change something and the form is their own. Raises Refused."""
        if not self.guard.allows(request.state.session, token):
            raise Refused(403, "Not sent from this page", "The form is from another session. Open the page again and send it from there.")
        return self.who(request)

    def show(self, request: Request, name: str, status_code: int = 200, **context: Any) -> Response:
        """A page from its template."""
        shared = {"reviewer": self.who(request), "ledger": self.ledger.where, "token": self.guard.token(request.state.session), "here": "", "wanted": None}
        return self.templates.TemplateResponse(request, name, {**shared, **context}, status_code=status_code)

    # -- asking -------------------------------------------------------------------------------------------------------

    def entry(self, id_: str) -> Entry:
        """The claim of an address with its number and where it stands; 404 where there is none."""
        try:
            return self.ledger.entry(id_)
        except LedgerError as error:
            raise HTTPException(404, str(error)) from error

    def claim(self, id_: str) -> Claim:
        """The claim of an address; 404 where there is none."""
        return self.entry(id_).claim

    def tally(self, wanted: ClaimFilter) -> Tally:
        """A filter's counts, kept until something is read or decided."""
        counts = self.ledger.counts()
        return self.memory.get(("tally", counts.last_reading, counts.last_decision, wanted), lambda: self.ledger.tally(wanted))

    def incidents(self) -> list[Incident]:
        """All incidents, kept until something is read, or decided of an incident; none where the ledger is too large to link on request."""
        key = self.ledger.counts().last_reading, self.ledger.last_about("i_")
        return self.linking.get(key, self._link)

    def _link(self) -> list[Incident]:
        return list(linked(self.ledger)) if self.ledger.tally().claims <= LINKED_ON_REQUEST else []

    def incident(self, id_: str) -> Incident:
        """The incident of an address; 404 where there is none."""
        found = next((i for i in self.incidents() if i.id == id_), None)
        if found is None:
            raise HTTPException(404, f"{id_} is no incident of this ledger (a merge, a split or a new report gives it another id)")
        return found

    def incident_of(self, claim: str) -> Incident | None:
        """The incident that a claim belongs to."""
        return next((i for i in self.incidents() if claim in i.claims), None)

    # -- deciding -----------------------------------------------------------------------------------------------------

    def decision(
        self, subject: str, verdict: Verdict, reviewer: str, reason: str = "", corrected: dict[str, Any] | None = None, batch: str | None = None,
    ) -> Decision:
        """A decision, dated now."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Decision(subject=subject, verdict=verdict, reviewer=reviewer, decided_at=now, reason=reason[:2000], corrected=corrected, batch=batch)

    def decide(
        self, subject: str, verdict: Verdict, reviewer: str, reason: str = "", corrected: dict[str, Any] | None = None, seen: int | None = None,
    ) -> None:
        """Write a decision. Raises Stale."""
        self.ledger.decide(self.decision(subject, verdict, reviewer, reason, corrected), seen=seen)


def _context(request: Request) -> Context:
    found: Context = request.app.state.context
    return found


def _wanted(request: Request) -> Wanted:
    return Wanted.of(request.url.query)


Shared = Annotated[Context, Depends(_context)]
#: The filter of a page's address.
Asked = Annotated[Wanted, Depends(_wanted)]
