"""What is counted: the measure word that a counted noun stands under, found in the parse.

Each rule is a function from a counted noun to the measure word that governs it; they are tried in the order of `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from sijill.extract.matcher import Hit, Matcher
from sijill.extract.phrases import SUBJECTS, behind_place, is_passive
from sijill.extract.words import same_sentence, words_of
from sijill.lexicon import MeasureWord

Found = tuple[MeasureWord, Token]
#: Words before a verb with which it did not come about.
NOT_QUITE = frozenset({"almost", "nearly", "narrowly"})
#: Measures of harm to persons.
HARM = frozenset({"killed", "injured", "missing", "abducted", "detained"})
#: How the parse hangs a subject that it takes for part of a place, a date or a list before it.
ASTRAY = frozenset({"appos", "conj", "nmod", "npadvmod", "dep", "ROOT", "compound", "nsubj", "nsubjpass", "attr", "dobj"})


class Measures:
    """The measure words of one parse, by token."""

    def __init__(self, doc: Doc, matcher: Matcher[MeasureWord]) -> None:
        self.hits: dict[int, list[Hit[MeasureWord]]] = {}
        for hit in matcher.find(doc):
            if _stands(hit):
                for i in _places_of(hit):
                    self.hits.setdefault(i, []).append(hit)

    def at(self, token: Token, *roles: str) -> MeasureWord | None:
        """The measure word at the token, of one of these roles."""
        return next((h.entry for h in self.hits.get(token.i, ()) if h.entry.role in roles), None)

    def of(self, counted: Token) -> Found | None:
        """The measure under which the noun is counted; None when the parse gives none."""
        for rule in RULES:
            found = rule(self, counted)
            if found is not None:
                return found
        return None


def _on_verb(hit: Hit[MeasureWord]) -> bool:
    return hit.first.pos_ == "ADP" and hit.entry.role == "patient"


def _places_of(hit: Hit[MeasureWord]) -> set[int]:
    """The tokens that stand for the word; of "to death" the verb that it hangs on."""
    return {hit.first.head.i} if _on_verb(hit) else {hit.start, hit.root.i}


def _stands(hit: Hit[MeasureWord]) -> bool:
    if _on_verb(hit):
        return hit.first.head.pos_ == "VERB" and hit.first.head.lemma_.lower() not in hit.entry.without
    root = hit.first
    if hit.entry.pos == "verb" and hit.size == 1 and root.pos_ not in ("VERB", "AUX", "ADJ"):
        return root.tag_ in ("VBN", "VBD", "VBG") or counted_singular(root)
    if hit.entry.pos == "noun" and root.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if hit.entry.with_:
        clause = words_of(hit.doc).around(hit.start)
        return any(all(part in clause for part in w.split()) for w in hit.entry.with_)
    return True


def _said_of(verb: Token) -> Iterator[Token]:
    """The verb and those coordinated with it that share its subject: "was shot and killed", "was wounded and later died"."""
    yield verb
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and not any(c.dep_ in SUBJECTS for c in child.children):
            yield from _said_of(child)


def _as_subject(noun: Token) -> Token:
    """The place that the parse took for the subject, when the noun is the real one behind it."""
    misread = noun.dep_ in ("appos", "nmod") and noun.head.dep_ in SUBJECTS and behind_place(noun.head).i == noun.i
    return noun.head if misread else noun


def object_or_passive_subject(measures: Measures, noun: Token) -> Found | None:
    """ "killed four people", "four people were killed", "a man was shot and killed"."""
    noun = _as_subject(noun)
    verb = noun.head
    if noun.dep_ in ("dobj", "obj"):
        return _found(measures.at(verb, "patient", "object"), verb) if not is_passive(verb) else None
    passive = noun.dep_ == "nsubjpass" or (noun.dep_ == "nsubj" and (is_passive(verb) or (verb.tag_ == "VBN" and verb.pos_ != "AUX")))
    if not passive:
        return None
    for said in _said_of(verb):
        active = any(c.dep_ in ("dobj", "obj") for c in said.children)
        word = measures.at(said, "patient", "object") if said.tag_ in ("VBN", "VBD") and not active else None
        if word is not None:
            return word, said
    return None


def subject(measures: Measures, noun: Token) -> Found | None:
    """ "12 people died", "275,000 residents are besieged", "900 remain"."""
    noun = _as_subject(noun)
    if noun.dep_ not in SUBJECTS:
        return None
    verb = noun.head
    for said in _said_of(verb):
        found = measures.at(said, "agent")
        if found is not None:
            return found, said
    for child in verb.children:
        if child.lower_ == "among" and verb.lemma_ == "be" and (among := _among(measures, child)) is not None:
            return among
        if child.dep_ in ("acomp", "attr", "oprd", "prep", "ccomp", "xcomp") and child.i > verb.i:
            word = measures.at(child, "patient", "agent", "self") if verb.lemma_ in ("be", "remain", "lie", "leave", "go", "become") else None
            if word is not None:
                return word, child
    return None


def participle_behind(measures: Measures, noun: Token) -> Found | None:
    """ "four people killed by strikes", "civilians who were killed", "five people dead"."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl", "amod", "advcl") and child.i > noun.i:
            word = measures.at(child, "patient") if child.tag_ == "VBN" or is_passive(child) else measures.at(child, "agent", "self")
            if word is not None:
                return word, child
    return None


