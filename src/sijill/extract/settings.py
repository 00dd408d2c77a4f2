"""When and where something is said to be: the date and the place that belong to a word, chosen by clause and nearness."""

from __future__ import annotations

import re

from spacy.tokens import Token

from sijill.extract.dates import FoundDate
from sijill.extract.page import Page
from sijill.extract.phrases import SUBJECTS, Stretch, clause_of, end_of
from sijill.extract.places import FoundPlace
from sijill.extract.words import sentence_of
from sijill.model import Place, Time

#: Words before a date that heads its sentence: "In the early hours of Friday, …".
LEAD_WORDS = 5
#: Roles of a date that say when something happened, not how long it took.
WHEN = frozenset({"point", "since", "until", "between"})
#: "Omar Sabri, 42, of Hilltown": where somebody comes from, not where something was.
ORIGIN = re.compile(r"(?:\b\d{1,2},|\baged \d{1,2},?|\bnatives?|\bborn) (?:of|from|in)\s+$")
LOCATIVE = frozenset({
    "in", "at", "near", "on", "of", "from", "to", "into", "around", "outside", "inside", "towards", "toward", "over", "across",
    "between", "through", "against", "within", "north", "south", "east", "west", "by",
})


def time_of(page: Page, token: Token, within: Stretch, barred: list[Stretch]) -> Time | None:
    """The time of what `token` names, from the dates inside `within` and outside `barred`; None when none is given."""
    dates = [d for d in page.dates if d.time is not None and d.role in WHEN and _inside((d.start, d.end), within)]
    dates = [d for d in dates if not any(_inside((d.start, d.end), b) for b in barred)]
    dates = [d for d in dates if not _of_another_thing(page, token, d)]
    if not dates:
        return frame_before(page, token)
    return min(dates, key=lambda d: _date_distance(page, token, d)).time


def _of_another_thing(page: Page, token: Token, found: FoundDate) -> bool:
    """A year or a day that stands before a noun dates that noun alone: "veterans of the 2020 war protested"."""
    tokens = page.tokens(found.start, found.end)
    if not tokens or tokens[-1].i + 1 >= len(page.doc):
        return False
    head, last = tokens[-1].head, tokens[-1]
    inside = {t.i for t in tokens}
    before_noun = head.i not in inside and head.i > last.i and head.pos_ in ("NOUN", "PROPN") and last.dep_ in ("nummod", "compound", "amod", "nmod", "poss")
    return before_noun and head.i != token.i and not head.is_ancestor(token)


def frame_before(page: Page, token: Token) -> Time | None:
    """The day with which an earlier sentence of the paragraph opens: it holds for what follows it, until another date is given."""
    paragraph = page.paragraph_at(token.idx)
    if paragraph is None:
        return None
    start = sentence_of(token).chars[0]
    dates = [d for d in page.dates if d.time is not None and d.role in WHEN and paragraph[0] <= d.start < start]
    opening = [d for d in dates if d.role == "point" and d.time and d.time.precision == "day" and _opens(page, d)]
    if not opening or any(d.start > opening[-1].start for d in dates):
        return None
    return opening[-1].time


def _opens(page: Page, found: FoundDate) -> bool:
    """True for a date at the head of its sentence, at most a preposition before it."""
    tokens = page.tokens(found.start, found.end)
    return bool(tokens) and len(page.text[sentence_of(tokens[0]).chars[0] : found.start].split()) <= LEAD_WORDS


def _date_distance(page: Page, token: Token, found: FoundDate) -> tuple[int, int]:
    """Dates of the token's own clause first, then those of a clause above, then the nearest."""
    tokens = page.tokens(found.start, found.end)
    verb = clause_of(token)
    own = bool(tokens) and clause_of(tokens[0].head if tokens[0].head.i != tokens[0].i else tokens[0]).i == verb.i
    above = bool(tokens) and clause_of(tokens[0]).is_ancestor(token)
    return (0 if own else 1 if above else 2, abs(found.start - token.idx))


