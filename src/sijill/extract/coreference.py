"""From the words that stand for a source to its full name: pronouns, short names, roles, metonyms, definite phrases.

In: heads of noun phrases, asked in the order of the text. Out: Parties. A phrase that resolves to nobody keeps its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from sijill.extract.actors import ActorMention
from sijill.extract.names import Person, find_people, name_run, same_name, split_title
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch, core_phrase, end_of, stretch
from sijill.extract.words import sentence_of, words_of
from sijill.lexicon import Lexicon, Role
from sijill.model import ActorClass, Span
from sijill.model.claim import Source, SourceType

HE_SHE = frozenset({"he", "she", "him", "her", "himself", "herself", "i", "who"})
IT = frozenset({"it", "itself", "which", "that"})
THEY = frozenset({"they", "them", "themselves", "we"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "same"})
INDEFINITE = frozenset({"a", "an", "another", "one"})
FEMALE = frozenset({"she", "her", "herself"})
AGED = re.compile(r"(?:the |this |an? )?(\d{1,3})-year-old", re.IGNORECASE)


@dataclass(frozen=True)
class Party:
    """Somebody who speaks or acts, under the fullest name that the document and the lexicon give."""

    name: str
    type: SourceType
    anonymous: bool = False
    entry_id: str | None = None
    plural: bool = False
    sex: str | None = None
    actor_class: ActorClass | None = None

    def source(self, span: Span, role: str = "source") -> Source:
        """The party as a link of a claim's source chain."""
        return Source.model_validate(
            {"name": self.name, "type": self.type, "anonymous": self.anonymous, "role": role, "span": span}
        )


