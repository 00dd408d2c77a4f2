"""Lines that are no part of a report's prose, read once from `en/furniture.yaml`."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sijill.errors import LexiconError
from sijill.model import FurnitureKind

WHERE = "en/furniture.yaml"


class _Pattern(BaseModel):
    """A regular expression with a line that it fits and one that it does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    pattern: str
    holds: str
    fails: str
    cased: bool = False

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        re.compile(value)
        return value

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled; case counts only where the entry says `cased`."""
        return re.compile(self.pattern, 0 if self.cased else re.IGNORECASE)


class FurnitureLine(_Pattern):
    """A pattern for a whole line. `rest`: what follows belongs to it too, either all of it or the titles only.

    `longest` is how many characters a line may have for the pattern to be tried.
    """

    kind: FurnitureKind
    rest: Literal["nothing", "titles", "all"] = "nothing"
    longest: int = Field(default=400, gt=0)


class ProseMark(_Pattern):
    """A pattern somewhere in a line by which the line is prose, although it does not end like a sentence."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: tuple[FurnitureLine, ...]
    prose: tuple[ProseMark, ...]


@lru_cache(maxsize=1)
def _file() -> _File:
    try:
        return _File.model_validate(yaml.safe_load(files("sijill.lexicon").joinpath(WHERE).read_text("utf8")))
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise LexiconError(WHERE, str(error)[:300], "mend the entry") from error


def load_furniture() -> tuple[FurnitureLine, ...]:
    """The patterns of lines that are furniture, in the order in which they are tried. Raises LexiconError."""
    return _file().lines


def load_prose_marks() -> tuple[ProseMark, ...]:
    """The marks by which a line without a full stop is prose. Raises LexiconError."""
    return _file().prose


__all__ = ["FurnitureLine", "ProseMark", "load_furniture", "load_prose_marks"]
