"""The clause that a cue attributes, before it, behind it or around it; and the rest of the sentence where the parse gives none.

In: the cue's verb, with the head of its source. Out: the content in one or two pieces, or None.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sijill.extract.attribution.extent import left_of
from sijill.extract.attribution.shape import CLAUSES, OBJECTS, Content, content, trimmed
from sijill.extract.phrases import SUBJECTS, Stretch, end_of, subtree
from sijill.extract.words import sentence_of

CLAUSE_HEADS = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "NUM", "PRON", "ADP"})
#: What goes on with what is said, behind the cue: "…, said the monitor, although it could not tell …".
GOES_ON = frozenset({"although", "but", "though", "and", "while"})
SET_OFF = frozenset({",", "”", '"', "’", "—", "-", "–", "''", "--"})


def clause(verb: Token, own: list[Token]) -> Content | None:
    """The clause said, before or behind the cue; around it, both parts."""
    heads = [c for c in verb.children if c.dep_ in CLAUSES and c.pos_ in CLAUSE_HEADS]
    behind = [c for c in heads if c.i > verb.i]
    before = [c for c in heads if c.i < verb.i]
    if behind and not (_is_inverted(verb, own) and (before or verb.doc[_end_of_cue(verb, own) + 1].text == ",")):
        return _behind(verb, own, behind)
    return _told_clause(verb) or _as_said(verb) or _what(verb) or inverted(verb, own) or (_behind(verb, own, behind) if behind else None)


def _told_clause(verb: Token) -> Content | None:
    """ "told the farmers that few were safe": a clause that the parse hangs on the listener."""
    if verb.lemma_ not in TOLD:
        return None
    for thing in (c for c in verb.rights if c.dep_ in (*OBJECTS, "dative")):
        for clause in thing.subtree:
            that = next((c for c in clause.lefts if c.lower_ == "that"), None)
            if clause.dep_ in ("relcl", "acl", "ccomp") and that is not None and any(c.dep_ in SUBJECTS and c is not that for c in clause.lefts):
                return content("clause", [t for t in clause.subtree if t.i >= that.i])
    return None


def _what(verb: Token) -> Content | None:
    """ "what the envoy said when he left": the pronoun that is the verb's object."""
    pronoun = next((c for c in verb.lefts if c.dep_ in OBJECTS and c.tag_ == "WP"), None)
    return content("clause", [pronoun]) if pronoun is not None and not any(c.dep_ in CLAUSES for c in verb.rights) else None


def _as_said(verb: Token) -> Content | None:
    """ "The bridge, as the mayor pointed out, is old": what the clause with "as" stands in."""
    if verb.dep_ != "advcl" or not any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.lefts):
        return None
    if any(c.dep_ in (*OBJECTS, *CLAUSES, "xcomp") for c in verb.rights):
        return None
    first, last = verb.left_edge.i, verb.right_edge.i
    around = [t for t in verb.head.subtree if not first <= t.i <= last]
    return content("clause", [t for t in around if t.i < first], [t for t in around if t.i > last])


def _end_of_cue(verb: Token, own: list[Token]) -> int:
    """The last token of cue and source, wherever the source stands."""
    last = max([verb.i, *(_last_of(t) for t in own[1:] if not t.is_ancestor(verb))])
    return int(min(last, len(verb.doc) - 2))


def _behind(verb: Token, own: list[Token], heads: list[Token]) -> Content | None:
    """From the first clause's beginning to the last one's end: a parse often cuts one in two."""
    tokens = [t for h in heads for t in subtree(h, without=[o for o in own if not o.is_ancestor(h)])]
    right = [t for t in tokens if t.i > verb.i]
    if not right:
        return None
    first, last = min(t.i for t in right), max(t.i for t in right)
    that = next((c.i for c in heads[0].lefts if c.dep_ == "mark" and c.lower_ == "that" and c.i > verb.i), None)
    if that is not None and verb.doc[that - 1].text == ",":
        first = that
    last = _onward(verb, _cut_short(verb, heads[0], last))
    before = verb.doc[first - 1]
    if before.i > verb.i and before.lower_ in ("that", "whether", "if"):
        first -= 1
    return content("clause", _gap(verb, tokens), verb.doc[first : last + 1])


