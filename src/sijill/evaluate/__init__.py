"""Precision, recall and F1 of what is read, against hand-coded documents."""

from sijill.evaluate.gold import Gold, load_gold
from sijill.evaluate.score import Result, score

__all__ = ["Gold", "Result", "load_gold", "score"]
