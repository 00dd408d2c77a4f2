"""Who uses a ledger together, and what each may do."""

from __future__ import annotations

from typing import Literal, get_args

from sijill.model.base import Record

#: From the least to the most. A reader looks; a reviewer decides on claims; an editor also settles what others disagree about, decides in bulk, withholds and
#: adds; an admin also keeps the people.
Role = Literal["reader", "reviewer", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


class Person(Record):
    """One user. `disabled` people cannot come in; their decisions stay."""

    name: str
    role: Role
    disabled: bool = False
    added: str = ""

    def may(self, role: Role) -> bool:
        """True when this person has at least that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Team(Record):
    """What a team has settled: whether reviewers decide blind, and the least role that is shown the names of sources at all."""

    blind: bool = False
    names_from: Role = "reader"
