"""Human decisions: who may make them, where each claim stands, what comes next, undo and redo as new decisions."""

from sijill.review.decide import RIGHTS, NotAllowed, decide, require
from sijill.review.queue import Queue, Row
from sijill.review.seen import Seen
from sijill.review.status import STATUSES, Standing, Status, standing

__all__ = ["RIGHTS", "STATUSES", "NotAllowed", "Queue", "Row", "Seen", "Standing", "Status", "decide", "require", "standing"]
