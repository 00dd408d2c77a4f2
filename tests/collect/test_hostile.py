"""Hostile input is only data: refused clearly or read, within bounds, and what stands beside it is read."""

from __future__ import annotations

import gzip
import importlib
import io
import json
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from samples import MAIL, PAGE, STORY, pdf, read, tarred, zipped
from sijill.extract import Reader
from sijill.model import Document, Refusal

LIMITS = importlib.import_module("sijill.collect.limits")


def only(found: list[Document | Refusal]) -> Document | Refusal:
    assert len(found) == 1
    return found[0]


def reason(item: Document | Refusal) -> str:
    assert isinstance(item, Refusal), item
    return item.reason


def test_bombs_are_refused_before_they_grow(tmp_path: Path) -> None:
    assert "far more than its size" in reason(only(read(tmp_path, zipped(**{"a.txt": b"a" * 60_000_000}))))
    assert "far more than its size" in reason(only(read(tmp_path, gzip.compress(b"a" * 60_000_000))))
    nested = zipped(**{"a.txt": STORY.encode()})
    for _ in range(6):
        nested = zipped(**{"b.zip": nested})
    assert "packed too many times" in reason(only(read(tmp_path, nested)))


def test_names_that_lead_out_links_and_devices_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("ok.txt")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY.encode()))
    found = read(tmp_path, out.getvalue())
    assert [type(f) for f in found] == [Refusal, Document]
    found = read(tmp_path, zipped(**{"../../a.txt": STORY.encode(), "/etc/b.txt": STORY.encode(), "c.txt": STORY.encode()}))
    assert sum(isinstance(f, Refusal) for f in found) == 2 and sum(isinstance(f, Document) for f in found) == 1


@pytest.mark.parametrize("page", [
    b"<html><body>" + b"<div>" * 100_000 + STORY.encode() + b"</body></html>",
    b"<html><body><article><p>" + STORY.encode() + b"</p></article>" + b'<a href="/x">more</a>\n' * 1_000_000 + b"</body></html>",
    b"<html><body><script>" + b"x" * 2_000_000 + b"</script><p>" + STORY.encode() + b"</p></body></html>",
])
def test_pages_made_to_choke_a_parser_end_within_bounds(tmp_path: Path, page: bytes) -> None:
    started = time.monotonic()
    assert len(read(tmp_path, page)) == 1
    assert time.monotonic() - started < 100


@pytest.mark.parametrize("data", [
    pdf(extra="/OpenAction << /S /JavaScript /JS (app.alert(1)) >> "), pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), b"%PDF-1.4\n" + b"\x00\xff" * 5000,
    MAIL.replace(b"text/plain; charset=utf-8", b"multipart/mixed; boundary=x") + b"\n--x\nContent-Type: text/plain; charset=nonsense\n\nhi\n--x",
    MAIL.replace(b"Thu, 5 Mar 2020", b"Thu, 99 Foo 0000"), b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nhi",
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><description>&b;</description></item></channel></rss>',
    b"PK\x03\x04" + b"\x00" * 200, tarred(**{"a": b""}), "A \u202e right-to-left \u200b\u200d zero-width line. ".encode() * 20, STORY.encode("utf-16-le"),
    b"null\x00 byte, bell\x07 and escape\x1b[2J in a line.", (STORY + "\n").encode() + STORY.encode("cp1252", "replace") + b"\x92s end",
    b'{"text": "Shells fell on Taiz.", "published": "0000-00-00"}\n{"text": "More fell.", "published": "9999-12-31T23:59:59+14:00"}\n{"text": "\\ud83d fell."}',
    b"word", ("word " * 2_000_000).replace("word word", "word\nword").encode(), PAGE.replace(b"Raid", b"\x00\x01\x02Raid"),
])
def test_broken_files_come_out_as_documents_or_refusals(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, data)
    assert found and all(isinstance(f, Document | Refusal) for f in found)
    assert all("\n" not in f.reason and f.todo for f in found if isinstance(f, Refusal))


def test_a_line_of_100_mb_is_refused_at_once(tmp_path: Path) -> None:
    assert "line of more than 10 MB" in reason(only(read(tmp_path, b"word " * 20_000_000)))


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
def test_a_day_at_the_ends_of_the_calendar_breaks_nothing(tmp_path: Path, year: str) -> None:
    line = json.dumps({"text": "Shells fell on Taiz on Monday, and again last year.", "published": f"{year}-12-31"})
    document = only(read(tmp_path, line.encode(), "a.jsonl"))
    assert isinstance(document, Document)
    Reader().claims(document)


def test_a_file_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMITS, "convert", lambda *_: time.sleep(60))
    assert "longer than 0 seconds" in reason(only(list(LIMITS.bounded(PAGE, "slow.html", None, seconds=0.3))))


def test_a_file_that_takes_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMITS, "convert", lambda *_: iter([bytearray(900_000_000)]))
    assert "memory" in reason(only(list(LIMITS.bounded(PAGE, "big.html", None, memory=200_000_000))))


def test_a_zip_of_names_alone_is_bounded(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(3000):
            archive.writestr(f"{n}.txt", STORY)
    assert len(read(tmp_path, out.getvalue())) == 3000


def test_a_text_of_very_many_lines_is_read_in_no_time(tmp_path: Path) -> None:
    started = time.monotonic()
    found = only(read(tmp_path, "\n".join(f"shells fell again on street {n}" for n in range(20_000)).encode()))
    assert isinstance(found, Document) and time.monotonic() - started < 60


def test_one_line_of_a_file_of_records_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY}).encode()
    long, mixed = b'{"text": "' + b"word " * 2_200_000 + b'"}', b'{"text": "\xff\xd0\xb0"}'
    found = read(tmp_path, b"\n".join([good, long, mixed, good.replace(b"{", b'{"id": 4, ')]), "a.jsonl")
    assert [type(f) for f in found] == [Document, Refusal, Refusal, Document]