def _gap(verb: Token, tokens: list[Token]) -> list[Token]:
    """ "the ship that experts say sank", "the money experts say it costs": what the clause lacks stands before the cue."""
    pronouns = [t for t in tokens if t.i < verb.i and t.tag_ in ("WDT", "WP", "WRB")]
    if verb.dep_ != "relcl" or verb.head.i > verb.i:
        return pronouns
    own = [t for c in verb.lefts for t in c.subtree if t.tag_ in ("WDT", "WP", "WRB")]
    if pronouns or own:
        return pronouns
    return [t for t in verb.head.subtree if verb.head.left_edge.i <= t.i < verb.left_edge.i]


def _onward(verb: Token, last: int) -> int:
    """Where the clause really ends: past a second clause that the parse hangs beside the cue, and past a colon."""
    for child in verb.rights:
        if child.i <= last:
            continue
        if child.dep_ == "advcl" and any(c.lower_ in REASONS and c.dep_ == "mark" for c in child.lefts):
            last = child.right_edge.i
        if child.dep_ in ("conj", "ccomp", "parataxis") and (_and_that(child, last) or _owns_subject(child, verb)):
            last = child.right_edge.i
    end = sentence_of(verb).end - 1
    if last < end and verb.doc[last + 1].text in (":", ";"):
        return int(end)
    return int(last)


#: A clause that begins so behind what is said gives its reason or its condition, wherever the parse hangs it.
REASONS = frozenset({"because", "if", "unless", "so"})


def _cut_short(verb: Token, head: Token, last: int) -> int:
    """ "said it would stop the sale and warned of worse": a finite verb beside one with an auxiliary goes with the cue, in its tense."""
    modal = any(c.tag_ == "MD" for c in head.lefts)
    for child in head.rights:
        finite = child.tag_ in ("VBD", "VBZ", "VBP") and child.tag_ == verb.tag_ and not any(c.dep_ in ("aux", "auxpass", *SUBJECTS) for c in child.lefts)
        if modal and child.dep_ == "conj" and finite:
            comes = [c.i for c in head.rights if c.dep_ in ("cc", "punct") and c.i < child.i]
            return int(comes[-1] if comes else child.left_edge.i) - 1
    return last


def _owns_subject(child: Token, verb: Token) -> bool:
    """ "claims that it fell but nobody fled": a clause beside the cue with a subject of its own that says nothing is still said."""
    subject = next((c for c in child.lefts if c.dep_ in SUBJECTS or c.dep_ == "expl"), None)
    if subject is None and any(c.tag_ == "MD" for c in child.lefts) and not any(c.tag_ == "MD" for c in verb.lefts):
        return True
    spoken = any(c.dep_ == "ccomp" for c in child.children)
    return subject is not None and not spoken and child.left_edge.i - 1 > verb.i


def _and_that(child: Token, last: int) -> bool:
    """ "said it fell and that nobody fled": a second clause that the parse hangs beside the cue."""
    return child.dep_ == "conj" and child.i > last and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)


def _is_inverted(verb: Token, own: list[Token]) -> bool:
    first = min([verb.i, *(t.left_edge.i for t in own[1:])])
    mark = verb.doc[first - 1] if first else None
    return mark is not None and mark.text in SET_OFF


def inverted(verb: Token, own: list[Token]) -> Content | None:
    """The rest of the sentence, when the cue is set off by a comma: "…, the monitor said", "…, it said, without giving details"."""
    sentence = sentence_of(verb)
    first = min([verb.i, *(left_of(t) for t in own[1:] if not t.is_ancestor(verb)), *(c.i for c in verb.lefts if c.dep_ in GROUP)])
    before = list(verb.doc[sentence.first : first])
    mark = next((t for t in reversed(before) if not t.is_space), None)
    if mark is None or mark.text not in SET_OFF or _has_object(verb, own):
        return None
    last = max([verb.i, *(_last_of(t) for t in own[1:] if not t.is_ancestor(verb))])
    if any(t.text == ":" for t in verb.doc[last + 1 : last + 2]) or (not mark.is_quote and _opens_quotation(verb.doc[last + 1 : last + 4])):
        return None
    rest = _rest(verb, sentence.end, before, last)
    before = _begun(before)
    if len(before) >= 4 and _is_said(before):
        return content("clause", before, rest)
    quoted = next((t for t in verb.doc[last + 1 : last + 4] if t.is_quote), None)
    return content("clause", before, rest) if rest and (quoted is None or quoted.nbor().text[:1].islower()) else None


