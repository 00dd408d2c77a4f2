"""The pages and the API, a module a screen; each holds one `router`."""

from sijill.apps.web.routes import api, claims, corrections, documents, due, history, incidents, keys, map, queue

ROUTERS = tuple(m.router for m in (queue, claims, corrections, incidents, map, documents, due, history, keys, api))

__all__ = ["ROUTERS"]
