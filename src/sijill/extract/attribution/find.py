"""Find every attribution of a page: cue by cue, with its source, its content, whom it was told and who relays it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Token

from sijill.extract.attribution.clauses import following, swallowed, that_ahead
from sijill.extract.attribution.complements import governed
from sijill.extract.attribution.content import content_of
from sijill.extract.attribution.extent import cue_extent, left_of, source_extent
from sijill.extract.attribution.nouns import by_adjective, by_adverb, by_noun, by_preposition
from sijill.extract.attribution.quoted import Speakers
from sijill.extract.attribution.record import Attribution
from sijill.extract.attribution.settle import settled
from sijill.extract.attribution.speaker import speaker, told
from sijill.extract.attribution.tags import by_mark
from sijill.extract.matcher import Hit, Matcher, outermost
from sijill.extract.page import Page
from sijill.extract.phrases import SUBJECTS, Stretch, end_of, is_passive, objects_of
from sijill.extract.words import same_sentence
from sijill.lexicon import Cue

POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN",), "preposition": ("ADP", "SCONJ", "VERB"), "adverb": ("ADV",),
       "adjective": ("ADJ", "VERB"), "mark": ("PUNCT",)}
#: A gerund behind these tells by what means or for what, not what somebody says: "by rejecting them".
NOT_SPEAKING = frozenset({"by", "of", "for", "in", "with", "from"})
#: The order in which the shapes of content are tried: what is surest to be the verb's own first.
ORDER = (
    "clause", "small", "as", "object_of", "object_for", "object_infinitive", "infinitive", "gerund", "passive", "seeming",
    "about", "of", "for", "on", "to", "against", "with", "at", "over", "in", "nominal",
)
#: A verb that only shades the one behind it: "went on to say", "appeared to blame".
ASPECTS = frozenset({
    "continue", "begin", "start", "try", "appear", "seem", "avoid", "fail", "go", "keep", "stop", "come", "attempt", "dare", "tend", "manage",
    "proceed", "struggle", "love", "like", "help",
})


def find_attributions(page: Page, matcher: Matcher[Cue], speakers: frozenset[str]) -> list[Attribution]:
    """All attributions outside furniture, in the order of their cues. `speakers` are nouns that name a source by office."""
    hits = outermost(h for h in matcher.find(page.doc) if _stands(h, page))
    found = [a for group in _by_word(hits) for a in _read(group, matcher, page, speakers)]
    found = _passed_on(found)
    clauses = [_cue_clause(a) for a in found]
    spoken = Speakers.assign(page, found, clauses).extend(found)
    clipped = (_clipped(_without_blanks(a), page) for a in spoken)
    return [_without_ties(a, page) for a in settled(_one_per_cue([_behind_dateline(a, page) for a in clipped if a.contents]))]


def _without_blanks(found: Attribution) -> Attribution:
    """Quotation marks with nothing between them hold no content."""
    return replace(found, contents=tuple(p for p in found.contents if p[0] < p[1]))


#: A word that only ties what comes next.
HANGING = re.compile(r"[,\s—–-]+(?:and|but|or|while)$")


def _without_ties(found: Attribution, page: Page) -> Attribution:
    """The contents without an "and" or "but" at their ends: "… was closed, and"."""
    if found.quoted:
        return found
    tied = [HANGING.search(page.text, *p) for p in found.contents]
    return replace(found, contents=tuple((a, m.start() if m is not None else b) for (a, b), m in zip(found.contents, tied, strict=True)))


def _stands(hit: Hit[Cue], page: Page) -> bool:
    root = _verb_of(hit)
    if page.is_furniture(root.idx, end_of(root)):
        return False
    return root.pos_ in POS[hit.entry.pos] or hit.size > 1 or (hit.entry.pos == "verb" and _verb_for_noun(root))


def _verb_for_noun(root: Token) -> bool:
    """ "The mayor claims that …", where the model saw a noun with a subject, or a name before it, and a clause."""
    roles = {c.dep_ for c in root.children}
    named = root.dep_ == "ROOT" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in root.lefts)
    return root.tag_ in ("NNS", "NN") and ("nsubj" in roles or named) and "ccomp" in roles


def _verb_of(hit: Hit[Cue]) -> Token:
    """The verb that carries the cue: "quoted" in "was quoted as saying"."""
    return hit.first if hit.size > 1 and hit.entry.pos in ("verb", "preposition") else hit.root


def _by_word(hits: list[Hit[Cue]]) -> list[list[Hit[Cue]]]:
    """The hits of each word together: its entries say which shapes of content it takes."""
    groups: dict[tuple[int, int, str], list[Hit[Cue]]] = defaultdict(list)
    for hit in hits:
        groups[hit.start, hit.end, hit.entry.pos].append(hit)
    return list(groups.values())


def _read(group: list[Hit[Cue]], matcher: Matcher[Cue], page: Page, speakers: frozenset[str]) -> list[Attribution]:
    """What the hits of one word attribute."""
    pos = group[0].entry.pos
    if pos == "verb":
        found = [_by_verb(group, matcher, speakers)]
    elif pos == "adjective":
        found = [by_adjective(h, ASPECTS) for h in group]
    elif pos == "mark":
        found = [by_mark(h, page) for h in group]
    else:
        reader = {"preposition": by_preposition, "adverb": by_adverb}.get(pos)
        found = [reader(h) if reader else by_noun(h, ASPECTS) for h in group]
    return [a for a in found if a is not None and not _excluded(a)]


def _excluded(found: Attribution) -> bool:
    """True where a noun stands with the cue that makes it none: "claimed nine lives", "according to plan"."""
    near = [*objects_of(found.verb), *([found.source] if found.entry.pos == "preposition" and found.source is not None else [])]
    return any(t.lemma_.lower() in found.entry.without for t in near)


def _by_verb(group: list[Hit[Cue]], matcher: Matcher[Cue], speakers: frozenset[str]) -> Attribution | None:
    hit = group[0]
    verb = _verb_of(hit)
    if hit.entry.relays and hit.size == 1 and is_passive(verb) and any(c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in verb.rights):
        return None
    source, relay = speaker(verb, hit.entry, matcher, speakers)
    entries = _entries(group, verb)
    passive = is_passive(verb) or _is_participle(verb)
    if not entries or (source is None and not passive) or _only_if(verb):
        return None
    shapes = _shapes(verb, entries, passive, source)
    content_verb = hit.last if hit.size > 1 and hit.last.pos_ in ("VERB", "AUX") else verb
    found = content_of(content_verb, shapes, source) or (None if content_verb is verb else content_of(verb, shapes, source))
    if "nominal" in entries and hit.size > 1 and (found is None or found.shape != "object_infinitive"):
        found = governed(hit.last) or found
    if passive and found is not None and found.shape == "clause" and found.pieces[0][0] < verb.idx and not entries["clause"].relays:
        found = None
    if found is None and not passive and source is not None and "clause" in entries:
        found = swallowed(verb) or that_ahead(verb) or (following(verb) if _reports(entries) else None)
    if found is None and "quote" not in entries:
        return None
    entry = entries.get(found.shape if found else "quote") or hit.entry
    words = [*hit.span, *(found.joins if found else ())]
    cue = cue_extent(verb, words, ASPECTS)
    phrase = _phrase(source, verb) if source is not None else None
    return Attribution(entry, cue, verb, source, found.pieces if found else (), relay, told(verb), phrase=phrase,
                       lead=found.lead if found else None, shape=found.shape if found else "quote", speech=entries.get("quote") if not _asked(verb) else None)


def _shapes(verb: Token, entries: dict[str, Cue], passive: bool, source: Token | None) -> list[str]:
    """The shapes that the verb can have here, surest first."""
    if passive:
        return [s for s in ("clause", "passive") if s in entries or (s == "passive" and source is not None)]
    shapes = [s for s in ORDER if s in entries and s != "passive"]
    means = verb.dep_ == "pcomp" and verb.head.lower_ in NOT_SPEAKING
    purpose = verb.dep_ in ("xcomp", "advcl", "acl") and any(c.tag_ == "TO" for c in verb.lefts) and verb.head.lemma_.lower() not in ASPECTS
    return ["clause"] if means and "clause" in entries else [] if means else [s for s in shapes if s not in WEAK] if purpose else shapes


#: Shapes that in a clause of purpose ("to defend the bill") tell what somebody does, not what they hold.
WEAK = frozenset({"nominal", "gerund"})


def _reports(entries: dict[str, Cue]) -> bool:
    """True for a verb that does little else than report: "say", not "show"."""
    return "clause" in entries and entries["clause"].always


def _entries(group: list[Hit[Cue]], verb: Token) -> dict[str, Cue]:
    """For each shape the first entry that takes it."""
    entries: dict[str, Cue] = {}
    nouns = {t.lemma_.lower() for t in objects_of(verb)}
    for hit in group:
        if not nouns & set(hit.entry.without):
            for shape in hit.entry.takes:
                entries.setdefault(shape, hit.entry)
    return entries


def _is_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not any(c.dep_ in ("aux", "nsubj") for c in verb.lefts)


def _asked(verb: Token) -> bool:
    """ "Asked about it, she said …": the quotation behind is the answer."""
    return verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)


def _only_if(verb: Token) -> bool:
    """ "If the shelling continues, …": a condition without a clause of its own says nothing."""
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.lefts) and not any(c.dep_ == "ccomp" for c in verb.rights)


def _phrase(source: Token, verb: Token) -> Stretch | None:
    """The source as written at the cue: the relative pronoun where there is one, else the whole noun phrase."""
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if own is not None and (own.tag_ in ("WP", "WDT") or own.lower_ == "that"):
        return (own.idx, end_of(own))
    return source_extent(source, verb)


def _cue_clause(attribution: Attribution) -> Stretch:
    """From the source to the cue, with whom it was told: what may stand between quotation and quotation."""
    parts = [attribution.cue, *([attribution.told] if attribution.told else [])]
    if attribution.source is not None and _beside(attribution.source, attribution.verb):
        tokens = [t for t in attribution.source.subtree if not t.is_space]
        same_side = [t for t in tokens if t.i != attribution.verb.i and same_sentence(t, attribution.verb)]
        near = same_side if not any(t.is_ancestor(attribution.verb) for t in [attribution.source]) else [attribution.source]
        if near:
            first = attribution.verb.doc[left_of(attribution.source)].idx
            parts.append((min(first, *(t.idx for t in near)), max(end_of(t) for t in near if not t.is_punct or t.text in "”\"")
                          if any(not t.is_punct for t in near) else end_of(near[-1])))
    return min(p[0] for p in parts), max(p[1] for p in parts)


def _beside(source: Token, verb: Token) -> bool:
    """True when the source is the cue's own subject or agent, not one that it shares with a verb far off."""
    return bool(abs(source.i - verb.i) < 40 and (source.head.i == verb.i or source.head.head.i == verb.i or abs(source.i - verb.i) < 3))


