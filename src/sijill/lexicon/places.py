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
    buildings: frozenset[str]
    quarters: frozenset[str]
    kin: frozenset[str]
    bodies: frozenset[str]
    unnamed: str
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


@lru_cache(maxsize=1)
def load_abbreviations() -> dict[str, dict[str, dict[str, str]]]:
    """Short forms of states and provinces: by kind, by country, each with the unit's name."""
    raw: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(files("sijill.lexicon").joinpath("en/place_abbreviations.yaml").read_text("utf8"))
    return raw


@lru_cache(maxsize=1)
def load_region_peoples() -> dict[str, str]:
    """Words for who comes from a region ("European"), each with the region's name."""
    raw = yaml.safe_load(files("sijill.lexicon").joinpath("en/regions.yaml").read_text("utf8"))
    return {word: region["forms"][0] for region in raw for word in region.get("people", ())}