@dataclass
class Cast:
    """All parties of one page. `resolve` remembers what it resolved: ask in the order of the text."""

    page: Page
    lexicon: Lexicon
    actors: list[ActorMention]
    people: list[Person]
    roles: dict[str, Role]
    home: str | None = None
    history: list[tuple[int, Party, frozenset[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page, lexicon: Lexicon) -> Cast:
        """The cast of a page, with its actors and persons found."""
        actors = page.actors
        known = frozenset(
            [page.text[m.start : m.end].lower() for m in actors if m.entry.type != "person"]
            + [p.span.quote.lower() for p in page.places]
            + [form for form, role in lexicon.role_of.items() if role.type != "person"]
        )
        people = find_people(page.doc, lexicon.titles, known)
        return cls(page, lexicon, actors, people, lexicon.role_of, _home(page))

    # -- the way in ---------------------------------------------------------------------------------------------------

    def resolve(self, head: Token, *, avoid: Party | None = None, at: int | None = None, within: Stretch | None = None) -> tuple[Party, Stretch]:
        """Who the noun phrase of `head` stands for, and its stretch in the text; `within` holds it where no clause does ("…: monitor")."""
        phrase = stretch(core_phrase(head)) or (head.idx, end_of(head))
        party = self._party(head, phrase, avoid) if within is None else self._as_written(head, within)
        words = frozenset(t.lemma_.lower() for t in core_phrase(head) if t.pos_ in ("NOUN", "PROPN", "ADJ"))
        self.history.append((head.idx if at is None else at, party, words))
        return party, phrase

    def named(self, head: Token, phrase: Stretch) -> Party:
        """Who the phrase names, without being remembered as one who spoke. A demonym stands for its country."""
        for place in self.page.places:
            if place.kind == "demonym" and place.span.start == head.idx and place.span.end == end_of(head):
                return Party(place.place.name, "government", actor_class=None)
        return self._party(head, phrase, None)

    def _party(self, head: Token, phrase: Stretch, avoid: Party | None) -> Party:
        if head.lower_ in HE_SHE | IT | THEY and head.pos_ in ("PRON", "DET"):
            return self._pronoun(head) or self._as_written(head, phrase)
        same = self._same(head, avoid)
        return (
            same
            or self._aged(head)
            or self._actor(head, phrase)
            or self._person(head)
            or self._apposed(head)
            or self._message(head)
            or self._authority(head)
            or self._definite(head)
            or self._as_written(head, phrase)
        )

    def told(self, phrase: Stretch) -> Stretch:
        """Where the text names in full whoever is told, where the cue's own words are short or only describe them: "told the group"."""
        tokens = self.page.tokens(*phrase)
        head = next((t for t in tokens if t.head.i not in {o.i for o in tokens}), None)
        entry = self._party(head, phrase, None).entry_id if head is not None else None
        full = [m for m in self.actors if m.entry.id == entry and m.kind == "name" and m.start < phrase[0]] if entry else []
        return (full[0].start, full[0].end) if full else phrase

    # -- one way a name is found, each ---------------------------------------------------------------------------------

    def _pronoun(self, head: Token) -> Party | None:
        """The subject of the sentence before, where it is named there; else the latest party that the pronoun can stand for."""
        named = self._subject_before(head)
        if named is not None and _agrees(head.lower_, named):
            return named
        for at, party, _ in sorted(self.history, key=lambda h: -h[0]):
            if at < head.idx and _agrees(head.lower_, party):
                return party
        if head.lower_ in HE_SHE:
            before = [p for p in self.people if p.first_at < head.idx]
            return self._of_person(before[-1]) if before else None
        return None

    def _subject_before(self, head: Token) -> Party | None:
        """The party that the sentence before, in the same paragraph, is about by name."""
        start = sentence_of(head).first
        before = head.doc[start - 1].sent if start else None
        if before is None or "\n" in before.text or self.page.quote_at(before.start_char) is not None:
            return None
        subject = next((c for c in before.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or subject.pos_ == "PRON":
            return None
        phrase = stretch(core_phrase(subject)) or (subject.idx, end_of(subject))
        return self._actor(subject, phrase) or self._person(subject)

    def _same(self, head: Token, avoid: Party | None) -> Party | None:
        """ "the same source": the latest party that is not the one who quotes it."""
        if not any(c.lower_ == "same" for c in head.children):
            return None
        return next((p for _, p, _ in reversed(self.history) if p != avoid), None)

    def _aged(self, head: Token) -> Party | None:
        """ "the 42-year-old": whoever the text gives this age, beside the name."""
        age = AGED.fullmatch(self.page.text, head.left_edge.idx, end_of(head)) if head.lower_ in ("old", "olds") else None
        if age is None:
            return None
        named = next((p for c in head.rights if c.dep_ == "appos" for p in [self._person(c)] if p is not None), None)
        if named is not None:
            return named
        for person in self.people:
            beside = rf"{re.escape(person.name)},? (?:aged )?{age[1]}\b|{age[1]}-year-old (?:\w+ ){{0,3}}{re.escape(person.name)}"
            if re.search(beside, self.page.text):
                return self._of_person(person)
        return Party(f"{age[1]}-year-old (unnamed)", "person", True)

    def _actor(self, head: Token, phrase: Stretch) -> Party | None:
        """A name of the lexicon whose last word is the head: "the Assad regime", but not "SOHR activists"."""
        own = [m for m in self.actors if phrase[0] <= m.start and m.end <= phrase[1] and not self._of_elsewhere(m)]
        named = [c for c in head.children if c.dep_ in ("appos", "nmod") and c.pos_ == "PROPN" and 0 < c.i - head.i < 4]
        beside = [m for m in self.actors for c in named if m.start <= c.idx < m.end]
        if beside:
            return self._of_actor(beside[0])
        for mention in own:
            if mention.start <= head.idx and end_of(head) <= mention.end:
                return self._of_actor(mention)
        product = self.lexicon.words_for("product")
        if head.lemma_.lower() in product and own:
            return self._of_actor(own[0])
        return None

    def _of_elsewhere(self, mention: ActorMention) -> bool:
        """ "the Lebanese White Helmets" are not the Syrian ones, though they go by their short name."""
        places = [p for p in self.page.places if p.kind == "demonym" and 0 < mention.start - p.span.end < 2]
        return any(mention.entry.country and p.place.country and p.place.country != mention.entry.country for p in places)

    def _of_actor(self, mention: ActorMention) -> Party:
        entry = mention.entry
        return Party(full_name(entry.name, entry.aliases), entry.type, False, entry.id, actor_class=entry.class_)

    def _person(self, head: Token) -> Party | None:
        if head.pos_ != "PROPN":
            return None
        _, name = split_title(name_run(head), self.lexicon.titles)
        parts = tuple(t.text for t in name if t.is_alpha or len(t.text) > 1)
        person = next((p for p in self.people if parts and same_name(p, parts)), None)
        return self._of_person(person) if person else None

    def _apposed(self, head: Token) -> Party | None:
        """ "a surgeon, Lina Haddad, said": the name behind the description."""
        role = self.roles.get(head.lemma_.lower())
        if role is None or role.type != "person" or head.tag_ in ("NNS", "NNPS"):
            return None
        named = [c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.left_edge.nbor(-1).text == ","]
        if not named:
            return None
        run = name_run(named[0])
        name = self._spelled(run) if run else ""
        return self._person(named[0]) or (Party(name, "person", sex=role.sex) if " " in name else None)

    def _of_person(self, person: Person) -> Party:
        known = next((m.entry for m in self.actors if m.entry.type == "person"
                      and person.parts[-1] in self.page.text[m.start : m.end].split()), None)
        name = known.name if known else person.name
        sexes = {self.roles[w].sex for w in person.described if w in self.roles and self.roles[w].sex}
        return Party(name, "person", sex=sexes.pop() if len(sexes) == 1 else person.sex)

    def _message(self, head: Token) -> Party | None:
        """ "one message read …", "another": what was sent, named after who sent it."""
        word = head.lemma_.lower()
        if word in ("another", "other", "second") and self.history and "text message" in self.history[-1][1].name:
            return self.history[-1][1]
        if word not in self.lexicon.words_for("sent"):
            return None
        for token in reversed(self.page.doc[: head.i]):
            if token.lemma_.lower() == word and token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in ("send", "drop", "issue"):
                sender = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
                if sender is not None:
                    kind = " ".join(t.lemma_.lower() for t in token.lefts if t.dep_ in ("compound", "amod")) + " " + word
                    party = self._party(sender, stretch(core_phrase(sender)) or (0, 0), None)
                    return Party(f"{kind.strip()} of the {party.name}", "document")
        return None

    def _authority(self, head: Token) -> Party | None:
        """ "the government", "the regime", "the army": that of the country the report is about."""
        word = head.lemma_.lower()
        role = self.roles.get(word)
        if role is None or role.type != "government" or any(c.dep_ in ("compound", "amod", "poss", "prep") for c in head.children):
            return None
        within = {t.idx for t in head.subtree}
        if any(p.kind == "demonym" and p.span.start in within for p in self.page.places):
            return None
        known = self._earlier(head)
        if known is not None or self.home is None:
            return known
        return Party(f"{self.home} {'government' if word in ('government', 'regime', 'authority') else word}", "government")

    def _definite(self, head: Token) -> Party | None:
        """ "the UN envoy", "the doctor", "the monitor": the person so described, or the party so named before."""
        words = [t for t in core_phrase(head) if t.pos_ in ("NOUN", "PROPN", "ADJ")]
        first = core_phrase(head)[0].lower_
        lemma = head.lemma_.lower()
        if lemma not in self.roles and head.pos_ != "NOUN":
            return None
        role = self.roles.get(lemma)
        titled = head.pos_ == "PROPN" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in head.lefts)
        if titled and (role is None or role.type != "person"):
            return self._monitor(head)
        if first in DEFINITE:
            described = [p for p in self.people if lemma in p.described and (not titled or {_plain(t.lemma_) for t in words} <= set(map(_plain, p.described)))]
            if len(described) > 1:
                keys = {_plain(t.lemma_) for t in words}
                described.sort(key=lambda p: -len(keys & {_plain(w) for w in p.described}))
            if described:
                return self._of_person(described[0])
        return self._monitor(head) or (self._earlier(head) or self._named_before(head) if first in DEFINITE else None)

    def _named_before(self, head: Token) -> Party | None:
        """ "the ministry", "the observatory": the body whose name, before it in the text, holds the noun; "the group": one that holds another such noun."""
        word, generic = head.lemma_.lower(), self.lexicon.words_for("group_noun")
        role = self.roles.get(word)
        if role is None or role.type == "person" or head.tag_ != "NN" or any(c.dep_ in ("amod", "compound", "poss", "prep") for c in head.children):
            return None
        words = words_of(head.doc)
        wanted = {word} | (generic if word in generic else set())
        for i in range(head.i - 1, -1, -1):
            if words.pos[i] == "PROPN" and words.lower[i] in wanted:
                name = [t for t in core_phrase(head.doc[i]) if t.pos_ != "DET"]
                if len(name) > 1:
                    return Party(self._spelled(name), role.type)
        return None

    def _spelled(self, name: list[Token]) -> str:
        """The words as the text has them, on one line."""
        return re.sub(r"\s+", " ", self.page.text[name[0].idx : end_of(name[-1])])

    def _monitor(self, head: Token) -> Party | None:
        """A bare "a monitor" is the monitor that the report names."""
        phrase = " ".join(t.lower_ for t in core_phrase(head) if t.pos_ != "DET")
        mention = self._by_short.get(phrase)
        return self._of_actor(mention) if mention is not None else None

    @cached_property
    def _by_short(self) -> dict[str, ActorMention]:
        """The first actor of the page that goes by each short name."""
        return {s.lower().removeprefix("the "): m for m in reversed(self.actors) for s in m.entry.short}

    def _earlier(self, head: Token) -> Party | None:
        """The latest party before it whose words hold the head noun; else the latest person for a person's role."""
        word = head.lemma_.lower()
        role = self.roles.get(word)
        names = {t.lemma_.lower() for t in core_phrase(head) if t.pos_ == "PROPN" and t.i != head.i}
        for at, party, words in reversed(self.history):
            speaks_for = role is not None and role.type != "person" and party.type == "person"
            if at < head.idx and word in words and names <= words and not speaks_for:
                return party
        if role is None or role.type not in ("person", "organisation"):
            return None
        if role.type == "person" and head.tag_ == "NN":
            latest = next((p for _, p, _ in reversed(self.history) if p.type == "person"), None)
            return latest if latest is not None and not latest.anonymous and _sex_fits(role, latest) else None
        generic = self.lexicon.words_for("group_noun")
        return next((p for _, p, _ in reversed(self.history) if p.type == "organisation"), None) if word in generic else None

    def _right_behind(self, head: Token, name: Token, role: Role | None) -> bool:
        """ "police spokesman Omar Sabri", "a police spokesman, Omar Sabri,": a name beside the noun, of a person also behind a comma."""
        first, person = name.left_edge.i, role is not None and role.type == "person"
        apart = person and name.doc[first - 1].text == "," and not any(c.dep_ == "appos" and c.i < name.i for c in head.rights)
        return first == head.i + 1 or (apart and any(name.text in p.parts for p in self.people))

    def _as_written(self, head: Token, phrase: Stretch) -> Party:
        tokens = [t for t in core_phrase(head) if phrase[0] <= t.idx < phrase[1]] or [head]
        while len(tokens) > 1 and (tokens[0].pos_ == "DET" or tokens[0].lower_ in ("another", "one", "some", "several", "many")):
            tokens = tokens[1:]
        name = self.page.text[tokens[0].idx : end_of(tokens[-1])]
        role = self.roles.get(head.lemma_.lower())
        plural = head.tag_ in ("NNS", "NNPS")
        named = head.pos_ == "PROPN" and role is None
        if role is None:
            kind: SourceType = "organisation" if named else "group" if plural else "unknown"
            return Party(re.sub(r"\s+", " ", name), kind, not named and head.pos_ != "PROPN", plural=plural)
        members = head.lemma_.lower() in self.lexicon.words_for("members")
        if members and any(t.text[:1].isupper() and t.i != head.i for t in tokens):
            return Party(re.sub(r"\s+", " ", name), "organisation", plural=plural)
        beside = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and self._right_behind(head, c, role)), None)
        behind = head.nbor(1) if head.i + 1 < len(self.page.doc) else None
        if beside is None and behind is not None and behind.pos_ == "PROPN" and behind.dep_ == "nsubj" and behind.head.i == head.head.i:
            beside = behind
        if beside is not None and role is not None:
            run = name_run(beside) or [beside]
            run = split_title(run, self.lexicon.titles)[1] or run
            return Party(self._spelled(run), role.type, plural=plural)
        unnamed = role.type == "organisation" and not plural and tokens[0].i > 0 and self.page.doc[tokens[0].i - 1].lower_ in INDEFINITE
        if unnamed and not any(t.pos_ == "PROPN" for t in tokens):
            return Party(f"{name} (unnamed)", role.type, True)
        anonymous = role.anonymous
        body = role.type in ("government", "organisation", "armed_group", "media", "document")
        text = re.sub(r"\s+", " ", name)
        if anonymous and not plural and not body:
            text = f"{text} (unnamed)"
        elif plural and not any(t.pos_ == "PROPN" for t in tokens):
            text = text[0].lower() + text[1:]
        return Party(text, "group" if plural and role.type == "person" else role.type, anonymous and not body, plural=plural, sex=role.sex)


def full_name(name: str, aliases: tuple[str, ...]) -> str:
    """The name with its abbreviation, so that either is found in it: "Human Rights Watch (HRW)"."""
    short = next((a for a in aliases if a.isupper() and 2 <= len(a) <= 6 and a.isalpha()), None)
    return f"{name} ({short})" if short and short not in name and name.count(" ") else name


def _agrees(pronoun: str, party: Party) -> bool:
    if pronoun in HE_SHE:
        wrong = "male" if pronoun in FEMALE else "female"
        return party.type == "person" and not party.plural and (pronoun in ("who", "i") or party.sex != wrong)
    if pronoun in IT:
        return party.type not in ("person", "group") and not party.plural
    return party.plural or party.type in ("group", "government", "armed_group", "organisation")


def _sex_fits(role: Role, party: Party) -> bool:
    return role.sex is None or party.sex in (None, role.sex)


def _plain(word: str) -> str:
    return word.lower().replace(".", "")


def _home(page: Page) -> str | None:
    """The adjective of the country that the report is most about, such as "Syrian"."""
    counts: dict[str, int] = {}
    adjectives: dict[str, str] = {}
    for found in page.places:
        country = found.place.country
        if country:
            counts[country] = counts.get(country, 0) + (2 if found.kind != "demonym" else 1)
            if found.kind == "demonym" and found.span.quote[:1].isupper():
                adjectives.setdefault(country, found.span.quote.rstrip("s") if found.span.quote.endswith("ians") else found.span.quote)
    ranked = sorted(counts, key=lambda c: (-counts[c], c))
    return adjectives.get(ranked[0]) if ranked else None
