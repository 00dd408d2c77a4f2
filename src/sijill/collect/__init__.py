"""Bytes → Document: files, folders, saved pages and JSONL, each with its canonical text and its furniture."""

from sijill.collect.furniture import find_furniture
from sijill.collect.read import collect, expected

__all__ = ["collect", "expected", "find_furniture"]
