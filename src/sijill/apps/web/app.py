"""The application over one open ledger. Thin: what is shown is asked of keep, review and link; what is decided goes through review."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from sijill.apps.web import labels
from sijill.apps.web.context import Context, Refused
from sijill.apps.web.fields import said
from sijill.apps.web.keymap import KEYS
from sijill.apps.web.reading import Reading
from sijill.apps.web.rights import check
from sijill.apps.web.routes import ROUTERS
from sijill.apps.web.safety import Guard
from sijill.errors import UsageError
from sijill.keep import Ledger
from sijill.model import Person

HERE = Path(__file__).parent


def create_app(ledger: Ledger, reviewer: str = "reviewer", hosts: Iterable[str] = ()) -> FastAPI:
    """The application over an open ledger. Where it has no people, decisions are written under `reviewer`; `hosts` are the names that it answers to."""
    app = FastAPI(title="Sijill", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json", dependencies=[Depends(check)])
    guard = Guard(ledger.people, Person(name=reviewer, role="admin"), frozenset(h.lower() for h in hosts))
    context = Context(ledger, guard, _templates(), reviewer, reading=Reading(ledger))
    app.state.context = context
    app.middleware("http")(context.guard)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.exception_handler(HTTPException)(_missing)
    app.exception_handler(UsageError)(_senseless)
    for router in ROUTERS:
        app.include_router(router)
    return app


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(HERE / "templates")
    templates.env.globals.update(labels=labels, states=labels.STATES, said=said, keys=KEYS, frozenset=frozenset)
    return templates


async def _senseless(request: Request, error: Exception) -> Response:
    context: Context = request.app.state.context
    return context.show(request, "message.html", 422, title="This filter makes no sense", words=str(error))


async def _missing(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith("/api/"):
        return Response(f'{{"detail": "{error.status_code}"}}', error.status_code, media_type="application/json")
    title = error.title if isinstance(error, Refused) else "Not here"
    context: Context = request.app.state.context
    return context.show(request, "message.html", error.status_code, title=title, words=str(error.detail))
