"""One report as received, and the canonical text made from it, which never changes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sijill.model.base import Record

FurnitureKind = Literal["headline", "repeat", "caption", "read_more", "pull_quote", "boilerplate", "byline", "deck"]


class Furniture(Record):
    """Characters `start` to `end` of the text that state nothing of their own.

    `repeat_start`, `repeat_end` give the passage that a headline, deck or pull quote says again, where that is known.
    """

    kind: FurnitureKind
    start: int
    end: int
    repeat_start: int | None = None
    repeat_end: int | None = None


class DocumentRef(Record):
    """What a claim says of the document it was read in."""

    id: str
    uri: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


class Document(Record):
    """A report: `id` is "sha256:" with the hash of the bytes as received (for a line of JSONL, of the line's fields).

    `text` is the canonical text; every span counts its code points. `published` is a day, null where nobody gave one;
    `captured` the day on which a web archive kept it. `encoding` of a plain text says "likely" where its bytes did not tell it for certain. `original`
    holds the bytes whose hash the id is, from collecting until the ledger keeps them apart; it is no part of the record. Of a document that came with others in
    one file (an archive, a feed, a mailbox, JSONL, CSV) `part_of` is the id of that file's bytes, which `container` holds in the same way.
    """

    id: str
    uri: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_from: str | None = None
    captured: str | None = None
    language: str | None = None
    encoding: str | None = None
    media_type: str = "text/plain"
    part_of: str | None = None
    furniture: tuple[Furniture, ...] = ()
    original: bytes | None = Field(default=None, exclude=True, repr=False)
    container: bytes | None = Field(default=None, exclude=True, repr=False)

    @property
    def ref(self) -> DocumentRef:
        """The part of the record that every claim carries."""
        return DocumentRef(
            id=self.id, uri=self.uri, title=self.title, publisher=self.publisher,
            published=self.published, language=self.language,
        )


class Refusal(Record):
    """An input that could not be read, kept with its reason so that nothing is lost silently."""

    uri: str
    reason: str
    todo: str = ""