def _begun(tokens: list[Token]) -> list[Token]:
    """What is said, without the word by which the report ties it to what it said before: "And", "However,"."""
    comma = next((n for n, t in enumerate(tokens[:5]) if t.text == ","), 0)
    if comma and len(tokens) > comma + 1 and (" ".join(t.lower_ for t in tokens[:comma]) in TIES or tokens[comma - 1].lower_ == "aside"):
        return tokens[comma + 1 :]
    return tokens[1:] if tokens and tokens[0].lower_ == "and" else tokens


TIES = frozenset({
    "and", "however", "yet", "still", "meanwhile", "also", "moreover", "furthermore", "nevertheless", "nonetheless", "in addition", "after all",
    "as it stands", "instead", "in short", "in other words", "for example", "for instance", "in fact", "in sum", "on the other hand", "by contrast",
})


def _opens_quotation(tokens: Iterable[Token]) -> bool:
    """ "Asked about it, she said, “No”": the quotation right behind the cue is what is said, not what stands before."""
    comma, mark, word = [*tokens, *([None] * 3)][:3]
    return bool(comma and mark and word and comma.text in (",", ":") and mark.is_quote and word.text[:1].isupper())


def swallowed(verb: Token) -> Content | None:
    """ "while he admitted the road was closed, …": a clause that the parse takes for the cue's head."""
    head = verb.head
    subject = next((c for c in head.lefts if c.dep_ in SUBJECTS), None)
    if verb.dep_ != "advcl" or head.i < verb.i or subject is None or subject.left_edge.i <= verb.i:
        return None
    if any(t.text == "," or t.is_quote for t in verb.doc[verb.i : subject.left_edge.i]) or any(c.dep_ in OBJECTS for c in verb.rights):
        return None
    return content("clause", verb.doc[subject.left_edge.i : head.right_edge.i + 1])


def that_ahead(verb: Token) -> Content | None:
    """ "reported at the time that the road was open": a clause behind other words, which the parse hangs on one of them or on none."""
    for token in verb.doc[verb.i + 1 : min(sentence_of(verb).end, verb.i + FARTHEST)]:
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.is_quote or (token.tag_ == "VBG" and token.nbor(-1).text == ","):
            return None
        if token.lower_ == "that" and token.dep_ in ("mark", "advmod") and token.head.i > token.i:
            return content("clause", [t for t in token.head.subtree if t.i >= token.i])
    return None


#: So many words may stand between a cue and its "that".
FARTHEST = 16


def following(verb: Token) -> Content | None:
    """Where the parse gives a verb of speech no clause: the rest of its sentence, when a clause stands there, else what a comma sets off."""
    beside = {t.i for c in verb.rights if c.dep_ in BESIDE for t in c.subtree} | {c.i for c in verb.rights if c.dep_ == "prt"}
    rest = [t for t in verb.doc[verb.i + 1 : sentence_of(verb).end] if not t.is_space]
    while rest and (rest[0].i in beside or rest[0].text == ","):
        rest.pop(0)
    much = next((c for c in verb.rights if c.i == verb.i + 2 and c.lower_ == "much" and c.nbor(-1).lower_ == "as"), None)
    if much is not None:
        return content("clause", [much.nbor(-1), much])
    thing = next((c for c in verb.rights if c.dep_ in OBJECTS and c.ent_type_ not in ("DATE", "TIME", "PERSON") and c.i - verb.i < 5), None)
    if thing is not None and not any(t.text in (":", "“") for t in rest) and verb.lemma_ in SAYING:
        return content("clause", [t for t in thing.subtree if t.i < (rest[0].i if rest and rest[0].i > thing.i else verb.doc[-1].i)])
    if any(t.dep_ in SUBJECTS and t.head.i > t.i for t in rest):
        written = next((c for c in verb.rights if c.dep_ in OBJECTS and c.pos_ == "NOUN" and verb.dep_ == "advcl"), None)
        return content("nominal", written.subtree) if written is not None and verb.lemma_ not in TOLD else content("clause", rest)
    if any(t.is_quote for t in rest[:1]):
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    first = min(verb.i, subject.left_edge.i if subject is not None else verb.i)
    before = [t for t in verb.doc[sentence_of(verb).first : first] if not t.is_space]
    return content("clause", before) if len(before) > 2 and before[-1].text in SET_OFF else None


BESIDE = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "nsubj"})


