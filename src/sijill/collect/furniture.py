"""Recognise what is not the report's prose: headline, its repeat, captions, links to other stories, pull quotes, boilerplate.

In: canonical text. Out: furniture in order, each a whole line (or lines) of it. A body paragraph is never furniture: when in doubt, a line
that ends like a sentence stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sijill.lexicon.furniture import FurnitureLine, load_furniture
from sijill.model import Furniture, FurnitureKind

SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]]*$")
QUOTE_MARKS = "“”\"'‘’«» "
#: A headline or subhead is no longer than this many characters.
HEADLINE = 160
#: A link to another story, with the first words of that story, is no longer than this.
STORY_LINK = 300
#: A caption or credit is no longer than this.
LONGEST_FURNITURE = 600
#: Repeats are looked for in texts of at most so many lines: each line is held against each other one.
MOST_LINES = 2000
#: A line of this many words is prose or the headline of another story.
SENTENCE_WORDS = 8


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    text: str


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], FurnitureLine], ...]:
    return tuple((re.compile(f.pattern, re.IGNORECASE if f.id not in CASED else 0), f) for f in load_furniture())


#: Entries whose pattern tells names by their capitals.
CASED = frozenset({"en.credit_agency"})


def _lines(text: str) -> list[Line]:
    out = []
    for m in re.finditer(r"[^\r\n]+", text):
        bare = m.group().strip()
        if bare:
            start = m.start() + m.group().index(bare)
            out.append(Line(start, start + len(bare), bare))
    return out


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """All furniture of the text, in order."""
    lines = _lines(text)
    found: dict[int, Furniture] = {}
    _by_pattern(lines, found)
    if len(lines) > 1:
        body = _first_body(lines)
        _above_body(lines, body, found)
        _subheads(lines, body, found)
        _lists_of_stories(lines, body, found)
        _repeats(text, lines, found)
    return tuple(found[n] for n in sorted(found))


def _by_pattern(lines: list[Line], found: dict[int, Furniture]) -> None:
    rest: FurnitureLine | None = None
    for n, line in enumerate(lines):
        entry = rest or _entry(line.text)
        if entry is not None and (len(lines) > 1):
            found[n] = Furniture(kind=entry.kind, start=line.start, end=line.end)
            if entry.rest and n > len(lines) // 3:
                rest = entry


def _entry(text: str) -> FurnitureLine | None:
    if len(text) > LONGEST_FURNITURE:
        return None
    return next((entry for pattern, entry in _compiled() if pattern.fullmatch(text)), None)


def is_furniture_line(text: str) -> bool:
    """True when the line alone tells that it is furniture: a button, a credit, a notice."""
    return _entry(text.strip()) is not None


def _first_body(lines: list[Line]) -> int:
    """The first line that is prose: it ends like a sentence and has at least eight words."""
    for n, line in enumerate(lines):
        if SENTENCE_END.search(line.text) and len(line.text.split()) >= SENTENCE_WORDS and not _entry(line.text):
            return n
    return 0


def _above_body(lines: list[Line], body: int, found: dict[int, Furniture]) -> None:
    """Headline, its repeat, and captions: the lines above the first prose that do not end like a sentence."""
    for n in range(body):
        line = lines[n]
        if n in found or (SENTENCE_END.search(line.text) and len(line.text.split()) >= SENTENCE_WORDS):
            continue
        kind: FurnitureKind = "headline" if n == 0 else "repeat" if _plain(line.text) == _plain(lines[0].text) else "caption"
        found[n] = Furniture(kind=kind, start=line.start, end=line.end)


def _subheads(lines: list[Line], body: int, found: dict[int, Furniture]) -> None:
    """A short line between paragraphs that does not end like a sentence, or asks what the next ones answer."""
    for n in range(body + 1, len(lines)):
        line = lines[n]
        short = len(line.text) <= HEADLINE and len(line.text.split()) <= 14
        open_end = not SENTENCE_END.search(line.text) or (line.text.endswith("?") and len(line.text.split()) <= 8)
        quoted = line.text[0] in "“\"‘«" or line.text[-1] in "”\"’»,;"
        if n not in found and short and open_end and not quoted:
            found[n] = Furniture(kind="headline", start=line.start, end=line.end)


def _open(line: Line) -> bool:
    return not SENTENCE_END.search(line.text)


def _lists_of_stories(lines: list[Line], body: int, found: dict[int, Furniture]) -> None:
    """Headlines of other stories: a line without a full stop that stands among others of its kind, in a report whose own paragraphs end in one."""
    prose = sum(len(line.text) if not _open(line) else -len(line.text) for line in lines if len(line.text.split()) >= SENTENCE_WORDS)
    if prose < 0:
        return
    idle = [n in found or (_open(line) and len(line.text) <= STORY_LINK) for n, line in enumerate(lines)]
    for n in range(body + 1, len(lines)):
        if n not in found and idle[n] and idle[n - 1] and (n + 1 == len(lines) or idle[n + 1]):
            found[n] = Furniture(kind="read_more", start=lines[n].start, end=lines[n].end)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _repeats(text: str, lines: list[Line], found: dict[int, Furniture]) -> None:
    """A paragraph that says again what a longer one says: a pull quote below it, a deck above it."""
    if len(lines) > MOST_LINES:
        return
    for n, line in enumerate(lines):
        words = _plain(line.text)
        if (n in found and found[n].kind not in ("headline", "repeat", "caption")) or len(words.split()) < 5:
            continue
        for m, other in enumerate(lines):
            if m == n or m in found or (len(other.text) <= len(line.text) - 2 and n not in found):
                continue
            at = _passage(text, other, line.text)
            if at is None or (n not in found and len(other.text) == len(line.text) and m > n):
                continue
            again: FurnitureKind = found[n].kind if n in found and n < m else "deck" if n < m else "pull_quote"
            found[n] = Furniture(kind=again, start=line.start, end=line.end, repeat_start=at[0], repeat_end=at[1])
            break


def _passage(text: str, other: Line, words: str) -> tuple[int, int] | None:
    """Where the line `other` holds these words, blanks and marks aside."""
    tokens = re.findall(r"\w+", words.strip(QUOTE_MARKS))
    if not tokens or len(tokens) > 120:
        return None
    if len(tokens) > 8:
        exact = re.search(r"\W+".join(map(re.escape, tokens)), other.text, re.IGNORECASE)
        return (other.start + exact.start(), other.start + exact.end()) if exact else _almost(tokens, other)
    exact = re.search(r"\W+".join(map(re.escape, tokens)), other.text, re.IGNORECASE)
    return (other.start + exact.start(), other.start + exact.end()) if exact else None


def _almost(tokens: list[str], other: Line) -> tuple[int, int] | None:
    """The same but for a few words split or changed: nine of ten letters in order, from the first word to the last."""
    joined = "".join(tokens).casefold()
    solid = [(m.start(), m.group().casefold()) for m in re.finditer(r"\w", other.text)]
    letters = "".join(c for _, c in solid)
    at = letters.find(joined[: max(12, len(joined) // 3)])
    if at < 0 or len(joined) < 40:
        return None
    same = sum(a == b for a, b in zip(joined, letters[at : at + len(joined)], strict=False))
    if same < 0.9 * len(joined):
        return None
    last = solid[min(at + len(joined), len(solid)) - 1][0]
    return other.start + solid[at][0], other.start + last + 1
