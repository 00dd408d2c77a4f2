"""Human decisions: who may make them, where each claim stands, what comes next, undo and redo as new decisions, corrections, saved views."""

from sijill.review.correct import CHOICES, corrected, last_correction
from sijill.review.decide import RIGHTS, NotAllowed, decide, require
from sijill.review.many import Said, decide_all
from sijill.review.queue import Around
from sijill.review.seen import Seen
from sijill.review.status import Standing, standing
from sijill.review.undo import REDO, to_redo, to_undo
from sijill.review.views import PREFIX, View, views

__all__ = [
    "CHOICES", "PREFIX", "REDO", "RIGHTS", "Around", "NotAllowed", "Said", "Seen", "Standing", "View", "corrected", "decide",
    "decide_all", "last_correction", "require", "standing", "to_redo", "to_undo", "views",
]
