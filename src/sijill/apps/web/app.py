"""The application over one open ledger. Thin: what is shown is asked of keep, review and link; what is decided goes through review."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException as StarletteHTTPException

from sijill.apps.web import api, labels
from sijill.apps.web.api.answers import of_values, problem, status_of
from sijill.apps.web.context import Context, Refused
from sijill.apps.web.fields import said
from sijill.apps.web.keymap import KEYS
from sijill.apps.web.reading import Reading
from sijill.apps.web.rights import check
from sijill.apps.web.routes import ROUTERS
from sijill.apps.web.safety import API, Guard
from sijill.errors import SijillError
from sijill.keep import Ledger
from sijill.model import Person

HERE = Path(__file__).parent
TITLES = {403: "Not for this role", 405: "Not so", 409: "Decided meanwhile", 422: "This makes no sense"}


def create_app(ledger: Ledger, reviewer: str = "reviewer", hosts: Iterable[str] = ()) -> FastAPI:
    """The application over an open ledger. Where it has no people, decisions are written under `reviewer`; `hosts` are the names that it answers to."""
    app = FastAPI(title="Sijill", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
                  dependencies=[Depends(check)], redirect_slashes=False)
    guard = Guard(ledger.people, Person(name=reviewer, role="admin"), frozenset(h.lower() for h in hosts))
    context = Context(ledger, guard, _templates(), reviewer, reading=Reading(ledger))
    app.state.context = context
    app.middleware("http")(context.guard)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for kind in (StarletteHTTPException, RequestValidationError, SijillError):
        app.exception_handler(kind)(_refused)
    for router in (*ROUTERS, api.router):
        app.include_router(router)
    return app


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(HERE / "templates")
    templates.env.filters.update(day=labels.day, days=labels.days)
    templates.env.globals.update(labels=labels, states=labels.STATES, said=said, keys=KEYS, frozenset=frozenset)
    return templates


async def _refused(request: Request, error: Exception) -> Response:
    """What went wrong, as a page or, under /api, as a problem; never with the server's own words."""
    status, title, words = _said(error)
    headers = getattr(error, "headers", None)
    if request.url.path.startswith(API) or not hasattr(request.state, "session"):
        return problem(status, words, headers)
    context: Context = request.app.state.context
    return context.show(request, "message.html", status, title=title, words=words)


def _said(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, StarletteHTTPException):
        return error.status_code, error.title if isinstance(error, Refused) else TITLES.get(error.status_code, "Not here"), str(error.detail)
    if isinstance(error, RequestValidationError):
        return 422, "This makes no sense", of_values(error)
    assert isinstance(error, SijillError)
    status = status_of(error)
    return status, TITLES.get(status, "Not here"), str(error)
