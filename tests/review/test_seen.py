"""Whatever can be asked of the ledger is asked in a person's own view of it: a new question cannot be forgotten."""

from __future__ import annotations

from sijill.keep import Ledger
from sijill.review import Seen

#: What says no name and no verdict, or is a way to write, for which rights are asked before.
NOTHING_TO_HIDE = {
    "add", "add_all", "bring_in", "claim", "close", "count_incidents", "counts", "decide", "decide_all", "incident_classes", "is_linked", "knows",
    "last_about", "linking", "number_of", "open", "own_status", "readers", "refusals", "refuse", "refused", "seal", "verify", "verify_against",
}


def test_every_question_to_the_ledger_is_answered_as_this_person_may_see_it() -> None:
    questions = {name for name, value in vars(Ledger).items() if not name.startswith("_") and (callable(value) or isinstance(value, classmethod))}
    assert questions - NOTHING_TO_HIDE <= set(vars(Seen)), "say in sijill.review.Seen what is left out, or name it above"
    assert set(vars(Seen)) & questions & NOTHING_TO_HIDE == set()
