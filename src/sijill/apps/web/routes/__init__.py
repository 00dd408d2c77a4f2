"""The pages and the API, a module a screen; each holds one `router`."""

from sijill.apps.web.routes import claims, corrections, documents, due, exports, history, incidents, keys, login, map, people, queue

ROUTERS = tuple(m.router for m in (queue, exports, claims, corrections, incidents, map, documents, due, exports, history, keys, login, people))

__all__ = ["ROUTERS"]
