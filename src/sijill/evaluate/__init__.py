"""Precision, recall and F1 of what is read, against hand-coded documents."""

from sijill.evaluate.compare import changes
from sijill.evaluate.gold import Gold, load_gold
from sijill.evaluate.misses import Miss
from sijill.evaluate.score import Result, score

__all__ = ["Gold", "Miss", "Result", "changes", "load_gold", "score"]
