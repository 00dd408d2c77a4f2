"""Names of persons in a document, with the titles and descriptions that stand beside them.

In: a parse. Out: one Person for each full name, with every shorter form that is read as it, and the words that describe it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from sijill.extract.words import words_of

#: Small words inside names: "Staffan de Mistura", "Bashar al-Assad", "Ursula von der Leyen".
PARTICLES = frozenset({"de", "da", "di", "del", "der", "van", "von", "bin", "ibn", "bint", "abu", "al", "el", "la", "le", "-", "’", "'"})


#: Titles as they are shortened before a name.
SHORT = {"dr": "doctor", "prof": "professor", "gen": "general", "col": "colonel", "lt": "lieutenant", "capt": "captain", "maj": "major", "sgt": "sergeant",
         "brig": "brigadier", "adm": "admiral", "gov": "governor", "sen": "senator", "rep": "representative", "amb": "ambassador"}


@dataclass
class Person:
    """A person under the fullest name the text gives; `described` are lower-case words of titles and appositions."""

    name: str
    parts: tuple[str, ...]
    first_at: int
    described: set[str] = field(default_factory=set)
    sex: str | None = None


def name_run(token: Token) -> list[Token]:
    """The unbroken run of name tokens around a proper noun, particles between included."""
    doc, first, last = token.doc, token.i, token.i
    while first and _joins(doc[first - 1], doc[first]):
        first -= 1
    while last + 1 < len(doc) and _joins(doc[last + 1], doc[last]):
        last += 1
    run = [doc[i] for i in range(first, last + 1)]
    while run and not run[0].text[0].isupper() and run[0].lower_ not in ("de", "al", "el", "von", "van", "bin", "abu"):
        run.pop(0)
    while run and run[-1].lower_ in PARTICLES:
        run.pop()
    return run


def _joins(token: Token, beside: Token) -> bool:
    if token.is_space or (token if token.i > beside.i else beside).is_sent_start:
        return False
    if token.pos_ == "PROPN" and token.text[:1].isupper():
        return True
    named = token.text[:1].isupper() and token.is_alpha and not token.is_sent_start and token.pos_ in ("NOUN", "X", "ADJ") and token.ent_type_ == "PERSON"
    initial = len(token.text) == 2 and token.text[1] == "." and token.text[0].isupper()
    return named or initial or (token.lower_ in PARTICLES and (token.pos_ in ("PROPN", "X", "PUNCT", "ADP", "DET", "NOUN") ))


def find_people(doc: Doc, titles: frozenset[str], known: frozenset[str]) -> list[Person]:
    """Persons of the document, longest names first gathered; `titles` are role words, `known` names of places and bodies."""
    people: list[Person] = []
    done = -1
    for i in (i for i, pos in enumerate(words_of(doc).pos) if pos == "PROPN"):
        token = doc[i]
        if i <= done or not token.text[:1].isupper():
            continue
        run = name_run(token)
        done = max(done, run[-1].i if run else token.i)
        title, name = split_title(run, titles)
        if _is_person(name, title, known, titles):
            _note(people, name, set(_described(doc, title, name, titles)))
    return people


def split_title(run: list[Token], titles: frozenset[str]) -> tuple[list[Token], list[Token]]:
    """The titles a run begins with ("Defense Secretary", "Lt. Gen."), and the name behind them."""
    cut = 0
    for n, token in enumerate(run):
        if token.lower_.rstrip(".") in titles:
            cut = n + 1
    return run[:cut], run[cut:]


TIMES = frozenset({"DATE", "TIME"})


def _is_person(name: list[Token], title: list[Token], known: frozenset[str], titles: frozenset[str]) -> bool:
    text = "".join(t.text_with_ws for t in name).strip()
    if not name or text.lower() in known or not any(t.is_alpha for t in name):
        return False
    solid = [t for t in name if t.is_alpha]
    if all(t.ent_type_ in TIMES for t in solid):
        return False
    if title:
        return True
    described = len(solid) >= 2 and (any(t.ent_type_ == "PERSON" for t in solid) or _has_age_or_role(name, titles) or bool(_before(name[0], titles)))
    return described and solid[-1].lower_ not in known


def _has_age_or_role(name: list[Token], titles: frozenset[str]) -> bool:
    return bool(_behind(name[-1], titles)) or (name[-1].dep_ in ("nsubj", "nsubjpass") and name[-1].head.lemma_ in ("say", "tell", "add"))


def _behind(last: Token, titles: frozenset[str]) -> list[str]:
    """Words of the apposition behind a name: ", a neurosurgeon at the hospital,"."""
    doc, i = last.doc, last.i + 1
    found: list[str] = []
    if i >= len(doc) or doc[i].text != ",":
        return []
    for token in doc[i + 1 : i + 16]:
        if token.is_space or token.pos_ in ("VERB", "AUX") or token.text in ".;:”\"":
            break
        if token.text == "," and found:
            break
        if token.pos_ in ("NOUN", "PROPN", "ADJ"):
            found.append(token.lemma_.lower())
    return found if any(w in titles for w in found) else []


def _before(first: Token, titles: frozenset[str]) -> list[str]:
    """Words of the title phrase before a name: "The U.N. Special Envoy for Syria, Staffan …", "the British-based activist"."""
    doc = first.doc
    found: list[str] = []
    for i in range(first.i - 1, max(-1, first.i - 12), -1):
        token = doc[i]
        if token.is_space or (token.pos_ in ("VERB", "AUX", "PUNCT") and token.text not in (",", "-", ".")) or token.pos_ == "CCONJ":
            break
        if token.text == "," and found:
            break
        if token.pos_ in ("NOUN", "PROPN", "ADJ"):
            found.append(token.lemma_.lower())
        if token.pos_ == "DET":
            break
    return found if any(w in titles for w in found) else []


def _described(doc: Doc, title: list[Token], name: list[Token], titles: frozenset[str]) -> Iterator[str]:
    for word in (t.lemma_.lower().rstrip(".") for t in title):
        yield word
        if word in SHORT:
            yield SHORT[word]
    yield from _before(title[0] if title else name[0], titles)
    yield from _behind(name[-1], titles)


def _note(people: list[Person], name: list[Token], described: set[str]) -> None:
    parts = tuple(t.text for t in name if t.is_alpha or len(t.text) > 1)
    text = "".join(t.text_with_ws for t in name).strip()
    for person in people:
        if _same_person(person.parts, parts):
            if len(parts) > len(person.parts):
                person.name, person.parts = text, parts
            person.described |= described
            return
    people.append(Person(text, parts, name[0].idx, described))


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((_folded(a), _folded(b)), key=len)
    return bool(short) and long[-len(short) :] == short


def _folded(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(p.casefold().strip("-’'.") for p in parts)


def same_name(person: Person, parts: tuple[str, ...]) -> bool:
    """True when `parts` is the person's name or its end (a surname with its particles)."""
    return _same_person(person.parts, parts)
