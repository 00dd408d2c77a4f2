"""E-mail: EML files and MBOX folders; a message's own text, or the text of its page. Files that it brings come out beside it (`convert`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from itertools import islice

import trafilatura

from sijill.collect.days import read_day
from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked
from sijill.errors import Refused
from sijill.model import Document, document_id

MOST_PARTS = 200
SEEN_OR_HEARD = frozenset({"image", "audio", "video"})
#: What the library raises on broken messages.
BROKEN = (MessageError, LookupError, ValueError, AttributeError, IndexError, TypeError, RecursionError)
MESSAGE = re.compile(rb"(?m)^From [^\r\n]*\r?\n(?=[A-Za-z-]+:)")


def messages(data: bytes, uri: str) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of each message of an MBOX folder, in order."""
    starts = [m.end() for m in MESSAGE.finditer(data)]
    ends = [*[m.start() for m in MESSAGE.finditer(data)][1:], len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield f"{uri}#{number}", data[start:end]


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file that a message brings with it; pictures, sound and film are left out."""
    try:
        parts = list(islice(message_from_bytes(data, policy=policy.default).walk(), MOST_PARTS))
        files = [(p.get_filename(), p.get_payload(decode=True)) for p in parts if p.get_filename() and p.get_content_maintype() not in SEEN_OR_HEARD]
    except BROKEN:
        return
    yield from ((str(name), body) for name, body in files if isinstance(body, bytes) and body.strip())


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of one message. Raises Refused when it holds no text."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        text = _text(message)
        title, author, sent = (str(message.get(name) or "") or None for name in ("subject", "from", "date"))
    except BROKEN as error:
        raise Refused(uri, "is no e-mail that can be read", "save its text") from error
    given = read_day(sent) if sent else None
    return Document(
        id=document_id(data), original=data, uri=uri, text=checked(text, uri), title=title, author=author, published=given or published,
        published_from="e-mail" if given else "given" if published else None, language=language_of(text), media_type="message/rfc822",
        furniture=find_furniture(text),
    )


def _text(message: EmailMessage) -> str:
    plain: list[str] = []
    pages: list[str] = []
    for part in islice(message.walk(), MOST_PARTS):
        if part.get_content_maintype() != "text" or part.get_filename():
            continue
        raw = part.get_payload(decode=True)
        body = raw.decode(part.get_content_charset() or "utf-8", "replace") if isinstance(raw, bytes) else ""
        (pages if part.get_content_subtype() == "html" else plain).append(body)
    if any(p.strip() for p in plain):
        return "\n".join(plain)
    return "\n".join(str(trafilatura.html2txt(page) or "") for page in pages)
