"""What every answer carries and every change must show: a strict content policy, and a token that another site cannot know."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-store",
}
COOKIE = "sijill_session"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1", "testserver"})
Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """One for a running server: `secret` signs the tokens of this run."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def token(self, session: str) -> str:
        """The token that forms of a session carry."""
        return hmac.new(self._secret, session.encode(), sha256).hexdigest()

    def allows(self, session: str | None, token: str) -> bool:
        """Whether the token belongs to the session."""
        return session is not None and hmac.compare_digest(self.token(session), token)

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Refuse other hosts' names (DNS rebinding), give each visitor a session, and put the headers on every answer."""
        host = request.headers.get("host", "").rsplit(":", 1)[0] if not request.headers.get("host", "").startswith("[") else "[::1]"
        if host not in LOOPBACK:
            return PlainTextResponse("This page answers on 127.0.0.1 and localhost only.", status_code=400)
        origin = request.headers.get("origin")
        if request.method not in ("GET", "HEAD") and origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            return PlainTextResponse("This change came from another site and was refused.", status_code=403)
        session = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
        request.state.session = session
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if COOKIE not in request.cookies:
            response.set_cookie(COOKIE, session, httponly=True, samesite="strict")
        return response
