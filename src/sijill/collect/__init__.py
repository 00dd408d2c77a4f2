"""Bytes → Document: files, folders, saved pages and JSONL, each with its canonical text and its furniture."""

from sijill.collect.furniture import find_furniture
from sijill.collect.read import collect, collect_bytes, expected

__all__ = ["collect", "collect_bytes", "expected", "find_furniture"]
