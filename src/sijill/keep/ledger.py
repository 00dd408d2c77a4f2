"""One door to storage. What is in the ledger stays; a document enters with all its claims or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Self

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from sijill.errors import LedgerError
from sijill.keep import ask, browse, due, follow, linked, readings
from sijill.keep.ask import Entry, Hit, Page, Tally
from sijill.keep.browse import Counts, Made, Report, Spot
from sijill.keep.chain import Writing, dumps, hash_of, lock
from sijill.keep.database import open_engine
from sijill.keep.due import FORETOLD, Foretold, When
from sijill.keep.enter import enter
from sijill.keep.faults import Fault
from sijill.keep.filters import ClaimFilter
from sijill.keep.index import Names, set_status
from sijill.keep.linked import IncidentFilter, LinkStore
from sijill.keep.people import People
from sijill.keep.seal import faults_against, seal_of
from sijill.keep.spool import by_document, portions
from sijill.keep.standing import STATUSES, Status
from sijill.keep.tables import CHAINED, decisions, documents, flags, originals, own_views, refusals
from sijill.keep.verify import find_faults
from sijill.model import Claim, Decision, Document, DocumentRef, Incident, Refusal

#: The reader's name of claims that came in by `sijill import`.
IMPORTED = "imported"
ALL, EVERY = ClaimFilter(), IncidentFilter()


class Stale(LedgerError):
    """Somebody decided since the page was opened: `decision` is the last, `count` how many there are."""

    def __init__(self, decision: Decision, count: int) -> None:
        super().__init__(decision.subject, f"was decided by {decision.reviewer} at {decision.decided_at}", "look at it again, or decide after it")
        self.decision, self.count = decision, count


class Ledger:
    """An open ledger. Use it as a context manager, or `close` it."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self.where = engine, where
        self._names = Names()
        self._turn = RLock()
        self.people = People(engine)

    @classmethod
    def open(cls, where: str, *, create: bool = True) -> Ledger:
        """The ledger at a path or database URL. Raises LedgerError."""
        return cls(open_engine(where, create=create), where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # -- adding -------------------------------------------------------------------------------------------------------

    def knows(self, document_id: str, reader: str) -> bool:
        """True when this reader has read the document already."""
        with self._engine.connect() as c:
            return readings.exists(c, document_id, reader)

    def add(self, document: Document, found: Sequence[Claim], reader: str) -> bool:
        """Add a document and what was read in it, in one transaction. False when that reading is there already."""
        return self.add_all([(document, found)], reader) == 1

    def add_all(self, batch: Iterable[tuple[Document, Sequence[Claim]]], reader: str) -> int:
        """Add many documents with their claims, all in one transaction. Gives how many readings were not there already."""
        with self._writing() as writing:
            return len(enter(writing, self._names, batch, reader))

    def bring_in(self, found: Iterable[Claim]) -> int:
        """Add claims that another ledger exported; their documents enter by name, without text. Gives how many are new. They are never held all at once."""
        return sum(map(self._bring_in, portions(by_document(found))))

    def _bring_in(self, groups: list[list[Claim]]) -> int:
        batch = [(_stub(group[0].document), group) for group in groups]
        with self._writing() as writing:
            entered = enter(writing, self._names, batch, IMPORTED)
        return sum(len(group) for document, group in batch if document.id in entered)

    def refuse(self, refusal: Refusal) -> None:
        """Record that an input could not be read, once."""
        record = dumps(refusal)
        with self._writing() as w:
            if w.connection.execute(select(refusals.c.seq).where(refusals.c.hash == hash_of(record))).first() is None:
                w.add(refusals, record, CHAINED[refusals](refusal.model_dump()))

    def decide(self, decision: Decision, *, seen: int | None = None) -> None:
        """Record what a reviewer said. `seen` is how many decisions on the subject they had before their eyes; raises Stale when there are more.

        Somebody who decides blind has only their own before their eyes, so only those count.
        """
        with self._writing() as w:
            if seen is not None:
                _not_stale(w.connection, decision, seen)
            w.add(decisions, dumps(decision), CHAINED[decisions](decision.model_dump()))
            w.flush()
            set_status(w.connection, decision.subject, {decision.verdict})

    def decide_all(self, made: Sequence[Decision]) -> tuple[int, int]:
        """Record many decisions in one transaction: all of them or none. Gives the numbers of the first and the last."""
        with self._writing() as w:
            numbers = [w.add(decisions, dumps(d), CHAINED[decisions](d.model_dump())) for d in made]
            w.flush()
            verdicts = {d.verdict for d in made}
            for subject in dict.fromkeys(d.subject for d in made):
                set_status(w.connection, subject, verdicts)
        return (numbers[0], numbers[-1]) if numbers else (0, 0)

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        """One writer of this process at a time: who waits for their turn holds no connection meanwhile, so that readers find one."""
        try:
            with self._turn, Writing(self._engine) as writing:
                yield writing
        except DBAPIError as error:
            self._names.forget()
            raise LedgerError(self.where, f"cannot be written ({' '.join(str(error.orig).split())[:120]})",
                              "what was kept before stays; make room or free the ledger, and run the same command again") from error
        except BaseException:
            self._names.forget()
            raise

    # -- asking -------------------------------------------------------------------------------------------------------

    def claims(self, wanted: ClaimFilter = ALL) -> Iterator[Claim]:
        """The newest readings' claims, in the order of document address, text and kind: the same whatever was read first."""
        with self._engine.connect() as c:
            yield from ask.every(c, wanted)

    def page(self, wanted: ClaimFilter = ALL, *, after: int = 0, before: int | None = None, size: int = 100) -> Page:
        """Claims with where they stand, in the order in which they were read: the first `size` after a number, or the last `size` before one."""
        with self._engine.connect() as c:
            return ask.page(c, wanted, after, before, size)

    def tally(self, wanted: ClaimFilter = ALL) -> Tally:
        """How many claims a filter finds, in how many reports, and how many of them nobody has decided on."""
        with self._engine.connect() as c:
            return ask.tally(c, wanted)

    def quick_tally(self, wanted: ClaimFilter = ALL) -> Tally:
        """The same for who waits: `more` says that there are more claims than were counted, and reports may be left out."""
        with self._engine.connect() as c:
            return ask.quick(c, wanted)

    def entry(self, id_: str) -> Entry:
        """The claim of that id (or of the only id that begins so) with its number and where it stands. Raises LedgerError."""
        with self._engine.connect() as c:
            return ask.entry(c, id_)

    def claim(self, id_: str) -> Claim:
        """The claim of that id, or of the only id that begins so. Raises LedgerError."""
        return self.entry(id_).claim

    def claims_by_id(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by their ids; ids of none are left out."""
        with self._engine.connect() as c:
            return ask.by_id(c, list(ids))

    def search(self, query: str, *, after: int = 0, size: int = 50) -> list[Hit]:
        """Reports whose title, publisher or text holds all words of the query ("in a row", begin*), in the order in which they came."""
        with self._engine.connect() as c:
            return ask.search(c, query, after, size)

    def documents(self) -> Iterator[Document]:
        """All documents, by address."""
        query = select(documents.c.record).order_by(documents.c.uri, documents.c.id).execution_options(yield_per=100)
        with self._engine.connect() as c:
            for record in c.execute(query).scalars():
                yield Document.model_validate_json(record)

    def document(self, id_: str) -> Document | None:
        """The document of that id."""
        with self._engine.connect() as c:
            record = c.execute(select(documents.c.record).where(documents.c.id == id_)).scalar()
        return Document.model_validate_json(record) if record else None

    def find_document(self, name: str) -> Document:
        """The document of that address, or whose id is or begins so (with or without "sha256:"). Raises LedgerError."""
        with self._engine.connect() as c:
            return ask.document(c, name)

    def original(self, id_: str) -> bytes | None:
        """The bytes of a document as they were received; None when they were not kept."""
        with self._engine.connect() as c:
            found = c.execute(select(originals.c.record).where(originals.c.id == id_)).scalar()
        return None if found is None else bytes(found)

    def refusals(self) -> list[Refusal]:
        """All refusals, in the order in which they came."""
        with self._engine.connect() as c:
            return [Refusal.model_validate_json(r) for r in c.execute(select(refusals.c.record).order_by(refusals.c.seq)).scalars()]

    def decisions(self, subject: str) -> list[Decision]:
        """The history of a claim or incident, oldest first."""
        query = select(decisions.c.record).where(decisions.c.subject == subject).order_by(decisions.c.seq)
        with self._engine.connect() as c:
            return [Decision.model_validate_json(r) for r in c.execute(query).scalars()]

    def all_decisions(self) -> dict[str, list[Decision]]:
        """Every decision, by its subject, oldest first."""
        found: dict[str, list[Decision]] = {}
        with self._engine.connect() as c:
            for subject, record in c.execute(select(decisions.c.subject, decisions.c.record).order_by(decisions.c.seq)):
                found.setdefault(subject, []).append(Decision.model_validate_json(record))
        return found

    def decisions_after(self, number: int, size: int = 100) -> list[tuple[int, Decision]]:
        """The next decisions after a number, each with its own, in the order in which they were made."""
        with self._engine.connect() as c:
            return follow.decisions_after(c, number, size)

    def documents_after(self, number: int, size: int = 100) -> list[tuple[int, Document]]:
        """The next documents after a number, each with its own, in the order in which they came."""
        with self._engine.connect() as c:
            return follow.documents_after(c, number, size)

    def number_of(self, document_id: str) -> int | None:
        """The number of a document; None where there is none."""
        with self._engine.connect() as c:
            return c.execute(select(documents.c.seq).where(documents.c.id == document_id)).scalar()

    def own_status(self, subject: str, reviewer: str) -> Status:
        """Where a reviewer's own decisions leave a claim or incident."""
        query = select(own_views.c.status).where(own_views.c.subject == subject, own_views.c.reviewer == reviewer)
        with self._engine.connect() as c:
            return STATUSES[c.execute(query).scalar() or 0]

    def flags(self, verdict: str) -> dict[str, str]:
        """Subjects that are withheld ("withhold") or shown after a notice only ("notice"), each with its words."""
        with self._engine.connect() as c:
            return {subject: words for subject, words in c.execute(select(flags.c.subject, flags.c.words).where(flags.c.verdict == verdict))}

    # -- incidents ----------------------------------------------------------------------------------------------------

    @contextmanager
    def linking(self, *, keep: bool = True) -> Iterator[LinkStore]:
        """The linker's tables in one transaction; not `keep`: nothing of it stays."""
        try:
            with self._engine.connect() as c:
                lock(c)
                yield LinkStore(c)
                if keep:
                    c.commit()
        except DBAPIError as error:
            raise LedgerError(self.where, f"cannot be linked ({' '.join(str(error.orig).split())[:120]})",
                              "what was kept before stays; make room or free the ledger, and run the same command again") from error

    def is_linked(self, version: str) -> bool:
        """True when all there is has been linked by this version of the linker."""
        with self._engine.connect() as c:
            store = LinkStore(c)
            return store.state() == (version, *store.ends())

    def incidents(self) -> Iterator[Incident]:
        """All incidents as they were linked last, those of one document in order of salience."""
        with self._engine.connect() as c:
            for _, record in linked.all_incidents(c):
                yield Incident.model_validate_json(record)

    def some_incidents(self, wanted: IncidentFilter = EVERY, *, offset: int = 0, size: int = 100) -> list[Incident]:
        """The incidents of a filter in the same order, from a place in it."""
        with self._engine.connect() as c:
            return [Incident.model_validate_json(r) for r in linked.some_incidents(c, wanted, offset, size)]

    def count_incidents(self, wanted: IncidentFilter = EVERY) -> int:
        """How many incidents a filter finds."""
        with self._engine.connect() as c:
            return linked.count(c, wanted)

    def incident_classes(self) -> list[str]:
        """The classes of the incidents that there are."""
        with self._engine.connect() as c:
            return linked.classes(c)

    def incident_of(self, id_: str) -> Incident:
        """The incident of that id, of the only id that begins so, or the one that now holds the claim it was named after. Raises LedgerError."""
        with self._engine.connect() as c:
            found = linked.find(c, id_)
        if len(found) != 1:
            what = "is the beginning of several incidents" if found else "is no incident of this ledger"
            raise LedgerError(id_, what, "sijill incidents lists them with their ids")
        return Incident.model_validate_json(found[0][1])

    # -- browsing -----------------------------------------------------------------------------------------------------

    def counts(self) -> Counts:
        """How many documents, refusals, readings and decisions there are."""
        with self._engine.connect() as c:
            return browse.counts(c)

    def reports(self, *, before: int | None = None, size: int = 100) -> list[Report]:
        """The documents that came last (before a number), with how many claims each has and how many are decided."""
        with self._engine.connect() as c:
            return browse.reports(c, before, size)

    def refused(self, size: int = 200) -> list[Refusal]:
        """The inputs refused last."""
        with self._engine.connect() as c:
            return browse.refused(c, size)

    def made(self, *, before: int | None = None, size: int = 100, prefix: str = "") -> list[Made]:
        """The decisions made last (before a number), on subjects that begin so; the newest first."""
        with self._engine.connect() as c:
            return browse.made(c, before, size, prefix)

    def made_between(self, first: int, last: int) -> list[Decision]:
        """The decisions of these numbers, in order."""
        with self._engine.connect() as c:
            return browse.made_between(c, first, last)

    def last_about(self, prefix: str) -> int:
        """The number of the last decision on a subject that begins so; 0 where there is none."""
        with self._engine.connect() as c:
            return browse.last_about(c, prefix)

    def ids(self, wanted: ClaimFilter = ALL, limit: int = 100_000) -> list[str]:
        """The ids of a filter's claims."""
        with self._engine.connect() as c:
            return browse.ids(c, wanted, limit)

    def where_are(self, wanted: ClaimFilter = ALL, limit: int = 2000) -> list[Spot]:
        """The places with a point where a filter's claims are, those with most claims first."""
        with self._engine.connect() as c:
            return browse.where(c, wanted, limit)

    def when_are(self, wanted: ClaimFilter = ALL) -> list[tuple[int, int]]:
        """How many of a filter's claims begin on each day that has some, as numbers such as 20161006."""
        with self._engine.connect() as c:
            return browse.when(c, wanted)

    def foretold(self, when: When, day: str, *, kinds: Iterable[str] = FORETOLD, after: int = 0, size: int = 20, open_only: bool = False) -> list[Foretold]:
        """What is foretold, demanded, threatened or offered: "past" by a day, "ahead" of it, or "undated"; behind a key, not judged yet where so asked."""
        with self._engine.connect() as c:
            return due.foretold(c, when, day, kinds, after, size, open_only)

    def holding(self, names: Iterable[str]) -> list[Claim]:
        """Claims that hold any of the names, those read last first, some hundreds at most."""
        with self._engine.connect() as c:
            return due.holding(c, names)

    # -- readings -----------------------------------------------------------------------------------------------------

    def readers(self) -> list[readings.ReaderCount]:
        """Which versions have read here, with how many documents and claims each, in the order in which they came."""
        with self._engine.connect() as c:
            return readings.readers(c)

    def unread_by(self, reader: str, *, behind: Callable[[str], bool] = lambda newest: True) -> Iterator[Document]:
        """Documents with a text that this reader has not read; only those for whose newest reader `behind` holds."""
        with self._engine.connect() as c:
            yield from readings.unread_by(c, reader, behind)

    def changes(self, older: str, newer: str) -> Iterator[readings.Change]:
        """What the newer of two readers reads otherwise in the documents that both have read, in the order of the documents."""
        with self._engine.connect() as c:
            yield from readings.changes(c, older, newer)

    def orphans(self) -> list[Decision]:
        """The last decision on each claim that no newest reading holds any more: kept, listed, never moved to a lookalike."""
        with self._engine.connect() as c:
            return readings.orphans(c)

    # -- checking -----------------------------------------------------------------------------------------------------

    def verify(self) -> list[Fault]:
        """Every fault of the ledger: broken chains, changed rows, spans that do not fit their text. None when it is whole."""
        with self._engine.connect() as c:
            return list(find_faults(c))

    def seal(self) -> str:
        """One line that stands for all rows there are now; see `sijill.keep.seal`."""
        with self._engine.connect() as c:
            return seal_of(c)

    def verify_against(self, seal: str) -> list[Fault]:
        """What was sealed and is no longer so. Raises UsageError when it is no seal."""
        with self._engine.connect() as c:
            return list(faults_against(c, seal))


def _stub(ref: DocumentRef) -> Document:
    """The document of imported claims: its name alone."""
    return Document(**ref.model_dump() | {"uri": ref.uri or ref.id}, text="", media_type="application/x-imported")


def _not_stale(c: Connection, decision: Decision, seen: int) -> None:
    query = select(decisions.c.record).where(decisions.c.subject == decision.subject).order_by(decisions.c.seq)
    made = [Decision.model_validate_json(r) for r in c.execute(query).scalars()]
    there = [d for d in made if decision.mode != "blind" or d.reviewer == decision.reviewer]
    if len(there) > seen:
        raise Stale(there[-1], len(there))


__all__ = ["ClaimFilter", "Ledger", "Stale"]
