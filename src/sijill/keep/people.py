"""Who may use the ledger: accounts, sessions, tokens, failed logins, and what the team has settled.

Passwords are kept as argon2 hashes, sessions and tokens as SHA-256 of random words that only their holder has. Rows here change and go; what a person decided
is evidence and stays under their name, so names are never given twice and nobody is deleted, only disabled.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, func, insert, or_, select, update

from sijill.errors import LedgerError, UsageError
from sijill.keep import passwords
from sijill.keep.tables import attempts, sessions, settings, tokens, users
from sijill.model import ROLES, Person, Role, Team

#: Seconds after which a session ends: since it was last used, and since it began.
IDLE, LONGEST = 12 * 3600.0, 7 * 86400.0
#: Failed logins within WINDOW seconds after which the next must wait: of one name from one address, from one address, of one name.
WINDOW, LIMITS = 900.0, {"pair": 5, "from": 30, "name": 50}


class NotLetIn(LedgerError):
    """The name or the password is wrong, or there were too many attempts: `wait` is then the seconds until the next."""

    def __init__(self, name: str, wait: int = 0) -> None:
        what = f"was tried too often; wait {-(-wait // 60)} minutes" if wait else "is no name here, or the password is another"
        super().__init__(name[:60] or "login", what)
        self.wait = wait


@dataclass(frozen=True)
class Token:
    """What is shown of a token after it was made: never the token."""

    label: str
    added: str
    used: str | None


class People:
    """The people of one ledger."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One writer at a time, so that what is counted still holds when it is written; the ledger's own writers have another lock."""
        with self._engine.connect() as c:
            c.execution_options(sijill_write=True)
            with c.begin():
                if c.dialect.name != "sqlite":
                    c.exec_driver_sql("SELECT pg_advisory_xact_lock(7402)")
                yield c

    # -- accounts -----------------------------------------------------------------------------------------------------

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with self._engine.connect() as c:
            return [_person(row) for row in c.execute(select(users).order_by(users.c.name))]

    def any(self) -> bool:
        """Whether anybody has an account: then nobody comes in without one."""
        with self._engine.connect() as c:
            return c.execute(select(users.c.name).limit(1)).first() is not None

    def add(self, name: str, role: Role, password: str) -> Person:
        """A new account. Raises UsageError."""
        name, hashed = a_name(name), passwords.hash_of(password)
        if role not in ROLES:
            raise UsageError(role, "is no role", f"choose one of {', '.join(ROLES)}")
        with self._writing() as c:
            if name.casefold() in {n.casefold() for n in c.execute(select(users.c.name)).scalars()}:
                raise UsageError(name, "has an account already", "choose another name, or set a new password: sijill users password NAME")
            c.execute(insert(users), {"name": name, "role": role, "password": hashed, "disabled": False, "added": now()})
        return self.get(name)

    def get(self, name: str) -> Person:
        """The person of that name. Raises UsageError."""
        with self._engine.connect() as c:
            return _found(c, name)

    def set_role(self, name: str, role: Role) -> None:
        """Give another role. Raises UsageError when no admin would be left."""
        if role not in ROLES:
            raise UsageError(role, "is no role", f"choose one of {', '.join(ROLES)}")
        self._change(name, role=role)

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Let nobody in under this name any more (or again). Raises UsageError when no admin would be left."""
        self._change(name, disabled=disabled)

    def set_password(self, name: str, password: str) -> None:
        """A new password; whoever is in under the name must log in again."""
        self._change(name, password=passwords.hash_of(password))

    def _change(self, name: str, **values: Any) -> None:
        with self._writing() as c:
            _found(c, name)
            c.execute(update(users).where(users.c.name == name).values(**values))
            if not values.keys() <= {"role"}:
                c.execute(delete(sessions).where(sessions.c.name == name))
            if c.execute(select(users.c.name).where(users.c.role == "admin", users.c.disabled.is_(False)).limit(1)).first() is None:
                raise UsageError(name, "is the last admin", "make somebody else admin first")

    # -- coming in ----------------------------------------------------------------------------------------------------

    def login(self, name: str, password: str, address: str) -> str:
        """A new session's word. Raises NotLetIn; takes as long for a name that is not there."""
        name, at = unicodedata.normalize("NFC", name.strip())[:100], time.time()
        keys = {"pair": f"pair {name} {address}", "from": f"from {address}", "name": f"name {name}"}
        self._count_attempt(name, keys, at)
        with self._engine.connect() as c:
            row = c.execute(select(users).where(users.c.name == name)).first()
        right = passwords.fits(row.password if row else None, password)
        if not right or row is None or row.disabled:
            raise NotLetIn(name)
        word = token_urlsafe(32)
        with self._writing() as c:
            c.execute(delete(attempts).where(or_(attempts.c.key == keys["pair"], and_(attempts.c.key.in_(keys.values()), attempts.c.at == at))))
            c.execute(insert(sessions), {"hash": hash_of(word), "name": name, "began": at, "seen": at})
        return word

    def change_own(self, name: str, old: str, new: str, address: str) -> str:
        """A new password by whoever knows the old one; all sessions end. Gives a new session's word. Raises NotLetIn, UsageError."""
        passwords.hash_of(new)
        self.login(name, old, address)
        self.set_password(name, new)
        return self.login(name, new, address)

    def _count_attempt(self, name: str, keys: dict[str, str], at: float) -> None:
        """Every attempt counts before it is looked at, so that many at once are no way around; one that succeeds is taken off again."""
        with self._writing() as c:
            c.execute(delete(attempts).where(attempts.c.at < at - WINDOW))
            for kind, key in keys.items():
                count, first = c.execute(select(func.count(), func.min(attempts.c.at)).where(attempts.c.key == key)).one()
                if count >= LIMITS[kind]:
                    raise NotLetIn(name, int(first + WINDOW - at) + 1)
            c.execute(insert(attempts), [{"key": key, "at": at} for key in keys.values()])

    def of_session(self, word: str) -> Person | None:
        """Who holds the session."""
        at, mine = time.time(), sessions.c.hash == hash_of(word)
        with self._engine.connect() as c:
            alive = and_(mine, sessions.c.seen > at - IDLE, sessions.c.began > at - LONGEST, users.c.disabled.is_(False))
            row = c.execute(select(users, sessions.c.seen).join(sessions, sessions.c.name == users.c.name).where(alive)).first()
        if row is not None and row.seen < at - 60:
            with self._writing() as c:
                c.execute(update(sessions).where(mine).values(seen=at))
        return _person(row) if row else None

    def logout(self, word: str) -> None:
        """End a session."""
        with self._writing() as c:
            c.execute(delete(sessions).where(sessions.c.hash == hash_of(word)))

    # -- tokens for programs ------------------------------------------------------------------------------------------

    def new_token(self, name: str, label: str) -> str:
        """A word with which a program comes in as this person; it is never shown again. Raises UsageError."""
        word = "sijill_" + token_urlsafe(32)
        with self._writing() as c:
            _found(c, name)
            c.execute(insert(tokens), {"hash": hash_of(word), "name": name, "label": " ".join(label.split())[:100], "added": now()})
        return word

    def of_token(self, word: str) -> Person | None:
        """Whose token it is."""
        with self._engine.connect() as c:
            row = c.execute(select(users, tokens.c.used).join(tokens, tokens.c.name == users.c.name)
                            .where(tokens.c.hash == hash_of(word), users.c.disabled.is_(False))).first()
        if row is not None and row.used != now()[:10]:
            with self._writing() as c:
                c.execute(update(tokens).where(tokens.c.hash == hash_of(word)).values(used=now()[:10]))
        return _person(row) if row else None

    def tokens(self, name: str) -> list[Token]:
        """A person's tokens, as they were made."""
        with self._engine.connect() as c:
            return [Token(r.label, r.added, r.used) for r in c.execute(select(tokens).where(tokens.c.name == name).order_by(tokens.c.added, tokens.c.label))]

    def revoke(self, name: str, label: str) -> int:
        """Let a person's tokens of that label in no more. Gives their number."""
        with self._writing() as c:
            return int(c.execute(delete(tokens).where(tokens.c.name == name, tokens.c.label == label)).rowcount)

    # -- the team -----------------------------------------------------------------------------------------------------

    def team(self) -> Team:
        """What the team has settled."""
        with self._engine.connect() as c:
            value = c.execute(select(settings.c.value).where(settings.c.name == "team")).scalar()
        return Team.model_validate_json(value) if value else Team()

    def settle(self, team: Team) -> None:
        """Settle it otherwise."""
        with self._writing() as c:
            c.execute(delete(settings).where(settings.c.name == "team"))
            c.execute(insert(settings), {"name": "team", "value": team.model_dump_json()})


def a_name(name: str) -> str:
    """A name as it is kept. Raises UsageError."""
    found = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(found) <= 60 or not found.isprintable() or found.startswith("-"):
        raise UsageError(name[:60] or "NAME", "is no name", "use 1 to 60 letters, digits and spaces")
    return found


def hash_of(word: str) -> str:
    """What is kept of a random word."""
    return sha256(word.encode("utf-8", "replace")).hexdigest()


def now() -> str:
    """The moment, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _found(c: Connection, name: str) -> Person:
    row = c.execute(select(users).where(users.c.name == name)).first()
    if row is None:
        raise UsageError(name, "has no account here", "sijill users list shows who has")
    return _person(row)


def _person(row: Any) -> Person:
    return Person(name=row.name, role=row.role, disabled=row.disabled, added=row.added)
