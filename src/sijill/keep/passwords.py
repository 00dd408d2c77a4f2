"""Passwords: argon2id with the library's own parameters; a wrong name takes as long as a wrong password."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sijill.errors import UsageError

SHORTEST, LONGEST = 10, 1000


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("a password that nobody has")


def hash_of(password: str) -> str:
    """What is kept of a password. Raises UsageError when it is too short to be one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError("the password", f"must have {SHORTEST} to {LONGEST} characters", "a few words in a row are easy to keep in mind")
    return _hasher().hash(password.encode("utf-8", "replace"))


def fits(hashed: str | None, password: str) -> bool:
    """Whether it is the password; without a hash, None, a stand-in is tried for as long."""
    try:
        right = _hasher().verify(hashed or _nobody(), password[: LONGEST + 1].encode("utf-8", "replace"))
    except (VerificationError, InvalidHashError):
        return False
    return right and hashed is not None
