"""Plain text: the canonical text is the decoded file, unchanged, so that offsets into the file hold."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.published import published_in
from sijill.errors import Refused
from sijill.model import Document, document_id

#: A line longer than this many bytes is no prose (DESIGN: 100 MB lines are refused, not read).
LONGEST_LINE = 10_000_000
#: A text longer than this many code points is refused: the parse would not be bounded.
LONGEST_TEXT = 1_000_000
#: An encoding is told from so many bytes at most, and taken when so much of the text reads as words of some language (charset-normalizer's coherence).
LONGEST_GUESS, FAIREST = 100_000, 0.3
#: Bytes that stand for no letter in Windows' western code page.
UNUSED_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
#: A letter of two or three bytes in UTF-8, which text in another encoding holds only by a rare chance.
MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
BOMS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def decode(data: bytes, where: str) -> str:
    """The bytes as text. Raises Refused for what is empty, binary, or in no encoding that can be told."""
    return read_text(data, where)[0]


def read_text(data: bytes, where: str) -> tuple[str, str]:
    """The bytes as text, and the encoding: told by its mark, by being valid UTF-8, or else the likeliest ("windows-1256, likely"). Raises Refused."""
    if not data.strip():
        raise Refused(where, "is empty", "give a file with text")
    if max((len(line) for line in data.splitlines()), default=0) > LONGEST_LINE:
        raise Refused(where, f"has a line of more than {LONGEST_LINE // 1_000_000} MB", "split it into lines or documents")
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding, where), encoding
    wide = _wide(data)
    if wide is not None:
        return _decoded(data, wide, where), f"{wide}, likely"
    if b"\x00" in data:
        raise Refused(where, "is binary, not text", "give one of the formats that sijill read knows")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _likeliest(data, where, error.start)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: of Latin text every other byte is zero."""
    head = data[: 4000 - len(data[:4000]) % 2]
    if len(head) < 8 or len(data) % 2:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    enough = 0.4 * len(head) / 2
    return "utf-16-le" if odd > enough and not even else "utf-16-be" if even > enough and not odd else None


def _decoded(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(where, f"is no valid {encoding.upper()} (byte {error.start})", "save it as UTF-8") from error


def _likeliest(data: bytes, where: str, at: int) -> tuple[str, str]:
    """An encoding of one byte a letter that gives words of a language; the record says that it was only likely. Raises Refused when none does."""
    guess = _western(data) or _by_words(data)
    if guess is None or MULTIBYTE.search(data):
        mixed = ", though other parts are: it mixes encodings" if MULTIBYTE.search(data) else ""
        raise Refused(where, f"is no valid UTF-8 at byte {at}{mixed}", "save it as UTF-8")
    return _decoded(data, guess, where), f"{guess}, likely"


def _western(data: bytes) -> str | None:
    """Text in Latin letters with a few others among them, as most editors wrote it before UTF-8."""
    high = [c for c in data if c >= 0x80]
    control = sum(c < 0x20 and c not in b"\t\r\n\f" for c in data)
    return "cp1252" if len(high) < 0.1 * len(data) and not control and not set(high) & UNUSED_1252 else None


def _by_words(data: bytes) -> str | None:
    best = from_bytes(data[:LONGEST_GUESS]).best()
    return best.encoding if best is not None and not best.encoding.startswith("utf") and best.coherence >= FAIREST else None


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of a plain-text file. Raises Refused."""
    text, encoding = read_text(data, uri)
    day, found = (published, "given") if published else published_in(text) or (None, None)
    return Document(
        id=document_id(data), original=data, uri=uri, text=checked(text, uri), published=day, published_from=found,
        encoding=encoding, language=language_of(text), furniture=find_furniture(text),
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
