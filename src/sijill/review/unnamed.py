"""Questions by name or by words, from somebody from whom names are withheld: only what still answers once the names are gone is found.

Else a guessed name would be confirmed by what it finds. So each claim is asked again without its names; no more claims are looked at than somebody waits for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sijill.keep import ClaimFilter, Entry, Ledger, Page, Spot, Tally, Withheld
from sijill.keep.index import says, text_of
from sijill.keep.words import folded, parts, words
from sijill.model import Claim, Document

LOOKED_AT = 3000
STEP = 500


def tells(wanted: ClaimFilter) -> bool:
    """Whether what a filter finds could tell a name."""
    return bool(wanted.source or wanted.text or wanted.report)


def holds(found: list[str], query: str) -> bool:
    """Whether words, in their order, hold all parts of a query."""
    def there(row: list[str], open_: bool) -> bool:
        for n in range(len(found) - len(row) + 1):
            last = found[n + len(row) - 1]
            if found[n : n + len(row) - 1] == row[:-1] and (last.startswith(row[-1]) if open_ else last == row[-1]):
                return True
        return False
    return all(there(row, open_) for row, open_ in parts(query))


def document_holds(document: Document, query: str) -> bool:
    """Whether a report, as it is shown, holds the words."""
    return holds(words(" ".join(filter(None, (document.title, document.publisher, document.text)))), query)


@dataclass(frozen=True)
class Unnamed:
    """The answers to one filter."""

    whole: Ledger
    withheld: Withheld
    wanted: ClaimFilter

    def entries(self) -> list[Entry]:
        """The claims that still answer, without their names."""
        return [replace(e, claim=claim) for e in self._looked_at() for claim in (self.withheld.claim(e.claim),) if self._answers(claim)]

    def _looked_at(self) -> Iterator[Entry]:
        after: int | None = 0
        seen = 0
        while after is not None and seen < LOOKED_AT:
            page = self.whole.page(self.wanted, after=after, size=STEP)
            yield from page.entries
            after, seen = page.after, seen + len(page.entries)

    def _answers(self, claim: Claim) -> bool:
        asked = self.wanted
        if asked.source and not any(folded(asked.source) in folded(s.name) for s in claim.sources):
            return False
        return (not asked.text or holds(words(text_of(claim)), asked.text)) and (not asked.report or self._report_answers(claim, asked.report))

    def _report_answers(self, claim: Claim, query: str) -> bool:
        found = self.whole.document(claim.document.id)
        return found is not None and document_holds(self.withheld.document(found), query)

    def page(self, after: int, before: int | None, size: int) -> Page:
        """As a ledger's."""
        every = self.entries()
        some = [e for e in every if (e.number > after if before is None else e.number < before)]
        shown = some[:size] if before is None else some[-size:]
        if not shown:
            return Page((), None, None)
        more, less = shown[-1].number < every[-1].number, shown[0].number > every[0].number
        return Page(tuple(shown), shown[-1].number if more else None, shown[0].number if less else None)

    def tally(self) -> Tally:
        """As a ledger's."""
        every = self.entries()
        return Tally(len(every), len({e.claim.document.id for e in every}), sum(e.status == "unreviewed" for e in every))

    def where(self, limit: int) -> list[Spot]:
        """As a ledger's."""
        places = Counter(d.place for e in self.entries() if (d := e.claim.figure or e.claim.event) and d.place and d.place.lat is not None)
        return [Spot(place, n) for place, n in places.most_common(limit)]

    def when(self) -> list[tuple[int, int]]:
        """As a ledger's."""
        return _sorted(self.entries(), lambda claim: says(claim)["first_day"])


def _sorted(every: list[Entry], day: Callable[[Claim], int | None]) -> list[tuple[int, int]]:
    return sorted(Counter(at for e in every if (at := day(e.claim)) is not None).items())
