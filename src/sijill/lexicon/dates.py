"""The time grammar's words, read once from `en/dates.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class DateWords(BaseModel):
    """See the head of dates.yaml for what each list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    season_codes: dict[str, str]
    units: dict[str, str]
    numbers: dict[str, int]
    vague_numbers: tuple[str, ...]
    ordinals: dict[str, int]
    sets: dict[str, str]
    references: dict[str, tuple[str, ...]]
    feasts: dict[str, tuple[int, int]]
    moving: dict[str, tuple[int, int, int]]
    easter: dict[str, int]
    islamic: dict[str, list[tuple[int, int, int]]]
    dayparts: tuple[str, ...]
    common_words: tuple[str, ...]


@lru_cache(maxsize=1)
def load_date_words() -> DateWords:
    """The words of the time grammar."""
    text = files("sijill.lexicon").joinpath("en/dates.yaml").read_text("utf8")
    return DateWords.model_validate(yaml.safe_load(text))