def noun_of(measures: Measures, noun: Token) -> Found | None:
    """ "the death of two civilians", "the presence of 900 fighters", "took the lives of two men"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.dep_ == "dobj" and (taken := measures.at(head.head.head, "object")) is not None:
        return _found(taken if taken.measure in HARM else None, head.head.head)
    if noun.dep_ == "pobj" and head.lower_ in ("of", "to", "among"):
        return _found(measures.at(head.head, "of", "self"), head.head)
    if noun.dep_ == "poss":
        return _found(measures.at(head, "of", "self"), head)
    return None


def is_measure_itself(measures: Measures, noun: Token) -> Found | None:
    """ "two deaths", "12 wounded", "45 dead"."""
    return _found(measures.at(noun, "self"), noun) or _found(
        measures.at(noun, "patient") if noun.tag_ in ("VBN", "VBD", "JJ") else None, noun
    )


def adjective_before(measures: Measures, noun: Token) -> Found | None:
    """ "30 injured civilians", "200 displaced families"."""
    for child in noun.lefts:
        word = measures.at(child, "patient", "self") if child.dep_ in ("amod", "acl") else None
        if word is not None:
            return word, child
    return None


def small_clause(measures: Measures, noun: Token) -> Found | None:
    """ "left five people dead": the word behind, under the same verb."""
    verb = noun.head
    for child in verb.children if noun.dep_ in ("dobj", "nsubj") else ():
        if child.i > noun.i and child.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "advcl", "dep", "amod"):
            word = measures.at(child, "self", "patient") if child.pos_ in ("ADJ", "VERB") and child.i - noun.i < 4 else None
            if word is not None:
                return word, child
    if noun.dep_ == "nsubj" and verb.pos_ == "ADJ":
        return _found(measures.at(verb, "self"), verb)
    return None


def said_to_be(measures: Measures, noun: Token) -> Found | None:
    """ "dozens were reported injured", "two are believed to have been killed"."""
    verb = noun.head
    if noun.dep_ not in SUBJECTS or verb.tag_ != "VBN" or not is_passive(verb):
        return None
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("oprd", "xcomp", "acomp", "ccomp") and not any(c.dep_ in SUBJECTS for c in child.children):
            word = measures.at(child, "patient") if child.tag_ == "VBN" else measures.at(child, "agent", "self")
            if word is not None:
                return word, child
    return None


def there_are(measures: Measures, noun: Token) -> Found | None:
    """ "there were a maximum of 8,000 rebels": present."""
    verb = noun.head
    if noun.dep_ in ("attr", "nsubj", "dobj") and any(c.dep_ == "expl" for c in verb.children):
        return _found(measures.at(verb, "patient", "agent", "object"), verb)
    return None


def alongside(measures: Measures, noun: Token) -> Found | None:
    """ "was killed along with his three children", "died together with two sons"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("with", "alongside"):
        return None
    led = prep.lower_ == "alongside" or (prep.i > 0 and prep.nbor(-1).lower_ in ("along", "together")) or any(c.tag_ == "PRP$" for c in noun.children)
    verb = prep.head.head if prep.head.pos_ in ("ADV", "ADP") else prep.head
    while verb.pos_ in ("NOUN", "ADP") and verb.head.i < verb.i:
        verb = verb.head
    word = measures.at(verb, "patient" if is_passive(verb) or verb.tag_ == "VBN" else "agent") if led else None
    return _found(word, verb)


