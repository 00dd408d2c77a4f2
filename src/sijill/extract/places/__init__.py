"""Places in text: which names are places, which places they are, and where an unknown name lies."""

from sijill.extract.places.find import PlaceReader
from sijill.extract.places.record import FoundPlace

__all__ = ["FoundPlace", "PlaceReader"]
