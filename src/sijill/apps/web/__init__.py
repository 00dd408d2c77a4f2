"""The review page: FastAPI, Jinja and a few lines of script; reading works without any."""

from sijill.apps.web.app import create_app

__all__ = ["create_app"]