def _has_object(verb: Token, own: list[Token]) -> bool:
    """ "Asked about it, the mayor noted several flaws": what is said stands behind the cue."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < sentence_of(verb).end else None
    return after is not None and after.pos_ in ("DET", "PRON", "ADJ") and verb.lemma_ not in TOLD and not any(o.left_edge.i == after.i for o in own[1:])


#: Verbs whose bare object is what is said: "said his piece", "wrote much".
SAYING = frozenset({"say"})
TOLD = frozenset({"tell", "inform", "remind", "assure", "warn", "ask", "advise", "say"})


def _is_said(before: list[Token]) -> bool:
    """True when the words are a clause, not only what opens one: "In one tweet, he said"."""
    if any(t.is_quote for t in before):
        return any(t.pos_ in ("VERB", "AUX") for t in before)
    return any(t.dep_ in SUBJECTS or t.dep_ == "expl" for t in before) and before[0].tag_ not in ("VBG", "VBN")


GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})


def _last_of(source: Token) -> int:
    return int(source.right_edge.i)


def _rest(verb: Token, end: int, before: list[Token], last: int) -> list[Token]:
    """What goes on behind an inserted cue: a contrast, or a clause of its own between the commas and the sentence's end."""
    rest = [t for t in verb.doc[last + 1 : end] if not t.is_space]
    rest = _past_its_setting(verb, rest)
    comma = bool(rest) and rest[0].is_punct
    while rest and rest[0].is_punct:
        rest.pop(0)
    if len(rest) > 4 and rest[0].lower_ in GOES_ON:
        quoted = any(t.is_quote for t in before[-2:])
        return [] if quoted and not rest[1].is_quote else rest[1:]
    ids = {t.i for t in rest}
    if not comma or not rest or (rest[0].tag_ in ("VBG", "WP", "WDT", "WRB") and rest[0].dep_ not in SUBJECTS) or rest[0].lower_ in LOOSE_BEGINNINGS:
        return []
    heads = [t for t in rest if t.dep_ in (*SUBJECTS, "expl") and t.head.i in ids and t.head.dep_ not in ("relcl", "acl", "advcl")]
    early = {t.i for t in before}
    tied = [t for t in rest if t.head.i in early and not t.is_punct] + [t for t in before if t.head.i in ids and not t.is_punct]
    severed = rest[0].tag_ in ("VBD", "VBZ", "VBP", "MD") and not any(t.pos_ in ("VERB", "AUX") for t in before)
    return rest if heads or tied or severed else []


def _past_its_setting(verb: Token, rest: list[Token]) -> list[Token]:
    """ "…, he told them on Friday, …": what only says when, where and to whom it was said, up to the comma, left out."""
    comma = next((n for n, t in enumerate(rest) if t.text == ","), None)
    if not comma:
        return rest
    beside = {t.i for c in verb.rights if c.dep_ in BESIDE for t in c.subtree}
    return rest[comma:] if all(t.i in beside for t in rest[:comma]) else rest


LOOSE_BEGINNINGS = frozenset({"adding", "referring", "according", "who", "which", "as", "when", "after", "before", "while", "during", "because"})


def rest_of_clause(preposition: Token, phrase: Stretch) -> list[Stretch]:
    """What "according to X" covers: its clause without the phrase itself, up to the next clause of its own."""
    bounds = sentence_of(preposition)
    sentence = list(preposition.doc[bounds.first : bounds.end])
    before = [t for t in sentence if end_of(t) <= phrase[0]]
    verb = preposition.head
    if verb.dep_ == "relcl" and verb.i < preposition.i and verb.doc[verb.left_edge.i - 1].is_punct:
        before = [t for t in before if t.i >= verb.left_edge.i]
    after = [t for t in sentence if t.idx >= phrase[1]]
    if sum(not t.is_punct and not t.is_space for t in before) < 2:
        found = trimmed(after)
        return [found] if found else []
    return [piece for piece in (trimmed(_begun(before)), trimmed(_and_more(after))) if piece]


def _and_more(after: list[Token]) -> list[Token]:
    """ "Five died, according to the clinic, and nine were hurt": a second clause, with a subject of its own, tied by "and" or "but"."""
    rest = [t for t in after if not t.is_space]
    if len(rest) < 4 or rest[0].text != "," or rest[1].lower_ not in ("and", "but"):
        return []
    verb = next((t for t in rest[2:] if t.dep_ in SUBJECTS and t.head.tag_ in FINITE), None)
    said = any(t.lemma_ in TOLD for t in rest)
    return rest[2:] if verb is not None and not said else []


FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"})
