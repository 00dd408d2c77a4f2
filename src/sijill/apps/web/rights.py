"""What each way in asks of whoever comes, in one table, so that no route is forgotten: a change that is not listed asks for an editor.

Checked on every request before its route runs; what a verdict asks for is checked again where it is written (`sijill.review.decide`).
"""

from __future__ import annotations

import re

from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool

from sijill.apps.web.safety import API, READING, Guard
from sijill.model import Role

#: The least role for a method and an address. Reading asks for a reader, a change for an editor, where nothing else is said.
RIGHTS: dict[tuple[str, str], Role] = {
    ("POST", "/claims/{id}/decide"): "reviewer",
    ("POST", "/claims/{id}/correct"): "reviewer",
    ("POST", "/api/v1/claims/{id}/decisions"): "reviewer",
    ("POST", "/views"): "reviewer",
    ("POST", "/due/{id_}/judge"): "reviewer",
    ("POST", "/due/undo"): "reviewer",
    ("POST", "/due/redo"): "reviewer",
    ("POST", "/undo"): "reviewer",
    ("POST", "/redo"): "reviewer",
    ("POST", "/documents/{id}/show"): "reader",
    ("POST", "/logout"): "reader",
    ("POST", "/me/tokens"): "reader",
    ("POST", "/me/tokens/revoke"): "reader",
    ("POST", "/me/password"): "reader",
    ("GET", "/people"): "admin",
    ("POST", "/people"): "admin",
    ("POST", "/people/{name}"): "admin",
    ("POST", "/team"): "admin",
    ("GET", "/agreement"): "editor",
    ("GET", "/adjudicate"): "editor",
    ("GET", "/adjudicate/{id}"): "editor",
    ("POST", "/adjudicate/{id}"): "editor",
}
_TESTS = [(method, re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "/?"), role) for (method, path), role in RIGHTS.items()]
#: Changes that somebody makes who is not in yet.
OPEN_CHANGES = frozenset({"/login"})


def least(method: str, path: str) -> Role:
    """The least role for a request."""
    asked = "GET" if method in READING else method
    return next((role for m, test, role in _TESTS if m == asked and test.fullmatch(path)), "reader" if asked == "GET" else "editor")


async def check(request: Request) -> None:
    """Whether whoever comes may, and whether a change is their own. Raises HTTPException."""
    guard: Guard = request.app.state.context.guard
    path, person = request.scope["path"], request.state.person
    asked = least(request.method, path)
    if path not in OPEN_CHANGES and person is not None and not person.may(asked):
        raise HTTPException(403, f"{person.name} is {person.role} here; this asks for {asked}")
    if request.method not in READING and not await _is_own(request, guard):
        raise HTTPException(403, "The form is from another session. Open the page again and send it from there.")


async def _is_own(request: Request, guard: Guard) -> bool:
    """A token in the header needs no more; JSON no other site can send unasked; a form carries its session's token."""
    if request.state.by_token:
        return True
    token = request.headers.get("x-sijill-form")
    if token is None and request.url.path.startswith(API):
        return request.headers.get("content-type", "").split(";")[0].strip().lower() == "application/json"
    if token is None:
        token = str((await request.form()).get("token", ""))
    return await run_in_threadpool(guard.allows, request.state.session, token)
