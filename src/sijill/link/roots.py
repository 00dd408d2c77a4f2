"""Root sources: where each claim's chain ends, followed through other names and copies.

In: the claims of an incident, its copied passages. Out: the name of each claim's root. Two papers that print one agency's text, or cite one monitor, have
one root; a
monitor and a ministry are two. What a report says in its own voice rests on the sources that it quotes for the same incident, where it quotes any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sijill.lexicon import Lexicon
from sijill.link.copies import Copied, origin_of
from sijill.model import Claim

#: "KYIV, Ukraine (AP) —": the agency behind a report, in the line that opens it.
DATELINE = re.compile(r"^[^\n(]{0,90}\((?P<agency>[A-Z][\w .&'’/-]{1,30})\)\s*(?:--|[—–-])", re.MULTILINE)
#: Types of sources that are somebody else in every report where nothing in their name is written with a capital: "residents"; unnamed persons always are.
LOOSE = frozenset({"group", "unknown"})
#: Where a dateline may stand.
OPENING = 900
ACRONYM = re.compile(r"\s*\((?P<short>[A-Z][A-Za-z&]{1,9})\)\s*$")
ARTICLE = re.compile(r"^(?:the|a|an)\s+")


@dataclass(frozen=True)
class Names:
    """Other names of actors and agencies, folded, each with the name that stands for all."""

    same: Mapping[str, str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Names:
        """From the lexicon's actors; an acronym in brackets is another name as well."""
        same: dict[str, str] = {}
        for actor in lexicon.actors:
            for other in (actor.name, *actor.aliases, *actor.short):
                same.setdefault(_folded(other), actor.name)
        return cls(same)

    def root(self, name: str) -> str:
        """The one name of a source."""
        short = ACRONYM.search(name)
        plain = _folded(ACRONYM.sub("", name))
        return self.same.get(plain) or (self.same.get(_folded(short["short"])) if short else None) or plain


def _folded(name: str) -> str:
    return ARTICLE.sub("", re.sub(r"[^\w ]", "", name.casefold()).strip())


@dataclass(frozen=True)
class Roots:
    """The root of each claim of an incident, by id; and who stands behind each report's own voice."""

    of_claim: Mapping[str, str]

    def __getitem__(self, claim: Claim) -> str:
        return self.of_claim[claim.id]

    @property
    def count(self) -> int:
        """How many independent roots there are."""
        return len(set(self.of_claim.values()))


def roots_of(claims: Sequence[Claim], texts: Mapping[str, str], found: Sequence[Copied], names: Names) -> Roots:
    """The roots of the claims of one incident. `texts` gives each report's text by id, where it is at hand."""
    by_report: dict[str, list[Claim]] = {}
    uris = {c.document.id: c.document.uri or c.document.id for c in claims}
    for claim in claims:
        by_report.setdefault(origin_of(claim, found), []).append(claim)
    out: dict[str, str] = {}
    for report, said in by_report.items():
        quoted = {c.id: root for c in said if (root := _quoted(c, uris.get(report, report), names))}
        own = _own(report, claims, texts, names)
        behind = _behind(said, quoted, own, names)
        out |= {c.id: quoted.get(c.id, behind.get(c.id, own)) for c in said}
    return Roots(out | _as_in_the_original(claims, found, out))


def _as_in_the_original(claims: Sequence[Claim], found: Sequence[Copied], roots: Mapping[str, str]) -> dict[str, str]:
    """A copied passage's claims have the roots that the same words have where they stood first, however the copy was cut."""
    said = {(c.document.id, c.content.quote.casefold()): roots[c.id] for c in claims}
    moved = [(c, origin_of(c, found)) for c in claims]
    return {c.id: said[origin, c.content.quote.casefold()] for c, origin in moved if origin != c.document.id and (origin, c.content.quote.casefold()) in said}


def _quoted(claim: Claim, report: str, names: Names) -> str | None:
    """Where the chain begins; somebody who is not named is somebody else in every report."""
    if not claim.sources:
        return None
    first = claim.sources[0]
    root = names.root(first.name)
    unnamed = first.type == "person" or (first.type in LOOSE and first.name.islower())
    nobody = first.anonymous and unnamed and root not in names.same.values()
    return f"{root}, in {report}" if nobody else root


def _own(report: str, claims: Iterable[Claim], texts: Mapping[str, str], names: Names) -> str:
    """Who speaks in a report's own voice: the agency of its dateline, its publisher, its address."""
    dateline = DATELINE.search(texts.get(report, "")[:OPENING])
    if dateline:
        return names.root(dateline["agency"])
    ref = next((c.document for c in claims if c.document.id == report), None)
    if ref is not None and ref.publisher:
        return names.root(ref.publisher)
    return names.root(urlsplit(ref.uri or "").hostname or report) if ref is not None and "://" in (ref.uri or "") else report


def _behind(said: Sequence[Claim], quoted: Mapping[str, str], own: str, names: Names) -> dict[str, str]:
    """For claims in a report's own voice: the source that it quotes nearest to them, where it quotes any that is not itself."""
    spoken = [c for c in said if c.id in quoted]
    if not spoken:
        return {}
    return {c.id: quoted[min(spoken, key=lambda q: (abs(q.content.start - c.content.start), q.id)).id] for c in said if c.id not in quoted}
