"""How documents enter: each with its reading and all its claims, and their entries in the index, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from sijill.errors import LedgerError
from sijill.keep.chain import Writing, dumps, hash_of, listing_of
from sijill.keep.database import make_room
from sijill.keep.index import Found, Names, add_claims, add_documents, drop_claims, statuses
from sijill.keep.tables import CHAINED, claims, documents, originals, readings
from sijill.model import Claim, Document

Batch = Iterable[tuple[Document, Sequence[Claim]]]


#: A transaction of more documents than this gets more memory.
FEW = 20


def enter(writing: Writing, names: Names, batch: Batch, reader: str) -> set[str]:
    """Write a batch; what this reader has read already is passed by. Gives the ids of the documents with a new reading."""
    c, items = writing.connection, list(batch)
    if len(items) > FEW:
        make_room(c)
    numbers, read = _known(c, [document.id for document, _ in items], reader)
    found: list[Found] = []
    older: list[int] = []
    new: list[tuple[int, Document]] = []
    entered: set[str] = set()
    stored = _Originals(writing)
    for document, made in items:
        if document.id in read:
            continue
        read.add(document.id)
        entered.add(document.id)
        if document.id in numbers:
            older.append(numbers[document.id])
        else:
            numbers[document.id] = _document(writing, stored, document)
            new.append((numbers[document.id], document))
        found += _reading(writing, numbers[document.id], document, made, reader)
    drop_claims(c, older)
    writing.flush()
    add_documents(c, new)
    standing = statuses(c, [f.claim.id for f in found])
    add_claims(c, names, [f._replace(status=standing[f.claim.id]) if f.claim.id in standing else f for f in found])
    return entered


def _known(c: Connection, ids: Sequence[str], reader: str) -> tuple[dict[str, int], set[str]]:
    """The numbers of the documents that are there, and which of them this reader has read."""
    numbers: dict[str, int] = {}
    read: set[str] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        numbers.update((id_, seq) for seq, id_ in c.execute(select(documents.c.seq, documents.c.id).where(documents.c.id.in_(some))))
        read.update(c.execute(select(readings.c.document_id).where(readings.c.document_id.in_(some), readings.c.reader == reader)).scalars())
    return numbers, read


def _document(writing: Writing, stored: _Originals, document: Document) -> int:
    if document.original is not None:
        stored.keep(document.original, document.id, document.uri)
    if document.container is not None and document.part_of is not None:
        stored.keep(document.container, document.part_of, document.uri)
    return writing.add(documents, dumps(document), CHAINED[documents]({"id": document.id, "uri": document.uri}))


class _Originals:
    """Bytes as received: of a document, and of the file that brought it with others; each once."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._kept: set[str] = set()

    def keep(self, data: bytes, id_: str, uri: str) -> None:
        """Keep the bytes. Raises LedgerError when they are not those that the id names."""
        if id_ in self._kept:
            return
        self._kept.add(id_)
        if self._writing.connection.execute(select(originals.c.seq).where(originals.c.id == id_)).first() is not None:
            return
        columns = CHAINED[originals](data)
        if columns["id"] != id_:
            raise LedgerError(uri, f"is not what its id says: its bytes are {columns['id']}", "collect it again")
        self._writing.add(originals, data, columns)


def _reading(writing: Writing, number: int, document: Document, made: Sequence[Claim], reader: str) -> list[Found]:
    """Write the reading, which lists its claims' hashes, then the claims."""
    records = [dumps(claim) for claim in made]
    hashes = [hash_of(record) for record in records]
    said = {"document": document.id, "reader": reader, "claims": listing_of([(claim.id, h) for claim, h in zip(made, hashes, strict=True)])}
    reading = writing.add(readings, json.dumps(said, ensure_ascii=False, separators=(",", ":")), CHAINED[readings](said))
    first = writing.put(claims, [(reading, claim.id, record, h) for claim, record, h in zip(made, records, hashes, strict=True)])
    return [Found(seq, number, 0, claim) for seq, claim in enumerate(made, first)]
