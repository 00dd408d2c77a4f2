"""CSV and TSV: a document a row, from the column that holds the text; other columns by their usual names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from sijill.collect.days import read_day
from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked, decode
from sijill.errors import Refused
from sijill.model import Document, Refusal, document_id

#: Names under which the columns go, the first that is there counts.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "notes", "body", "content", "article", "report", "description", "full_text"), "title": ("title", "headline"),
    "published": ("published", "date", "event_date", "publication_date", "pub_date"), "publisher": ("publisher", "source", "outlet"),
    "uri": ("uri", "url", "link"), "id": ("id", "event_id_cnty", "event_id", "data_id"), "author": ("author", "byline"),
}
LONGEST_CELL = 2_000_000


def documents_of(data: bytes, uri: str, published: str | None) -> Iterator[Document | Refusal]:
    """A document a row. Raises Refused when no column holds text."""
    text = decode(data, uri)
    csv.field_size_limit(LONGEST_CELL)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    columns = {name.strip().lower(): name for name in rows.fieldnames or [] if name}
    of = {what: next((columns[n] for n in names if n in columns), None) for what, names in NAMES.items()}
    if of["text"] is None:
        raise Refused(uri, "has no column of text", f"name one {', '.join(NAMES['text'][:3])} …")
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
            if row is None:
                return
            yield _document({k: row.get(c) or "" for k, c in of.items() if c}, f"{uri}#", number, published)
        except (Refused, csv.Error) as error:
            what, todo = (error.what, error.todo) if isinstance(error, Refused) else (str(error), "mend the row")
            yield Refusal(uri=f"{uri}:{number}", reason=what, todo=todo)


def _document(row: dict[str, str], where: str, number: int, published: str | None) -> Document:
    text = checked(row["text"], f"{where}{number}")
    given = read_day(row.get("published"))
    data = json.dumps(row, sort_keys=True, ensure_ascii=False).encode()
    return Document(
        id=document_id(data), original=data, uri=row.get("uri") or f"{where}{row.get('id') or number}", text=text,
        title=row.get("title") or None, publisher=row.get("publisher") or None, author=row.get("author") or None, published=given or published,
        published_from="record" if given else "given" if published else None, language=language_of(text), media_type="text/csv",
        furniture=find_furniture(text),
    )
