"""Human decisions: where each claim stands, what comes next, undo and redo as new decisions."""

from sijill.review.queue import Queue, Row
from sijill.review.status import STATUSES, Standing, Status, standing

__all__ = ["STATUSES", "Queue", "Row", "Standing", "Status", "standing"]
