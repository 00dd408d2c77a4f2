"""What a text does to its worker costs that text alone: the others are read, and the reason is told."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from typing import cast

import pytest

from sijill.extract import Bounds, Reader, read_bounded
from sijill.extract.workers import BYTES, CHARACTERS, LIFE, batches
from sijill.model import Claim, Document, Refusal, document_id


class Odd:
    """A reader that does what a text tells it to do."""

    def read_many(self, documents: Iterable[Document], *, everything: bool) -> Iterator[tuple[Document, list[Claim]]]:
        for document in documents:
            assert document.original is None
            DEEDS.get(document.text, lambda: None)()
            yield document, []


DEEDS = {
    "hang": lambda: time.sleep(60), "crash": lambda: os.kill(os.getpid(), signal.SIGKILL), "grow": lambda: bytearray(1_000_000_000).clear(),
    "raise": lambda: {}["x"],
}
READER = cast("Reader", Odd())
BOUNDS = Bounds(seconds=2, memory=300_000_000)


def a_document(text: str, number: int = 0) -> Document:
    return Document(id=document_id(f"{number} {text}".encode()), uri=f"{number}-{text}", text=text, original=b"as received")


def outcome(texts: list[str], processes: int = 2) -> dict[str, Refusal | list[Claim]]:
    documents = [a_document(text, n) for n, text in enumerate(texts)]
    return {d.uri: found for d, found in read_bounded(READER, documents, processes=processes, bounds=BOUNDS)}


@pytest.mark.parametrize(("deed", "why"), [
    ("hang", "took longer than 2 seconds to read"), ("crash", "broke the reader"), ("grow", "needs more than 300,000,000 bytes of memory to read"),
    ("raise", "broke the reader (KeyError)"),
])
@pytest.mark.parametrize("processes", [1, 2])
def test_only_the_text_at_fault_is_refused(deed: str, why: str, processes: int) -> None:
    found = outcome(["a", "b", deed, "c", "d"], processes)
    assert [f for uri, f in found.items() if not uri.endswith(deed)] == [[]] * 4
    refused = found[f"2-{deed}"]
    assert isinstance(refused, Refusal) and refused.reason == why and refused.todo


def test_many_faults_in_a_row_end_as_well() -> None:
    found = outcome(["crash", "a", "crash", "raise", "b", "crash"])
    assert sorted(uri for uri, f in found.items() if f == []) == ["1-a", "4-b"]


def test_documents_keep_their_bytes_for_the_ledger() -> None:
    ((document, found),) = read_bounded(READER, [a_document("a")], bounds=BOUNDS)
    assert document.original == b"as received" and found == []


def test_a_worker_is_replaced_before_it_grows_old() -> None:
    assert len(outcome(["a"] * (2 * LIFE + 5), processes=1)) == 2 * LIFE + 5


def test_no_worker_outlives_a_reading_that_is_broken_off() -> None:
    going = read_bounded(READER, (a_document("a", n) for n in range(100)), processes=2, bounds=BOUNDS)
    next(going)
    going.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_batches_are_small_in_number_in_text_and_in_bytes() -> None:
    documents = [a_document("x" * n, n) for n in (10, CHARACTERS * 2, 10, 10)] + [a_document("y").model_copy(update={"original": bytes(BYTES)})]
    made = list(batches(documents))
    assert [len(b) for b in made] == [1, 1, 2, 1] and [d for b in made for d in b] == documents
    assert max(len(b) for b in batches([a_document("a")] * 100)) == 32


def test_workers_read_what_the_reader_reads(reader: Reader) -> None:
    texts = [f"At least {n} people were killed in Taiz on Tuesday, the army said." for n in range(3, 50)]
    documents = [Document(id=document_id(t.encode()), uri=str(n), text=t, published="2020-03-05") for n, t in enumerate(texts)]
    found = {d.id: c for d, c in read_bounded(reader, documents, processes=2)}
    assert found == {d.id: c for d, c in reader.read_many(documents)}
