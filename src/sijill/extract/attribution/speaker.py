"""Who says it, who passes it on, and who is told.

In: the cue's verb. Out: heads of noun phrases, or None where the parse and the words around the cue name nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from sijill.extract.attribution.extent import CLOSING
from sijill.extract.matcher import Matcher
from sijill.extract.names import name_run
from sijill.extract.phrases import SUBJECTS, Stretch, agent_of, clause_of, core_phrase, is_passive, objects_of, pobj, stretch, subject_of
from sijill.extract.words import sentence_of
from sijill.lexicon import Cue

#: Verbs of speech whose object is the listener: "told Reuters", "speaking to Danish television".
LISTENERS = frozenset({"tell", "inform"})
TALKING = frozenset({"speak", "talk"})


def speaker(verb: Token, entry: Cue, matcher: Matcher[Cue], speakers: frozenset[str]) -> tuple[Token | None, Token | None]:
    """The origin, and who passes its word on. `speakers` are nouns of those who can be cited: "citing an official", not "citing the cost"."""
    host = _cited_by(verb, matcher)
    if host is not None:
        if is_passive(host):
            return next((c for c in host.lefts if c.dep_ in SUBJECTS), None), agent_of(host)
        cited = objects_of(host)
        return (cited[0], subject_of(host)) if cited else (None, None)
    if is_passive(verb):
        if entry.relays:
            return next((c for c in verb.children if c.dep_ in SUBJECTS), None), agent_of(verb)
        return agent_of(verb), None
    if _as_participle(verb):
        return _author(verb), None
    subject = next((found for rule in SUBJECTS_OF for found in [rule(verb)] if found is not None), None)
    if subject is None or subject.dep_ == "expl":
        return None, None
    cited_here = _citing(verb, matcher, speakers)
    return (cited_here, subject) if cited_here is not None else (subject, None)


def _as_participle(verb: Token) -> bool:
    """ "As reported by the agency, …", "as stated in the letter": a participle that has no subject of its own."""
    before = [t for t in verb.doc[max(verb.i - 2, 0) : verb.i] if t.lower_ == "as" or t.pos_ != "ADV"]
    own = any(c.dep_ in (*SUBJECTS, "aux", "auxpass") for c in verb.children)
    return verb.tag_ in ("VBN", "VBD") and bool(before) and before[-1].lower_ == "as" and not own


def _author(verb: Token) -> Token | None:
    """Who is named behind "by", or in what it stands: "as stated in the letter"."""
    within = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("in", "on") and c.i == verb.i + 1), None)
    written = pobj(within) if within is not None else None
    return agent_of(verb) or (written if written is not None and written.ent_type_ not in ("DATE", "TIME", "GPE", "LOC") else None)


def _subject_behind(verb: Token) -> Token | None:
    """ "…, said the Observatory": behind a mark, the subject right behind the cue is the speaker, whatever stands before."""
    before = verb.nbor(-1) if verb.i > sentence_of(verb).first else None
    if before is None or not (before.is_punct or before.is_quote):
        return None
    own = next((c for c in verb.rights if c.dep_ in SUBJECTS and c.left_edge.i == verb.i + 1), None)
    return own or (_name_behind(verb) if before.is_quote or before.text in CLOSING else None)


def _name_behind(verb: Token) -> Token | None:
    """ "…,” said Omar Sabri, whose son was killed": the name right behind, where the parse gives it to another verb."""
    after = verb.nbor() if verb.tag_ == "VBD" and verb.i + 1 < sentence_of(verb).end else None
    run = name_run(after) if after is not None and after.pos_ == "PROPN" and after.ent_type_ == "PERSON" else []
    return run[-1] if run and not any(c.dep_ in SUBJECTS for c in verb.children) else None


def _closing(verb: Token) -> Token | None:
    """ "…, the local committees said on Monday.": what stands between the last comma and the cue speaks, whatever the parse takes it for."""
    bounds = sentence_of(verb)
    own = any(c.dep_ in SUBJECTS for c in verb.lefts)
    if own or verb.tag_ not in ("VBD", "VBZ") or any(c.dep_ not in AROUND for c in verb.rights) or verb.right_edge.i < bounds.end - 3:
        return None
    phrase = []
    for token in reversed(verb.doc[bounds.first : verb.i]):
        if token.text == ",":
            break
        if token.pos_ not in NAMING and token.text not in ("'s", "’s", "-"):
            return None
        phrase.append(token)
    whole = len(phrase) < verb.i - bounds.first
    return phrase[0] if whole and phrase and phrase[0].pos_ in ("NOUN", "PROPN") else None


#: What may stand behind a cue that ends its sentence, and of what the phrase before it is made.
AROUND, NAMING = frozenset({"prep", "npadvmod", "advmod", "punct", "dative"}), frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM"})


def _nearest_subject(verb: Token) -> Token | None:
    """ "“One of the best,” the mayor said": of two subjects the one beside the cue, where a mark stands between them."""
    subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS]
    if len(subjects) < 2 or not any(t.is_punct for t in verb.doc[subjects[-2].i : subjects[-1].i]):
        return None
    return subjects[-1]


def _behind_quotation(verb: Token) -> Token | None:
    """ "“We will stay,” police chief Lina Haddad said": not who stands inside the quotation that ends before the cue."""
    found = subject_of(verb)
    if found is None or found.i > verb.i or found.head.i == verb.i:
        return None
    closed = [t.i for t in verb.doc[found.i : verb.i] if t.text in CLOSING]
    beside = _subject_beside(verb) if closed and verb.i - closed[-1] > 1 else None
    return beside if beside is not None and beside.i > closed[-1] else None


def _opens_for(verb: Token) -> Token | None:
    """ "Claiming that the town was empty, the general told …": the subject of the clause that a gerund opens."""
    bounds = sentence_of(verb)
    if verb.tag_ != "VBG" or verb.i != bounds.first or verb.i + 1 >= bounds.end or verb.nbor().pos_ == "ADP":
        return None
    after = [t for t in verb.doc[verb.i + 1 : bounds.end] if t.dep_ in SUBJECTS and t.left_edge.i and t.left_edge.nbor(-1).text == ","]
    return after[0] if after else None


def _of_first_clause(verb: Token) -> Token | None:
    """ "The minister said that the state would leave and suggested …": a past tense that an auxiliary cannot govern is not the state's."""
    clause = verb.head
    own = any(c.dep_ in SUBJECTS for c in verb.lefts)
    modal = any(c.tag_ == "MD" for c in clause.lefts)
    if own or verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ") or clause.dep_ != "ccomp" or not modal or clause.head.tag_ != verb.tag_:
        return None
    return subject_of(clause.head)


