"""Files are read in a worker process, bounded in time and memory, that can be killed without losing the run.

In: bytes and an address. Out: what `convert` gives, or one Refusal that says which bound was passed.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from sijill.collect.convert import PLAIN, SINGLE, convert
from sijill.collect.kinds import kind_of
from sijill.model import Document, Refusal, document_id

#: Seconds and bytes that one file may take; SIJILL documents them in docs/guide/how-to.md.
SECONDS, MEMORY = 120.0, 2_000_000_000
#: A file of a plain kind and of at most so many bytes is read without a worker: it can be no great burden.
SMALL = 20_000
#: A file that brought several documents is kept up to this size; of a larger one they name the hash alone.
LARGEST_KEPT = 100_000_000


def bounded(data: bytes, uri: str, published: str | None, *, seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[Document | Refusal]:
    """The documents of one file, each with the file that brought it where that is not the document itself."""
    kind = kind_of(data, uri)
    found = convert(data, uri, published) if kind in PLAIN and len(data) <= SMALL else _from_worker(data, uri, published, seconds, memory)
    yield from found if kind in SINGLE else _within(data, found)


def _within(data: bytes, found: Iterator[Document | Refusal]) -> Iterator[Document | Refusal]:
    own = document_id(data)
    kept = {"part_of": own, "container": data if len(data) <= LARGEST_KEPT else None}
    for item in found:
        yield item.model_copy(update=kept) if isinstance(item, Document) and item.id != own else item


def _from_worker(data: bytes, uri: str, published: str | None, seconds: float, memory: int) -> Iterator[Document | Refusal]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(here, there, data, uri, published, memory), daemon=True)
    gc.freeze()  # else the worker's collector touches, and so copies, all that the run holds
    worker.start()
    gc.unfreeze()
    there.close()
    try:
        yield from _received(here, uri, seconds)
    finally:
        worker.kill()
        worker.join()
        here.close()


def _received(here: Connection, uri: str, seconds: float) -> Iterator[Document | Refusal]:
    while True:
        if not here.poll(seconds):
            yield Refusal(uri=uri, reason=f"took longer than {seconds:.0f} seconds", todo="save it as text, or split it")
            return
        try:
            item = here.recv()
        except EOFError:
            yield Refusal(uri=uri, reason="broke the reader of its format", todo="save it as text")
            return
        if item is None:
            return
        yield item


def _work(here: Connection, there: Connection, data: bytes, uri: str, published: str | None, memory: int) -> None:
    here.close()  # so that a worker whose run was killed cannot write on, holding the run's connection to the database open
    own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (own + memory, own + memory))
    try:
        for item in convert(data, uri, published):
            there.send(item)
    except MemoryError:
        there.send(Refusal(uri=uri, reason=f"needs more than {memory // 1_000_000:,} MB of memory", todo="split it"))
    except RecursionError:
        there.send(Refusal(uri=uri, reason="is nested too deeply", todo="save its text alone"))
    there.send(None)
    there.close()
