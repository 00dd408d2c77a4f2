"""The whole path, from bytes to ledger. The only module that knows every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sijill.collect import collect
from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.lexicon import load
from sijill.link import link
from sijill.model import Document, Incident, Refusal

#: Languages with a lexicon; a text too short to tell is read as English.
LANGUAGES = frozenset({"en", "und", None})
Notice = Callable[[str, Document | Refusal], None]


@dataclass
class Summary:
    """What became of the inputs: documents read, known already, passed over by the gate, in a language without a lexicon, refused; and claims found."""

    read: int = 0
    known: int = 0
    passed_over: int = 0
    no_lexicon: int = 0
    refused: int = 0
    claims: int = 0


def read(
    paths: Sequence[str | Path], ledger: Ledger, reader: Reader, *, published: str | None = None, everything: bool = False,
    notice: Notice = lambda what, item: None,
) -> Summary:
    """Read paths into the ledger; `notice` is told of every document and refusal as it is dealt with."""
    return read_items(collect(paths, published=published), ledger, reader, everything=everything, notice=notice)


def read_items(
    items: Iterable[Document | Refusal], ledger: Ledger, reader: Reader, *, everything: bool = False, notice: Notice = lambda what, item: None,
) -> Summary:
    """Read what was collected into the ledger."""
    summary = Summary()
    version = reader.version_of(everything=everything)
    fresh = _fresh(items, ledger, reader, everything, summary, notice)
    for document, claims in reader.read_many(fresh, everything=everything):
        ledger.add(document, claims, version)
        summary.read += 1
        summary.claims += len(claims)
        notice("read", document)
    return summary


def incidents(ledger: Ledger) -> Iterator[Incident]:
    """What the ledger's claims are about, those of one document in order of salience."""
    yield from link(ledger.claims(), load(), {d.id: d.text for d in ledger.documents()})


def _fresh(
    items: Iterable[Document | Refusal], ledger: Ledger, reader: Reader, everything: bool, summary: Summary, notice: Notice,
) -> Iterator[Document]:
    seen: set[str] = set()
    version = reader.version_of(everything=everything)
    for item in items:
        if isinstance(item, Refusal):
            ledger.refuse(item)
            summary.refused += 1
            notice("refused", item)
        elif item.id in seen or ledger.knows(item.id, version):
            summary.known += 1
            notice("known", item)
        elif item.language not in LANGUAGES:
            ledger.add(item, [], version)
            summary.no_lexicon += 1
            notice("no lexicon", item)
        elif not everything and not reader.relevant(item):
            ledger.add(item, [], version)
            summary.passed_over += 1
            notice("passed over", item)
        else:
            seen.add(item.id)
            yield item
