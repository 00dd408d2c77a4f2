"""Human decisions: who may make them, where each claim stands, what comes next, undo and redo as new decisions, corrections, saved views."""

from sijill.review.correct import CHOICES, corrected, last_correction
from sijill.review.decide import RIGHTS, NotAllowed, decide, require
from sijill.review.judge import CAME, Judgement, bearing, judged, to_judge_again, to_take_back
from sijill.review.many import Said, decide_all
from sijill.review.queue import Around
from sijill.review.seen import Seen
from sijill.review.status import Standing, standing
from sijill.review.undo import REDO, to_redo, to_undo
from sijill.review.views import PREFIX, View, views

__all__ = [
    "CAME", "CHOICES", "PREFIX", "REDO", "RIGHTS", "Around", "Judgement", "NotAllowed", "Said", "Seen", "Standing", "View", "bearing", "corrected", "decide",
    "decide_all", "judged", "last_correction", "require", "standing", "to_judge_again", "to_redo", "to_take_back", "to_undo", "views",
]
