"""The `sijill` command: a file a command."""

from sijill.apps.cli.main import app, main

__all__ = ["app", "main"]
