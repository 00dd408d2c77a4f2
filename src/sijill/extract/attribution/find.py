"""Find every attribution of a page: cue by cue, with its source, its content, whom it was told and who relays it."""

from __future__ import annotations

from spacy.tokens import Token

from sijill.extract.attribution.content import content_of, rest_of_clause
from sijill.extract.attribution.marks import by_mark
from sijill.extract.attribution.quoted import Speakers
from sijill.extract.attribution.record import Attribution
from sijill.extract.attribution.spans import cue_stretch
from sijill.extract.matcher import Hit, Matcher, outermost
from sijill.extract.page import Page
from sijill.extract.phrases import (
    SUBJECTS,
    Stretch,
    agent_of,
    core_phrase,
    end_of,
    is_passive,
    objects_of,
    pobj,
    stretch,
    subject_of,
)
from sijill.lexicon import Cue

POS = {
    "verb": ("VERB", "AUX"), "noun": ("NOUN",), "adjective": ("ADJ", "VERB"), "mark": ("PUNCT",),
    "preposition": ("ADP", "SCONJ", "VERB"), "adverb": ("ADV",),
}
#: Verbs of speech whose object is the listener: "told Reuters", "speaking to Danish television".
LISTENERS = frozenset({"tell", "inform"})
#: A gerund behind these tells by what means or for what, not what somebody says: "by rejecting them".
NOT_SPEAKING = frozenset({"by", "of", "for", "in", "with", "from"})
#: A speaker who says what goes on in their own mind is quoted already.
SELF = frozenset({"i", "we", "you"})
TALKING = frozenset({"speak", "talk"})


def find_attributions(page: Page, matcher: Matcher[Cue]) -> list[Attribution]:
    """All attributions outside furniture, in the order of their cues."""
    hits = outermost(h for h in matcher.find(page.doc) if _stands(h, page))
    found = [a for h in hits for a in _read(h, page, matcher)]
    clauses = [_cue_clause(a) for a in found]
    spoken = Speakers.assign(page, found, clauses).extend(found)
    clipped = [c for a in spoken if a.contents and (c := _clipped(a, page)).contents and not _of_oneself(a, page)]
    return _one_per_cue([a for a in clipped if not _leads(a, clipped) and (a.entry.speaks or not _spoken_inside(a, clipped))])


def _of_oneself(found: Attribution, page: Page) -> bool:
    """ "I think" in somebody's quotation: the quotation has its speaker already."""
    source = found.source
    return source is not None and source.lower_ in SELF and (not found.entry.speaks or page.quote_at(found.cue[0]) is not None)


def _spoken_inside(found: Attribution, others: list[Attribution]) -> bool:
    """What somebody says of minds is their claim, not another's."""
    return any(o is not found and o.entry.speaks and o.holds(*found.cue) for o in others)


def _stands(hit: Hit[Cue], page: Page) -> bool:
    root = _verb_of(hit)
    if page.is_furniture(root.idx, end_of(root)):
        return False
    if root.dep_ == "pcomp" and root.head.lower_ in NOT_SPEAKING and not any(c.dep_ in ("ccomp", "dobj") and hit.entry.speaks for c in root.children):
        return False
    return root.pos_ in POS[hit.entry.pos] or len(hit.span) > 1


def _verb_of(hit: Hit[Cue]) -> Token:
    """The verb that carries the cue: "quoted" in "was quoted as saying"."""
    return hit.span[0] if len(hit.span) > 1 and hit.entry.pos in ("verb", "preposition") else hit.root


def _read(hit: Hit[Cue], page: Page, matcher: Matcher[Cue]) -> list[Attribution]:
    readers = {"verb": _by_verb, "preposition": _by_preposition, "noun": _by_noun, "adjective": _by_adjective}
    reader = readers.get(hit.entry.pos)
    found = by_mark(hit, page) if hit.entry.pos == "mark" else reader(hit, matcher) if reader else None
    return [found] if found and not _excluded(found) else []


def _excluded(found: Attribution) -> bool:
    """True where a noun stands with the cue that makes it none: "claimed nine lives", "according to plan"."""
    near = [*objects_of(found.verb), *([found.source] if found.entry.pos == "preposition" and found.source is not None else [])]
    return any(t.lemma_.lower() in found.entry.without for t in near)