def _made_to(verb: Token) -> Token | None:
    """ "forced the captain, who was ill, to admit …": whoever is made to say it, where the parse ties the infinitive to the verb."""
    made = verb.dep_ == "xcomp" and verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.lefts)
    whom = next((c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i), None) if made else None
    return whom if whom is not None and (whom.ent_type_ == "PERSON" or whom.lower_ in ("him", "her", "them", "me", "us")) else None


def _on_occasion(verb: Token) -> Token | None:
    """ "she said at a news conference announcing …": not the occasion speaks, but whoever the clause is about."""
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in OCCASIONS and verb.head.dep_ == "pobj":
        return subject_of(clause_of(verb.head))
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.dep_ == "relcl" and verb.i and verb.nbor(-1).text == ",":
        inner = verb.head.head
        return subject_of(clause_of(inner)) if inner.dep_ in ("dobj", "pobj", "attr") else None
    return None


OCCASIONS = frozenset({"conference", "rally", "speech", "interview", "briefing", "appearance", "ceremony", "meeting", "call", "event", "hearing"})


def _who_goes_on(verb: Token) -> Token | None:
    """ "The envoy said he was tired, adding …": whoever began to speak goes on, not who stands inside what was said."""
    own = any(c.dep_ in SUBJECTS for c in verb.lefts)
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.tag_ == "VBG":
        verb = verb.head
    before = verb.nbor(-1) if verb.i > sentence_of(verb).first else None
    if own or before is None or before.lower_ not in (",", "and", "but"):
        return None
    if verb.tag_ == "VBG" and before.text == "," and verb.lemma_ in ADDING and verb.head.dep_ == "ccomp" and verb.head.tag_ != "VBG":
        return subject_of(verb.head.head)
    if verb.tag_ == "VBG" and before.text == ",":
        said = next((t for t in (before.nbor(-1), before.nbor(-1).head) if t.pos_ == "VERB" and t.i < verb.i), None) if before.i else None
        if said is not None and verb.i - said.i <= 4 and any(c.dep_ == "ccomp" and c.i < said.i for c in said.children):
            return subject_of(said)
    inner = subject_of(verb)
    clause = inner.head if inner is not None and inner.pos_ == "PRON" and inner.i < verb.i else None
    if clause is None or clause.dep_ != "ccomp" or (verb.tag_ != "VBG" and verb.tag_ != clause.head.tag_):
        return None
    return subject_of(clause.head)


