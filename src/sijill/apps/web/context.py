"""What every route shares: the open ledger, the guard, the templates, and who is at the page.

A route asks for it with `Shared`; nothing else about a request is global. Who decides and what they may do is asked of it alone (`who`, `changing`), so that
users and roles have one place.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

from sijill.apps.web.safety import Guard
from sijill.apps.web.wanted import Wanted
from sijill.errors import LedgerError
from sijill.keep import ClaimFilter, Entry, Ledger, Tally
from sijill.model import Claim, Decision, Document, Incident, Person, Team, Verdict
from sijill.pipeline import Explanation, explain, relink
from sijill.review import Said, Seen, decide, decide_all

PAGE_SIZE = 100
#: Linking on request is for ledgers of a team's reading; larger ones are linked ahead.
LINKED_ON_REQUEST = 30_000
T = TypeVar("T")
#: The cookie with the reports whose text this browser asked to see in spite of their notice.
SHOWN = "sijill_shown"


def short_id(document_id: str) -> str:
    """Enough of a report's id to tell it from others in a cookie."""
    return document_id.removeprefix("sha256:")[:16]


class Refused(HTTPException):
    """A change that is not made, with a page that says why."""

    def __init__(self, status: int, title: str, words: str) -> None:
        super().__init__(status, words)
        self.title = title


class Memory:
    """What was worked out for a state of the ledger, the last few; one thread works a thing out while the others that want it wait."""

    def __init__(self, size: int = 256) -> None:
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.RLock] = {}
        self._lock, self._size = threading.Lock(), size

    def holds(self, key: Hashable) -> bool:
        """Whether something is held under the key."""
        return key in self._held

    @property
    def busy(self) -> bool:
        """Whether something is being worked out."""
        return bool(self._making)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is held under the key, made when it is not."""
        with self._lock:
            if key in self._held:
                found: T = self._held[key]
                return found
            turn = self._making.setdefault(key, threading.RLock())
        with turn:
            return self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Whoever waited for their turn finds it made."""
        try:
            if key not in self._held:
                made = make()
                with self._lock:
                    self._held[key] = made
                    while len(self._held) > self._size:
                        self._held.popitem(last=False)
                return made
            found: T = self._held[key]
            return found
        finally:
            with self._lock:
                self._making.pop(key, None)


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

    reading: Any = None
    memory: Memory = field(default_factory=Memory)
    linking: Memory = field(default_factory=lambda: Memory(64))

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
        shared = {"reviewer": self.who(request), "ledger": self.ledger.where, "token": self.guard.token(state.session), "here": "", "wanted": None,
                  "person": state.person, "alone": state.alone, "notice": self.notice(request, context.get("document"))}
        return self.templates.TemplateResponse(request, name, {**shared, **context}, status_code=status_code)

    def notice(self, request: Request, document: Document | None) -> str | None:
        """What to say before a report's text is shown; None where it has no notice, or this browser has asked for the text."""
        if document is None or short_id(document.id) in request.cookies.get(SHOWN, "").split("."):
            return None
        return self.ledger.flags("notice").get(document.id)

    @property
    def viewer(self) -> str | None:
        """Whose own view of the claims this is, while they are kept from others'."""
        return self.ledger.viewer if isinstance(self.ledger, Seen) else None

    @property
    def unnamed(self) -> bool:
        """Whether names of sources are withheld from this visitor."""
        return isinstance(self.ledger, Seen) and bool(self.ledger.withheld)

    @property
    def eyes(self) -> Hashable:
        """What two visitors have in common who are given the same answers."""
        return self.viewer, self.unnamed, isinstance(self.ledger, Seen) and self.ledger.withheld.every

    def shown(self, decision: Decision) -> Decision:
        """A decision as this visitor may read it."""
        return self.ledger.withheld.decision(decision) if isinstance(self.ledger, Seen) else decision

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
        return self.memory.get(self._tally_key(wanted), lambda: self.ledger.tally(wanted))

    def quick_tally(self, wanted: ClaimFilter) -> Tally:
        """What can be said at once of a filter's counts: all, where they are kept or soon made."""
        key = self._tally_key(wanted)
        return self.tally(wanted) if self.memory.holds(key) else self.memory.get(("quick", *key), lambda: self.ledger.quick_tally(wanted))

    def _tally_key(self, wanted: ClaimFilter) -> tuple[Hashable, ...]:
        counts = self.ledger.counts()
        return "tally", self.eyes, counts.last_reading, counts.last_decision, wanted

    def link(self) -> None:
        """Link what was read, or decided of an incident, since; what is too large for that stays as it was linked last."""
        self.linking.get(self.linked_to, self._link)

    @property
    def linked_to(self) -> tuple[int, int, int]:
        """What incidents hang on: what was read, what was decided of incidents, and which claims were put right."""
        return self.whole.counts().last_reading, self.whole.last_about("i_"), self.whole.quick_tally(ClaimFilter(status="corrected")).claims

    def _link(self) -> bool:
        if self.whole.quick_tally().claims <= LINKED_ON_REQUEST:
            relink(self.whole)
        return True

    def explanation(self, incident: Incident) -> Explanation | None:
        """What led to an incident; none for whom names are withheld, since it tells them."""
        if self.unnamed:
            return None
        return self.linking.get(("why", incident.id, self.linked_to), lambda: explain(self.whole, incident))

    def incident(self, id_: str) -> Incident:
        """The incident of an address; 404 where there is none."""
        self.link()
        try:
            return self.ledger.incident_of(id_)
        except LedgerError as error:
            raise HTTPException(404, str(error)) from error

    @property
    def linked(self) -> bool:
        """Whether the incidents are at hand, so that asking for them takes no time."""
        return self.linking.holds(self.linked_to)

    def link_behind(self) -> None:
        """Begin to link without waiting for it, unless somebody does already."""
        if not self.linking.busy:
            threading.Thread(target=self.link, daemon=True, name="sijill-linking").start()

    def incident_of(self, claim: str) -> Incident | None:
        """The incident that a claim belongs to."""
        self.link()
        try:
            return self.ledger.incident_of(f"i_{claim.removeprefix('c_')}")
        except LedgerError:
            return None

    # -- deciding -----------------------------------------------------------------------------------------------------

    def decide_all(self, said: Sequence[Said]) -> None:
        """Write many decisions, all or none."""
        decide_all(self.whole, self.person, said, team=self.team)

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


def _wanted(request: Request) -> Wanted:
    return Wanted.of(request.url.query)


Shared = Annotated[Context, Depends(_context)]
#: The filter of a page's address.
Asked = Annotated[Wanted, Depends(_wanted)]