def joined_to_verb(measures: Measures, noun: Token) -> Found | None:
    """ "killing him and two of his relatives": the parse may join the second object to the verb itself."""
    verb = noun.head
    if noun.dep_ == "conj" and verb.pos_ == "VERB" and noun.i > verb.i and noun.pos_ in ("NOUN", "NUM", "PROPN") and not is_passive(verb):
        return _found(measures.at(verb, "patient"), verb)
    return None


RULES: tuple[Callable[[Measures, Token], Found | None], ...] = (
    object_or_passive_subject, participle_behind, subject, noun_of, is_measure_itself, adjective_before, small_clause, said_to_be, there_are, alongside,
    joined_to_verb,
)


def _found(word: MeasureWord | None, token: Token) -> Found | None:
    return (word, token) if word is not None else None


def beside(measures: Measures, start: int, end: int, doc: Doc) -> Found | None:
    """The measure word right before or behind the phrase (token indices), where the parse went astray."""
    for i in _near(doc, start, end):
        word = measures.at(doc[i], "patient", "self", "agent")
        if word is not None and word.role == "self" and i >= end and any(t.pos_ not in ("ADJ", "ADV") for t in doc[end:i]):
            continue
        if word is not None and (i >= end or word.role == "patient") and not (i >= end and word.role == "patient" and has_object(doc[i])):
            return word, doc[i]
    return None


