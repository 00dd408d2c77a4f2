"""A colon that gives words to a speaker: the tag of a transcript ("MAYOR: We stay."), the source of a headline ("Five killed in raid: monitor").

In: a colon of the page. Out: an attribution, or None for every other colon.
"""

from __future__ import annotations

from spacy.tokens import Token

from sijill.extract.attribution.record import Attribution
from sijill.extract.matcher import Hit
from sijill.extract.page import Page
from sijill.extract.phrases import stretch
from sijill.lexicon import Cue

#: Words of a speaker's tag, and of a source at a headline's end.
LONGEST_TAG, LONGEST_TAIL = 5, 5
#: Lines of more words are no headlines.
LONGEST_HEADLINE = 25
END = (".", "!", "?", "”", '"')


def by_mark(hit: Hit[Cue], page: Page) -> Attribution | None:
    """The colon as a cue."""
    colon = hit.root
    line = page.paragraph_at(colon.idx)
    if line is None:
        return None
    tokens = [t for t in page.tokens(*line) if not t.is_space]
    before, behind = [t for t in tokens if t.i < colon.i], [t for t in tokens if t.i > colon.i]
    if not before or not behind:
        return None
    cue = (colon.idx, colon.idx + 1)
    if len(before) <= LONGEST_TAG and _is_name(before) and len(behind) > LONGEST_TAG and behind[-1].text.endswith(END):
        said = stretch(behind)
        return Attribution(hit.entry, cue, colon, _head(before), (said,)) if said else None
    headline = len(tokens) <= LONGEST_HEADLINE and not tokens[-1].text.endswith(END) and len(behind) <= min(LONGEST_TAIL, len(before) - 1)
    said = stretch(before)
    if headline and said and any(t.pos_ in ("VERB", "AUX") for t in before) and not any(t.pos_ == "VERB" for t in behind):
        return Attribution(hit.entry, cue, colon, _head(behind), (said,))
    return None


def _is_name(tokens: list[Token]) -> bool:
    return all(t.text[:1].isupper() or t.text in (".", "-", "’", "'") for t in tokens) and any(t.pos_ == "PROPN" or t.is_upper for t in tokens)


def _head(tokens: list[Token]) -> Token:
    own = {t.i for t in tokens}
    return next((t for t in reversed(tokens) if t.head.i not in own and not t.is_punct), tokens[-1])
