"""Dates, durations and horizons in text, against the day of publication; never a date that the text does not give."""

from sijill.extract.dates.find import find_dates
from sijill.extract.dates.horizons import FoundHorizon, find_horizons
from sijill.extract.dates.record import FoundDate

__all__ = ["FoundDate", "FoundHorizon", "find_dates", "find_horizons"]