def _clipped(attribution: Attribution, page: Page) -> Attribution:
    """A cue inside a quotation attributes nothing outside of it."""
    quote = page.quote_at(attribution.cue[0])
    if quote is None or attribution.entry.pos == "mark":
        return attribution
    pieces = [(max(a, quote.inner_start), min(b, quote.inner_end)) for a, b in attribution.contents]
    return replace(attribution, contents=tuple(p for p in pieces if p[0] < p[1]))


def _passed_on(found: list[Attribution]) -> list[Attribution]:
    """ "The agency quoted a doctor who said …": the doctor says it, and the agency passes it on."""
    relays = {o.i: a for a in found if (a.speech or a.entry).relays and a.relay is None and a.source is not None for o in objects_of(a.verb)}
    by = [relays.get(a.source.i) if a.source is not None and a.verb.dep_ == "relcl" else None for a in found]
    pairs = [(a, b if b is not a else None) for a, b in zip(found, by, strict=True)]
    done = {id(b) for _, b in pairs if b is not None}
    return [replace(a, relay=b.source) if b is not None else a for a, b in pairs if id(a) not in done]


def _behind_dateline(found: Attribution, page: Page) -> Attribution:
    """Source and content without the place and day that the paragraph opens with."""
    line = page.dateline_at(found.cue[0])
    if line is None:
        return found
    end = line[1]
    phrase = (max(found.phrase[0], end), found.phrase[1]) if found.phrase and found.phrase[1] > end else found.phrase
    return replace(found, phrase=phrase, contents=tuple((max(a, end), b) for a, b in found.contents if b > end) or found.contents)


