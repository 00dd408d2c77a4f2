"""Each format gives its text, title and date; the kind is told by the bytes, whatever the name says."""

from __future__ import annotations

import gzip
from email.message import EmailMessage
from pathlib import Path

import pytest

from samples import FEED, MAIL, PAGE, STORY, pdf, read, tarred, warc, word, zipped
from sijill.collect.kinds import kind_of
from sijill.model import Document, Refusal


@pytest.mark.parametrize(("kind", "data"), [
    ("pdf", pdf()), ("docx", word()), ("feed", FEED), ("warc", warc()), ("email", MAIL), ("html", PAGE), ("zip", zipped(**{"a.txt": STORY.encode()})),
    ("tar", tarred(**{"a.txt": STORY.encode()})), ("gzip", gzip.compress(STORY.encode())), ("mbox", b"From desk Thu Mar  5 10:00:00 2020\n" + MAIL),
    ("wacz", zipped(**{"datapackage.json": b"{}", "archive/data.warc": warc()})),
])
def test_every_format_gives_the_story_under_any_name(tmp_path: Path, kind: str, data: bytes) -> None:
    assert kind_of(data, "report.bin") == kind
    found = [d for d in read(tmp_path, data) if isinstance(d, Document)]
    assert len(found) == 1 and STORY in found[0].text.replace("\n", " ")


def test_dates_and_titles_come_from_where_the_format_keeps_them(tmp_path: Path) -> None:
    entry, empty = read(tmp_path, FEED)
    assert isinstance(entry, Document) and isinstance(empty, Refusal)
    assert (entry.title, entry.publisher, entry.published, entry.published_from) == ("Raid", "Demo Daily", "2020-03-05", "feed")
    message = read(tmp_path, MAIL)[0]
    assert isinstance(message, Document) and (message.title, message.published, message.published_from) == ("Raid", "2020-03-05", "e-mail")
    page = read(tmp_path, warc())[0]
    assert isinstance(page, Document) and (page.uri, page.captured) == ("http://demo.invalid/raid", "2020-03-06")


def test_a_table_gives_a_document_a_row(tmp_path: Path) -> None:
    rows = f'event_id_cnty,event_date,notes\nX1,5 March 2020,"{STORY}"\nX2,soon,\n'.encode()
    first, second = read(tmp_path, rows, "events.csv")
    assert isinstance(first, Document) and first.uri.endswith("#X1") and first.published == "2020-03-05"
    assert isinstance(second, Refusal) and "no text" in second.reason


def test_a_scanned_page_is_sent_to_ocr(tmp_path: Path) -> None:
    refused = read(tmp_path, pdf(""))[0]
    assert isinstance(refused, Refusal) and (refused.reason, refused.todo) == ("has no text layer", "run OCR first")


ENGLISH = "The hospital’s director in Taiz said: “At least twelve died.” A café stood there."


@pytest.mark.parametrize(("text", "encoding", "told"), [
    (ENGLISH, "utf-16-le", "utf-16-le, likely"), (ENGLISH, "utf-16-be", "utf-16-be, likely"), (ENGLISH, "utf-16", "utf-16"),
    (ENGLISH, "utf-8-sig", "utf-8-sig"), (ENGLISH, "cp1252", "cp1252, likely"), (ENGLISH, "utf-8", "utf-8"),
    ("قتل اثنا عشر شخصا على الأقل في غارة جوية على مدينة تعز يوم الثلاثاء قال المستشفى في بيان له", "cp1256", "cp1256, likely"),
])
def test_a_text_in_an_old_encoding_is_read_and_says_so(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    found = read(tmp_path, text.encode(encoding), "old.txt")[0]
    assert isinstance(found, Document)
    assert (found.text, found.encoding) == (text, told)


def test_a_text_that_mixes_encodings_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "Twelve died in the café.".encode() + " “No,” he said.".encode("cp1252"), "mixed.txt")[0]
    assert isinstance(found, Refusal) and "mixes encodings" in found.reason


def test_a_message_brings_its_files_along_with_its_day(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "Reports", "desk@demo.invalid", "Thu, 5 Mar 2020 10:00:00 +0000"
    message.set_content("Two reports of the raid on Taiz are attached, and a picture.")
    message.add_attachment(STORY.encode(), maintype="text", subtype="plain", filename="raid.txt")
    message.add_attachment(pdf(), maintype="application", subtype="pdf", filename="raid.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="raid.png")
    own, text, page = read(tmp_path, message.as_bytes(), "mail.eml")
    assert isinstance(own, Document) and isinstance(text, Document) and isinstance(page, Document)
    assert "attached" in own.text and STORY in text.text and STORY in page.text
    assert (text.published, text.uri.rsplit("!")[-1]) == ("2020-03-05", "raid.txt")
