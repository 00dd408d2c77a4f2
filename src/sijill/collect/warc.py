"""WARC and the WARCs of a WACZ: each HTML or text response a document, with its address and time of capture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from sijill.collect import html, text
from sijill.collect.days import read_day
from sijill.errors import Refused
from sijill.model import Document, Refusal

LARGEST_RESPONSE = 20_000_000
READ = ("text/html", "application/xhtml+xml", "text/plain")


def documents_of(data: bytes, uri: str, published: str | None) -> Iterator[Document | Refusal]:
    """A document a response. Raises Refused when the file is no WARC or holds no pages."""
    found = 0
    try:
        for record in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True):
            page = _page(record, uri, published)
            if page is not None:
                found += 1
                yield page
    except (ValueError, OSError, EOFError, RuntimeError) as error:
        raise Refused(uri, f"breaks off ({str(error)[:60]})", "fetch the archive again; what came before is read") from error
    if not found:
        raise Refused(uri, "holds no pages", "give a WARC with responses of text or HTML")


def _page(record: Any, uri: str, published: str | None) -> Document | Refusal | None:
    kind = (record.http_content_type or "").lower()
    address = record.headers.get("WARC-Target-URI") or uri
    if kind not in READ or (record.http_headers is not None and record.http_headers.status_code not in (200, None)):
        return None
    body = record.reader.read(LARGEST_RESPONSE + 1)
    where = f"{uri}#{address}"
    if len(body) > LARGEST_RESPONSE:
        return Refusal(uri=where, reason="is larger than 20 MB", todo="save the page alone")
    try:
        page = text.document_of(body, address, published) if kind == "text/plain" else html.document_of(body, address, published)
    except Refused as refused:
        return Refusal(uri=where, reason=refused.what, todo=refused.todo)
    return page.model_copy(update={"captured": read_day(record.headers.get("WARC-Date"))})
