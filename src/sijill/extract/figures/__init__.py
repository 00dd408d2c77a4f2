"""Numbers that count people and attacks: measure, group, bound, subsets, and single persons described or named."""

from sijill.extract.figures.find import FigureFinder
from sijill.extract.figures.record import FoundFigure, FoundVictim, Uncounted

__all__ = ["FigureFinder", "FoundFigure", "FoundVictim", "Uncounted"]
