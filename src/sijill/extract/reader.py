"""Document in, claims out: pure, deterministic, offline. One Reader is compiled once and reads any number of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc

from sijill.extract import parse
from sijill.extract.actors import ActorFinder, expected
from sijill.extract.attribution import Attribution, find_attributions
from sijill.extract.claims import Builder, Voice
from sijill.extract.coreference import Cast, Party
from sijill.extract.dates import find_dates, find_horizons
from sijill.extract.events import EventFinder
from sijill.extract.figures import FigureFinder, FoundFigure
from sijill.extract.matcher import Matcher
from sijill.extract.numbers import find_numbers
from sijill.extract.page import Page
from sijill.extract.parties import Parties
from sijill.extract.phrases import Stretch, core_phrase, end_of, is_passive, stretch
from sijill.extract.places import PlaceReader
from sijill.extract.quotes import find_quotes
from sijill.extract.relevance import Gate
from sijill.extract.sides import Sides
from sijill.extract.speech_acts import Acts
from sijill.extract.words import words_of
from sijill.lexicon import Lexicon, load
from sijill.lexicon.gazetteer import Gazetteer
from sijill.model import Claim, Document, Mention, Span, document_id

#: Raised whenever the rules read otherwise than before.
RULES_VERSION = "1"
#: How the version of a reading ends that keeps every statement.
EVERYTHING = ", all"


class Reader:
    """Reads documents with one lexicon and one model. `version` names both and the rules: a *reading* is told by it."""

    def __init__(self, lexicon: Lexicon | None = None, *, model: str = parse.MODEL) -> None:
        self.lexicon = lexicon or load()
        self._nlp = parse.load(model)
        self._cues = Matcher(self.lexicon.cues)
        self._speakers = frozenset(self.lexicon.role_of)
        self._figures = FigureFinder(self.lexicon)
        self._events = EventFinder(self.lexicon)
        self._actors = ActorFinder(self.lexicon.actors)
        self._acts = Acts(self.lexicon)
        self._sides = Sides(self.lexicon)
        self._places = PlaceReader(Gazetteer.load())
        self._gate = Gate(self.lexicon)
        self.version = f"rules {RULES_VERSION}, lexicon {self.lexicon.version}, {model} {self._nlp.meta['version']}"

    def version_of(self, *, everything: bool) -> str:
        """The version of a reading: one that keeps every statement is another than one that keeps what bears on harm and force."""
        return self.version + (EVERYTHING if everything else "")

    @staticmethod
    def is_of_everything(version: str) -> bool:
        """True of a reading's version when it keeps every statement."""
        return version.endswith(EVERYTHING)

    def relevant(self, document: Document) -> bool:
        """The gate: True when the text holds a word of harm, force or flight."""
        return self._gate.opens(document.text)

    def claims(self, document: Document, *, everything: bool = True) -> list[Claim]:
        """The claims of one document, in text order; not `everything` leaves out what somebody merely wants, thinks or praises."""
        return self._claims(self.page(document, self._nlp(document.text)), everything)

    def read_many(self, documents: Iterable[Document], *, everything: bool = True) -> Iterator[tuple[Document, list[Claim]]]:
        """Each document with its claims, in the order given; parsed in batches."""
        for document, doc in parse.parse_many(documents, self._nlp):
            yield document, self._claims(self.page(document, doc), everything)

    def page(self, document: Document, doc: Doc) -> Page:
        """The document with its quotations, numbers, dates and places."""
        page = Page(document, doc, find_quotes(document.text))
        page.dates = find_dates(document.text, published=page.published, future=_looks_ahead(doc))
        page.numbers = find_numbers(document.text)
        words = words_of(doc)
        tokens = [(i, i + len(t), pos, t.ent_type_) for t, i, pos in zip(doc, words.idx, words.pos, strict=True) if not t.is_space]
        found = self._actors.find(document.text, on=document.published)
        page.actors = expected(found)
        bodies = [(m.start, m.end) for m in page.actors if m.entry.type != "government"]
        page.places = self._places.find(document.text, blocked=[*bodies, *((d.start, d.end) for d in page.dates)], tokens=tokens)
        page.actors = expected(found, frozenset(p.place.country for p in page.places))
        return page

    def _claims(self, page: Page, everything: bool) -> list[Claim]:
        cast = Cast.of(page, self.lexicon)
        attributions = find_attributions(page, self._cues, self._speakers)
        voices = _with_relays_understood([self._voice(a, cast) for a in attributions])
        cues = frozenset(a.verb.i for a in attributions)
        figures, uncounted = self._figures.find(page, cast.people)
        figures = [f for f in figures if not any(_says_it(v.span, f) for v in voices if v.party is not None)]
        parties = Parties(page, cast, self._sides)
        events = self._events.find(page, cues, [v.span for v in voices], parties.bear_out)
        horizons = find_horizons(page.text, published=page.published)
        return Builder(page, cast, voices, figures, uncounted, events, horizons, self._acts, parties, everything).build()

    def _voice(self, attribution: Attribution, cast: Cast) -> Voice:
        if attribution.source is None:
            return Voice(attribution, None, attribution.cue)
        relay = cast.resolve(attribution.relay) if attribution.relay is not None else None
        loose = attribution.entry.pos == "mark" and attribution.source.pos_ not in ("NOUN", "PROPN")
        party, span = cast.resolve(attribution.source, avoid=relay[0] if relay else None, within=attribution.phrase if loose else None)
        return Voice(attribution, party, attribution.phrase or span, relay, self._beside(attribution, cast))

    def _beside(self, attribution: Attribution, cast: Cast) -> tuple[tuple[Party, Stretch], ...]:
        """Those who say it together with the source: "the mayor and the hospital said"."""
        phrase, source = attribution.phrase, attribution.source
        if phrase is None or source is None:
            return ()
        joint = [c for c in source.conjuncts if c.pos_ in ("NOUN", "PROPN") and source.idx < c.idx < phrase[1]]
        spans = [(c, stretch(core_phrase(c)) or (c.idx, end_of(c))) for c in joint]
        return tuple((cast.named(c, at), at) for c, at in spans if phrase[0] < at[0] and at[1] <= phrase[1])

    def mentions(self, document: Document) -> list[Mention]:
        """Places, dates, actors and numbers recognised in the document, in text order."""
        page = self.page(document, self._nlp(document.text))
        text, ref = page.text, document.uri
        found = [Mention(document=ref, type="place", span=p.span, kind=p.kind,
                         value=p.place.model_dump(exclude={"span"}) | {"where_prec": p.place.where_prec}) for p in page.places]
        found += [Mention(document=ref, type="date", span=Span.of(text, d.start, d.end), value=d.value, timex=d.type.upper(),
                          time=d.time.model_dump() if d.time else None) for d in page.dates]
        found += [Mention(document=ref, type="number", span=Span.of(text, n.start, n.end), value={"low": n.low, "high": n.high},
                          bound=n.bound, kind=n.kind) for n in page.numbers]
        found += [Mention(document=ref, type="actor", span=Span.of(text, m.start, m.end), value=m.entry.name, id=m.entry.id)
                  for m in page.actors]
        return sorted(found, key=lambda m: (m.span.start, m.span.end, m.type))

    def fired(self, text: str, on: str | None = None) -> set[str]:
        """The ids of all lexicon entries that had a part in reading the text of day `on`, for proving entries by their sentences."""
        document = Document(id=document_id(text.encode()), uri="-", text=text, published=on)
        page = self.page(document, self._nlp(text))
        cast = Cast.of(page, self.lexicon)
        attributions = find_attributions(page, self._cues, self._speakers)
        cues = frozenset(a.verb.i for a in attributions)
        ids = {a.entry.id for a in attributions} | {m.entry.id for m in cast.actors}
        ids |= {h.entry.id for h in self._cues.find(page.doc) if h.entry.relays and any(a.relay is not None for a in attributions)}
        ids |= {f.rule for f in self._figures.find(page, cast.people)[0]}
        ids |= {e.rule for e in self._events.find(page, cues, [], Parties(page, cast, self._sides).bear_out)}
        words = " ".join([text.lower(), *(t.lemma_.lower() for t in page.doc)])
        ids |= {g.id for i, g in self._figures.nouns(page).items() if page.doc[i].dep_ not in ("compound", "amod")}
        return ids | {id_ for id_, pattern in self._plain if pattern.search(words)}

    @cached_property
    def _plain(self) -> list[tuple[str, re.Pattern[str]]]:
        """Entries that are only lists of words, each with what finds one of them."""
        entries = (*self.lexicon.roles, *self.lexicon.words)
        return [(e.id, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, e.forms))})(?!\w)")) for e in entries]