#: By these whoever speaks goes on: "said the road was closed, citing the flood".
ADDING = frozenset({"add", "note", "cite", "say", "stress", "continue"})


def _shown(verb: Token) -> Token | None:
    """ "footage of the mayor saying …": not the footage says it."""
    before = verb.nbor(-1) if verb.i else None
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or before is None or before.head.lower_ != "of" or before.dep_ != "pobj":
        return None
    if before.head.head.lemma_.lower() not in SHOWING:
        return None
    return before


#: What shows somebody who speaks: "footage of the mayor saying …", but not "a number of mayors saying".
SHOWING = frozenset({"footage", "video", "picture", "image", "photo", "photograph", "clip", "recording", "film", "tape", "scene"})


def _subject_beside(verb: Token) -> Token | None:
    """The name or noun right before a finite cue, an inserted phrase between commas skipped, where the parse gives no subject."""
    start = sentence_of(verb).first
    if (verb.tag_ not in ("VBD", "VBZ", "VBP") and verb.pos_ != "NOUN") or verb.i == start:
        return None
    at = verb.i - 1
    while at > start and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if verb.doc[at].text == ",":
        commas = [i for i in range(start, at) if verb.doc[i].text == ","]
        at = commas[-1] - 1 if commas else start
    token = verb.doc[at]
    return token if token.is_alpha and (token.text[:1].isupper() or token.pos_ in ("NOUN", "PRON")) else None


def _inverted_subject(verb: Token) -> Token | None:
    """ "said Reda Hayshid": a noun right behind the cue, where the parse gives no subject."""
    if verb.dep_ == "compound" and verb.head.i > verb.i and verb.i == sentence_of(verb).first:
        return verb.head
    if verb.lemma_ in LISTENERS:
        return None
    roles = ("dobj", "npadvmod", "attr", "oprd", "ccomp")
    behind = [c for c in verb.rights if c.dep_ in roles and (c.pos_ in ("PROPN", "NOUN") or c.lower_ in ("another", "one"))]
    return behind[0] if behind and behind[0].left_edge.i == verb.i + 1 else None


#: Where the speaker stands, surest first.
SUBJECTS_OF: tuple[Callable[[Token], Token | None], ...] = (
    _subject_behind, _closing, _shown, _opens_for, _nearest_subject, _behind_quotation, _of_first_clause, _made_to, _on_occasion, _who_goes_on, subject_of,
    _inverted_subject, _subject_beside,
)


def _cited_by(verb: Token, matcher: Matcher[Cue]) -> Token | None:
    """ "cited the source as adding": the verb that cites, when this one hangs on it by "as"."""
    up = verb.head
    if verb.dep_ == "pcomp" and up.lower_ == "as" and _relays(up.head, matcher):
        return up.head
    return None


def _citing(verb: Token, matcher: Matcher[Cue], speakers: frozenset[str]) -> Token | None:
    """ "SANA said, quoting a military source": the source that is cited beside the cue."""
    near = [*verb.children, *(c for s in verb.children if s.dep_ in SUBJECTS for c in s.children)]
    near += [c for said in verb.rights if said.dep_ == "ccomp" for c in said.lefts if c.dep_ == "advcl" and c.nbor(-1).text == ","]
    for child in near:
        if child.tag_ == "VBG" and child.i != verb.i and _relays(child, matcher):
            cited = [o for o in objects_of(child) if o.lemma_.lower() not in _without(child, matcher)]
            if cited and (cited[0].pos_ == "PROPN" or (cited[0].pos_ == "NOUN" and cited[0].lemma_.lower() in speakers)):
                return cited[0]
    return None


def _relays(token: Token, matcher: Matcher[Cue]) -> bool:
    return any(h.entry.relays for h in matcher.at(token.doc, token.i))


def _without(token: Token, matcher: Matcher[Cue]) -> frozenset[str]:
    """Nouns that are cited without being a source: "citing the release of the prisoners"."""
    return frozenset(w for h in matcher.at(token.doc, token.i) for w in h.entry.without)


def told(verb: Token) -> Stretch | None:
    """Whom the cue says it was told to: "told Reuters", "in remarks to Danish television"."""
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
