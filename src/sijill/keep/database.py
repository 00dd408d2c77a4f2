"""Open a ledger's database: SQLite by path, anything else by URL; brought to the newest schema by Alembic."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from sijill.errors import LedgerError


def open_engine(where: str, *, create: bool) -> Engine:
    """The engine of a ledger. Raises LedgerError when it is missing (and `create` is not set) or is no ledger."""
    url = where if "://" in where else f"sqlite:///{where}"
    _check_file(where, url, create)
    try:
        engine = create_engine(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url))
    except (ArgumentError, ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(where, f"is no ledger's address ({str(error)[:80]})", "give a path, or postgresql://… with pip install 'sijill[postgres]'") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
    try:
        _migrate(engine)
    except SQLAlchemyError as error:
        raise LedgerError(where, f"cannot be opened ({str(error.__cause__ or error)[:120]})", "give the path of a ledger") from error
    return engine


def _check_file(where: str, url: str, create: bool) -> None:
    if not url.startswith("sqlite:///"):
        return
    path = Path(url.removeprefix("sqlite:///"))
    if not create and not path.exists():
        raise LedgerError(where, "there is no ledger here", "read something first: sijill read PATH, or name another with --ledger")
    if path.is_dir() or not path.parent.is_dir():
        raise LedgerError(where, "is a folder" if path.is_dir() else "lies in a folder that is not there", "give a file's path")


def _sqlite_settings(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE") if not connection.in_transaction() else None
        config = Config()
        config.set_main_option("script_location", str(files("sijill.keep").joinpath("migrations")))
        config.attributes["connection"] = connection
        if not inspect(connection).has_table("refusals") or inspect(connection).has_table("alembic_version"):
            command.upgrade(config, "head")
