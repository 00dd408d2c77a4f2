"""A content as a cue takes it: its pieces, what joins the cue, and the roles of the parse that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.phrases import Stretch, stretch

CLAUSES = frozenset({"ccomp", "csubj"})
OBJECTS = frozenset({"dobj", "obj"})


@dataclass(frozen=True)
class Content:
    """Pieces in text order; `joins` are words that become part of the cue; `lead` the stretch of who is asked to do it."""

    shape: str
    pieces: tuple[Stretch, ...]
    joins: tuple[Token, ...] = ()
    lead: Stretch | None = None


def content(shape: str, *token_lists: Iterable[Token], joins: Iterable[Token] = (), lead: Stretch | None = None) -> Content | None:
    pieces = [p for p in (trimmed(tokens) for tokens in token_lists) if p is not None]
    return Content(shape, tuple(pieces), tuple(joins), lead) if pieces else None


def trimmed(tokens: Iterable[Token]) -> Stretch | None:
    """The stretch of the tokens, marks and blanks at its ends left out."""
    return stretch(tokens)
