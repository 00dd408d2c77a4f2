"""RSS and Atom files: a document an entry, from the text that the feed itself holds; no link is followed, no entity is loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import feedparser
import trafilatura

from sijill.collect.days import read_day
from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked
from sijill.errors import Refused
from sijill.model import Document, Refusal, document_id

MOST_ENTRIES = 10_000
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def documents_of(data: bytes, uri: str, published: str | None) -> Iterator[Document | Refusal]:
    """A document an entry; one without text is refused by its number."""
    if ENTITY.search(data[:100_000]):
        raise Refused(uri, "declares entities of its own, which may grow without end", "save the feed without them")
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise Refused(uri, "is a feed without entries", "save the feed again")
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES], 1):
        try:
            yield _document(entry, feed.feed, f"{uri}#{number}", published)
        except Refused as refused:
            yield Refusal(uri=refused.where, reason=refused.what, todo=refused.todo)


def _document(entry: Any, feed: Any, where: str, published: str | None) -> Document:
    parts = [c.get("value", "") for c in entry.get("content", [])] or [entry.get("summary", "")]
    text = checked(_plain("\n".join(parts)), where)
    given = read_day(entry.get("published") or entry.get("updated"))
    own = {"link": entry.get("link"), "title": entry.get("title"), "text": text, "published": entry.get("published")}
    data = json.dumps(own, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Document(
        id=document_id(data), original=data, uri=entry.get("link") or where, text=text,
        title=entry.get("title"), publisher=feed.get("title"), author=entry.get("author"), published=given or published,
        published_from="feed" if given else "given" if published else None, language=language_of(text), media_type="application/rss+xml",
        furniture=find_furniture(text),
    )


def _plain(markup: str) -> str:
    """The text of an entry, which is often a piece of a page."""
    if "<" not in markup:
        return markup
    found = trafilatura.html2txt(f"<html><body>{markup}</body></html>")
    return str(found or re.sub(r"<[^>]{0,500}>", " ", markup)).strip()
