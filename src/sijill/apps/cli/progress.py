"""How far a long reading is: a bar on a terminal, a line now and then elsewhere. Documents a second over the last minute, and the time left."""

from __future__ import annotations

import sys
import time
from collections import deque
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

#: Seconds between two lines where standard error is no terminal, and over which the speed is told.
EVERY, OVER = 30.0, 60.0


class Counter:
    """Counts inputs that are dealt with and shows it on standard error. `total` is None where nobody knows."""

    def __init__(self, total: int | None) -> None:
        self._total, self._done = total, 0
        self._times: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._said = time.monotonic()
        shown = sys.stderr.isatty()
        # No thread of its own draws the bar: the reading forks.
        self._bar = Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True, disable=not shown, auto_refresh=False)
        self._task = self._bar.add_task(self.line(), total=total)
        self._shown = shown

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def advance(self) -> None:
        """One more input is dealt with."""
        now = time.monotonic()
        self._done += 1
        self._times.append((now, self._done))
        while len(self._times) > 2 and now - self._times[1][0] > OVER:
            self._times.popleft()
        if self._shown:
            self._bar.update(self._task, completed=self._done, description=self.line(), refresh=True)
        elif now - self._said >= EVERY:
            self._said = now
            print(self.line(), file=sys.stderr)

    def line(self) -> str:
        """ "120 of 5,000, 9.8 documents/s, 8 min left"."""
        known = self._total is not None and self._done <= self._total
        parts = [f"{self._done:,} of {self._total:,}" if known else f"{self._done:,}"]
        (first, before), (last, now) = self._times[0], self._times[-1]
        if now > before and last > first:
            speed = (now - before) / (last - first)
            parts.append(f"{speed:,.1f} documents/s")
            if known and self._total is not None:
                parts.append(f"{for_people((self._total - self._done) / speed)} left")
        return ", ".join(parts)


class LongWork:
    """Tells of work that takes longer than a few seconds, such as an index that is made anew: a line that counts on a terminal, one now and then elsewhere."""

    def __init__(self, patience: float = 2.0) -> None:
        self._began = self._said = time.monotonic()
        self._patience = patience

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much is done of so much."""
        now = time.monotonic()
        if done <= 1000:
            self._began = now
        if now - self._began < self._patience or now - self._said < (1.0 if sys.stderr.isatty() else EVERY):
            return
        self._said = now
        left = (now - self._began) * (total - done) / max(1, done)
        line = f"{what}: {done:,} of {total:,} claims, {for_people(left)} left"
        print(f"\r{line:<79}" if sys.stderr.isatty() else line, end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def for_people(seconds: float) -> str:
    """ "40 s", "8 min", "3 h 20 min"."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
