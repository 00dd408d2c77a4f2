"""Numbers in text, with their bounds; and what a number is not: an age, a distance, a date, a weapon's name."""

from sijill.extract.numbers.find import FoundNumber, find_numbers

__all__ = ["FoundNumber", "find_numbers"]
