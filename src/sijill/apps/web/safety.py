"""What every request must show and every answer carries. Nothing is reached around it: who does not say who they are sees the login page.

- Without people in the ledger there is one user, without a password, and the page answers on this machine's own names only (DNS rebinding).
- With people, a session's cookie or a token says who comes; a session begins at the login, with a word that was not there before.
- A change must come from this page: no other site's Origin, and a form's token or a header that another site cannot send.
- The content policy lets nothing run or load that is not a file of this server.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

from sijill.keep import People
from sijill.model import Person

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()", "Cache-Control": "no-store",
}
SECURE_HEADERS = {"Strict-Transport-Security": "max-age=31536000"}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
#: Ways in without a session.
OPEN = ("/login", "/static/")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
API = "/api/"
Next = Callable[[Request], Awaitable[Response]]


def cookie_of(request: Request) -> str:
    """The cookie's name: over https one that no other host or plain connection can set."""
    return "__Host-sijill" if request.url.scheme == "https" else "sijill_session"


@dataclass
class Guard:
    """One for a running server: `alone` is who comes where the ledger has no people; `hosts` the names it answers to, all where there are none."""

    people: People
    alone: Person
    hosts: frozenset[str] = frozenset()

    def token(self, session: str) -> str:
        """The token that forms of a session carry."""
        return hmac.new(session.encode(), b"form", sha256).hexdigest()

    def allows(self, session: str | None, token: str) -> bool:
        """Whether the token belongs to the session."""
        return session is not None and hmac.compare_digest(self.token(session).encode(), token.encode())

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Refuse, or let through with `request.state` saying who comes: `session` (the cookie's word), `person`, `by_token`, `alone`."""
        response = await self._answer(request, call_next)
        for name, value in HEADERS.items() | (SECURE_HEADERS.items() if request.url.scheme == "https" else set()):
            response.headers.setdefault(name, value)
        held = request.cookies.get(cookie_of(request))
        session = getattr(request.state, "session", held)
        if session and session != held:
            response.set_cookie(cookie_of(request), session, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/")
        return response

    async def _answer(self, request: Request, call_next: Next) -> Response:
        alone = not await run_in_threadpool(self.people.any)
        hosts = LOOPBACK if alone else self.hosts
        if hosts and host_of(request) not in hosts:
            return PlainTextResponse(f"This page answers as {', '.join(sorted(hosts - {'testserver'}))} only.", status_code=400)
        if request.method not in READING and from_elsewhere(request):
            return PlainTextResponse("This change came from another site and was refused.", status_code=403)
        request.state.session = request.cookies.get(cookie_of(request)) or secrets.token_urlsafe(32)
        request.state.alone, request.state.by_token = alone, False
        request.state.person = self.alone if alone else await run_in_threadpool(self._who, request)
        if request.state.person is None and not request.url.path.startswith(OPEN):
            return turned_away(request)
        return await call_next(request)

    def _who(self, request: Request) -> Person | None:
        kind, _, word = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            request.state.by_token = True
            return self.people.of_token(word.strip())
        held = request.cookies.get(cookie_of(request))
        return self.people.of_session(held) if held else None


def turned_away(request: Request) -> Response:
    """What somebody sees who has not said who they are."""
    if request.url.path.startswith(API):
        problem = {"type": "about:blank", "title": "Who is asking?", "status": 401, "detail": "Send a token: Authorization: Bearer sijill_…"}
        return JSONResponse(problem, 401, {"WWW-Authenticate": "Bearer"}, "application/problem+json")
    if request.method not in READING:
        return PlainTextResponse("Your session has ended. Log in, then send this again; nothing was changed.", status_code=403)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/login" + (f"?next={quote(back, safe='')}" if back != "/" else ""), 303)


def host_of(request: Request) -> str:
    """The name by which the server was called, without its port."""
    host = request.headers.get("host", "")
    return host[: host.find("]") + 1] if host.startswith("[") else host.rsplit(":", 1)[0].lower()


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site sent this."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        return True
    return request.headers.get("sec-fetch-site") in ("cross-site", "same-site")


def safe_way(address: str | None) -> str:
    """Where to go after the login: an address of this page, or else its start. No other site, whatever the address says."""
    found = urlsplit(address or "/")
    plain = not found.scheme and not found.netloc and found.path.startswith("/") and not found.path.startswith(("//", "/\\"))
    return (address or "/") if plain and (address or "/").isprintable() and "\\" not in (address or "") else "/"
