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
        words = words_of(doc)
        hits = []
        for key in {words.lower[i], words.lemma[i]}:
            for form, entry in self._by_first.get(key, ()):
                end = _reach(words, i, form)
                if end:
                    hits.append((len(form), Hit(entry, doc[i:end])))
        return [hit for _, hit in sorted(hits, key=lambda h: -h[0])]

    def find(self, doc: Doc) -> Iterator[Hit[E]]:
        """Every hit of the parse, in order of its first token."""
        words = words_of(doc)
        for i, (lower, lemma) in enumerate(zip(words.lower, words.lemma, strict=True)):
            if lower in self._by_first or lemma in self._by_first:
                yield from self.at(doc, i)


@dataclass(frozen=True)
class Words:
    """What matching looks at, token by token, taken from the parse once: making token objects is what costs."""

    lower: list[str]
    lemma: list[str]
    loose: list[bool]


def words_of(doc: Doc) -> Words:
    """The words of a parse, kept with it."""
    known = doc.user_data.get("sijill_words")
    if isinstance(known, Words):
        return known
    words = Words([t.lower_ for t in doc], [t.lemma_.lower() for t in doc], [t.pos_ in LOOSE for t in doc])
    doc.user_data["sijill_words"] = words
    return words


def sentence_words(token: Token) -> frozenset[str]:
    """Lower-case words and lemmas of the token's sentence, gathered once a sentence."""
    doc = token.doc
    known: dict[int, tuple[int, frozenset[str]]] = doc.user_data.setdefault("sijill_sentences", {})
    at = token.i
    while at not in known and at > 0 and not doc[at].is_sent_start:
        at -= 1
    if at not in known:
        words, end = words_of(doc), at + 1
        while end < len(doc) and not doc[end].is_sent_start:
            end += 1
        entry = (end, frozenset(words.lower[at:end]) | frozenset(words.lemma[at:end]))
        known.update(dict.fromkeys(range(at, end), entry))
    return known[at][1]


def outermost(hits: Iterable[Hit[E]]) -> list[Hit[E]]:
    """The hits that do not lie inside a longer one ("strike" in "rocket strike"), in text order."""
    kept: list[Hit[E]] = []
    for hit in sorted(hits, key=lambda h: (h.span.start, -len(h.span))):
        if not any(k.span.start <= hit.span.start and hit.span.end <= k.span.end and len(k.span) > len(hit.span) for k in kept[-4:]):
            kept.append(hit)
    return kept


def _reach(words: Words, i: int, form: tuple[str, ...]) -> int:
    """The token after the phrase, or 0. Up to two loose words may stand between its parts."""
    at, size = i, len(words.lower)
    for n, word in enumerate(form):
        skipped = 0
        while n and at < size and word not in (words.lower[at], words.lemma[at]):
            if skipped == 2 or not words.loose[at]:
                return 0
            at, skipped = at + 1, skipped + 1
        if at >= size or word not in (words.lower[at], words.lemma[at]):
            return 0
        at += 1
    return at
