"""What was missed, wrong, too much or trapped: each with its sentence and the rules behind it, and what is taken for what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sijill.evaluate.fields import Compared, touch

Json = dict[str, Any]
#: Fields whose values are few, so that "taken for" can be counted.
COUNTED = frozenset({"class", "measure", "bound", "group", "anonymous"})
_STOPS = re.compile(r"(?<=[\w)%][.!?][\"'”’)]) +|(?<=[a-z0-9)%][.!?]) +|\n+")


@dataclass(frozen=True)
class Miss:
    """One fault. `rules` are those that read the claim or, of a missed claim, whatever touches its words; none when no rule read anything there."""

    what: Literal["missed", "wrong", "extra", "trap"]
    document: str
    name: str
    kind: str
    words: str
    said: str
    rules: tuple[str, ...]
    sentence: str

    def line(self) -> str:
        """The fault in one line, without its sentence."""
        by = f" by {', '.join(self.rules)}" if self.rules else " (nothing read there)"
        return f"{self.what} {self.document} {self.name} {self.kind}: {self.words[:90]!r}{': ' + self.said if self.said else ''}{by}"


def missed(document: str, gold: Json, read: Sequence[Json], text: str) -> Miss:
    """A gold claim that no claim of its kind was read for."""
    near = [c for c in read if touch(gold["content"], c["content"])]
    kinds = sorted({c["kind"] for c in near if c["kind"] != gold["kind"]})
    said = f"read as {', '.join(kinds)}" if kinds else "read with other bounds" if near else ""
    rules = tuple(sorted({c["rule"] for c in near}))
    return Miss("missed", document, gold["id"], gold["kind"], gold["content"]["quote"], said, rules, sentence(text, gold["content"]))


def wrong(document: str, gold: Json, read: Json, fields: Iterable[Compared], text: str) -> Miss:
    """A claim read with wrong fields, each with what the gold has and what was read."""
    said = "; ".join(f"{c.field} {c.read or 'none'!r} for {c.gold or 'none'!r}" for c in fields)
    return Miss("wrong", document, gold["id"], gold["kind"], read["content"]["quote"], said, (read["rule"],), sentence(text, read["content"]))


def extra(document: str, read: Json, text: str) -> Miss:
    """A claim that nobody coded, of a kind whose coding is exhaustive."""
    return Miss("extra", document, "-", read["kind"], read["content"]["quote"], "", (read["rule"],), sentence(text, read["content"]))


def trap(document: str, why: str, read: Json, text: str) -> Miss:
    """What the gold says must not be read."""
    return Miss("trap", document, "-", read["kind"], read["content"]["quote"], why, (read["rule"],), sentence(text, read["content"]))


def confusions(fields: Iterable[Compared]) -> Counter[tuple[str, str, str]]:
    """How often a field's value was taken for another: (field, gold, read)."""
    return Counter((c.field, c.gold or "none", c.read or "none") for c in fields if not c.right and c.field in COUNTED)


def sentence(text: str, span: Json) -> str:
    """The sentences that a span of code points lies in, on one line; empty without the text."""
    return " ".join(text[start:end].strip() for start, end in _sentences(text) if start < span["end"] and span["start"] < end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOPS.finditer(text):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)
