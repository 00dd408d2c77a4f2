"""The number grammar's words, read once from `en/numbers.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class NumberWords(BaseModel):
    """See the head of numbers.yaml for what each list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: dict[str, int]
    scales: dict[str, int]
    letters: dict[str, int]
    not_million: tuple[str, ...]
    fixed: dict[str, int]
    vague: dict[str, int]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    money_before: frozenset[str]
    additive: tuple[str, ...]
    additive_behind: tuple[str, ...]
    fractions: dict[str, float]
    kinds: dict[str, tuple[str, ...]]
    money_marks: str
    counted: tuple[str, ...]
    names_before: tuple[str, ...]


@lru_cache(maxsize=1)
def load_number_words() -> NumberWords:
    """The words of the number grammar."""
    text = files("sijill.lexicon").joinpath("en/numbers.yaml").read_text("utf8")
    return NumberWords.model_validate(yaml.safe_load(text))
