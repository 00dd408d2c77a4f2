"""Document → claims, pure: no database, no network, no clock."""

from sijill.extract.reader import Reader

__all__ = ["Reader"]
