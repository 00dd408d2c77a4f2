"""Lines that are no part of a report's prose, read once from `en/furniture.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from sijill.model import FurnitureKind


class FurnitureLine(BaseModel):
    """A pattern for a whole line, with a line that it fits and one that it does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: FurnitureKind
    pattern: str
    holds: str
    fails: str
    rest: bool = False


@lru_cache(maxsize=1)
def load_furniture() -> tuple[FurnitureLine, ...]:
    """The entries of furniture.yaml."""
    raw = yaml.safe_load(files("sijill.lexicon").joinpath("en/furniture.yaml").read_text("utf8"))
    return tuple(TypeAdapter(list[FurnitureLine]).validate_python(raw))