def _says_it(span: Stretch, figure: FoundFigure) -> bool:
    """ "…, wounding 17 more, the director said": whoever says it is not whom it befell, unless the source's own words tell so ("a wounded man said")."""
    return span[0] <= figure.head.idx < span[1] and not span[0] <= figure.verb.idx < span[1]


def _with_relays_understood(voices: list[Voice]) -> list[Voice]:
    """ "the official was quoted as saying": by whoever quoted the same official before."""
    relays: dict[str, tuple[Party, Stretch]] = {}
    out = []
    for voice in voices:
        if voice.relay is None and voice.attribution.entry.relays and is_passive(voice.attribution.verb):
            voice = replace(voice, relay=relays.get(voice.party.name) if voice.party else None)
        if voice.relay is not None and voice.party is not None:
            relays[voice.party.name] = voice.relay
        out.append(voice)
    return out


def _looks_ahead(doc: Doc):  # type: ignore[no-untyped-def]
    """Whether the clause around an offset is in the future: "will", "shall", "is to"."""
    def future(start: int) -> bool:
        span = doc.char_span(start, start + 1, alignment_mode="expand")
        if span is None or not len(span):
            return False
        verb = span[0]
        while verb.dep_ != "ROOT" and verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head
        return any(c.lower_ in ("will", "shall", "’ll", "'ll", "would") and c.tag_ == "MD" for c in verb.children)

    return future
