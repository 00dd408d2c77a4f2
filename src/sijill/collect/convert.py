"""Bytes → documents: one module a format, archives unpacked on the way. Pure; bounded from outside by `limits`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sijill.collect import archive, docx, feed, html, jsonl, mail, pdf, table, text, warc
from sijill.collect.kinds import Kind, kind_of
from sijill.errors import Refused
from sijill.model import Document, Refusal

#: An archive in an archive in an archive is as deep as reports come.
DEEPEST = 3
Single = Callable[[bytes, str, str | None], Document]
Several = Callable[[bytes, str, str | None], Iterator[Document | Refusal]]
SINGLE: dict[Kind, Single] = {"pdf": pdf.document_of, "docx": docx.document_of, "html": html.document_of, "text": text.document_of}
SEVERAL: dict[Kind, Several] = {
    "jsonl": jsonl.documents_of, "csv": table.documents_of, "feed": feed.documents_of, "warc": warc.documents_of,
}
#: Kinds that are cheap enough to read without a worker when they are small.
PLAIN = frozenset({"text", "jsonl", "csv"})


def convert(data: bytes, uri: str, published: str | None, depth: int = 0) -> Iterator[Document | Refusal]:
    """Every document in the bytes; what cannot be read comes out as a Refusal."""
    try:
        yield from _convert(data, uri, published, depth)
    except Refused as refused:
        yield Refusal(uri=refused.where, reason=refused.what, todo=refused.todo)


def _convert(data: bytes, uri: str, published: str | None, depth: int) -> Iterator[Document | Refusal]:
    if not data.strip():
        raise Refused(uri, "is empty", "give a file with text")
    kind = kind_of(data, uri)
    if kind in SINGLE:
        yield SINGLE[kind](data, uri, published)
    elif kind in SEVERAL:
        yield from SEVERAL[kind](data, uri, published)
    elif depth >= DEEPEST:
        raise Refused(uri, "is packed too many times over", "unpack it yourself")
    elif kind in ("email", "mbox"):
        for where, message in [(uri, data)] if kind == "email" else mail.messages(data, uri):
            yield from _message(message, where, published, depth)
    else:
        yield from _unpacked(data, kind, uri, published, depth)


def _message(data: bytes, uri: str, published: str | None, depth: int) -> Iterator[Document | Refusal]:
    """A message's own text, then the files that it brings, with its day where they carry none."""
    files = list(mail.attachments(data))
    own: Document | Refusal
    try:
        own = mail.document_of(data, uri, published)
        published = own.published
    except Refused as refused:
        own = Refusal(uri=refused.where, reason=refused.what, todo=refused.todo)
    if isinstance(own, Document) or not files:
        yield own
    for name, body in files:
        yield from convert(body, f"{uri}!{name}", published, depth + 1)


def _unpacked(data: bytes, kind: Kind, uri: str, published: str | None, depth: int) -> Iterator[Document | Refusal]:
    for member in archive.members(data, kind, uri):
        if isinstance(member, Refused):
            yield Refusal(uri=member.where, reason=member.what, todo=member.todo)
        elif _wanted(member[0], kind):
            yield from convert(member[1], f"{uri}!{member[0]}", published, depth + 1)


def _wanted(name: str, kind: Kind) -> bool:
    """Of a WACZ only its WARCs; nowhere hidden files and what the Mac adds."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    return not hidden and (kind != "wacz" or name.startswith("archive/"))
