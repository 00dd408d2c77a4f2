"""The words of a parse as plain lists: making token and sentence objects is what costs, so what is asked often is taken from the parse once.

In: a parse. Out: its Words, kept with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

#: Where a parse keeps its words.
KEPT = "sijill_words"


@dataclass(frozen=True)
class Sentence:
    """A sentence by its tokens `first` to `end` (exclusive) and its characters `start` to `stop`."""

    first: int
    end: int
    start: int
    stop: int

    @property
    def chars(self) -> tuple[int, int]:
        """The stretch of characters."""
        return self.start, self.stop


@dataclass(frozen=True)
class Words:
    """Token by token: lower case, lemma, part of speech, offset, and the sentence it stands in; `phrases` are `core_phrase`'s, by their heads."""

    lower: list[str]
    lemma: list[str]
    pos: list[str]
    idx: list[int]
    sentence: list[Sentence]
    phrases: dict[int, tuple[int, int]] = field(default_factory=dict)
    _sets: dict[int, frozenset[str]] = field(default_factory=dict)

    def around(self, i: int) -> frozenset[str]:
        """Lower-case words and lemmas of the sentence of token `i`, gathered once a sentence."""
        bounds = self.sentence[i]
        known = self._sets.get(bounds.first)
        if known is None:
            known = frozenset(self.lower[bounds.first : bounds.end]) | frozenset(self.lemma[bounds.first : bounds.end])
            self._sets[bounds.first] = known
        return known


def words_of(doc: Doc) -> Words:
    """The words of a parse, kept with it."""
    known: Words | None = doc.user_data.get(KEPT)
    if known is None:
        rows = [(t.lower_, t.lemma_.lower(), t.pos_, t.idx) for t in doc]
        lower, lemma, pos, idx = map(list, zip(*rows, strict=True)) if rows else ([], [], [], [])
        doc.user_data[KEPT] = known = Words(lower, lemma, pos, idx, _sentences(doc))
    return known


def _sentences(doc: Doc) -> list[Sentence]:
    out: list[Sentence] = []
    for span in doc.sents:
        sentence = Sentence(span.start, span.end, span.start_char, span.end_char)
        out.extend([sentence] * (span.end - span.start))
    return out


def sentence_of(token: Token) -> Sentence:
    """The sentence that the token stands in."""
    sentence: Sentence = words_of(token.doc).sentence[token.i]
    return sentence


def same_sentence(a: Token, b: Token) -> bool:
    """True when both stand in one sentence."""
    sentence = sentence_of(a)
    return bool(sentence.first <= b.i < sentence.end)
