"""How places are spoken of, read once from `en/places.yaml` and `en/demonyms.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class PlaceWords(BaseModel):
    """See the head of places.yaml for what each list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    directions: frozenset[str]
    held: frozenset[str]
    units: dict[str, str]
    governorates: frozenset[str]
    near: frozenset[str]
    not_places: frozenset[str]
    before: tuple[str, ...]
    holds: tuple[str, ...]
    fails: tuple[str, ...]


@lru_cache(maxsize=1)
def load_place_words() -> PlaceWords:
    """The words of places.yaml."""
    return PlaceWords.model_validate(yaml.safe_load(files("sijill.lexicon").joinpath("en/places.yaml").read_text("utf8")))


@lru_cache(maxsize=1)
def load_demonyms() -> dict[str, str]:
    """Demonyms, each with its country (ISO alpha-3)."""
    raw: dict[str, list[str]] = yaml.safe_load(files("sijill.lexicon").joinpath("en/demonyms.yaml").read_text("utf8"))
    return {word: country for country, words in raw.items() for word in words}
