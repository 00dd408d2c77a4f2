"""Names of sources that are not given away: which, and a record or a text without them.

What goes is the name and every word by which the report calls this source; each character becomes a block, so that spans still count the same characters.
In: records and texts of the ledger. Out: the same without the names. What is kept never changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from sijill.errors import LedgerError
from sijill.keep.filters import ClaimFilter
from sijill.model import Claim, Decision, Document, Incident, Record, Source

if TYPE_CHECKING:
    from sijill.keep.ledger import Ledger

BLOCK = "█"
NAMELESS = "name withheld"
#: Keys under which a record holds words of a report, or words about them; all other strings are codes, days and ids.
WORDS = frozenset({"quote", "name", "title", "publisher", "author", "group", "occupation", "why", "text", "sources"})
#: What a filter asks by names or words.
TELLING = frozenset({"source", "text", "report"})
R = TypeVar("R", bound=Record)


@dataclass
class Withheld:
    """The names that are withheld, everywhere and by report; `every` withholds all there are."""

    ledger: Ledger
    everywhere: frozenset[str] = frozenset()
    by_report: dict[str, set[str]] = field(default_factory=dict)
    every: bool = False
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger, *, every: bool = False) -> Withheld:
        """What the decisions of a ledger withhold: a claim's sources in its report, a source by its name everywhere."""
        found = cls(ledger, every=every)
        for subject in ledger.flags("withhold"):
            if subject.startswith("source:"):
                found.everywhere |= {subject.removeprefix("source:")}
            else:
                found._add(subject)
        return found

    def _add(self, claim_id: str) -> None:
        with suppress(LedgerError):  # of a claim that this ledger does not hold
            claim = self.ledger.claim(claim_id)
            self.by_report.setdefault(claim.document.id, set()).update(s.name for s in claim.sources)

    def __bool__(self) -> bool:
        return self.every or bool(self.everywhere or self.by_report)

    def names(self, document_id: str) -> frozenset[str]:
        """The names withheld in a report."""
        return self.everywhere | self.by_report.get(document_id, set())

    def words(self, document_id: str) -> frozenset[str]:
        """Every word by which a report calls a withheld source: names, what it says instead of them, and parts of persons' names."""
        names = self.names(document_id)
        if not names and not self.every:
            return frozenset()
        if document_id not in self._known:
            own = [s for c in self.ledger.claims(ClaimFilter(document=document_id)) for s in c.sources if self.every or s.name in names]
            self._known[document_id] = frozenset(names | {w for s in own for w in _called(s)})
        return self._known[document_id]

    def claim(self, claim: Claim) -> Claim:
        """The claim without the names."""
        words = self.words(claim.document.id)
        if not words:
            return claim
        names = self.names(claim.document.id)
        made = without(claim, words)
        pairs = zip(claim.sources, made.sources, strict=True)
        return made.model_copy(update={"sources": tuple(m.model_copy(update={"name": NAMELESS}) if self.every or s.name in names else m for s, m in pairs)})

    def document(self, document: Document) -> Document:
        """The report without the names."""
        words = self.words(document.id)
        if not words:
            return document
        found = pattern(words)
        said = {name: hide(found, value) for name in ("title", "publisher", "author") if isinstance(value := getattr(document, name, None), str)}
        return document.model_copy(update={"text": hide(found, document.text), **said})

    def text(self, document_id: str, words: str) -> str:
        """Words of a report without the names."""
        return blocked(words, self.words(document_id))

    def incident(self, incident: Incident) -> Incident:
        """The incident without the names."""
        reports = {self.ledger.claim(c).document.id for c in incident.claims} if self else set()
        words = frozenset(w for report in reports for w in self.words(report))
        return without(incident, words) if words else incident

    def decision(self, decision: Decision) -> Decision:
        """A decision without the names, which a reason or a correction may hold."""
        if not self:
            return decision
        if decision.verdict == "view":
            return _nameless_view(decision)
        with suppress(LedgerError):
            found = pattern(self.everywhere.union(*map(self.words, self._reports(decision))))
            right = json.loads(hide(found, json.dumps(decision.corrected, ensure_ascii=False))) if decision.corrected else None
            return decision.model_copy(update={"reason": hide(found, decision.reason), "corrected": right, "subject": _nameless(decision.subject, found)})
        return decision

    def _reports(self, decision: Decision) -> set[str]:
        """The reports that a decision is about, by itself or by the claims it names."""
        named = [c for held in (decision.corrected or {}).values() if isinstance(held, list) for c in held if isinstance(c, str)]
        claims = self.ledger.claims_by_id([c for c in (decision.subject, *named) if c.startswith("c_")])
        return {c.document.id for c in claims.values()} | ({decision.subject} if decision.subject.startswith("sha256:") else set())

    def claims(self, found: Iterable[Claim]) -> Iterator[Claim]:
        """Claims without the names."""
        return (self.claim(c) for c in found) if self else iter(found)


def _called(source: Source) -> Iterator[str]:
    """A lone common word, as in "he" or "residents", names nobody and stands all over a text."""
    yield from (w for w in (source.name, source.span.quote) if w != w.lower() or " " in w)
    if source.type == "person":
        yield from (w for w in re.findall(r"\w+", source.name) if len(w) > 2 and w[:1].isupper())


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds the words, the longest first, as whole words in any case."""
    parts = sorted((re.escape(w) for w in words if w.strip()), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)" if parts else r"(?!)", re.IGNORECASE)


def hide(found: re.Pattern[str], text: str) -> str:
    """The text with a block for each character that is found."""
    return found.sub(lambda m: BLOCK * len(m.group()), text)


def blocked(text: str, words: Iterable[str]) -> str:
    """The text with a block for each character of the words."""
    return hide(pattern(words), text)


def _nameless(subject: str, found: re.Pattern[str]) -> str:
    return "source:" + hide(found, subject.removeprefix("source:")) if subject.startswith("source:") else subject


def _nameless_view(decision: Decision) -> Decision:
    """A saved view: what it asks by name or words may tell one, and so may what it is called."""
    asked = parse_qsl(str((decision.corrected or {}).get("query") or ""))
    told = [(k, v) for k, v in asked if k not in TELLING]
    if told == asked:
        return decision
    name = decision.subject.partition(":")[2]
    return decision.model_copy(update={"subject": f"view:{BLOCK * len(name)}", "corrected": {"query": urlencode(told)}})


def without(record: R, words: Iterable[str]) -> R:
    """A record with blocks for the words, wherever it quotes or names them."""
    found = pattern(words)

    def clean(value: Any, key: str = "") -> Any:
        if isinstance(value, str):
            return hide(found, value) if key in WORDS else value
        if isinstance(value, dict):
            return {k: clean(v, k) for k, v in value.items()}
        return [clean(v, key) for v in value] if isinstance(value, (list, tuple)) else value

    return type(record).model_validate(clean(record.model_dump(by_alias=True, mode="json")))
