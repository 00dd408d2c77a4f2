"""Plain text: the canonical text is the decoded file, unchanged, so that offsets into the file hold."""

from __future__ import annotations

from charset_normalizer import from_bytes

from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.errors import Refused
from sijill.model import Document, document_id

#: A line longer than this many bytes is no prose (DESIGN: 100 MB lines are refused, not read).
LONGEST_LINE = 10_000_000
#: A text longer than this many code points is refused: the parse would not be bounded.
LONGEST_TEXT = 1_000_000
BOMS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def decode(data: bytes, where: str) -> str:
    """The bytes as text. Raises Refused for what is empty, binary, or in no encoding that can be told."""
    if not data.strip():
        raise Refused(where, "is empty", "give a file with text")
    if max((len(line) for line in data.splitlines()), default=0) > LONGEST_LINE:
        raise Refused(where, f"has a line of more than {LONGEST_LINE // 1_000_000} MB", "split it into lines or documents")
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding, where)
    if b"\x00" in data:
        raise Refused(where, "is binary, not text", "give one of the formats that sijill read knows")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"is no valid UTF-8 at byte {error.start}{_likely(data)}"
        raise Refused(where, what, "save it as UTF-8; no encoding is guessed, since spans must hold") from error


def _decoded(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(where, f"is no valid {encoding.upper()} (byte {error.start})", "save it as UTF-8") from error


def _likely(data: bytes) -> str:
    best = from_bytes(data[:100_000]).best()
    return f" (it may be {best.encoding})" if best is not None and not best.encoding.startswith("utf") else ""


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of a plain-text file. Raises Refused."""
    text = checked(decode(data, uri), uri)
    return Document(
        id=document_id(data), original=data, uri=uri, text=text, published=published, published_from="given" if published else None,
        language=language_of(text), furniture=find_furniture(text),
    )


def checked(text: str, where: str) -> str:
    """The text, when it can be read. Raises Refused when it is blank, too long, or holds halves of characters."""
    if not text.strip():
        raise Refused(where, "holds no text", "give a file with text")
    if len(text) > LONGEST_TEXT:
        raise Refused(where, f"is longer than {LONGEST_TEXT:,} characters", "split it into documents")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Refused(where, "holds lone surrogates, which are no characters", "write them as whole characters")
    return text