def _tells_more(a: Attribution, b: Attribution) -> bool:
    """ "voiced doubts about the plan": the noun that the verb carries says what is said of it; "seemed to deny": the verb behind; else the longer content."""
    if "seeming" in (a.shape, b.shape) and a.shape != b.shape:
        return b.shape == "seeming"
    if a.entry.pos != b.entry.pos and "noun" in (a.entry.pos, b.entry.pos):
        noun, verb = (a, b) if a.entry.pos == "noun" else (b, a)
        carried = next((c for c in noun.verb.children if c.dep_ in ("dobj", "obj")), None)
        definite = carried is not None and any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that", "these", "those") for c in carried.lefts)
        if verb.shape == "nominal" and not definite and verb.holds(noun.cue[1] - 1, noun.cue[1]):
            return noun is a
    return a.size > b.size


def _better(a: Attribution, b: Attribution) -> Attribution:
    """The one that tells more; "rejected claims that …" remains a denial."""
    kept, other = (a, b) if _tells_more(a, b) else (b, a)
    return replace(kept, entry=other.entry) if kept.entry.pos == "noun" and other.entry.kind == "denial" else kept


def _one_per_cue(found: list[Attribution]) -> list[Attribution]:
    """Of several readings of one cue, the one that tells more."""
    best: dict[int, Attribution] = {}
    for attribution in found:
        known = best.get(attribution.cue[0])
        if attribution.contents:
            best[attribution.cue[0]] = attribution if known is None else _better(attribution, known)
    return [best[at] for at in sorted(best)]
