"""What kind of file the bytes are, told by what is in them; the name only decides between plain text, CSV and JSONL."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from typing import Literal

from sijill.collect import html, jsonl

Kind = Literal["pdf", "docx", "wacz", "zip", "tar", "gzip", "warc", "feed", "mbox", "email", "html", "jsonl", "csv", "text"]
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
MAIL = re.compile(rb"^(?:from|date|subject|message-id|received|return-path|mime-version):", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of the bytes; "text" when nothing else fits."""
    head = data[:4000]
    if head.lstrip()[:5] == b"%PDF-" or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _of_zip(data)
    if head.startswith(b"\x1f\x8b"):
        return "warc" if name.lower().endswith(".warc.gz") else "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head[257:262] == b"ustar" and tarfile.is_tarfile(io.BytesIO(data)):
        return "tar"
    return _of_text(data, head, name)


def _of_text(data: bytes, head: bytes, name: str) -> Kind:
    lower = name.lower()
    if jsonl.looks_like_jsonl(data, name):
        return "jsonl"
    if FEED.search(head[:1500]) and b"<html" not in head[:1500].lower():
        return "feed"
    if html.looks_like_html(data):
        return "html"
    if head.startswith(b"From ") and HEADER.match(head.split(b"\n", 1)[-1]):
        return "mbox"
    if HEADER.match(head) and len(MAIL.findall(head)) >= 2:
        return "email"
    return "csv" if lower.endswith((".csv", ".tsv")) else "text"


def _of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    return "wacz" if "datapackage.json" in names and any(n.startswith("archive/") for n in names) else "zip"
