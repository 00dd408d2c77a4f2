"""The pages and the API, a module a screen; each holds one `router`."""

from sijill.apps.web.routes import agreement, claims, corrections, documents, due, exports, history, incidents, keys, login, map, people, queue, withhold

ROUTERS = tuple(m.router for m in (
    queue, exports, claims, corrections, agreement, withhold, incidents, map, documents, due, history, keys, login, people,
))

__all__ = ["ROUTERS"]
