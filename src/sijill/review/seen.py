"""The ledger as one person may see it: others' decisions while they are blind, and names of sources that are withheld from them, are not there.

It is a ledger to whoever asks it, so that a page or an answer cannot forget to ask whether something may be shown. What is written goes to the ledger itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sijill.errors import LedgerError
from sijill.keep import FORETOLD, Change, ClaimFilter, Entry, Foretold, Hit, IncidentFilter, Ledger, Made, Page, Report, Spot, Tally, When, Withheld
from sijill.keep.ask import excerpt
from sijill.keep.ledger import ALL, EVERY
from sijill.model import ROLES, Claim, Decision, Document, Incident, Person, Team
from sijill.review.decide import is_blind, visible
from sijill.review.unnamed import Unnamed, document_holds, tells


class Seen(Ledger):
    """A ledger for one person, and for as long as one request takes."""

    def __init__(self, whole: Ledger, person: Person, team: Team) -> None:
        self.__dict__.update(whole.__dict__)
        self.whole, self.person, self.team = whole, person, team
        self.viewer = person.name if is_blind(person, team) else None
        every = ROLES.index(person.role) < ROLES.index(team.names_from)
        self.withheld = Withheld(whole) if person.may("editor") and not every else Withheld.of(whole, every=every)

    def _own(self, wanted: ClaimFilter) -> ClaimFilter:
        return replace(wanted, viewer=self.viewer) if self.viewer else wanted

    def _unnamed(self, wanted: ClaimFilter) -> Unnamed | None:
        """Who answers a filter that could tell a withheld name."""
        return Unnamed(self.whole, self.withheld, self._own(wanted)) if self.withheld and tells(wanted) else None

    def claims(self, wanted: ClaimFilter = ALL) -> Iterator[Claim]:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return (e.claim for e in unnamed.entries())
        return self.withheld.claims(self.whole.claims(self._own(wanted)))

    def page(self, wanted: ClaimFilter = ALL, *, after: int = 0, before: int | None = None, size: int = 100) -> Page:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return unnamed.page(after, before, size)
        found = self.whole.page(self._own(wanted), after=after, before=before, size=size)
        return replace(found, entries=tuple(replace(e, claim=self.withheld.claim(e.claim)) for e in found.entries)) if self.withheld else found

    def tally(self, wanted: ClaimFilter = ALL) -> Tally:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return unnamed.tally()
        return self.whole.tally(self._own(wanted))

    def quick_tally(self, wanted: ClaimFilter = ALL) -> Tally:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return unnamed.tally()
        return self.whole.quick_tally(self._own(wanted))

    def entry(self, id_: str) -> Entry:
        """As the ledger's."""
        found = self.whole.entry(id_)
        status = self.whole.own_status(found.claim.id, self.viewer) if self.viewer else found.status
        return replace(found, claim=self.withheld.claim(found.claim), status=status)

    def claims_by_id(self, ids: Iterable[str]) -> dict[str, Claim]:
        """As the ledger's."""
        return {id_: self.withheld.claim(c) for id_, c in self.whole.claims_by_id(ids).items()}

    def search(self, query: str, *, after: int = 0, size: int = 50) -> list[Hit]:
        """As the ledger's, of reports that hold the words as they are shown."""
        found = self.whole.search(query, after=after, size=size)
        if not self.withheld:
            return found
        shown = [replace(h, document=self.withheld.document(h.document)) for h in found]
        return [replace(h, excerpt=excerpt(h.document.text, query)) for h in shown if document_holds(h.document, query)]

    def documents(self) -> Iterator[Document]:
        """As the ledger's."""
        return (self.withheld.document(d) for d in self.whole.documents())

    def document(self, id_: str) -> Document | None:
        """As the ledger's."""
        found = self.whole.document(id_)
        return self.withheld.document(found) if found else None

    def flags(self, verdict: str) -> dict[str, str]:
        """As the ledger's; which names are withheld is not told to those from whom they are."""
        found = self.whole.flags(verdict)
        if not self.withheld:
            return found
        return {} if verdict == "withhold" else {subject: self.withheld.text(subject, words) for subject, words in found.items()}

    def decisions(self, subject: str) -> list[Decision]:
        """As the ledger's."""
        return [self.withheld.decision(d) for d in visible(self.whole.decisions(subject), self.person, self.team)]

    def all_decisions(self) -> dict[str, list[Decision]]:
        """As the ledger's; subjects of which nothing may be seen are left out."""
        seen = {s: visible(made, self.person, self.team) for s, made in self.whole.all_decisions().items()}
        return {s: [self.withheld.decision(d) for d in made] for s, made in seen.items() if made}

    def decisions_after(self, number: int, size: int = 100) -> list[tuple[int, Decision]]:
        """As the ledger's, but for those that may not be seen yet: they are missing, and so is nothing after them."""
        found = self.whole.decisions_after(number, size)
        return [(n, self.withheld.decision(d)) for n, d in found if self.shows(d)]

    def documents_after(self, number: int, size: int = 100) -> list[tuple[int, Document]]:
        """As the ledger's."""
        return [(n, self.withheld.document(d)) for n, d in self.whole.documents_after(number, size)]

    def shows(self, decision: Decision) -> bool:
        """Whether this person may see a decision."""
        return self.viewer is None or decision in visible(self.whole.decisions(decision.subject), self.person, self.team)

    def incident(self, incident: Incident) -> Incident:
        """An incident, linked from the whole ledger, as this person may see it."""
        return self.withheld.incident(incident) if self.withheld else incident

    def incidents(self) -> Iterator[Incident]:
        """As the ledger's."""
        return map(self.incident, self.whole.incidents())

    def some_incidents(self, wanted: IncidentFilter = EVERY, *, offset: int = 0, size: int = 100) -> list[Incident]:
        """As the ledger's."""
        return [self.incident(i) for i in self.whole.some_incidents(wanted, offset=offset, size=size)]

    def incident_of(self, id_: str) -> Incident:
        """As the ledger's."""
        return self.incident(self.whole.incident_of(id_))

    def find_document(self, name: str) -> Document:
        """As the ledger's."""
        return self.withheld.document(self.whole.find_document(name))

    def original(self, id_: str) -> bytes | None:
        """As the ledger's; where names are withheld from this person none, since nothing can be blocked in bytes."""
        return None if self.withheld else self.whole.original(id_)

    def unread_by(self, reader: str, *, behind: Callable[[str], bool] = lambda newest: True) -> Iterator[Document]:
        """As the ledger's."""
        return (self.withheld.document(d) for d in self.whole.unread_by(reader, behind=behind))

    def orphans(self) -> list[Decision]:
        """As the ledger's, of those that may be seen."""
        return [self.withheld.decision(d) for d in self.whole.orphans() if self.shows(d)]

    def made_between(self, first: int, last: int) -> list[Decision]:
        """As the ledger's, of those that may be seen."""
        return [self.withheld.decision(d) for d in self.whole.made_between(first, last) if self.shows(d)]

    def changes(self, older: str, newer: str) -> Iterator[Change]:
        """As the ledger's, for those from whom nothing is withheld. Raises LedgerError for others."""
        if self.withheld:
            raise LedgerError(self.person.name, "is not shown all names, and so not what readings say otherwise", "ask an editor")
        return self.whole.changes(older, newer)

    # -- what the page browses ----------------------------------------------------------------------------------------

    def reports(self, *, before: int | None = None, size: int = 100) -> list[Report]:
        """As the ledger's."""
        return [replace(r, document=self.withheld.document(r.document)) for r in self.whole.reports(before=before, size=size)]

    def made(self, *, before: int | None = None, size: int = 100, prefix: str = "") -> list[Made]:
        """As the ledger's; while somebody is blind, their own and those on what they have decided."""
        found = self.whole.made(before=before, size=size, prefix=prefix)
        return [replace(m, decision=self.withheld.decision(m.decision)) for m in found if self.shows(m.decision)]

    def ids(self, wanted: ClaimFilter = ALL, limit: int = 100_000) -> list[str]:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return [e.claim.id for e in unnamed.entries()][:limit]
        return self.whole.ids(self._own(wanted), limit)

    def where_are(self, wanted: ClaimFilter = ALL, limit: int = 2000) -> list[Spot]:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return unnamed.where(limit)
        return self.whole.where_are(self._own(wanted), limit)

    def when_are(self, wanted: ClaimFilter = ALL) -> list[tuple[int, int]]:
        """As the ledger's."""
        if unnamed := self._unnamed(wanted):
            return unnamed.when()
        return self.whole.when_are(self._own(wanted))

    def foretold(self, when: When, day: str, *, kinds: Iterable[str] = FORETOLD, after: int = 0, size: int = 20, open_only: bool = False) -> list[Foretold]:
        """As the ledger's."""
        found = self.whole.foretold(when, day, kinds=kinds, after=after, size=size, open_only=open_only)
        return [replace(f, claim=self.withheld.claim(f.claim)) for f in found]

    def holding(self, names: Iterable[str]) -> list[Claim]:
        """As the ledger's."""
        return [self.withheld.claim(c) for c in self.whole.holding(names)]
