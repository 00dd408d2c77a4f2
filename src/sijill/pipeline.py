"""The whole path, from bytes to ledger. The only module that knows every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sijill.collect import collect
from sijill.explain import Explanation, charts_of, explain, linked
from sijill.extract import Bounds, Reader, read_bounded
from sijill.keep import Ledger
from sijill.model import Claim, Document, Refusal
from sijill.relink import Change, incidents, relink, rewritten

#: Languages with a lexicon; a text too short to tell is read as English.
LANGUAGES = frozenset({"en", "und", None})
#: Is told what became of an input: "read", "known", "passed over", "no lexicon" or "refused".
Notice = Callable[[str, Document | Refusal], None]


def _silent(what: str, item: Document | Refusal) -> None: ...


@dataclass
class Summary:
    """What became of the inputs: documents read, known already, passed over by the gate, in a language without a lexicon, refused and why; claims found."""

    read: int = 0
    known: int = 0
    passed_over: int = 0
    no_lexicon: int = 0
    refused: int = 0
    claims: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


def read(
    paths: Sequence[str | Path], ledger: Ledger, reader: Reader, *, published: str | None = None, everything: bool = False, keep_bytes: bool = True,
    processes: int = 1, bounds: Bounds = Bounds(), notice: Notice = _silent,
) -> Summary:
    """Read paths into the ledger; `notice` is told of every document and refusal as it is dealt with. Not `keep_bytes`: only texts are kept, and hashes."""
    items = collect(paths, published=published)
    items = items if keep_bytes else map(_without_bytes, items)
    return read_items(items, ledger, reader, everything=everything, processes=processes, bounds=bounds, notice=notice)


def read_items(
    items: Iterable[Document | Refusal], ledger: Ledger, reader: Reader, *, everything: bool = False, processes: int = 1, bounds: Bounds = Bounds(),
    notice: Notice = _silent,
) -> Summary:
    """Read what was collected into the ledger."""
    return _Run(ledger, reader, everything, notice).through(items, processes, bounds)


def reread(ledger: Ledger, reader: Reader, *, processes: int = 1, bounds: Bounds = Bounds(), notice: Notice = _silent) -> Summary:
    """Read the ledger's own documents with a newer reader, each as widely as before; the new readings stand in front, the older stay."""
    summary = Summary()
    for everything in (False, True):
        old = ledger.unread_by(reader.version_of(everything=everything), behind=_as_widely(everything))
        _Run(ledger, reader, everything, notice, summary).through(old, processes, bounds)
    return summary


def _as_widely(everything: bool) -> Callable[[str], bool]:
    return lambda version: Reader.is_of_everything(version) is everything


def _without_bytes(item: Document | Refusal) -> Document | Refusal:
    return item if isinstance(item, Refusal) else item.model_copy(update={"original": None, "container": None})


class _Run:
    """Inputs on their way into the ledger, counted and told of."""

    def __init__(self, ledger: Ledger, reader: Reader, everything: bool, notice: Notice, summary: Summary | None = None) -> None:
        self._ledger, self._reader, self._everything, self._notice = ledger, reader, everything, notice
        self._version = reader.version_of(everything=everything)
        self._under_way: set[str] = set()
        self.summary = summary or Summary()

    def through(self, items: Iterable[Document | Refusal], processes: int, bounds: Bounds) -> Summary:
        """Read all of them; every document is one transaction."""
        for document, found in read_bounded(self._reader, self._fresh(items), everything=self._everything, processes=processes, bounds=bounds):
            self._under_way.discard(document.id)
            if isinstance(found, Refusal):
                self._refuse(found)
            else:
                self._keep("read", document, found)
        return self.summary

    def _fresh(self, items: Iterable[Document | Refusal]) -> Iterator[Document]:
        """What must be parsed; everything else is dealt with at once."""
        for item in items:
            if isinstance(item, Refusal):
                self._refuse(item)
            elif item.id in self._under_way or self._ledger.knows(item.id, self._version):
                self._count("known", item)
            elif item.language not in LANGUAGES:
                self._keep("no_lexicon", item, [])
            elif not self._everything and not self._reader.relevant(item):
                self._keep("passed_over", item, [])
            else:
                self._under_way.add(item.id)
                yield item

    def _refuse(self, refusal: Refusal) -> None:
        self._ledger.refuse(refusal)
        self.summary.reasons[refusal.reason] = self.summary.reasons.get(refusal.reason, 0) + 1
        self._count("refused", refusal)

    def _keep(self, what: str, document: Document, claims: Sequence[Claim]) -> None:
        if self._ledger.add(document, claims, self._version):
            self.summary.claims += len(claims)
            self._count(what, document)
        else:  # another process was faster
            self._count("known", document)

    def _count(self, what: str, item: Document | Refusal) -> None:
        setattr(self.summary, what, getattr(self.summary, what) + 1)
        self._notice(what.replace("_", " "), item)


__all__ = ["Change", "Explanation", "Notice", "Summary", "charts_of", "explain", "incidents", "linked", "read", "relink", "reread", "rewritten"]
