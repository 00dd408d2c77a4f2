"""The pages and the API, a module a screen; each holds one `router`."""

from sijill.apps.web.routes import api, claims, documents, due, history, incidents, keys, login, people, queue

ROUTERS = tuple(m.router for m in (queue, claims, incidents, documents, due, history, keys, login, people, api))

__all__ = ["ROUTERS"]
