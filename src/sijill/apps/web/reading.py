"""Reading what was dropped on the page: files wait in a folder of their own, one thread reads them, the page tells how far it is."""

from __future__ import annotations

import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sijill.collect import collect_bytes
from sijill.errors import SijillError
from sijill.keep import Ledger
from sijill.model import Document, Refusal
from sijill.pipeline import read_items

if TYPE_CHECKING:
    from sijill.extract import Reader

Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True)
class State:
    """How far the reading is; `refused` with reasons, newest last, `fault` where it stopped."""

    waiting: int = 0
    now: str | None = None
    read: int = 0
    known: int = 0
    claims: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    fault: str | None = None

    @property
    def busy(self) -> bool:
        """True while something is read or waits."""
        return self.now is not None or self.waiting > 0


class Reading:
    """The one reader of a running page; its model is loaded when the first file comes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._lock = ledger, threading.Lock()
        self._held = tempfile.TemporaryDirectory(prefix="sijill-add-")
        self._folder, self._number = Path(self._held.name), count(1)
        self._waiting: deque[tuple[Path, str, str | None]] = deque()
        self._state, self._thread, self._running = State(), threading.Thread(), False

    def state(self) -> State:
        """How far it is."""
        with self._lock:
            return replace(self._state, waiting=len(self._waiting))

    def take(self, files: Files, published: str | None) -> None:
        """Put files aside and read them, each under its name."""
        with self._lock:
            for name, data in files:
                aside = self._folder / f"{next(self._number)}"
                aside.write_bytes(data)
                self._waiting.append((aside, name, published))
            if not self._running:
                self._state, self._running = State(), True
                self._thread = threading.Thread(target=self._run, daemon=True, name="sijill-reading")
                self._thread.start()

    def wait(self, seconds: float = 60.0) -> None:
        """Until what was taken is read; for tests and for a clean end."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        from sijill.extract import Reader

        self._say(now="the language model")
        reader = Reader()
        while (given := self._next()) is not None:
            aside, name, published = given
            try:
                self._read(aside.read_bytes(), name, published, reader)
            except SijillError as error:
                self._say(fault=str(error))
            finally:
                aside.unlink(missing_ok=True)

    def _next(self) -> tuple[Path, str, str | None] | None:
        with self._lock:
            if self._waiting:
                self._state = replace(self._state, now=self._waiting[0][1])
                return self._waiting.popleft()
            self._state, self._running = replace(self._state, now=None), False
            return None

    def _read(self, data: bytes, name: str, published: str | None, reader: Reader) -> None:
        def notice(what: str, item: Document | Refusal) -> None:
            if isinstance(item, Refusal):
                self._say(refused=(*self._state.refused, (item.uri, item.reason)))
            self._say(now=item.uri, **({what: getattr(self._state, what) + 1} if what in ("read", "known") else {}))

        summary = read_items(collect_bytes(data, name, published=published), self._ledger, reader, notice=notice)
        self._say(claims=self._state.claims + summary.claims)

    def _say(self, **what: object) -> None:
        with self._lock:
            self._state = replace(self._state, **what)  # type: ignore[arg-type]

