"""One story in every format that is read, made on the fly."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import docx

from sijill.collect import collect
from sijill.model import Document, Refusal

STORY = "At least twelve people were killed in an air strike on the city of Taiz on Tuesday, the hospital said."
PAGE = f"<html><head><title>Raid</title></head><body><article><h1>Raid</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>".encode()
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Demo Daily</title>
<item><title>Raid</title><link>http://demo.invalid/raid</link>
<pubDate>Thu, 05 Mar 2020 10:00:00 GMT</pubDate><description>&lt;p&gt;{STORY}&lt;/p&gt;</description></item>
<item><title>Empty</title><description></description></item></channel></rss>""".encode()
MAIL = ("From: desk@demo.invalid\nSubject: Raid\nDate: Thu, 5 Mar 2020 10:00:00 +0000\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{STORY}\n").encode()


def pdf(text: str = STORY, extra: str = "") -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 m 10 10 l S"
    objects = [f"<< /Type /Catalog /Pages 2 0 R {extra}>>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    out, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{o:010} 00000 n \n" for o in offsets)
    return out + f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


def word() -> bytes:
    made = docx.Document()
    made.core_properties.title = "Raid"
    made.add_paragraph(STORY)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def warc() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://demo.invalid/raid\r\nWARC-Date: 2020-03-06T00:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n")
    return head.encode() + body + b"\r\n\r\n"


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "report.bin") -> list[Document | Refusal]:
    (tmp_path / name).write_bytes(data)
    return list(collect([tmp_path / name]))
