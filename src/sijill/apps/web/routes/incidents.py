"""What the claims are about: the list of incidents, one of them with the claims behind it, and what is settled of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Context, Refused, Shared
from sijill.apps.web.incident_view import Settled, measured, roots, settled
from sijill.apps.web.labels import GRADES
from sijill.apps.web.sketch import sketch
from sijill.keep import Entry, IncidentFilter
from sijill.model import Decision, Incident, Verdict

router = APIRouter(include_in_schema=False)
LISTED, NEAR = 100, 100
#: So many claims are linked while somebody waits; more behind the page.
SOON = 1500
ANSWERS = ("both", "keep")


@router.get("/incidents", response_class=HTMLResponse)
def all_incidents(request: Request, shared: Shared, q: str = "", what: str = "", grade: str = "", page: str = "1") -> Response:
    """The incidents, narrowed by words of their title, class and grade."""
    linking = not shared.linked and shared.ledger.quick_tally().claims > SOON
    if linking:
        shared.link_behind()
    else:
        shared.link()
    wanted = IncidentFilter(tuple(q.split()[:8]), what, grade=grade)
    at = int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 1_000_000 else 1
    total, every = _count(shared, wanted), _count(shared, IncidentFilter())
    found, decisions = shared.ledger.some_incidents(wanted, offset=(at - 1) * LISTED, size=LISTED), _about(shared)
    classes = shared.memory.get(("classes", shared.linked_to), shared.whole.incident_classes)
    return shared.show(request, "incidents.html", here="incidents", incidents=found, total=total, every=every, q=q, what=what, grade=grade,
                       grades={i.id: _grade(i, settled(i, decisions)) for i in found}, classes=classes, page=at, more=total > at * LISTED, linking=linking,
                       claims=every or shared.ledger.quick_tally().claims)


def _count(shared: Context, wanted: IncidentFilter) -> int:
    """How many, kept until there is something else to link."""
    if not shared.linked:
        return shared.whole.count_incidents(wanted)
    return shared.memory.get(("incidents", shared.linked_to, wanted), lambda: shared.whole.count_incidents(wanted))


@router.get("/incidents/linking", response_class=HTMLResponse)
def linking(request: Request, shared: Shared) -> Response:
    """Whether the linking that was begun goes on; the page comes anew when it is done."""
    if shared.linked:
        return Response(headers={"HX-Refresh": "true"})
    shared.link_behind()
    return shared.show(request, "linking.html", linking=True)


def _about(shared: Context) -> list[Decision]:
    """All decisions about incidents, oldest first."""
    return [m.decision for m in reversed(shared.ledger.made(size=100_000, prefix="i_"))]


def _grade(incident: Incident, held: Settled) -> str | None:
    return str(held.grade.corrected["grade"]) if held.grade and held.grade.corrected else incident.grade


@router.get("/incidents/{id_}", response_class=HTMLResponse)
def one_incident(request: Request, shared: Shared, id_: str) -> Response:
    """One incident with the claims behind it."""
    found = shared.incident(id_)
    entries = [shared.ledger.entry(c) for c in found.claims]
    held = settled(found, _about(shared))
    why = shared.explanation(found)
    return shared.show(request, "incident.html", here="incidents", incident=found, why=why, roots=roots(entries, why.roots if why else {}),
                       by_id=_by_id(shared, found, entries),
                       measured=measured(found, entries, held, why.roots if why else {}), settled=held, grade=_grade(found, held), grades=GRADES,
                       map=sketch([found.place] if found.place else []), near=_near(shared, found))


def _by_id(shared: Context, incident: Incident, entries: list[Entry]) -> dict[str, Entry]:
    """The incident's claims and those that contradict them, which may stand outside."""
    held = {e.claim.id: e for e in entries}
    return held | {id_: shared.ledger.entry(id_) for x in incident.contradictions for id_ in x.claims if id_ not in held}


def _near(shared: Context, incident: Incident) -> list[Incident]:
    """Those most likely to be the same: of the same place and class first, then of the place, then of the class."""
    place = incident.place.name if incident.place else ""
    asked = [IncidentFilter(class_=incident.class_, place=place), IncidentFilter(place=place), IncidentFilter(class_=incident.class_), IncidentFilter()]
    found: dict[str, Incident] = {}
    for wanted in asked:
        if len(found) < NEAR and (place or not wanted.place):
            found |= {i.id: i for i in shared.ledger.some_incidents(wanted, size=NEAR) if i.id != incident.id and i.id not in found}
    return list(found.values())[:NEAR]


