"""Two runs are compared: what rose, what fell, what was mended, what is new."""

from __future__ import annotations

from sijill.evaluate import changes

BEFORE = {"kinds": {"figure": {"gold": 3, "read": 3, "found": 2, "right": 1, "f1": 0.67}}, "fields": {"low": [1, 2]},
          "total": {"gold": 3, "found": 2, "right": 1, "traps": 1}, "misses": ["missed a", "missed b"]}
NOW = {"kinds": {"figure": {"gold": 3, "read": 3, "found": 3, "right": 1, "f1": 1.0}}, "fields": {"low": [2, 3]},
       "total": {"gold": 3, "found": 3, "right": 1, "traps": 1}, "misses": ["missed b", "wrong c"]}


def test_every_difference_is_named_once() -> None:
    assert list(changes(BEFORE, NOW)) == [
        "figure found: 2 → 3", "figure f1: 0.67 → 1.0", "field low: 1 of 2 → 2 of 3", "total found: 2 → 3", "mended  missed a", "new     wrong c",
    ]


def test_the_same_run_has_no_difference() -> None:
    assert list(changes(NOW, NOW)) == []
