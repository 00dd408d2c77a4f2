"""Places of the world by name: GeoNames cities of 500 people and more, admin units, countries (GeoNames, CC BY 4.0)."""

from sijill.lexicon.gazetteer.index import Entry, Gazetteer
from sijill.lexicon.gazetteer.keys import name_key, sound_key

__all__ = ["Entry", "Gazetteer", "name_key", "sound_key"]
