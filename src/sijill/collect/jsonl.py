"""JSONL: a line is a document, `{"id"?, "uri"?, "title"?, "text", "published"?, "publisher"?}`. A `published` that names no day stays open."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from sijill.collect.days import read_day
from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked, decode
from sijill.errors import Refused
from sijill.model import Document, Refusal, document_id

KNOWN = ("title", "text", "published", "publisher", "author", "language")


def looks_like_jsonl(data: bytes, name: str) -> bool:
    """True for a name that ends so, or when the first line is a JSON object with a text."""
    if name.lower().endswith((".jsonl", ".ndjson")):
        return True
    first = data[:100_000].split(b"\n", 1)[0].strip()
    if not (first.startswith(b"{") and first.endswith(b"}")):
        return False
    try:
        return "text" in json.loads(first)
    except ValueError:
        return False


def documents_of(data: bytes, uri: str, published: str | None) -> Iterator[Document | Refusal]:
    """A document a line; a line that is none is refused by its number, and the others are read."""
    for number, line in enumerate(_lines(data, uri), 1):
        if line.strip():
            where = f"{uri}:{number}"
            try:
                yield _document(decode(line, where) if isinstance(line, bytes) else line, uri, number, where, published)
            except Refused as refused:
                yield Refusal(uri=where, reason=refused.what, todo=refused.todo)


def _lines(data: bytes, uri: str) -> Iterator[bytes | str]:
    """The lines one by one, since a file of them may be large; text in UTF-16 has to be decoded as a whole."""
    if b"\0" in data[:4000] or data.startswith(b"\xef\xbb\xbf"):
        yield from decode(data, uri).split("\n")
    else:
        yield from io.BytesIO(data)


def _document(line: str, uri: str, number: int, where: str, published: str | None) -> Document:
    record = _record(line, where)
    text = record.get("text")
    if not isinstance(text, str):
        raise Refused(where, 'has no "text"', 'give each line a "text"')
    checked(text, where)
    given = read_day(record.get("published"))
    own = {key: record[key] for key in KNOWN if isinstance(record.get(key), str)}
    data = json.dumps(own, sort_keys=True, ensure_ascii=False).encode("utf-8")
    name = record.get("uri") or f"{uri}#{record.get('id', number)}"
    return Document(
        id=document_id(data), original=data, uri=str(name), text=text, title=own.get("title"), publisher=own.get("publisher"), author=own.get("author"),
        published=given or published, published_from="record" if given else "given" if published else None,
        language=own.get("language") or language_of(text), media_type="application/jsonl", furniture=find_furniture(text),
    )


def _record(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused(where, f"is no JSON ({str(error)[:80]})", "write one JSON object a line") from error
    if not isinstance(record, dict):
        raise Refused(where, "is no JSON object", "write one JSON object a line")
    return record
