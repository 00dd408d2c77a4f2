"""How best is chosen among roots: the rules of methods.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from sijill.errors import UsageError

DEFAULT = "median"


class Method(BaseModel):
    """A rule with its name, what it says, and how it picks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    says: str
    best: Literal["lower_median", "lowest", "highest", "commonest"]
    loose: dict[int, int] = {}

    def pick(self, totals: Sequence[tuple[int, bool]]) -> int:
        """The best of the roots' totals, each with whether it is open upwards."""
        numbers = sorted(self.loose.get(n, n) if open_ else n for n, open_ in totals)
        if self.best == "commonest":
            most = Counter(numbers)
            return min(numbers, key=lambda n: (-most[n], n))
        at = {"lower_median": (len(numbers) - 1) // 2, "lowest": 0, "highest": -1}[self.best]
        return numbers[at]


@lru_cache(maxsize=1)
def methods() -> dict[str, Method]:
    """All by name."""
    raw = yaml.safe_load(files("sijill.link").joinpath("methods.yaml").read_text("utf8"))
    return {m.name: m for m in map(Method.model_validate, raw)}


def method(name: str) -> Method:
    """The method of that name. Raises UsageError."""
    if name not in methods():
        raise UsageError(name, "is no method", f"take one of {', '.join(methods())}")
    return methods()[name]
