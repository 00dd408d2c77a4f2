"""The append-only ledger: documents, readings, claims, decisions, refusals."""

from sijill.keep.ask import Entry, Hit, Page, Tally
from sijill.keep.browse import Counts, Made, Report, Spot, tallied
from sijill.keep.faults import Fault
from sijill.keep.filters import ClaimFilter
from sijill.keep.ledger import Ledger, Stale
from sijill.keep.people import NotLetIn, People, Token
from sijill.keep.readings import Change, ReaderCount
from sijill.keep.standing import STATUSES, Status, status_of
from sijill.keep.withheld import Withheld

__all__ = [
    "STATUSES", "Change", "ClaimFilter", "Counts", "Entry", "Fault", "Hit", "Ledger", "Made", "NotLetIn", "Page", "People", "ReaderCount", "Report", "Spot",
    "Stale", "Status", "Tally", "Token", "Withheld", "status_of", "tallied",
]
