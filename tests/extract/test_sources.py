"""A named source is read by name, however it is described: names that are to be withheld must be known."""

from __future__ import annotations

import pytest

from sijill.extract import Reader
from sijill.model import Document, document_id

NAMES = ["Salim Haddad", "Amina al-Khatib", "Oksana Petrenko", "Jean-Pierre Mukendi", "Nguyen Van Thanh"]
FORMS = [
    "{}, a surgeon, said that five people had died.",
    "In Hilltown, {}, a surgeon, said that five people had died.",
    "“Five people died,” {}, a surgeon at the clinic, said on Friday.",
    "“Five people died,” said {}, a surgeon.",
    "“Five people died,” said {}, 42, a surgeon at the clinic.",
    "Five people died, according to {}, a surgeon.",
    "{}, 42, a teacher, told Reuters that five people had died.",
    "Surgeon {} said that five people had died.",
    "{}, who runs the clinic, said that five people had died.",
    "{}, a surgeon who fled Hilltown, said that five people had died.",
    "A surgeon, {}, said that five people had died.",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_named_source_keeps_its_name(name: str, form: str, reader: Reader) -> None:
    text = form.format(name)
    claims = reader.claims(Document(id=document_id(text.encode()), uri="-", text=text, published="2020-03-05"))
    sources = [s for c in claims for s in c.sources if s.role == "source"]
    assert sources, "nobody is named as the source"
    for source in sources:
        assert source.name.split()[-1] in name, f"{source.name!r} is not {name!r}"
        assert name in source.span.quote, f"{source.span.quote!r} does not hold {name!r}"
