"""In and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.apps.web.context import Shared
from sijill.apps.web.safety import cookie_of, safe_way
from sijill.keep import NotLetIn

router = APIRouter(include_in_schema=False)


@router.get("/login", response_class=HTMLResponse)
def login_page(request: Request, shared: Shared, next: str = "/") -> Response:
    """Name and password; who is in already goes on."""
    if request.state.person is not None:
        return RedirectResponse(safe_way(next), 303)
    return shared.show(request, "login.html", next=safe_way(next), typed="", fault=None)


@router.post("/login")
def login(
    request: Request, shared: Shared, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/",
) -> Response:
    """Let in: a new session under a word that nobody had before, so that one set by somebody else is worth nothing."""
    if shared.alone:
        return RedirectResponse(safe_way(next), 303)
    try:
        word = shared.whole.people.login(name, password, request.client.host if request.client else "")
    except NotLetIn as error:
        fault = f"Too many attempts. Wait {-(-error.wait // 60)} minutes." if error.wait else "The name or the password is wrong."
        response = shared.show(request, "login.html", 429 if error.wait else 403, next=safe_way(next), typed=name[:60], fault=fault)
        if error.wait:
            response.headers["Retry-After"] = str(error.wait)
        return response
    request.state.session = word
    return RedirectResponse(safe_way(next), 303)


@router.post("/logout")
def logout(request: Request, shared: Shared) -> Response:
    """Out; the session is over on the server too."""
    shared.whole.people.logout(request.state.session)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(cookie_of(request), path="/", secure=request.url.scheme == "https", httponly=True, samesite="lax")
    return response
