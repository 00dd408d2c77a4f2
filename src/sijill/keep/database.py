"""Open a ledger's database: SQLite by path, PostgreSQL by URL; brought to the newest schema by Alembic, its index made where it is missing or old."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from sijill.errors import LedgerError
from sijill.keep import index
from sijill.keep.chain import lock

VERSIONS = files("sijill.keep").joinpath("migrations", "versions")
PRAGMAS = (
    "page_size=8192",  # of a new ledger; half as many pages are written
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000", "cache_size=-8192", "temp_store=MEMORY", "mmap_size=1073741824",
    "wal_autocheckpoint=8000",  # pages: a long import copies them back every 32 MB, not every 4 MB
)


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
        event.listen(engine, "begin", _sqlite_begin)
    try:
        _make_ready(engine, where, create)
    except SQLAlchemyError as error:
        engine.dispose()
        raise LedgerError(where, f"cannot be opened ({' '.join(str(error.__cause__ or error).split())[:120]})", "give the path of a ledger") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_file(where: str, url: str, create: bool) -> None:
    if not url.startswith("sqlite:///"):
        return
    path = Path(url.removeprefix("sqlite:///"))
    if not create and not path.exists():
        raise _missing(where)
    if path.is_dir() or not path.parent.is_dir():
        raise LedgerError(where, "is a folder" if path.is_dir() else "lies in a folder that is not there", "give a file's path")


def _missing(where: str) -> LedgerError:
    return LedgerError(where, "there is no ledger here", "read something first: sijill read PATH, or name another with --ledger")


def _sqlite_settings(connection: Any, _: object) -> None:
    """Transactions begin where SQLAlchemy says so; Python's own driver would begin them late, and never for a change of schema."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def make_room(c: Connection) -> None:
    """For many documents in one transaction: 64 MB of pages in memory, which a reading, document by document, has no use for."""
    if c.dialect.name == "sqlite":
        c.exec_driver_sql("PRAGMA cache_size=-65536")


def _sqlite_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("sijill_write") else "BEGIN")


def _make_ready(engine: Engine, where: str, create: bool) -> None:
    """Bring the schema and the index up to date, once, whoever opens first; most often there is nothing to do."""
    with engine.connect() as c:
        if _is_ready(c):
            return
        if not create and not inspect(c).has_table("documents"):
            raise _missing(where)
    with engine.connect() as c:
        lock(c)
        if not _is_ready(c):
            _migrate(c)
            index.make_anew(c)
        c.commit()


def _is_ready(c: Connection) -> bool:
    if not inspect(c).has_table("alembic_version"):
        return False
    return c.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision() and index.is_fresh(c)


def newest_revision() -> str:
    """The revision that this version of Sijill writes: a migration's file begins with its number."""
    return max(f.name for f in VERSIONS.iterdir() if f.name[:1].isdigit())[:4]


def _migrate(c: Connection) -> None:
    from alembic import command  # needed once in a ledger's life, and slow to import
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("sijill.keep").joinpath("migrations")))
    config.attributes["connection"] = c
    command.upgrade(config, "head")