def place_of(page: Page, token: Token, within: Stretch, barred: list[Stretch]) -> Place | None:
    """The place of what `token` names, from the places inside `within` that stand where a place stands in a sentence."""
    near = [p for p in page.places if _inside((p.span.start, p.span.end), within)]
    near = [p for p in near if not any(_inside((p.span.start, p.span.end), b) for b in barred) and _usable(page, p)]
    own = [p for p in near if _in_clause(page, token, p)]
    antecedent = _antecedent_place(page, token) if not own else None
    if antecedent is not None:
        return antecedent
    return min(near, key=lambda p: _place_distance(page, token, p)).place if near else None


def _in_clause(page: Page, token: Token, found: FoundPlace) -> bool:
    first = page.tokens(found.span.start, found.span.end)
    return bool(first) and clause_of(token).is_ancestor(first[0])


def last_place(page: Page, before: int, barred: list[Stretch]) -> Place | None:
    """The place that the text spoke of last: in the same paragraph, or in one of the two before it."""
    paragraph = page.paragraph_at(before)
    if paragraph is None:
        return None
    order = page.paragraphs
    n = order.index(paragraph)
    for start, end in reversed(order[max(0, n - 2) : n + 1]):
        found = [p for p in page.places if start <= p.span.start < min(end, before) and _usable(page, p) and p.kind != "facility"]
        found = [p for p in found if not any(_inside((p.span.start, p.span.end), b) for b in barred)]
        if found:
            return next((p for p in reversed(found) if p.kind != "beside"), found[-1]).place
    return None


def _usable(page: Page, found: FoundPlace) -> bool:
    """A place where something is, not a country that acts ("Russia said"), nor one inside the name of a body, nor where a report was written."""
    if found.kind in ("demonym", "container") or page.in_dateline(found.span.start):
        return False
    if ORIGIN.search(page.text, max(0, found.span.start - 40), found.span.start):
        return False
    tokens = page.tokens(found.span.start, found.span.end)
    root = next((t for t in tokens if t.head.i not in {x.i for x in tokens}), None)
    if root is None:
        return True
    if found.place.precision == "country" and not (root.dep_ == "pobj" and root.head.lower_ in LOCATIVE - {"by", "against", "to", "from"}):
        return False
    return not (root.dep_ in SUBJECTS and root.head.lemma_ in ("say", "tell", "claim", "deny"))


def _place_distance(page: Page, token: Token, found: FoundPlace) -> tuple[int, int, int]:
    tokens = page.tokens(found.span.start, found.span.end)
    verb = clause_of(token)
    first = tokens[0] if tokens else token
    below = token.is_ancestor(first) and token.pos_ in ("NOUN", "PROPN")
    own = below or clause_of(first).i == verb.i or verb.is_ancestor(first)
    country = found.place.precision == "country"
    behind = found.span.start >= token.idx
    if found.kind == "beside":
        return 5, 0, abs(found.span.start - token.idx)
    return (0 if below and not country else 1 if own and not country else 2 if own else 3 if not country else 4,
            (0 if behind else 1) + (2 if _is_broad(found) else 0), abs(found.span.start - token.idx))


def _is_broad(found: FoundPlace) -> bool:
    """A governorate, a part of one or a region, which is named to say where the town beside it lies."""
    return found.place.precision in ("admin1", "international") or (found.place.precision == "area" and found.kind in ("part", "unnamed"))


def _antecedent_place(page: Page, token: Token) -> Place | None:
    """ "Daraya, a suburb of Damascus that was under siege": the place that a relative clause describes."""
    verb = clause_of(token)
    while verb.dep_ in ("advcl", "conj", "xcomp", "ccomp") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ != "relcl":
        return None
    noun = verb.head
    kind = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    for candidate in (kind.head if kind.dep_ == "appos" else noun, noun):
        for found in page.places:
            if found.kind != "demonym" and found.span.start <= candidate.idx < found.span.end:
                return found.place
    return None


def _inside(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def sentence_stretch(token: Token) -> Stretch:
    """The sentence of the token."""
    return sentence_of(token).chars


__all__ = ["end_of", "last_place", "place_of", "sentence_stretch", "time_of"]
