"""Extraction in worker processes, bounded in time and memory: a text that passes a bound costs its worker, never the run.

In: documents. Out: each with its claims, or with the reason why it is refused. A worker takes a batch at a time; when it fails, its documents are tried one by
one, so that only the one that is at fault is refused. A worker is a copy of this process (fork), replaced after some documents, so that nothing adds up in it.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from sijill.extract.parse import BATCH
from sijill.extract.reader import Reader
from sijill.model import Claim, Document, Refusal


class Bounds(NamedTuple):
    """Seconds and bytes of memory that one document may take; docs/guide/how-to.md tells them."""

    seconds: float = 120.0
    memory: int = 2_000_000_000


Result = tuple[Document, list[Claim] | Refusal]
Batch = list[Document]
#: Characters and bytes as received that a batch holds at most, unless a single document is larger.
CHARACTERS, BYTES = 100_000, 16_000_000
#: Documents after which a worker is replaced by a fresh one.
LIFE = 256
PROBLEMS = {
    "time": ("took longer than {seconds:.0f} seconds to read", "split it into documents"),
    "memory": ("needs more than {memory:,} bytes of memory to read", "split it into documents"),
    "died": ("broke the reader", "report it, with the document"),
}


def read_bounded(
    reader: Reader, documents: Iterable[Document], *, everything: bool = True, processes: int = 1, bounds: Bounds = Bounds(),
) -> Iterator[Result]:
    """Each document with its claims or a Refusal, as the workers finish them."""
    work = _Work(reader, everything, bounds, processes)
    source = batches(documents)
    try:
        yield from work.run(source)
    finally:
        work.stop()


def batches(documents: Iterable[Document]) -> Iterator[Batch]:
    """Documents in batches that one worker holds in little memory."""
    batch: Batch = []
    characters = size = 0
    for document in documents:
        own, weight = len(document.text), len(document.original or b"")
        if batch and (len(batch) == BATCH or characters + own > CHARACTERS or size + weight > BYTES):
            yield batch
            batch, characters, size = [], 0, 0
        batch.append(document)
        characters, size = characters + own, size + weight
    if batch:
        yield batch


@dataclass(eq=False)
class _Worker:
    """A process and what it is at; `left` are the documents of its batch that have no result yet."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    left: deque[Document] = field(default_factory=deque)
    taken: int = 0
    since: float = 0.0

    def give(self, batch: Batch) -> None:
        """Send a batch, without the bytes that only the ledger wants."""
        self.left, self.since = deque(batch), time.monotonic()
        self.taken += len(batch)
        self.pipe.send([d.model_copy(update={"original": None, "container": None}) for d in batch])


class _Work:
    """The workers, and batches that wait for one."""

    def __init__(self, reader: Reader, everything: bool, bounds: Bounds, processes: int) -> None:
        self._reader, self._everything, self._bounds, self._processes = reader, everything, bounds, max(1, processes)
        self._workers: list[_Worker] = []
        self._waiting: deque[Batch] = deque()

    def run(self, source: Iterator[Batch]) -> Iterator[Result]:
        """Hand out batches and gather results until both are at an end."""
        open_ = True
        while True:
            while open_ and not self._waiting:
                batch = next(source, None)  # fetched while the workers are busy
                open_ = batch is not None
                self._waiting.extend([batch] if batch else [])
            self._hand_out()
            busy = [w for w in self._workers if w.left]
            if not busy and not self._waiting:
                return
            spare = open_ and len(busy) < self._processes
            yield from self._gather(busy, 0.0 if spare else 1.0)

    def stop(self) -> None:
        """Kill all workers."""
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def _hand_out(self) -> None:
        for worker in [w for w in self._workers if not w.left and w.taken >= LIFE]:
            self._workers.remove(worker)
            self._end(worker)
        while self._waiting:
            idle = next((w for w in self._workers if not w.left), None)
            if idle is None and len(self._workers) == self._processes:
                return
            worker = idle or self._start()
            batch = self._waiting.popleft()
            try:
                worker.give(batch)
            except OSError:  # it died while it was idle
                self._workers.remove(worker)
                self._end(worker)
                self._waiting.appendleft(batch)

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        others = [here, *(w.pipe for w in self._workers)]
        process = context.Process(target=_work, args=(there, others, self._reader, self._everything, self._bounds.memory), daemon=True)
        process.start()
        there.close()
        self._workers.append(_Worker(process, here))
        return self._workers[-1]

    @staticmethod
    def _end(worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()

    def _gather(self, busy: Sequence[_Worker], patience: float) -> Iterator[Result]:
        pipes = {w.pipe: w for w in busy}
        for pipe in wait(list(pipes), patience):
            assert isinstance(pipe, Connection)
            yield from self._received(pipes[pipe])
        for worker in busy:
            if worker.left and not worker.pipe.poll() and time.monotonic() - worker.since > self._bounds.seconds:
                yield from self._failed(worker, "time")

    def _received(self, worker: _Worker) -> Iterator[Result]:
        """What is ready of a worker's batch."""
        while worker.left and worker.pipe.poll():
            try:
                found = worker.pipe.recv()
            except (EOFError, OSError):
                yield from self._failed(worker, "died")
                return
            if isinstance(found, str):
                yield from self._failed(worker, found)
                return
            worker.since = time.monotonic()
            yield worker.left.popleft(), found

    def _failed(self, worker: _Worker, why: str) -> Iterator[Result]:
        """Replace the worker; of several documents each is tried alone, a single one is refused."""
        left = list(worker.left)
        worker.left.clear()
        self._workers.remove(worker)
        self._end(worker)
        if len(left) > 1:
            self._waiting.extendleft([[d] for d in reversed(left)])
            return
        what, todo = PROBLEMS.get(why, (f"broke the reader ({why})", PROBLEMS["died"][1]))
        yield left[0], Refusal(uri=left[0].uri, reason=what.format(**self._bounds._asdict()), todo=todo)


def _work(pipe: Connection, others: Sequence[Connection], reader: Reader, everything: bool, memory: int) -> None:
    """A worker's life: batches in, claims out, one message a document; or the reason why it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops it
    for other in others:
        other.close()  # else a worker would not see that the parent is gone
    _bound(memory)
    try:
        while True:
            for _, claims in reader.read_many(pipe.recv(), everything=everything):
                pipe.send(claims)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        pipe.send("memory")
    except Exception as error:  # whatever a text does to a rule costs this text alone
        pipe.send(type(error).__name__)


def _bound(memory: int) -> None:
    own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (own + memory, own + memory))
