"""Every span of every claim is the text's own, for any text."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sijill.extract import Reader
from sijill.extract.dates import find_dates, find_horizons
from sijill.extract.numbers import find_numbers
from sijill.extract.quotes import find_quotes
from sijill.keep.verify import spans_of
from sijill.model import Document, document_id

PIECES = ["At least 12 people were killed", " in Taiz", ", the army said", ".", "\n\n", "“We will fight,”", " he said", " on Tuesday", "Read more: x",
          "dozens", "😀", "محافظة", "e\u0301", "\u202e", " 450.000 ", "between 3 and 5 May", "\r\n",
          " of them children", "Rebels denied it", "\t", "two and a half months", "““", "”", "(", ")", " told the media ", " said: ", ", quoted by Reuters,",
          "Homs", ", Syria", " province", "HOMS, March 3 (Reuters) — ", " village", "according to ", " and ", "his wife", " a 12-year-old boy", "the monitor",
          " adding that "]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map("".join)


@given(TEXTS)
def test_claims_fit_their_text(text: str) -> None:
    reader = _reader()
    document = Document(id=document_id(text.encode("utf8", "surrogatepass")), uri="x", text=text, published="2020-03-05")
    for claim in reader.claims(document):
        assert all(span.fits(text) for span in spans_of(claim))
    for mention in reader.mentions(document):
        assert mention.span.fits(text)


_READERS: list[Reader] = []


def _reader() -> Reader:
    if not _READERS:
        _READERS.append(Reader())
    return _READERS[0]


@given(st.text(max_size=300) | TEXTS)
def test_numbers_lie_in_order_and_their_bounds_hold(text: str) -> None:
    found = find_numbers(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for number in found:
        assert text[number.start : number.end] == number.quote
        assert number.start <= number.core_start < number.core_end <= number.end
        assert number.low is not None or number.high is not None
        assert number.low is None or number.high is None or number.low <= number.high


@given(st.text(max_size=300) | TEXTS, st.dates(min_value=date(1, 1, 1)))
def test_dates_lie_in_the_text_and_start_before_they_end(text: str, published: date) -> None:
    for found in find_dates(text, published=published):
        assert text[found.start : found.end] == found.quote
        if found.time and found.time.start and found.time.end:
            assert found.time.start <= found.time.end
    for horizon in find_horizons(text, published=published):
        assert text[horizon.start : horizon.end] == horizon.quote


@given(st.text(max_size=300))
def test_quotations_lie_in_order(text: str) -> None:
    found = find_quotes(text)
    assert all(q.start <= q.inner_start <= q.inner_end <= q.end for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_same_text_gives_the_same_claims_alone_and_in_a_batch(reader: Reader) -> None:
    texts = [f"At least {n} people were killed in Taiz on Tuesday, the army said." for n in range(3, 40)]
    documents = [Document(id=document_id(t.encode()), uri=str(n), text=t, published="2020-03-05") for n, t in enumerate(texts)]
    assert [c for _, c in reader.read_many(documents)] == [reader.claims(d) for d in documents]


def test_without_a_date_of_publication_nothing_relative_is_resolved(reader: Reader) -> None:
    text = "Twelve people were killed in Taiz on Tuesday, the army said."
    claims = reader.claims(Document(id=document_id(text.encode()), uri="x", text=text))
    assert claims and all(c.figure is None or c.figure.time is None for c in claims)
