"""The append-only ledger: documents, readings, claims, decisions, refusals."""

from sijill.keep.ledger import ClaimFilter, Ledger, Stale
from sijill.keep.verify import Fault

__all__ = ["ClaimFilter", "Fault", "Ledger", "Stale"]
