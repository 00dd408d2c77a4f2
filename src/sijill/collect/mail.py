"""E-mail: EML files and MBOX folders; a message's own text, or the text of its page. Attachments that are reports come out beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

import trafilatura

from sijill.collect.days import read_day
from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked
from sijill.errors import Refused
from sijill.model import Document, Refusal, document_id

MOST_PARTS = 200
MESSAGE = re.compile(rb"(?m)^From [^\r\n]*\r?\n(?=[A-Za-z-]+:)")


def messages_of(data: bytes, uri: str, published: str | None) -> Iterator[Document | Refusal]:
    """A document a message of an MBOX folder."""
    starts = [m.end() for m in MESSAGE.finditer(data)]
    ends = [*[m.start() for m in MESSAGE.finditer(data)][1:], len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        where = f"{uri}#{number}"
        try:
            yield document_of(data[start:end], where, published)
        except Refused as refused:
            yield Refusal(uri=where, reason=refused.what, todo=refused.todo)


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of one message. Raises Refused when it holds no text."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        text = _text(message)
        title, author, sent = (str(message.get(name) or "") or None for name in ("subject", "from", "date"))
    except (MessageError, LookupError, ValueError, AttributeError, IndexError, TypeError, RecursionError) as error:
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
    for n, part in enumerate(message.walk()):
        if n >= MOST_PARTS:
            break
        if part.get_content_maintype() != "text" or part.get_filename():
            continue
        raw = part.get_payload(decode=True)
        body = raw.decode(part.get_content_charset() or "utf-8", "replace") if isinstance(raw, bytes) else ""
        (pages if part.get_content_subtype() == "html" else plain).append(body)
    if any(p.strip() for p in plain):
        return "\n".join(plain)
    return "\n".join(str(trafilatura.html2txt(page) or "") for page in pages)
