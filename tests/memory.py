"""How much memory a run takes with all its workers: pages shared between processes are counted once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and all that it started, and these."""
    found = [pid]
    for one in found:
        try:
            found += [int(child) for child in (PROC / str(one) / "task" / str(one) / "children").read_text().split()]
        except OSError:
            continue  # it has ended
    return found


def held_by(pid: int) -> int:
    """Bytes that a process holds: its own, and its share of what it has in common with others."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def peak_of(pid: int, ended: Callable[[], bool], every: float = 0.1) -> int:
    """The most that the process and all it started held at once, in bytes, looked at ten times a second until it has ended."""
    peak = 0
    while not ended():
        peak = max(peak, sum(map(held_by, family(pid))))
        time.sleep(every)
    return peak
