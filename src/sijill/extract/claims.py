"""From what was recognised to claims: every figure, event and speech act with its chain of sources, time and place.

In: a page with its cast, attributions, figures and events. Out: claims with ids, in text order. Every span is cut from the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from sijill.extract.attribution import Attribution
from sijill.extract.coreference import Cast, Party
from sijill.extract.dates import FoundHorizon
from sijill.extract.events import FoundEvent, clause_stretch
from sijill.extract.figures import FoundFigure, FoundVictim, Uncounted
from sijill.extract.page import Page
from sijill.extract.parties import Parties
from sijill.extract.phrases import Stretch, core_phrase, end_of, is_passive, stretch, subject_of
from sijill.extract.settings import last_place, place_of, time_of
from sijill.extract.speech_acts import Acts
from sijill.extract.words import same_sentence, sentence_of
from sijill.model import Claim, DocumentRef, Due, Event, Figure, Forecast, Kind, Measure, Modality, Place, Span, Time, Victim
from sijill.model.claim import Source
from sijill.model.ids import id_of

#: A statement of fewer words says nothing by itself.
SHORTEST = 3
#: A segment of which an event takes this share needs no statement beside it.
COVERED = 0.7
#: … when it begins within so many characters of the segment.
EARLY = 15
#: The class of what no other class names.
OTHER = "other"
THAT = re.compile(r"that\s+(?=\S)")
AND_THAT = re.compile(r"\s*,?\s+and that\s+")


@dataclass(frozen=True)
class Voice:
    """An attribution with its parties resolved; `party` is None where nobody is named ("is said to", "reportedly")."""

    attribution: Attribution
    party: Party | None
    span: Stretch
    relay: tuple[Party, Stretch] | None = None
    others: tuple[tuple[Party, Stretch], ...] = ()


@dataclass
class Builder:
    """All claims of one page."""

    page: Page
    cast: Cast
    voices: list[Voice]
    figures: list[FoundFigure]
    uncounted: list[Uncounted]
    events: list[FoundEvent]
    horizons: list[FoundHorizon]
    acts: Acts
    parties: Parties
    everything: bool = True
    _spans: dict[Stretch, Span] = field(default_factory=dict)

    def build(self) -> list[Claim]:
        """The claims, each with its id, in the order of the text."""
        figures = [self._figure(f) for f in self.figures]
        ids = {id(f): c.id for f, c in zip(self.figures, figures, strict=True)}
        linked = [self._linked(f, c, ids) for f, c in zip(self.figures, figures, strict=True)]
        events = [self._event(e) for e in self.events]
        if not events and not linked:
            events = self._main_clause()
        claims = linked + events + self._speech(events) + self._own_voice(linked + events)
        unique = {c.id: c for c in self._with_repeats(claims)}
        return sorted(unique.values(), key=lambda c: (c.content.start, c.content.end, c.kind, c.id))

    # -- figures and events -------------------------------------------------------------------------------------------

    def _figure(self, found: FoundFigure) -> Claim:
        voices = self._voices_over(found.content)
        time, place = self._setting(found.head, found.content, voices)
        actor = self._actor_in(found) if found.measure == "present" else self._perpetrator(found)
        figure = Figure(
            measure=found.measure, group=found.group, group_class=found.group_class, low=found.low, high=found.high,
            bound=found.bound, unit=found.unit, addend=found.additive, actor=actor, time=time, place=place,
            named=tuple(self._victim(v) for v in found.named),
        )
        return self._claim("figure", found.content, voices, found.rule, figure=figure)

    def _victim(self, found: FoundVictim) -> Victim:
        spans = {k: self._span(at) for k, at in found.spans.items()}
        return Victim.model_validate({
            "name": found.name, "age": found.age, "sex": found.sex, "occupation": found.occupation, "group_class": found.group_class,
            "sex_from": found.sex_from, "span": self._span(found.at), **spans,
        })

    def _linked(self, found: FoundFigure, claim: Claim, ids: dict[int, str]) -> Claim:
        if found.part_of is None or claim.figure is None:
            return claim
        figure = claim.figure.model_copy(update={"subset_of": ids.get(id(found.part_of))})
        return claim.model_copy(update={"figure": figure})

    def _event(self, found: FoundEvent) -> Claim:
        voices = self._voices_over(found.trigger)
        content = _without_speakers(found.content, voices)
        time, place = self._setting(found.token, content, voices)
        actors = self.parties.of(found.actors, place, found.class_, acts=True) or self.parties.before(found, place)
        event = Event(
            **{"class": found.class_}, trigger=self._span(found.trigger), actors=actors,
            targets=self.parties.of(found.targets, place, found.class_, acts=False), time=time, place=place, negated=found.put.negated, depth=found.depth,
            uncounted=tuple(sorted(self._harmed.get(found.trigger, ()))),
        )
        return self._claim("event", content, voices, found.rule, event=event, put=found.put.modality)

    @cached_property
    def _harmed(self) -> dict[Stretch, set[Measure]]:
        """What harm to people whom nobody counts each event tells of, by its trigger: that of the word itself, else of the nearest in its sentence."""
        out: dict[Stretch, set[Measure]] = {}
        for told in self.uncounted:
            near = [e for e in self.events if same_sentence(e.token, told.verb) and not e.put.negated]
            if near:
                nearest = min(near, key=lambda e: abs(e.token.i - told.verb.i))
                out.setdefault(nearest.trigger, set()).add(told.measure)
        return out

    def _main_clause(self) -> list[Claim]:
        """Of a report in which no class of event is named: what its first dated and placed sentence says, as "other"."""
        for sentence in self.page.sentences:
            bounds = (sentence.start_char, sentence.end_char)
            dated = any(d.time and bounds[0] <= d.start < bounds[1] for d in self.page.dates)
            placed = any(p.kind != "demonym" and bounds[0] <= p.span.start < bounds[1] for p in self.page.places)
            root = sentence.root
            content = clause_stretch(root) if dated and placed and root.pos_ == "VERB" and subject_of(root) is not None else None
            if content is not None:
                subject = subject_of(root)
                heads = (subject,) if subject is not None and not is_passive(root) else ()
                found = FoundEvent(content, (root.idx, end_of(root)), root, OTHER, "report.main_clause", heads)
                return [self._event(found)]
        return []

    def _actor_in(self, found: FoundFigure) -> str | None:
        inside = [m for m in self.cast.actors if found.content[0] <= m.start and m.end <= found.content[1]]
        if inside:
            return inside[0].entry.name
        earlier = [m for m in self.cast.actors if m.start < found.content[0] and m.entry.class_ and m.start >= sentence_of(found.head).start]
        return earlier[-1].entry.name if earlier else None

    def _perpetrator(self, found: FoundFigure) -> str | None:
        near = [e for e in self.events if e.actors and same_sentence(e.token, found.head)]
        if not near:
            return None
        return self.parties.name(near[0].actors[0])

    def _setting(self, token: Token, content: Stretch, voices: list[Voice]) -> tuple[Time | None, Place | None]:
        sentence = sentence_of(token).chars
        barred = [v.span for v in voices] + [v.attribution.told for v in voices if v.attribution.told]
        barred += [v.relay[1] for v in voices if v.relay]
        piece = next((p for v in voices if v.attribution.entry.pos != "adverb" for p in v.attribution.contents if p[0] <= content[0] < p[1]), sentence)
        within = (max(sentence[0], piece[0]), min(sentence[1], piece[1]))
        time = time_of(self.page, token, within, barred)
        place = place_of(self.page, token, within, barred) or self._place_before(token, content, within, barred)
        return time, place

    def _place_before(self, token: Token, content: Stretch, within: Stretch, barred: list[Stretch]) -> Place | None:
        everybody = barred + [v.span for v in self.voices]
        place = last_place(self.page, within[0] + 1, everybody)
        return place.model_copy(update={"carried": True}) if place is not None else None

    # -- who stands behind a stretch ----------------------------------------------------------------------------------

    def _voices_over(self, content: Stretch) -> list[Voice]:
        """The attributions whose content holds the stretch, innermost first, each party once."""
        kept: list[Voice] = []
        for voice in self._vouching:
            if voice.attribution.holds(*content) and all(voice.party != k.party for k in kept):
                kept.append(voice)
        return kept

    @cached_property
    def _vouching(self) -> list[Voice]:
        """Those who stand for what they say, of whom less is said first."""
        return sorted((v for v in self.voices if v.attribution.vouches), key=lambda v: v.attribution.size)

    def _chain(self, voices: list[Voice]) -> tuple[Source, ...]:
        chain: list[Source] = []
        for n, voice in enumerate(v for v in voices if v.party is not None):
            assert voice.party is not None
            chain.append(voice.party.source(self._span(voice.span), "relay" if n else "source"))
            chain += [party.source(self._span(at), "relay" if n else "source") for party, at in voice.others]
            if voice.relay and all(voice.relay[0] != v.party for v in voices):
                chain.append(voice.relay[0].source(self._span(voice.relay[1]), "relay"))
        return tuple(chain)

    def _said_on(self, voice: Voice) -> Time | None:
        """The day on which it was said: a date in the cue's sentence, outside of what was said."""
        sentence = sentence_of(voice.attribution.verb)
        for found in self.page.dates:
            inside = sentence.start <= found.start and found.end <= sentence.stop
            if inside and found.time is not None and found.role == "point" and not any(
                v.attribution.holds(found.start, found.end) for v in self.voices
            ):
                return found.time if abs(found.start - voice.attribution.cue[0]) < 120 else None
        return None

    # -- speech acts --------------------------------------------------------------------------------------------------

    def _speech(self, events: list[Claim]) -> list[Claim]:
        return [c for v in self.voices for s in self._segments(v.attribution) for c in self._act(v, s, events)]

    def _segments(self, attribution: Attribution) -> list[Stretch]:
        """The content sentence by sentence, and that-clause by that-clause."""
        out: list[Stretch] = []
        for start, end in self._told(attribution):
            marks = [s.start_char for s in self.page.doc.sents if start < s.start_char < end] if attribution.quoted else []
            marks += [m.end() for m in AND_THAT.finditer(self.page.text, start, end)] if not attribution.quoted else []
            for a, b in zip([start, *sorted(marks)], [*sorted(marks), end], strict=True):
                piece = self._bare(a, b)
                if piece is not None:
                    out.append(piece)
        return out

    def _told(self, attribution: Attribution) -> list[Stretch]:
        """The contents; of what is said of a subject, subject and cue with it, since neither tells anything alone: "the captain is accused of theft"."""
        pieces = self._after_lead(attribution)
        return [(pieces[0][0], pieces[-1][1])] if attribution.shape in ("passive", "seeming") else pieces

    def _after_lead(self, attribution: Attribution) -> list[Stretch]:
        """The contents without whoever is addressed at their beginning: "urged *the rebels* to leave"."""
        lead = attribution.lead
        if lead is None:
            return list(attribution.contents)
        return [(lead[1], b) if a <= lead[0] and lead[1] < b else (a, b) for a, b in attribution.contents]

    def _bare(self, start: int, end: int) -> Stretch | None:
        """The stretch without blanks and quotation marks at its ends, and without a hanging "and that"."""
        text = self.page.text[start:end]
        text = AND_THAT.split(text)[0] if AND_THAT.search(text + " ") else text
        left = len(text) - len(text.lstrip(" \t\r\n\"“”,;:"))
        bare = text.strip(" \t\r\n\"“”;:")
        bare = bare.removeprefix(",").strip()
        that = THAT.match(bare)
        left, bare = (left + that.end(), bare[that.end() :]) if that else (left, bare)
        return (start + left, start + left + len(bare)) if len(re.findall(r"\w+", bare)) >= 1 and bare else None

    def _act(self, voice: Voice, segment: Stretch, events: list[Claim]) -> list[Claim]:
        outer = [v for v in self._voices_over(segment) if v is not voice and v.party != voice.party]
        if any(v.attribution.size < voice.attribution.size for v in outer):
            return []
        if voice.attribution.entry.kind == "statement" and self._nested(voice):
            return []
        horizon = self._horizon(segment)
        act = self.acts.of(self.page, voice.attribution, segment, horizon is not None)
        if act.kind == "statement" and not self._matters(voice, segment, events):
            return []
        forecast = self._forecast(horizon) if act.kind in ("forecast", "threat", "demand") and (horizon or act.kind == "forecast") else None
        return [self._claim(act.kind, segment, [voice, *outer], act.rule, forecast=forecast)]

    def _matters(self, voice: Voice, segment: Stretch, events: list[Claim]) -> bool:
        """Whether a statement says something that no other claim holds: not what an event covers."""
        if self._covered(segment, [e for e in events if e.cue and e.cue.start == voice.attribution.cue[0]]):
            return False
        return self.everything or (voice.attribution.vouches and not self._too_short(segment))

    def _quoted(self, voice: Voice) -> bool:
        quote = self.page.quote_at(voice.attribution.cue[0])
        return quote is not None and voice.attribution.entry.pos != "mark" and len(self.page.text[quote.start : quote.end].split()) > SHORTEST

    def _nested(self, voice: Voice) -> bool:
        """True where the cue itself stands in what somebody else says, or in a quotation, which has its speaker."""
        if self._quoted(voice):
            return True
        return any(v is not voice and v.attribution.holds(*voice.attribution.cue) for v in self.voices)

    def _covered(self, segment: Stretch, events: list[Claim]) -> bool:
        size = segment[1] - segment[0]
        early = [e for e in events if e.content.start - segment[0] < EARLY]
        inside = [min(e.content.end, segment[1]) - max(e.content.start, segment[0]) for e in early]
        return any(x / size > COVERED for x in inside)

    def _too_short(self, segment: Stretch) -> bool:
        return len(re.findall(r"\w+", self.page.text[slice(*segment)])) < SHORTEST

    def _horizon(self, segment: Stretch) -> FoundHorizon | None:
        return next((h for h in self.horizons if segment[0] <= h.start and h.end <= segment[1] + 2), None)

    def _forecast(self, horizon: FoundHorizon | None) -> Forecast:
        if horizon is None:
            return Forecast(due=Due())
        earliest, latest = (d.isoformat() if d else None for d in (horizon.earliest, horizon.latest))
        return Forecast(due=Due(earliest=earliest, latest=latest), horizon=self._span((horizon.start, horizon.end)))

    def _own_voice(self, claims: list[Claim]) -> list[Claim]:
        """What the report itself judges: a sentence that nobody says, with "would", "could" or "may" in it."""
        out = []
        for sentence in self.page.sentences:
            bounds = (sentence.start_char, sentence.end_char)
            root = sentence.root
            modal = any(c.tag_ == "MD" for c in root.children)
            spoken = any(bounds[0] <= v.attribution.cue[0] < bounds[1] or v.attribution.holds(root.idx, end_of(root)) for v in self.voices)
            content = clause_stretch(root) if modal and not spoken else None
            if content is not None and len(self.page.text[slice(*content)].split()) > SHORTEST:
                head = (sentence.start_char, content[1])
                out.append(self._claim("statement", head, [], "report.judges"))
        return out

    # -- the claim itself ---------------------------------------------------------------------------------------------

    def _claim(
        self, kind: Kind, content: Stretch, voices: list[Voice], rule: str, *,
        figure: Figure | None = None, event: Event | None = None, forecast: Forecast | None = None, put: Modality | None = None,
    ) -> Claim:
        inner = voices[0] if voices else None
        a = inner.attribution if inner else None
        denied = next((v.attribution for v in voices if v.attribution.entry.kind == "denial"), a)
        span, modality = self._span(content), self.acts.modality(denied, "" if event else self.page.text[slice(*content)], put)
        return Claim.model_validate({
            "id": id_of(self._ref.id, kind, span, modality, figure, event, forecast),
            "document": self._ref, "kind": kind, "content": span,
            "cue": self._span(a.cue) if a else None, "sources": self._chain(voices),
            "within": tuple(self._span(p) for p in a.contents) if a else None,
            "told": self._span(self.cast.told(a.told)) if a and a.told else None,
            "addressee": self._addressee(a) if a and kind in ("demand", "offer", "threat") else None,
            "modality": modality,
            "said_on": self._said_on(inner) if inner else None,
            "figure": figure, "event": event, "forecast": forecast, "rule": rule,
            "sentence": self.page.sentence_at(content[0]),
        })

    @cached_property
    def _ref(self) -> DocumentRef:
        return self.page.document.ref

    def _addressee(self, a: Attribution) -> Span | None:
        """Whom it is addressed to: the object of the cue, or who is named behind "with", "on", "to"."""
        if a.lead is not None:
            return self._span(a.lead)
        for child in a.verb.children:
            if child.i < a.verb.i:
                continue
            noun = child if child.dep_ in ("dobj", "dative") else None
            if child.dep_ == "prep" and child.lower_ in ("with", "on", "to"):
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            phrase = stretch(core_phrase(noun)) if noun is not None else None
            if phrase and not a.holds(*phrase):
                return self._span(phrase)
        return None

    def _with_repeats(self, claims: list[Claim]) -> list[Claim]:
        """Furniture that says a passage again is noted at the claim it repeats."""
        out = list(claims)
        for item in self.page.document.furniture:
            if item.repeat_start is None or item.repeat_end is None:
                continue
            best = max(range(len(out)), key=lambda n: _shared(out[n], item.repeat_start or 0, item.repeat_end or 0), default=None)
            if best is not None and _shared(out[best], item.repeat_start, item.repeat_end) > 0:
                again = (*out[best].also_at, self._span((item.start, item.end)))
                out[best] = out[best].model_copy(update={"also_at": again})
        return out

    def _span(self, at: Stretch | object) -> Span:
        start, end = at  # type: ignore[misc]
        known = self._spans.get((start, end))
        if known is None:
            known = self._spans[start, end] = Span.of(self.page.text, start, end)
        return known


def _without_speakers(content: Stretch, voices: list[Voice]) -> Stretch:
    """The clause up to whoever says it, where the parse runs on into the speaker: "…, the local committees said"."""
    ends = [end for v in voices for _, end in v.attribution.contents if content[0] < end <= v.span[0] < content[1]]
    return content[0], min([content[1], *ends])


def _shared(claim: Claim, start: int, end: int) -> float:
    """Intersection over union of the claim's content with a stretch."""
    both = min(claim.content.end, end) - max(claim.content.start, start)
    return max(0, both) / (max(claim.content.end, end) - min(claim.content.start, start))


__all__ = ["Builder", "Voice"]