def _by_verb(hit: Hit[Cue], matcher: Matcher[Cue]) -> Attribution | None:
    verb, entry = _verb_of(hit), hit.entry
    source, relay = _speaker(verb, entry, matcher)
    if source is None:
        return None
    content_verb = hit.span[-1] if len(hit.span) > 1 else verb
    contents = content_of(content_verb, entry, source) or ([] if content_verb is verb else content_of(verb, entry, source))
    if not contents and "quote" not in entry.takes:
        return None
    if verb.tag_ == "VB" and verb.dep_ in ("advcl", "acl", "relcl", "csubj") and any(c.tag_ == "TO" for c in verb.children):
        return None
    return Attribution(entry, cue_stretch(hit.span, takes_preposition="complement" in entry.takes), verb, source, tuple(contents), relay, _told(verb, source))


def _speaker(verb: Token, entry: Cue, matcher: Matcher[Cue]) -> tuple[Token | None, Token | None]:
    """The origin, and who passes its word on."""
    host = _cited_by(verb, matcher)
    if host is not None:
        cited = objects_of(host)
        return (cited[0], subject_of(host)) if cited else (None, None)
    if is_passive(verb):
        if entry.relays or entry.forms[0].split()[-1] in ("say", "add"):
            return next((c for c in verb.children if c.dep_ in SUBJECTS), None), agent_of(verb)
        return agent_of(verb), None
    subject = _subject_behind(verb) or subject_of(verb) or _inverted_subject(verb) or _subject_beside(verb)
    if subject is None or subject.dep_ == "expl":
        return None, None
    cited_here = _citing(verb, matcher)
    return (cited_here, subject) if cited_here is not None else (subject, None)


def _subject_behind(verb: Token) -> Token | None:
    """ "…, said the Observatory": behind a mark, the subject right behind the cue is the speaker, whatever stands before."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if before is None or not (before.is_punct or before.is_quote):
        return None
    return next((c for c in verb.rights if c.dep_ in SUBJECTS and c.left_edge.i == verb.i + 1), None)


def _subject_beside(verb: Token) -> Token | None:
    """The name or noun right before a finite cue, an inserted phrase between commas skipped, where the parse gives no subject."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == verb.sent.start:
        return None
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if verb.doc[at].text == ",":
        commas = [i for i in range(verb.sent.start, at) if verb.doc[i].text == ","]
        at = commas[-1] - 1 if commas else verb.sent.start
    token = verb.doc[at]
    return token if token.is_alpha and (token.text[:1].isupper() or token.pos_ in ("NOUN", "PRON")) else None


def _inverted_subject(verb: Token) -> Token | None:
    """ "said Reda Hayshid": a noun right behind the cue, where the parse gives no subject."""
    roles = ("dobj", "npadvmod", "attr", "oprd", "ccomp")
    behind = [c for c in verb.rights if c.dep_ in roles and (c.pos_ in ("PROPN", "NOUN") or c.lower_ in ("another", "one"))]
    return behind[0] if behind and behind[0].left_edge.i == verb.i + 1 else None


def _cited_by(verb: Token, matcher: Matcher[Cue]) -> Token | None:
    """ "cited the source as adding": the verb that cites, when this one hangs on it by "as"."""
    up = verb.head
    if verb.dep_ == "pcomp" and up.lower_ == "as" and _relays(up.head, matcher) and not is_passive(up.head):
        return up.head
    return None


def _citing(verb: Token, matcher: Matcher[Cue]) -> Token | None:
    """ "SANA said, quoting a military source": the source that is cited beside the cue."""
    near = [*verb.children, *(c for s in verb.children if s.dep_ in SUBJECTS for c in s.children)]
    for child in near:
        if child.tag_ == "VBG" and child.i != verb.i and _relays(child, matcher):
            cited = objects_of(child)
            if cited and cited[0].pos_ in ("NOUN", "PROPN"):
                return cited[0]
    return None


def _relays(token: Token, matcher: Matcher[Cue]) -> bool:
    return any(h.entry.relays for h in matcher.at(token.doc, token.i))


def _told(verb: Token, source: Token) -> Stretch | None:
    if verb.lemma_ in LISTENERS:
        listener = [c for c in verb.children if c.dep_ in ("dobj", "dative", "iobj") and c.i > verb.i]
        if listener and listener[0].pos_ != "PRON":
            return stretch(core_phrase(listener[0]))
    for child in verb.children:
        if child.lemma_.lower() in TALKING and child.tag_ == "VBG":
            return _to_whom(child)
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i > verb.i:
            noun = pobj(child)
            return stretch(core_phrase(noun)) if noun is not None and noun.pos_ == "PROPN" else None
    return None


def _to_whom(verb: Token) -> Stretch | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "with", "on"):
            noun = pobj(child)
            return stretch(core_phrase(noun)) if noun is not None else None
    return None


