"""The people of the ledger, and each one's own password and tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Refused, Shared
from sijill.errors import UsageError
from sijill.keep import NotLetIn
from sijill.model import ROLES, Role, Team

router = APIRouter(include_in_schema=False)
#: What each role may do, in words.
MEANING: dict[Role, str] = {
    "reader": "looks at everything", "reviewer": "also decides on claims",
    "editor": "also settles disagreements, decides in bulk, withholds names, adds reports",
    "admin": "also keeps the people",
}


@router.get("/people", response_class=HTMLResponse)
def people(request: Request, shared: Shared) -> Response:
    """Who may come in, as what."""
    store = shared.whole.people
    return shared.show(request, "people.html", here="people", everybody=store.all(), roles=MEANING, team=store.team(), fault=None)


@router.post("/people")
def add(
    request: Request, shared: Shared, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "", role: Annotated[str, Form()] = "reviewer",
) -> Response:
    """A new account. The first must be an admin's, or nobody could make another."""
    store = shared.whole.people
    if shared.alone and role != "admin":
        raise Refused(422, "The first must be an admin", "Once anybody has an account, nobody comes in without one; so begin with an admin's.")
    try:
        store.add(name, _role(role), password)
    except UsageError as error:
        return shared.show(request, "people.html", 422, here="people", everybody=store.all(), roles=MEANING, team=store.team(), fault=str(error))
    return RedirectResponse("/people", 303)


@router.post("/people/{name}")
def change(
    request: Request, shared: Shared, name: str, role: Annotated[str | None, Form()] = None, disabled: Annotated[bool | None, Form()] = None,
    password: Annotated[str | None, Form()] = None,
) -> Response:
    """Another role, in or out, a new password."""
    store = shared.whole.people
    try:
        if role:
            store.set_role(name, _role(role))
        if disabled is not None:
            store.disable(name, disabled=disabled)
        if password:
            store.set_password(name, password)
    except UsageError as error:
        return shared.show(request, "people.html", 422, here="people", everybody=store.all(), roles=MEANING, team=store.team(), fault=str(error))
    return RedirectResponse("/people", 303)


@router.post("/team")
def settle(request: Request, shared: Shared, blind: Annotated[bool, Form()] = False, names_from: Annotated[str, Form()] = "reader") -> Response:
    """Whether reviewers decide blind, and who is shown the names of sources."""
    shared.whole.people.settle(Team(blind=blind, names_from=_role(names_from)))
    return RedirectResponse("/people", 303)


@router.get("/me", response_class=HTMLResponse)
def me(request: Request, shared: Shared) -> Response:
    """One's own account."""
    return _me(request, shared)


def _me(request: Request, shared: Shared, status: int = 200, word: str | None = None, fault: str | None = None) -> Response:
    tokens = shared.whole.people.tokens(shared.person.name)
    return shared.show(request, "me.html", status, here="me", tokens=tokens, word=word, fault=fault, roles=MEANING)


@router.post("/me/tokens")
def new_token(request: Request, shared: Shared, label: Annotated[str, Form()] = "") -> Response:
    """A token for a program, shown this once."""
    try:
        return _me(request, shared, word=shared.whole.people.new_token(shared.person.name, label or "without a name"))
    except UsageError as error:
        return _me(request, shared, 422, fault=str(error))


@router.post("/me/tokens/revoke")
def revoke(request: Request, shared: Shared, label: Annotated[str, Form()] = "") -> Response:
    """Let a token in no more."""
    shared.whole.people.revoke(shared.person.name, label)
    return RedirectResponse("/me", 303)


@router.post("/me/password")
def password(request: Request, shared: Shared, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = "") -> Response:
    """Another password; all sessions end, and this one begins anew."""
    try:
        request.state.session = shared.whole.people.change_own(shared.person.name, old, new, request.client.host if request.client else "")
    except (UsageError, NotLetIn) as error:
        return _me(request, shared, 422, fault=str(error))
    return RedirectResponse("/me", 303)


def _role(value: str) -> Role:
    found = next((r for r in ROLES if r == value), None)
    if found is None:
        raise Refused(422, "No such role", f"Choose one of {', '.join(ROLES)}.")
    return found
