"""Claims → Incidents, pure: the claims of a report gathered by happening, with low, best and high over the sources quoted."""

from sijill.link.due import due
from sijill.link.linkage import Linker, link

__all__ = ["Linker", "due", "link"]