def _by_preposition(hit: Hit[Cue], matcher: Matcher[Cue]) -> Attribution | None:
    last = hit.span[-1]
    noun = pobj(last) or next((c for t in hit.span for c in t.children if c.dep_ == "pobj" and c.i > last.i), None)
    if noun is None:
        return None
    phrase = (hit.span.start_char, max(end_of(t) for t in noun.subtree if not t.is_punct))
    contents = rest_of_clause(last, phrase)
    if not contents:
        return None
    return Attribution(hit.entry, (hit.span.start_char, hit.span.end_char), hit.span[0], noun, tuple(contents))


def _by_adjective(hit: Hit[Cue], matcher: Matcher[Cue]) -> Attribution | None:
    """ "the mayor is confident that …"."""
    adjective = hit.root
    verb = adjective.head if adjective.dep_ in ("acomp", "attr", "oprd") and adjective.head.lemma_ in ("be", "seem", "remain", "feel", "become") else None
    source = subject_of(verb) if verb is not None else None
    if source is None or source.dep_ == "expl" or source.lower_ in SELF | {"it", "that", "this"}:
        return None
    contents = content_of(adjective, hit.entry, source)
    cue = cue_stretch(hit.span, takes_preposition=True)
    return Attribution(hit.entry, cue, adjective, source, tuple(contents)) if contents else None


def _by_noun(hit: Hit[Cue], matcher: Matcher[Cue]) -> Attribution | None:
    noun = hit.root
    clause = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i and _said(c)]
    if not clause and "complement" in hit.entry.takes:
        clause = [n for c in noun.children if c.dep_ == "prep" and c.lower_ in NOUN_TAKES and c.i > noun.i and (n := pobj(c) or _pcomp(c)) is not None]
    if not clause:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    source = owner or (pobj(by) if by is not None else None)
    if source is None and noun.dep_ in SUBJECTS:
        source = noun
    content = stretch(clause[0].subtree)
    if source is None or content is None:
        return None
    return Attribution(hit.entry, cue_stretch(hit.span, takes_preposition=True), noun, source, (content,))


#: Prepositions behind which a noun of saying has what is said: "criticism of the raid", "call for a truce".
NOUN_TAKES = frozenset({"of", "for", "about", "on", "against", "over", "to", "with"})


def _pcomp(preposition: Token) -> Token | None:
    return next((c for c in preposition.children if c.dep_ == "pcomp"), None)


def _said(clause: Token) -> bool:
    return any((c.dep_ == "mark" and c.lower_ == "that") or c.tag_ == "TO" for c in clause.children)


def _cue_clause(attribution: Attribution) -> Stretch:
    """From the source to the cue, with whom it was told: what may stand between quotation and quotation."""
    parts = [attribution.cue, *([attribution.told] if attribution.told else [])]
    if attribution.source is not None and abs(attribution.source.i - attribution.verb.i) < 40:
        tokens = [t for t in attribution.source.subtree if not t.is_space]
        same_side = [t for t in tokens if t.sent == attribution.verb.sent and t.i != attribution.verb.i]
        near = same_side if not any(t.is_ancestor(attribution.verb) for t in [attribution.source]) else [attribution.source]
        if near:
            parts.append((min(t.idx for t in near), max(end_of(t) for t in near if not t.is_punct or t.text in "”\"")
                          if any(not t.is_punct for t in near) else end_of(near[-1])))
    return min(p[0] for p in parts), max(p[1] for p in parts)


def _clipped(attribution: Attribution, page: Page) -> Attribution:
    """A cue inside a quotation attributes nothing outside of it."""
    quote = page.quote_at(attribution.cue[0])
    if quote is None:
        return attribution
    pieces = [(max(a, quote.inner_start), min(b, quote.inner_end)) for a, b in attribution.contents]
    from dataclasses import replace
    return replace(attribution, contents=tuple(p for p in pieces if p[0] < p[1]))


def _one_per_cue(found: list[Attribution]) -> list[Attribution]:
    """Of several readings of one cue, one of speech before one of mind, then the one with more content."""
    best: dict[int, Attribution] = {}
    for attribution in found:
        known = best.get(attribution.verb.i)
        if attribution.contents and (known is None or _weight(attribution) > _weight(known)):
            best[attribution.verb.i] = attribution
    return sorted(best.values(), key=lambda a: a.cue)


def _leads(found: Attribution, others: list[Attribution]) -> bool:
    """ "refused" in "refused to say": part of another's cue."""
    return any(o.verb.i != found.verb.i and o.cue[0] <= found.verb.idx < o.cue[1] for o in others)


def _weight(attribution: Attribution) -> tuple[bool, bool, int]:
    return attribution.entry.speaks, "complement" not in attribution.entry.takes, attribution.size
