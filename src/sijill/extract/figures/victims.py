"""What the words beside a person tell of them: name, age, sex, occupation, and whether a child, a woman or a man.

In: tokens that describe one person. Out: a FoundVictim, every detail with its own stretch. Sex and age come from words (kinship, titles, names of
honour, pronouns, stated ages); where words tell no sex, from a given name that only one sex bears, and then the victim is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sijill.extract.figures.record import FoundVictim
from sijill.extract.names import PARTICLES, name_run
from sijill.extract.numbers import FoundNumber
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch, end_of
from sijill.lexicon import Group, Lexicon

#: Who is younger is a child.
ADULT = 18
#: A unit behind a number that makes the age less than a year.
NOT_A_YEAR = re.compile(r"[\s-]*(?:month|week|day)s?\b", re.IGNORECASE)
#: Tokens behind a name in which a pronoun still means its bearer.
REACH = 30
PRONOUNS = {"he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female"}


@dataclass(frozen=True)
class VictimWords:
    """Taken from a lexicon once."""

    sexes: dict[str, str]
    kunyas: dict[str, str]
    given: dict[str, str]
    occupations: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> VictimWords:
        """The words that tell sex and occupation."""
        sexes: dict[str, str] = {form: group.sex for group in lexicon.groups if group.sex for form in group.forms}
        sexes |= {form: sex for sex in ("female", "male") for form in lexicon.words_for(sex)}
        kunyas = {form: sex for sex in ("female", "male") for form in lexicon.words_for(f"kunya_{sex}")}
        given = {form: sex for sex in ("female", "male") for form in lexicon.words_for(f"given_{sex}")}
        return cls(sexes, kunyas, given, lexicon.words_for("occupation"))


@dataclass
class Describer:
    """Describes the persons of one page."""

    page: Page
    nouns: dict[int, Group]
    words: VictimWords

    def __post_init__(self) -> None:
        self._ages = [n for n in self.page.numbers if n.kind == "age" and n.low is not None]

    def victim(self, name: Sequence[Token], beside: Sequence[Token], called: Group | None = None, *, pronouns: bool = True) -> FoundVictim:
        """The person called `name` (no tokens when unnamed), described by the words `beside`; `called` is what a list calls all its members."""
        every = sorted({t.i: t for t in (*name, *beside)}.values(), key=lambda t: t.i)
        at = (every[0].idx, end_of(every[-1]))
        spans: dict[str, Stretch] = {}
        if name:
            spans["name_span"] = (name[0].idx, end_of(name[-1]))
        age = self._age(at, spans)
        called = None if called is not None and self._is_otherwise(name, called) else called
        sex = self._sex(name, beside, spans) or (called.sex if called else None) or (self._by_pronoun(name, spans) if name and pronouns else None)
        by_name = self._by_name(name, spans) if sex is None else None
        occupation = self._occupation(beside, spans)
        groups = [g for t in beside if (g := self.nouns.get(t.i)) is not None] + ([called] if called else [])
        said = next((g.class_ for g in groups if g.class_ in ("children", "women", "men")), None)
        text = self.page.text[slice(*spans["name_span"])] if name else None
        return FoundVictim(at, text, age, sex or by_name, occupation, _class(age, sex or by_name, said), spans, _sex_from(sex, by_name))

    def _age(self, at: Stretch, spans: dict[str, Stretch]) -> int | None:
        inside = [n for n in self._ages if at[0] <= n.start and n.end <= at[1]]
        if not inside:
            return None
        spans["age_span"] = (inside[0].start, inside[0].end)
        return _years(self.page.text, inside[0])

    def _sex(self, name: Sequence[Token], beside: Sequence[Token], spans: dict[str, Stretch]) -> str | None:
        for token in beside:
            sex = self.words.sexes.get(token.lemma_.lower()) or self.words.sexes.get(token.lower_.rstrip("."))
            if sex is not None and not _of_somebody(token, name):
                return _noted(sex, token, spans)
        first = [*name[:1], *(t for t in beside if t.i and t.nbor(-1).text in "(“\"‘'")]
        for token in first:
            sex = self.words.kunyas.get(token.lower_)
            if sex is not None and (sex == "female" or token not in name):
                return _noted(sex, token, spans)
        return None

    def _by_pronoun(self, name: Sequence[Token], spans: dict[str, Stretch]) -> str | None:
        """The first pronoun behind the name, where nobody else is spoken of between."""
        doc = name[-1].doc
        for token in doc[name[-1].i + 1 : name[-1].i + REACH]:
            sex = PRONOUNS.get(token.lower_)
            if sex is not None:
                return _noted(sex, token, spans)
            if token.text in "“”\"\n" or token.is_space:
                return None
            other = token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "") and token.text[:1].isupper() and token.i > name[-1].i + 1
            if other or token.lemma_.lower() in self.words.sexes or token.lemma_ == "say":
                return None
        return None

    def is_aged(self, token: Token) -> bool:
        """Whether the token is the number of an age."""
        return any(n.start <= token.idx < n.end for n in self._ages)

    def _is_otherwise(self, name: Sequence[Token], called: Group) -> bool:
        """Whether the given name is of the other sex than those whom a list calls daughters, sons, sisters …: it is none of them."""
        usual = self._by_name(name, {})
        return usual is not None and called.sex not in (None, usual)

    def _by_name(self, name: Sequence[Token], spans: dict[str, Stretch]) -> str | None:
        """The sex of those who bear the given name, which stands first."""
        first = next((t for t in name if t.is_alpha and t.lower_ not in PARTICLES), None)
        sex = self.words.given.get(first.lower_) if first is not None else None
        return _noted(sex, first, spans) if sex is not None and first is not None else None

    def _occupation(self, beside: Sequence[Token], spans: dict[str, Stretch]) -> str | None:
        for n, token in enumerate(beside):
            pair = f"{beside[n - 1].lower_} {token.lemma_.lower()}" if n and beside[n - 1].i == token.i - 1 else ""
            first = beside[n - 1] if pair in self.words.occupations else token
            follows = n + 1 < len(beside) and f"{token.lower_} {beside[n + 1].lemma_.lower()}" in self.words.occupations
            if (first is not token or token.lemma_.lower().rstrip(".") in self.words.occupations) and not follows:
                spans["occupation_span"] = (first.idx, end_of(token))
                return self.page.text[first.idx : end_of(token)]
        return None

    # -- the words that belong to a name ------------------------------------------------------------------------------

    def lead(self, first: Token) -> list[Token]:
        """The words before a name that describe its bearer: "his wife", "a 34-year-old baker named"."""
        doc, out = first.doc, []
        for i in range(first.i - 1, max(first.sent.start - 1, first.i - 12), -1):
            token = doc[i]
            if token.text in (",", ":", "–") and i and self._describes(doc[i - 1]):
                continue
            named = token.lower_ in ("named", "called", "old", "year", "years", "month", "months", "-", "aged")
            if not (named or token.pos_ in ("NOUN", "ADJ", "NUM", "DET") or token.tag_ == "PRP$" or self._describes(token)) or token.text in ",;:()":
                break
            out.append(token)
            if token.pos_ == "DET" or token.tag_ == "PRP$":
                break
        return out[::-1]

    def _describes(self, token: Token) -> bool:
        return token.i in self.nouns or token.lemma_.lower().rstrip(".") in self.words.occupations or token.lower_.rstrip(".") in self.words.sexes

    def tail(self, last: Token) -> list[Token]:
        """The words behind a name that describe its bearer: "(34)", ", 34,", ", a baker,", "(32 years old, son of Omar)"."""
        doc = last.doc
        out: list[Token] = []
        i = last.i + 1
        while i < len(doc) and doc[i].text in ("(", "“", "\"") and (close := _closing(doc, i)):
            out += doc[i + 1 : close]
            i = close + 1
        if i + 1 < len(doc) and doc[i].text == ",":
            out += self._apposition(doc[i + 1])
        return out

    def _apposition(self, first: Token) -> list[Token]:
        """From behind a comma to the next: an age, or a noun that describes."""
        doc, out = first.doc, []
        for token in doc[first.i : first.i + 10]:
            if token.text in ",.;)(" or token.is_space or token.pos_ in ("VERB", "AUX", "CCONJ"):
                break
            out.append(token)
        named = bool(out) and out[-1].i + 1 < len(doc) and out[-1].nbor(1).lower_ in ("named", "called")
        if not out or named or _names_another(out):
            return []
        aged = any(n.start == out[0].idx or (out[0].lower_ == "aged" and n.start <= end_of(out[-1]) and n.start > out[0].idx) for n in self._ages)
        noun = out[0].lower_ in ("a", "an", "the") and any(self._describes(t) for t in out)
        kin = (g := self.nouns.get(out[0].i)) is not None and g.kin and len(out) > 1 and out[1].lower_ == "of"
        return out if aged or noun or kin else []


def _names_another(words: Sequence[Token]) -> bool:
    """ ", 45-year-old Omar Haddad" names the next one; ", a nurse at Hill Hospital" does not."""
    name = next((n for n, t in enumerate(words) if t.pos_ == "PROPN"), None)
    return name is not None and not any(t.pos_ == "ADP" for t in words[:name])


def _class(age: int | None, sex: str | None, said: str | None) -> str | None:
    """Children, women or men: by the age where it is told, else by the word, else grown-up of that sex."""
    grown = {"female": "women", "male": "men"}.get(sex or "")
    if age is not None:
        return "children" if age < ADULT else grown or (said if said != "children" else None)
    return said or grown


def _years(text: str, number: FoundNumber) -> int:
    return 0 if NOT_A_YEAR.match(text, number.core_end) else number.low or 0


def _sex_from(said: str | None, by_name: str | None) -> str | None:
    return "words" if said else "name" if by_name else None


def _noted(sex: str, token: Token, spans: dict[str, Stretch]) -> str:
    spans["sex_span"] = (token.idx, end_of(token))
    return sex


def _of_somebody(token: Token, name: Sequence[Token]) -> bool:
    """ "the cousin's wife Huda" is a wife; "(wife of Omar)" too; but in "Omar's mother" behind a name nobody is the mother."""
    return bool(name) and token.i > name[-1].i and token.i > 0 and token.nbor(-1).tag_ == "POS"


def _closing(doc: object, i: int) -> int:
    """The token that closes the bracket or quotation mark at `i`, within 16 tokens; 0 when none does."""
    close = {"(": ")", "“": "”", '"': '"'}[doc[i].text]  # type: ignore[index]
    return next((j for j in range(i + 1, min(len(doc), i + 17)) if doc[j].text == close), 0)  # type: ignore[arg-type,index]


def name_at(token: Token, taken: Iterable[Stretch] = ()) -> list[Token]:
    """The name that begins at the token, without honours and blanks; empty when none does or when it is a place or a body (`taken`)."""
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or any(a <= token.idx < b for a, b in taken):
        return []
    run = [t for t in name_run(token) if t.i >= token.i]
    return run if run and any(t.is_alpha and t.lower_ not in PARTICLES for t in run) else []
