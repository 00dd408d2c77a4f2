"""Saved pages: the article's text, title, publisher and date, as trafilatura finds them; no request is ever made."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import islice

import trafilatura

from sijill.collect.furniture import SENTENCE_END, find_furniture, is_furniture_line
from sijill.collect.language import language_of
from sijill.collect.text import checked, decode
from sijill.errors import Refused
from sijill.model import Document, document_id

#: Deeper pages than this are an attack on parsers, not articles.
DEEPEST = 3000
#: More links than these are a directory, which takes a parser minutes.
MOST_LINKS = 20_000

#: Fewer words than these are a menu's remains, not an article.
FEWEST_WORDS = 5
LINK = re.compile(r"<a\s[^>]{0,2000}>(.{1,600}?)</a>", re.IGNORECASE | re.DOTALL)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{3,30})", re.IGNORECASE)


def _in_utf8(data: bytes) -> bytes:
    """The page's bytes in UTF-8, from the encoding that it declares itself; unchanged when it declares none that is known."""
    declared = CHARSET.search(data[:4000])
    try:
        return data.decode(declared.group(1).decode("ascii")).encode() if declared else data
    except (LookupError, UnicodeDecodeError):
        return data


def looks_like_html(data: bytes) -> bool:
    """True when the first bytes open a page."""
    head = data[:2000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")) or b"<html" in head or b"<body" in head


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of a page. Raises Refused when it holds no article."""
    page = decode(_in_utf8(data), uri)
    if len(re.findall(r"<(?!/|!|br|p|img|li|a|meta|link|input|hr)[a-zA-Z]", page)) - len(re.findall(r"</", page)) > DEEPEST:
        raise Refused(uri, "is nested too deeply for a page", "save the article alone")
    if sum(1 for _ in islice(re.finditer(r"<a\s", page, re.IGNORECASE), MOST_LINKS + 1)) > MOST_LINKS:
        raise Refused(uri, f"holds more than {MOST_LINKS:,} links", "save the article alone")
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False, favor_precision=False)
    text = without_links_around((found.text if found is not None else None) or "", page)
    if len(text.split()) < FEWEST_WORDS:
        raise Refused(uri, "holds no article text", "save the page whole, or as text")
    given = _day(found.date) if found is not None else None
    return Document(
        id=document_id(data), original=data, uri=uri, text=checked(text, uri), title=found.title, publisher=found.sitename or found.hostname,
        author=found.author, published=given or published, published_from="page" if given else "given" if published else None,
        language=language_of(text), media_type="text/html", furniture=find_furniture(text),
    )


def without_links_around(text: str, page: str) -> str:
    """The text without the links and dead lines above and below the article, which old layouts leave in."""
    links = {_words(m) for m in LINK.findall(page)}
    lines = text.split("\n")
    idle = [_words(line) in links or (len(line.split()) < FEWEST_WORDS and not SENTENCE_END.search(line)) or is_furniture_line(line) for line in lines]
    linked = [_words(line) in links for line in lines]
    first = next((n for n, i in enumerate(idle) if not i), 0)
    last = next((n for n in range(len(lines) - 1, -1, -1) if not idle[n]), len(lines) - 1)
    above = first if any(linked[:first]) else 0
    below = last + 1 if any(linked[last + 1 :]) else len(lines)
    return "\n".join(lines[above:below])


def _words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]{0,500}>", " ", markup)).split())


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value[:10]).isoformat() if value else None
    except ValueError:
        return None
