"""Document → claims, pure: no database, no network, no clock."""

from sijill.extract.reader import Reader
from sijill.extract.workers import Bounds, read_bounded

__all__ = ["Bounds", "Reader", "read_bounded"]
