"""PDF: the text layer, page by page; a scanned page has none and is refused. Scripts and attachments are never run or read."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from sijill.collect.days import read_day
from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked
from sijill.errors import Refused
from sijill.model import Document, document_id

MOST_PAGES = 2000
#: Fewer letters on average and page: pictures of text.
FEWEST_LETTERS = 20
logging.getLogger("pypdf").setLevel(logging.ERROR)


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of a PDF. Raises Refused when it is locked, broken, or has no text layer."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(uri, "is locked with a password", "save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise Refused(uri, f"has more than {MOST_PAGES} pages", "split it")
        pages = [(page.extract_text() or "").strip() for page in reader.pages]
        info = reader.metadata
        title, author = (info.title, info.author) if info else (None, None)
        made = info.creation_date_raw if info else None
    except Refused:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, IndexError, NotImplementedError) as error:
        raise Refused(uri, f"is no PDF that can be read ({str(error)[:80] or type(error).__name__})", "print it to a new PDF, or save it as text") from error
    text = "\n\n".join(p for p in pages if p).replace("\x00", "")
    if sum(c.isalpha() for c in text) < FEWEST_LETTERS * max(1, min(len(pages), 5)):
        raise Refused(uri, "has no text layer", "run OCR first")
    given = _made(str(made)) if made else None
    return Document(
        id=document_id(data), original=data, uri=uri, text=checked(_whole(text), uri),
        title=str(title) if title else None, author=str(author) if author else None,
        published=given or published, published_from="pdf" if given else "given" if published else None,
        language=language_of(text), media_type="application/pdf", furniture=find_furniture(text),
    )


def _made(raw: str) -> str | None:
    """A PDF's own date, "D:20200305101500"."""
    digits = raw.removeprefix("D:")[:8]
    return read_day(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}") if digits.isdigit() and len(digits) == 8 else None


def _whole(text: str) -> str:
    """Without halves of characters, which some PDFs' tables of letters give."""
    return "".join(c if not "\ud800" <= c <= "\udfff" else "\ufffd" for c in text)
