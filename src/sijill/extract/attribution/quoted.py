"""Which quotations a cue speaks: the one before it, the one behind it, and those that follow without a cue of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from sijill.extract.attribution.record import TAG, Attribution
from sijill.extract.page import Page
from sijill.extract.phrases import Stretch
from sijill.extract.quotes import Quote

#: Between a quotation and its cue: nothing but blanks and marks.
NEXT_TO = re.compile(r"[\s,;:.—–-]*(?:as\s+)?")
#: Between a cue and the quotation behind it: a few words, no end of sentence.
LEADS_TO = re.compile(r"(?:[^.!?\n]{0,120}[:,]|(?:\s+(?:that|in|on|at|as|to|of|him|her|them|us|it))*)\s*")
#: Between a cue and its paragraph's end: a colon, behind a few words at most.
INTRODUCES = re.compile(r"[^.!?\n:]{0,60}:\s*")
NEXT_SENTENCE = re.compile(r"[^.!?\n]{0,60}[.!?][”\"]?\s+")
#: What goes on with a phrase in quotation marks, up to the next mark.
GOES_ON = re.compile(r"\s+(?:to|for|as|of|that|if|when|about|over|with|from|against|because|unless)\b[^.,;:!?\n“”\"—–―]+(?=[.,;:!?\n—–―])")
TIED = re.compile(r"(?<=,)\s+(?:and|but|or|so)\s+$")
TIES = re.compile(r",\s+((?:and|but|or|so)\s+)$")
LONGEST_NAME = 6
#: A quotation of fewer words is a turn of phrase inside somebody's sentence.
SENTENCE_WORDS = 4


def words(text: str) -> int:
    """How many words the text has."""
    return len(re.findall(r"\w+(?:[’']\w+)?", text))


@dataclass
class Speakers:
    """Which attribution speaks which quotation of the page (by the quotation's place in `page.quotes`)."""

    page: Page
    spoken: dict[int, int]
    blocks: dict[int, Stretch] = field(default_factory=dict)
    _from: dict[int, int] = field(default_factory=dict)

    @classmethod
    def assign(cls, page: Page, found: list[Attribution], clauses: list[Stretch]) -> Speakers:
        """`clauses` are the stretches of source and cue of each attribution, in the same order."""
        speakers = cls(page, {})
        for n, (attribution, clause) in enumerate(zip(found, clauses, strict=True)):
            if page.quote_at(attribution.cue[0]) is None:
                speakers._beside(n, attribution, clause)
        speakers._follow(found)
        return speakers

    def _beside(self, n: int, attribution: Attribution, clause: Stretch) -> None:
        if attribution.speech is None:
            return
        text, paragraph = self.page.text, self.page.paragraph_at(attribution.cue[0])
        before = self._last_before(clause[0], paragraph)
        if before is not None and self._stands_before(before, attribution, clause):
            if before not in self.spoken or before in self._from:
                self.spoken[before] = n
                self._from.pop(before, None)
            return
        behind = self._first_behind(clause[1], paragraph)
        if behind is None and paragraph is not None and INTRODUCES.fullmatch(text, clause[1], paragraph[1]):
            self._introduce(n, paragraph)
        elif behind is not None and LEADS_TO.fullmatch(text, clause[1], self.page.quotes[behind].start):
            nearest = self._from.get(behind, -1)
            if behind not in self.spoken or (nearest >= 0 and clause[1] > nearest):
                self.spoken[behind], self._from[behind] = n, clause[1]

    def _is_title(self, quote: Quote, at: int) -> bool:
        """ "told CNN’s “Evening Talk” on Friday that …": a name in marks behind the words of whoever is told, with no mark before it."""
        name = self.page.text[quote.inner_start : quote.inner_end]
        alone = self.page.text[at : quote.start].strip() and self.page.text[quote.start - 2] not in ",:"
        return bool(alone) and words(name) <= SENTENCE_WORDS and name[-1:].isalpha() and all(w[:1].isupper() for w in name.split() if len(w) > 3)

    def _is_name(self, quote: Quote) -> bool:
        """ "On Radio One’s “Evening Talk,” the mayor said it fell": two words or more, all with capitals, right behind a word."""
        name = self.page.text[quote.inner_start : quote.inner_end].rstrip(",").split()
        led = self.page.text[: quote.start].rstrip()[-1:].isalnum() and not self.page.text[: quote.start].endswith("\n")
        return led and 1 < len(name) <= LONGEST_NAME and all(w[:1].isupper() for w in name if len(w) > 3)

    def _stands_before(self, before: int, attribution: Attribution, clause: Stretch) -> bool:
        """True where the quotation right before the cue is what is said."""
        quote = self.page.quotes[before]
        beside = NEXT_TO.fullmatch(self.page.text, quote.end, clause[0]) is not None
        return beside and not self._is_name(quote) and not self._ended(before, attribution, clause)

    def _introduce(self, n: int, paragraph: Stretch) -> None:
        """ "The mayor wrote:" at a paragraph's end: what is said is the next paragraph, or the quotation that it opens with."""
        order = self.page.paragraphs
        after = order.index(paragraph) + 1
        if after == len(order):
            return
        quote = self._first_behind(order[after][0], order[after])
        if quote is not None and self.page.quotes[quote].start == order[after][0]:
            self.spoken[quote] = n
        elif not TAG.match(self.page.text, order[after][0]):
            self.blocks[n] = order[after]

    def _ended(self, before: int, attribution: Attribution, clause: Stretch) -> bool:
        """True where the quotation before ends its sentence, or is but a name, and the cue has its content behind it."""
        quote = self.page.quotes[before]
        stopped = "." in (self.page.text[quote.inner_end - 1], self.page.text[quote.end : quote.end + 1])
        named = words(self.page.text[quote.start : quote.end]) < SENTENCE_WORDS and self.page.text[quote.inner_end - 1] not in ",?!"
        has_own = any(a >= clause[1] for a, _ in attribution.contents) or bool(re.match(r"[,:]\s+[“\"]", self.page.text[clause[1] : clause[1] + 4]))
        return has_own and (stopped or named)

    def _last_before(self, at: int, paragraph: Stretch | None) -> int | None:
        inside = [i for i, q in enumerate(self.page.quotes) if paragraph and paragraph[0] <= q.start and q.end <= at]
        return inside[-1] if inside else None

    def _first_behind(self, at: int, paragraph: Stretch | None) -> int | None:
        inside = [i for i, q in enumerate(self.page.quotes) if paragraph and at <= q.start < paragraph[1] and not self._is_title(q, at)]
        return inside[0] if inside else None

    def _is_sentence(self, quote: Quote) -> bool:
        """True for a quotation that stands for itself: of some length, or ended by its own full stop."""
        if TAG.match(self.page.text, quote.start):
            return False
        count = words(self.page.text[quote.start : quote.end])
        return count >= SENTENCE_WORDS or (count >= 2 and self.page.text[quote.inner_end - 1] in ".!?" and self.page.text[quote.inner_start].isupper())

    def _follow(self, found: list[Attribution]) -> None:
        """A quotation without a cue goes on where the one before it stopped, in its paragraph or at the next one's start."""
        for i, quote in enumerate(self.page.quotes):
            if i in self.spoken or self.page.is_furniture(quote.start, quote.end):
                continue
            before = next((j for j in range(i - 1, -1, -1) if j in self.spoken), None)
            cue = found[self.spoken[before]].cue[0] if before is not None else -1
            tied = before is not None and self.page.quotes[before].end <= cue < quote.start
            if not self._is_sentence(quote) and not (tied and words(self.page.text[quote.start : quote.end]) > 1):
                continue
            if before is not None and self._goes_on(self.page.quotes[before], quote, cue):
                self.spoken[i] = self.spoken[before]
            elif (n := self._told_before(quote, found)) is not None:
                self.spoken[i] = n

    def _told_before(self, quote: Quote, found: list[Attribution]) -> int | None:
        """ "The plan fails, the mayor said. “We know it.”": whose words, told in the sentence before, a quotation goes on with."""
        here = self.page.paragraph_at(quote.start)
        told = [n for n, a in enumerate(found) if a.speech is not None and a.contents and here is not None and here[0] <= a.cue[0] < quote.start]
        if not told:
            return None
        last = max(told, key=lambda n: found[n].cue[0])
        end = max(b for a, b in (*found[last].contents, found[last].cue) if b <= quote.start) if found[last].cue[1] <= quote.start else quote.start
        return last if NEXT_SENTENCE.fullmatch(self.page.text, end, quote.start) else None

    def _goes_on(self, earlier: Quote, later: Quote, cue: int) -> bool:
        here, there = self.page.paragraph_at(later.start), self.page.paragraph_at(earlier.start)
        if here is None or there is None:
            return False
        if here == there:
            between = TIED.sub("", self.page.text[earlier.end : later.start])
            own = earlier.end <= cue < later.start and len(ENDS.findall(between)) <= 1
            return ((own or words(between) <= 18) and between.rstrip().endswith((".", ",", "!", "?"))) or words(between) == 0
        order = self.page.paragraphs
        whole = later.start - here[0] <= 1 and words(self.page.text[later.end : here[1]]) == 0
        return whole and order.index(here) - order.index(there) == 1

    def extend(self, found: list[Attribution]) -> list[Attribution]:
        """The attributions with the words of their quotations added to their content."""
        cues = [a.cue[0] for a in found]
        return [self._past_marks(self._with_quotes(n, attribution), cues) for n, attribution in enumerate(found)]

    def _past_marks(self, found: Attribution, cues: list[int]) -> Attribution:
        """ "called it “a disgrace” to the city": a clause that ends with words in marks, with the phrase that goes on behind them."""
        if not found.contents or found.entry.pos == "mark":
            return found
        start, end = found.contents[-1]
        quote = next((q for q in self.page.quotes if start <= q.inner_start < end and end <= q.inner_end <= end + 1), None)
        more = GOES_ON.match(self.page.text, quote.end) if quote is not None and quote.closed else None
        if more is None or any(more.start() <= at < more.end() for at in cues):
            return found
        return replace(found, contents=(*found.contents[:-1], (start, more.end())))

    def _with_quotes(self, n: int, attribution: Attribution) -> Attribution:
        own = [self.page.quotes[i] for i in sorted(self.spoken) if self.spoken[i] == n]
        inside = [q for q in self.page.quotes if q not in own and _grows(q, attribution, self.page)]
        if n in self.blocks and not attribution.contents:
            return replace(attribution, entry=attribution.speech or attribution.entry, contents=(self.blocks[n],), quoted=True)
        if not own and not inside:
            return attribution
        pieces = list(attribution.contents)
        for quote in own:
            pieces = _joined(pieces, (self._first(quote, own[0], attribution), quote.inner_end), self.page.text)
        for quote in inside:
            pieces = [(a, max(b, quote.inner_end)) if a < quote.start < b else (a, b) for a, b in pieces]
        whole = {(q.inner_start, q.inner_end) for q in own}
        pieces = sorted(p for p in pieces if words(self.page.text[p[0] : p[1]]) > (0 if p in whole else 1))
        entry = attribution.speech if own and attribution.speech is not None else attribution.entry
        return replace(attribution, entry=entry, contents=tuple(_merged(pieces)), quoted=bool(own))

    def _first(self, quote: Quote, opening: Quote, attribution: Attribution) -> int:
        """Where a quotation begins: "“…,” he said, *and* “…”" with the word that ties it to the one before the cue."""
        cue = attribution.cue[1]
        tied = TIES.search(self.page.text, cue, quote.start) if opening.end <= attribution.cue[0] and quote.start > cue else None
        return tied.start(1) if tied else quote.inner_start


def _grows(quote: Quote, attribution: Attribution, page: Page) -> bool:
    """True when the content runs into a quotation and stops inside it."""
    return any(a < quote.start < b < quote.inner_end for a, b in attribution.contents)


#: A sentence's end or a colon between words: what stands before it is not of the quotation's own sentence.
ENDS = re.compile(r"(?:[!?:]|[a-z]{3}\.)\W*\s")


def _joined(pieces: list[Stretch], quote: Stretch, text: str) -> list[Stretch]:
    """The pieces with a quotation: one that runs into it is one with it, unless a sentence ends between."""
    out: list[Stretch] = []
    for a, b in pieces:
        if b <= quote[0] or quote[1] <= a:
            out.append((a, b))
        elif not ENDS.search(text, min(a, quote[0]), quote[0]):
            ended = text[quote[1] - 1] in ",.!?" and b > quote[1]
            quote = (min(a, quote[0]), quote[1] if ended else max(b, quote[1]))
    return [*out, quote]


def _merged(pieces: list[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for a, b in pieces:
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out
