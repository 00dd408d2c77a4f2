"""DOCX: the paragraphs and tables of a Word file, in order; macros and links are not followed."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.opc.exceptions import OpcError

from sijill.collect.furniture import find_furniture
from sijill.collect.language import language_of
from sijill.collect.text import checked
from sijill.errors import Refused
from sijill.model import Document, document_id

LARGEST_PART = 200_000_000


def document_of(data: bytes, uri: str, published: str | None) -> Document:
    """The document of a Word file. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(i.file_size for i in parts.infolist()) > LARGEST_PART:
                raise Refused(uri, "unpacks to more than 200 MB", "save its text alone")
        opened = docx.Document(io.BytesIO(data))
        lines = [p.text for p in opened.paragraphs]
        lines += ["\t".join(cell.text for cell in row.cells) for table in opened.tables for row in table.rows]
        about = opened.core_properties
        title, author, made = about.title or None, about.author or None, about.created
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, SyntaxError) as error:
        raise Refused(uri, "is no Word file that can be read", "save it again as DOCX, or as text") from error
    text = "\n".join(lines)
    given = made.date().isoformat() if made is not None and not published else None
    return Document(
        id=document_id(data), original=data, uri=uri, text=checked(text, uri), title=title, author=author, published=published or given,
        published_from="given" if published else "docx" if given else None, language=language_of(text),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", furniture=find_furniture(text),
    )
