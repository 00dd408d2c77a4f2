"""Words for full-text search: the same words on every database.

In: any text. Out: its words, folded: lower case, without accents and marks, letters and digits only, at most 60 characters each. The databases only store and
look up these words; how a text falls into words is decided here alone, so that SQLite and PostgreSQL find the same claims.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

WORD = re.compile(r"[^\W_]+")
#: A query's parts: a phrase in quotation marks, or a word, which a star behind it opens to all words that begin so.
PART = re.compile(r'["“”]([^"“”]*)["“”]|(\S+)')
LONGEST = 60
TOO_LONG = re.compile(rf"\S{{{LONGEST + 1}}}")
#: What `folded` and WORD do to plain text, in one go: NUL goes, capitals become small, and whatever is no letter or digit parts words.
ASCII = {code: None if not code else chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
#: Words a passage of a long document holds; PostgreSQL keeps at most 16,383 positions and one megabyte a row.
PASSAGE = 10_000


def folded(text: str) -> str:
    """Lower case, without accents: what is compared when a part of a name is looked for. NUL, which PostgreSQL cannot store, is dropped."""
    if text.isascii():
        return text.lower().replace("\0", "")
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(ch for ch in plain if ch != "\0" and not unicodedata.combining(ch))


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    found = text.translate(ASCII).split() if text.isascii() else WORD.findall(folded(text))
    return [w[:LONGEST] for w in found] if len(text) > LONGEST else found


def passages(text: str) -> Iterator[list[str]]:
    """The words of a document in pieces that an index can hold; nearly always one."""
    found = words(text)
    for start in range(0, len(found), PASSAGE):
        yield found[start : start + PASSAGE]


def for_sqlite(text: str) -> str:
    """The text's words as FTS5 takes them, parted by blanks."""
    if text.isascii():
        plain = text.translate(ASCII)
        if TOO_LONG.search(plain) is None:
            return plain
    return " ".join(words(text))


def for_postgres(found: Sequence[str]) -> str:
    """Words with their places, as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(found, 1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(at[:250])}" for word, at in places.items())


def parts(query: str) -> list[tuple[list[str], bool]]:
    """The parts of a query, all of which must be there: the words that must stand in a row, and whether the last is only a beginning."""
    found = []
    for match in PART.finditer(query):
        phrase, word = match.groups()
        row = words(phrase if phrase is not None else word)
        if row:
            found.append((row, phrase is None and word.endswith("*")))
    return found


def for_fts5(query: str) -> str | None:
    """The query as FTS5 takes it; None when it holds no word."""
    return " AND ".join('"' + " ".join(row) + '"' + ("*" if open_ else "") for row, open_ in parts(query)) or None


def for_tsquery(query: str) -> str | None:
    """The query as PostgreSQL takes it; None when it holds no word."""
    rows = ["(" + " <-> ".join(f"'{w}'" for w in row) + (":*" if open_ else "") + ")" for row, open_ in parts(query)]
    return " & ".join(rows) or None
