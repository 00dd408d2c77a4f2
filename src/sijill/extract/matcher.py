"""Find the forms of lexicon entries in a parse: the longest form at each token, by lower-case text or lemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from spacy.tokens import Doc, Span, Token


class HasForms(Protocol):
    """Anything with an id and forms."""

    @property
    def id(self) -> str: ...
    @property
    def forms(self) -> tuple[str, ...]: ...


E = TypeVar("E", bound=HasForms)


@dataclass(frozen=True)
class Hit(Generic[E]):
    """An entry found at tokens `start` to `end` (token indices, end exclusive)."""

    entry: E
    span: Span

    @property
    def root(self) -> Token:
        """The token that governs the form."""
        return self.span.root


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
        token, hits = doc[i], []
        for key in {token.lower_, token.lemma_.lower()}:
            for words, entry in self._by_first.get(key, ()):
                end = _reach(doc, i, words)
                if end:
                    hits.append((len(words), Hit(entry, doc[i:end])))
        return [hit for _, hit in sorted(hits, key=lambda h: -h[0])]

    def find(self, doc: Doc) -> Iterator[Hit[E]]:
        """Every hit of the parse, in order of its first token."""
        for i in range(len(doc)):
            yield from self.at(doc, i)


def outermost(hits: Iterable[Hit[E]]) -> list[Hit[E]]:
    """The hits that do not lie inside a longer one ("strike" in "rocket strike"), in text order."""
    kept: list[Hit[E]] = []
    for hit in sorted(hits, key=lambda h: (h.span.start, -len(h.span))):
        if not any(k.span.start <= hit.span.start and hit.span.end <= k.span.end and len(k.span) > len(hit.span) for k in kept[-4:]):
            kept.append(hit)
    return kept


def _reach(doc: Doc, i: int, words: tuple[str, ...]) -> int:
    """The token after the phrase, or 0. Up to two loose words may stand between its parts."""
    at = i
    for n, word in enumerate(words):
        skipped = 0
        while n and at < len(doc) and not _same(doc[at], word):
            if skipped == 2 or doc[at].pos_ not in LOOSE:
                return 0
            at, skipped = at + 1, skipped + 1
        if at >= len(doc) or not _same(doc[at], word):
            return 0
        at += 1
    return at


def _same(token: Token, word: str) -> bool:
    return word in (token.lower_, token.lemma_.lower())
