"""Human decisions: where each claim stands, what comes next, undo and redo as new decisions, corrections, saved views."""

from sijill.review.correct import CHOICES, corrected, last_correction
from sijill.review.queue import Around
from sijill.review.status import STATUSES, Standing, Status, standing
from sijill.review.undo import REDO, to_redo, to_undo
from sijill.review.views import PREFIX, View, views

__all__ = [
    "CHOICES", "PREFIX", "REDO", "STATUSES", "Around", "Standing", "Status", "View", "corrected", "last_correction", "standing", "to_redo", "to_undo", "views",
]
