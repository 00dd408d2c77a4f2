"""What was foretold for a day that has passed is listed, with later claims that bear on it."""

from __future__ import annotations

from sijill.extract import Reader
from sijill.link import due
from sijill.model import Claim, Document, document_id


def claims(reader: Reader, text: str, published: str) -> list[Claim]:
    return reader.claims(Document(id=document_id(text.encode()), uri=published, text=text, published=published))


def test_a_deadline_falls_due_and_a_later_claim_of_the_place_bears_on_it(reader: Reader) -> None:
    found = claims(reader, "The envoy said that eastern Aleppo will be destroyed within two months.", "2020-03-05")
    found += claims(reader, "Shells killed four people in eastern Aleppo on Tuesday.", "2020-03-25")
    listed = list(due(found, "2020-06-01"))
    assert len(listed) == 1 and (listed[0].due.latest or "") <= "2020-05-06"
    assert any("Aleppo" in b.why for b in listed[0].bearing)
    assert list(due(found, "2020-03-06")) == []