def has_object(verb: Token) -> bool:
    """A past form with somebody behind it who suffers it: "five members executed a sixth"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.i == 0 or verb.nbor(-1).pos_ in ("AUX", "ADV", "PART"):
        return False
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).pos_ in ("DET", "PRON", "NUM", "PROPN")


def standing_behind(measures: Measures, last: Token) -> Found | None:
    """ "1 injured", "15 missing", "five dead": the word right behind the number, whatever the parse makes of it."""
    if last.i + 1 >= len(last.doc):
        return None
    word = measures.at(last.nbor(1), "self", "patient", "agent")
    apt = last.nbor(1).tag_ in ("VBN", "VBD", "JJ", "NN", "NNS", "VBG", "NNP")
    return (word, last.nbor(1)) if word is not None and apt and word.measure in HARM and not has_object(last.nbor(1)) else None


def death_before(measures: Measures, first: Token) -> Found | None:
    """ "the death of at least 23": the noun before "of"."""
    if first.i < 2 or first.nbor(-1).lower_ != "of":
        return None
    return _found(measures.at(first.nbor(-2), "of"), first.nbor(-2))


def toll_before(measures: Measures, first: Token) -> Found | None:
    """ "bringing the death toll to 45", "the number of dead has reached 30": the toll that the number is given for."""
    doc = first.doc
    if first.i == 0 or first.nbor(-1).lower_ not in ("to", "at", "reached", "of", "is", "was", "reaching"):
        return None
    for token in reversed(doc[max(first.sent.start, first.i - 10) : first.i - 1]):
        if token.pos_ == "NUM" or token.text in ",;":
            return None
        word = measures.at(token, "self")
        if word is not None:
            return word, token
    return None


def _left_open(verb: Token) -> bool:
    """A participle with nobody behind it: "one guard shot and killed." """
    closed = verb.i + 1 == len(verb.doc) or verb.nbor(1).is_punct or verb.nbor(1).pos_ in ("ADP", "CCONJ", "SPACE")
    return closed and not any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)


def suffers(measures: Measures, head: Token) -> Found | None:
    """What befalls the noun by the words around it, where the parse hangs it on a place or a list before it: "In Hilltown, a guard was shot dead"."""
    doc, passive = head.doc, False
    i = _behind_insertions(doc, _behind_own(head))
    for token in doc[i : i + 8]:
        if token.tag_ == "MD" or token.dep_ == "neg" or token.lower_ in NOT_QUITE:
            return None
        if token.pos_ == "AUX":
            passive = True
        elif token.lower_ == "among" and passive:
            return _among(measures, token)
        elif token.pos_ == "VERB" and token.tag_ in ("VBN", "VBD"):
            return _said_behind(measures, token, passive=passive)
        elif token.pos_ != "ADV":
            return None
    return None


def _among(measures: Measures, among: Token) -> Found | None:
    """ "were among those killed", "was among the dead"."""
    for token in among.doc[among.i + 1 : among.i + 4]:
        word = measures.at(token, "self", "patient")
        if word is not None:
            return word, token
    return None


def _behind_own(head: Token) -> int:
    """The token behind the noun and the prepositional phrases that hang on it."""
    ends = [c.right_edge.i for c in head.rights if c.dep_ == "prep" and not any(t.text in ",;(" for t in c.subtree)]
    return int(max([head.i, *ends])) + 1


def _said_behind(measures: Measures, verb: Token, *, passive: bool) -> Found | None:
    for said in _said_of(verb):
        word = measures.at(said, "patient") if passive or _left_open(said) else measures.at(said, "agent")
        if word is not None and not (passive and any(c.dep_ == "dobj" for c in said.children)):
            return word, said
    return None


def acts(noun: Token) -> bool:
    """Those behind "by" did it, and were not done to: "shot by two men"."""
    while noun.dep_ in ("conj", "appos", "nummod", "amod") and noun.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        noun = noun.head
    by = noun.head
    return noun.dep_ == "pobj" and bool(by.lower_ == "by") and bool(by.dep_ == "agent" or by.head.pos_ == "VERB")


def counted_singular(token: Token) -> bool:
    """A singular "noun" behind a plural number is a misread verb: "no more than 900 remain"."""
    return token.tag_ == "NN" and any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in token.children)


#: Marks around what is put in behind a noun, and how many tokens may stand between it and its verb.
OPENING, CLOSING, REACH = frozenset(",(–—-"), frozenset(",)–—-"), 40


def _behind_insertions(doc: Doc, end: int) -> int:
    """The token behind ", all of one family, two of them children," or "(34)" where such phrases stand between the noun and its verb."""
    if end >= len(doc) or doc[end].text not in OPENING:
        return end
    for i in range(end, min(len(doc) - 1, end + REACH)):
        token = doc[i]
        if token.text in CLOSING and doc[i + 1].pos_ in ("AUX", "VERB") and doc[i + 1].tag_ in ("VBD", "VBN", "VBZ", "VBP"):
            return i + 1
        if token.is_sent_start or token.text in ";:." or token.is_space or (token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.pos_ in ("AUX", "VERB")):
            return end
    return end


def _near(doc: Doc, start: int, end: int) -> Iterator[int]:
    behind = _behind_insertions(doc, end)
    for i in range(behind, min(len(doc), behind + 5)):
        if doc[i].is_punct or doc[i].is_space or doc[i].pos_ in ("CCONJ", "NUM") or not same_sentence(doc[i], doc[end - 1]):
            break
        yield i
    for i in range(start - 1, max(-1, start - 4), -1):
        if doc[i].is_punct or doc[i].is_space or doc[i].pos_ in ("CCONJ", "NUM", "NOUN", "PROPN"):
            break
        yield i