@router.post("/incidents/{id_}/grade")
def grade(
    request: Request, shared: Shared, id_: str, token: Annotated[str, Form()], grade: Annotated[str, Form()], reason: Annotated[str, Form()] = "",
) -> Response:
    """One of Airwars' five grades."""
    reviewer = shared.changing(request, token)
    found = shared.incident(id_)
    if grade not in GRADES:
        raise Refused(422, "Not graded", f"A grade is one of {', '.join(GRADES)}.")
    return _kept(shared, found, "grade", reviewer, reason, {"grade": grade, "claims": list(found.claims[:1])})


@router.post("/incidents/{id_}/best")
def best(
    request: Request, shared: Shared, id_: str, token: Annotated[str, Form()], measure: Annotated[str, Form()], best: Annotated[str, Form()],
    reason: Annotated[str, Form()], group: Annotated[str, Form()] = "",
) -> Response:
    """The best figure, set by a person with a reason."""
    reviewer = shared.changing(request, token)
    found = shared.incident(id_)
    number = best.replace(",", "").strip()
    if not number.isdigit() or len(number) > 12 or not reason.strip():
        raise Refused(422, "Best was not set", "Write a whole number, and why it is the best.")
    held = {"measure": measure, "group": group or None, "best": int(number), "claims": list(found.claims[:1])}
    return _kept(shared, found, "best", reviewer, reason, held)


@router.post("/incidents/{id_}/merge")
def merge(
    request: Request, shared: Shared, id_: str, token: Annotated[str, Form()], other: Annotated[str, Form()], reason: Annotated[str, Form()] = "",
) -> Response:
    """Two incidents are one."""
    reviewer = shared.changing(request, token)
    found, second = shared.incident(id_), shared.incident(other.strip())
    if found.id == second.id:
        raise Refused(422, "Nothing was merged", "An incident cannot be merged with itself.")
    return _kept(shared, found, "merge", reviewer, reason, {"claims": [found.claims[0], second.claims[0]]})


@router.post("/incidents/{id_}/split")
def split(
    request: Request, shared: Shared, id_: str, token: Annotated[str, Form()], claim: Annotated[list[str] | None, Form()] = None,
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Some claims are not of this incident."""
    reviewer = shared.changing(request, token)
    found = shared.incident(id_)
    apart = [c for c in found.claims if c in set(claim or ())]
    rest = [c for c in found.claims if c not in apart]
    if not apart or not rest:
        raise Refused(422, "Nothing was split", "Choose the claims that are not of this incident, and leave at least one.")
    return _kept(shared, found, "split", reviewer, reason, {"apart": apart, "from": rest})


@router.post("/incidents/{id_}/answer")
def answer(
    request: Request, shared: Shared, id_: str, token: Annotated[str, Form()], answer: Annotated[str, Form()], claims: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    """What a contradiction is: two counts of different things, or indeed a contradiction; or the claims are not of one incident."""
    reviewer = shared.changing(request, token)
    found = shared.incident(id_)
    pair = next((list(x.claims) for x in found.contradictions if set(x.claims) == set(claims.split())), None)
    if pair is None or answer not in (*ANSWERS, "apart"):
        raise Refused(422, "Not answered", "The contradiction is not of this incident any more. Open it again.")
    if answer == "apart":
        return _kept(shared, found, "split", reviewer, reason, {"apart": pair[1:], "from": pair[:1]})
    return _kept(shared, found, "answer", reviewer, reason, {"contradiction": pair, "answer": answer})


def _kept(shared: Context, incident: Incident, verdict: Verdict, reviewer: str, reason: str, held: dict[str, Any]) -> Response:
    """Write it, and go to the incident that the first claim is of now: a merge or a split may have given it another id."""
    shared.decide(incident.id, verdict, reviewer, reason, held)
    now = shared.incident_of(incident.claims[0])
    return RedirectResponse(f"/incidents/{now.id if now else incident.id}", 303)
