"""The append-only ledger: documents, readings, claims, decisions, refusals."""

from sijill.keep.ask import Entry, Hit, Page, Tally
from sijill.keep.browse import Counts, Made, Report, Spot, tallied
from sijill.keep.due import FORETOLD, NUMBERS, Foretold, When
from sijill.keep.faults import Fault
from sijill.keep.filters import ClaimFilter
from sijill.keep.ledger import Ledger, Stale
from sijill.keep.linked import UNGRADED, IncidentFilter
from sijill.keep.people import NotLetIn, People, Token
from sijill.keep.readings import Change, ReaderCount
from sijill.keep.standing import STATUSES, Status, status_of
from sijill.keep.withheld import Withheld

__all__ = [
    "FORETOLD", "NUMBERS", "STATUSES", "UNGRADED", "Change", "ClaimFilter", "Counts", "Entry", "Fault", "Foretold", "Hit", "IncidentFilter", "Ledger",
    "Made", "NotLetIn", "Page", "People", "ReaderCount", "Report", "Spot", "Stale", "Status", "Tally", "Token", "When", "Withheld", "status_of", "tallied",
]
