"""Find the forms of lexicon entries in a parse: the longest form at each token, by lower-case text or lemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from spacy.tokens import Doc, Span, Token

from sijill.extract.words import Words, words_of


class HasForms(Protocol):
    """Anything with an id and forms."""

    @property
    def id(self) -> str: ...
    @property
    def forms(self) -> tuple[str, ...]: ...


E = TypeVar("E", bound=HasForms)


@dataclass(frozen=True)
class Hit(Generic[E]):
    """An entry found at tokens `start` to `end` (token indices, end exclusive). Tokens are made when first asked for: most hits never are."""

    entry: E
    doc: Doc
    start: int
    end: int

    @cached_property
    def span(self) -> Span:
        """The form as written."""
        return self.doc[self.start : self.end]

    @cached_property
    def root(self) -> Token:
        """The token that governs the form."""
        return self.span.root if self.size > 1 else self.first

    @cached_property
    def first(self) -> Token:
        """The form's first token."""
        return self.doc[self.start]

    @property
    def last(self) -> Token:
        """The form's last token."""
        return self.doc[self.end - 1] if self.size > 1 else self.first

    @property
    def size(self) -> int:
        """How many tokens it has, those between its words included."""
        return self.end - self.start

    @property
    def chars(self) -> tuple[int, int]:
        """The stretch of characters."""
        last = self.last
        return self.first.idx, last.idx + len(last)


#: Words that may stand inside a phrase without breaking it: "lost their lives", "carried out several strikes".
LOOSE = frozenset({"DET", "PRON", "NUM", "ADV", "ADJ"})


class Matcher(Generic[E]):
    """Compiled once from entries; `find` then walks a parse once."""

    def __init__(self, entries: Iterable[E]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], E]]] = defaultdict(list)
        for entry in entries:
            for form in entry.forms:
                words = tuple(form.lower().replace("-", " - ").split())
                self._by_first[words[0]].append((words, entry))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, doc: Doc, i: int) -> list[Hit[E]]:
        """All entries with a form that starts at token `i`, longest forms first."""
        words = words_of(doc)
        hits = []
        lower, lemma = words.lower[i], words.lemma[i]
        for key in (lower, lemma) if lower != lemma else (lower,):
            for form, entry in self._by_first.get(key, ()):
                end = _reach(words, i, form)
                if end:
                    hits.append((len(form), Hit(entry, doc, i, end)))
        return [hit for _, hit in sorted(hits, key=lambda h: -h[0])] if len(hits) > 1 else [hit for _, hit in hits]

    def find(self, doc: Doc) -> Iterator[Hit[E]]:
        """Every hit of the parse, in order of its first token."""
        words = words_of(doc)
        for i, (lower, lemma) in enumerate(zip(words.lower, words.lemma, strict=True)):
            if lower in self._by_first or lemma in self._by_first:
                yield from self.at(doc, i)


def outermost(hits: Iterable[Hit[E]]) -> list[Hit[E]]:
    """The hits that do not lie inside a longer one ("strike" in "rocket strike"), in text order."""
    kept: list[Hit[E]] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not any(k.start <= hit.start and hit.end <= k.end and k.size > hit.size for k in kept[-4:]):
            kept.append(hit)
    return kept


def _reach(words: Words, i: int, form: tuple[str, ...]) -> int:
    """The token after the phrase, or 0. Up to two loose words may stand between its parts."""
    at, size = i, len(words.lower)
    for n, word in enumerate(form):
        skipped = 0
        while n and at < size and word not in (words.lower[at], words.lemma[at]):
            if skipped == 2 or words.pos[at] not in LOOSE:
                return 0
            at, skipped = at + 1, skipped + 1
        if at >= size or word not in (words.lower[at], words.lemma[at]):
            return 0
        at += 1
    return at
