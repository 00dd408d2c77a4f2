"""Dates, durations and horizons in text, against the day of publication; never a date that the text does not give."""

from sijill.extract.dates.find import FoundDate, find_dates
from sijill.extract.dates.horizons import FoundHorizon, find_horizons

__all__ = ["FoundDate", "FoundHorizon", "find_dates", "find_horizons"]
