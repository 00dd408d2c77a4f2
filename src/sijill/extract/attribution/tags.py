"""Speaker tags and headlines: "WALLACE: Let us begin", "Poll: Voters stay at home", "Five killed in strike: monitor".

In: a colon. Out: an attribution with the colon as its cue, or nothing where the words beside it name nobody that could speak.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from sijill.extract.attribution.record import TAG, Attribution
from sijill.extract.matcher import Hit
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch
from sijill.lexicon import Cue

#: More words than this name nobody.
LONGEST = 5
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def by_mark(hit: Hit[Cue], page: Page) -> Attribution | None:
    """Who stands before the colon at a line's beginning, or behind it at a headline's end."""
    colon = hit.root
    paragraph = page.paragraph_at(colon.idx)
    if paragraph is None or colon.idx + 1 >= paragraph[1] or not page.text[colon.idx + 1].isspace():
        return None
    before = [t for t in page.tokens(paragraph[0], colon.idx) if t.i < colon.i and not t.is_punct]
    after = [t for t in page.tokens(colon.idx + 1, paragraph[1]) if not t.is_punct]
    headline = page.paragraphs[0] == paragraph
    if _tags(before, hit.entry, page, headline):
        return _attribution(hit, before, _spoken(page, colon, paragraph, headline))
    if headline and len(before) > len(after) and _tags(after, hit.entry, page, headline):
        return _attribution(hit, after, ((before[0].idx, colon.idx),))
    return None


def _attribution(hit: Hit[Cue], name: list[Token], contents: tuple[Stretch, ...]) -> Attribution:
    head = next((t for t in reversed(name) if t.pos_ in ("PROPN", "NOUN")), name[-1])
    phrase = (name[0].idx, name[-1].idx + len(name[-1].text))
    return Attribution(hit.entry, hit.chars, hit.root, head, contents, phrase=phrase, shape="clause")


def _tags(words: list[Token], entry: Cue, page: Page, headline: bool) -> bool:
    """Whether the words are somebody's name or office: all in capitals, or in a headline a name or one of the entry's own nouns."""
    if not 0 < len(words) <= LONGEST or any(t.like_num or t.lemma_.lower() in entry.without or t.lower_ in entry.without for t in words):
        return False
    if all(t.text.isupper() and len(t.text) > 1 for t in words):
        return True
    last = words[-1]
    office = last.lemma_.lower() in entry.with_ or last.lower_ in entry.with_
    if not headline or any(t.pos_ in ("VERB", "AUX", "ADP") for t in (words[:-1] if office else words)):
        return False
    return office or _named(words, page)


def _named(words: list[Token], page: Page) -> bool:
    """True for a name that the text goes on to use."""
    if not all(t.text[:1].isupper() for t in words):
        return False
    again = len(re.findall(rf"\b{re.escape(words[-1].text)}\b", page.text))
    return again > 1 and any(t.ent_type_ in NAMES or t.pos_ == "PROPN" for t in words)


def _spoken(page: Page, colon: Token, paragraph: Stretch, headline: bool) -> tuple[Stretch, ...]:
    """What the tag's speaker says: the paragraph's rest, and the paragraphs that go on in quotation marks up to the next tag."""
    pieces = [(colon.idx + 2, paragraph[1])]
    if not headline:
        order = page.paragraphs
        for start, end in order[order.index(paragraph) + 1 :]:
            if page.text[start] not in "\"“" or TAG.match(page.text, start) or page.text[start + 1] == "(":
                break
            pieces.append((start + 1, end))
    return tuple(pieces)
