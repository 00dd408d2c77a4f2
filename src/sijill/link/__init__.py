"""Claims → Incidents, pure: the claims of a report gathered by happening, with low, best and high over the sources quoted."""

from sijill.link.due import due
from sijill.link.features.record import Record
from sijill.link.linkage import Linker, link, matches_of, salience
from sijill.link.model import Match, weights

__all__ = ["Linker", "Match", "Record", "due", "link", "matches_of", "salience", "weights"]
