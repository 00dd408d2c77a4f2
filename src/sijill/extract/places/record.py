"""What is found of a place in a text."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model import Place, Span

#: (start, end, part of speech, entity type) of a token.
Token = tuple[int, int, str, str]


@dataclass(frozen=True)
class FoundPlace:
    """`kind`: place, container (of the place named before it), part ("eastern Aleppo"), beside ("west of Aleppo"), demonym, facility (a name that
    the gazetteer does not hold, given the place it lies in), or unnamed ("the central part of the country").

    `candidates` counts the places of that name.
    """

    span: Span
    place: Place
    kind: str
    candidates: int = 1
