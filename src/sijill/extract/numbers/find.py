"""Find numbers in a text: digits, words and vague quantities, with the words that bound them.

In: text. Out: numbers in order, none overlapping; offsets in code points. The text is never rewritten. Every number of the text is
given, with `kind` telling a count from a date, an age, a distance, a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sijill.lexicon.numbers import NumberWords, load_number_words
from sijill.model import Bound

DIGITS = r"\d{1,3}(?:[.,  ]\d{3})+(?![\d])|\d+(?:[.,]\d+)?"
#: Beyond this no count of people or things makes sense; longer runs of digits are names.
LARGEST = 10**12


@dataclass(frozen=True)
class FoundNumber:
    """`start` to `end` with its bound words, `core_start` to `core_end` without; `low`, `high` as DESIGN section 2 says."""

    start: int
    end: int
    quote: str
    core_start: int
    core_end: int
    low: int | None
    high: int | None
    bound: Bound
    kind: str
    vague: bool = False
    additive: bool = False
    weak: bool = False


@dataclass(frozen=True)
class _Grammar:
    number: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    more: re.Pattern[str]
    share: re.Pattern[str]
    bound_of: dict[str, Bound]
    words: NumberWords


def _any(words: object) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    w = load_number_words()
    units, scales = _any(w.units), _any(w.scales)
    part = rf"(?:{units}|{scales})"
    word = rf"(?:{units})(?:[\s-]+(?:{part}|(?<=hundred )and\s+(?:{units})|(?<=thousand )and\s+(?:{units})))*"
    digits = rf"(?:{DIGITS})(?:\s*(?:{scales})\b(?!\s*-)|(?:{_any(w.letters)})\b(?!\s*\()(?!\s+(?:{_any(w.not_million)})\b))?"
    number = rf"(?<![\w.,])(?:(?P<vague>{_any(w.vague)})\b|(?P<fixed>{_any(w.fixed)})\b|(?P<digits>{digits})|(?P<word>\b{word})\b)"
    bounds: dict[str, Bound] = {p: b for b, ps in w.before.items() for p in ps}  # type: ignore[misc]
    bounds |= {p: b for b, ps in w.after.items() for p in ps}  # type: ignore[misc]
    before = rf"(?<!\w)(?:(?P<extra>{_any(w.additive)})\s+)?(?:(?P<between>between|from)|(?P<bound>{_any(p for ps in w.before.values() for p in ps)}))?\s*$"
    after = rf"\s*(?P<bound>{_any(p for ps in w.after.values() for p in ps)})(?!\w)"
    flags = re.IGNORECASE
    return _Grammar(re.compile(number, flags), re.compile(before, flags), re.compile(after, flags),
                    re.compile(rf"\s+(?:{_any(w.additive_behind)})(?!\w)(?!\s+than\b)", flags),
                    re.compile(rf"(?<!\w)(?P<share>{_any(w.fractions)})\s+(?:of\s+)?(?:the|its|their|these|those)?\s*$", flags), bounds, w)


def find_numbers(text: str) -> list[FoundNumber]:
    """Every number of the text. Runs in time linear in the text's length."""
    g = _grammar()
    found: list[FoundNumber] = []
    at = 0
    while match := g.number.search(text, at):
        number = _read(text, match, g, found[-1].end if found else 0)
        at = max(match.end(), number.end if number else 0)
        if number is not None:
            found.append(number)
    return found


def _read(text: str, match: re.Match[str], g: _Grammar, floor: int) -> FoundNumber | None:
    value, vague = _value(match, g.words)
    if value is None or value > LARGEST:
        return None
    start, end = match.span()
    kind = _kind(text, match, g.words)
    share = g.share.search(text, max(floor, start - 30), start)
    if share is not None and kind == "count":
        part = round(value * g.words.fractions[re.sub(r"[\s-]+", " ", share.group("share").lower())])
        return FoundNumber(share.start(), end, text[share.start() : end], start, end, part, part, "about", kind, vague)
    low: int | None = value
    high: int | None = None if vague else value
    bound: Bound = "at_least" if vague else "exact"
    lead = g.before.search(text, max(floor, start - 40), start)
    first = start
    second = _range(text, match, g, bool(lead and lead.group("between")))
    if second is not None:
        end, top = second
        low, high, bound = value, top, "between"
        first = lead.start("between") if lead and lead.group("between") else start
    elif lead and lead.group("bound"):
        bound = g.bound_of[re.sub(r"\s+", " ", lead.group("bound").lower())]
        low, high = _bounded(bound, value)
        first = lead.start("bound")
    else:
        trail = g.after.match(text, end)
        if trail and kind == "count":
            bound = g.bound_of[trail.group("bound").lower()]
            low, high = _bounded(bound, value)
            end = trail.end()
    more = g.more.match(text, end) if kind == "count" else None
    additive = bool(lead and lead.group("extra")) or more is not None
    first = min(first, lead.start("extra")) if lead and lead.group("extra") else first
    if low is not None and high is not None and low > high:
        return None
    return FoundNumber(first, end, text[first:end], match.start(), match.end() if second is None else end, low, high, bound,
                       kind, vague, additive, match.group().lower() == "one")


def _bounded(bound: Bound, value: int) -> tuple[int | None, int | None]:
    if bound in ("more_than", "at_least"):
        return value, None
    if bound in ("less_than", "at_most"):
        return None, value
    return value, value


def _value(match: re.Match[str], w: NumberWords) -> tuple[int | None, bool]:
    key = re.sub(r"\s+", " ", match.group().lower())
    if match.group("vague"):
        return w.vague[key], True
    if match.group("fixed"):
        return w.fixed[key], False
    if match.group("digits"):
        return _digits(key, w), False
    return _spelled(key, w), False


def _digits(key: str, w: NumberWords) -> int | None:
    number = re.match(DIGITS, key)
    if number is None:
        return None
    raw, rest = number.group(), key[number.end() :].strip()
    scale = w.scales.get(rest) or w.letters.get(rest) or 1
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+", raw) and scale == 1:
        return int(re.sub(r"\D", "", raw))
    if re.fullmatch(r"\d+", raw):
        return int(raw) * scale if len(raw) < 16 else None
    value = float(raw.replace(" ", "").replace(",", ".")) * scale if raw.count(".") + raw.count(",") == 1 else None
    return round(value) if value is not None and scale > 1 else None


def _spelled(key: str, w: NumberWords) -> int | None:
    total = part = 0
    for word in re.split(r"[\s-]+", key):
        if word == "and":
            continue
        if word in w.scales:
            scale = w.scales[word]
            part = max(part, 1) * scale
            if scale > 100:
                total, part = total + part, 0
        else:
            part += w.units[word]
    return total + part


def _range(text: str, match: re.Match[str], g: _Grammar, between: bool) -> tuple[int, int] | None:
    """ "between 20 and 25", "20-25", "20 to 25", "20 or 25": where it ends, and its upper value."""
    joint = re.compile(r"\s*(?:-|–|to|or)\s*" if not between else r"\s*(?:-|–|to|and|or)\s*", re.IGNORECASE)
    link = joint.match(text, match.end())
    if link is None or match.group("vague"):
        return None
    other = g.number.match(text, link.end())
    if other is None or other.group("vague"):
        return None
    low, high = _value(match, g.words)[0], _value(other, g.words)[0]
    if low is None or high is None or high <= low or high > low * 20 + 20:
        return None
    return other.end(), high


def _kind(text: str, match: re.Match[str], w: NumberWords) -> str:
    """What the number numbers, by the words and marks that touch it."""
    start, end = match.span()
    ahead, behind = text[max(0, start - 24) : start], text[end : end + 24]
    for rule in KINDS:
        kind = rule(match.group(), ahead, behind, w)
        if kind:
            return kind
    return "count"


def _named(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    if re.search(r"[A-Za-z]-?$", ahead) and core[0].isdigit():
        return "weapon"
    word = re.search(r"([A-Za-z]+)\.?\s*$", ahead)
    capital = core[0].isdigit() or core[0].isupper()
    return "name" if word and word.group(1).lower() in w.names_before and capital else None


def _money(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    word = re.search(r"([A-Za-z$]+)\.?\s*$", ahead)
    marked = bool(ahead.strip()) and ahead.rstrip()[-1:] in w.money_marks
    return "money" if marked or (word and word.group(1).lower() in w.money_before) else None


def _unit(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    word = re.match(r"[\s-]*(?:(?:square|consecutive|straight|more|long|nautical|full|whole|million)\s+)?([A-Za-z%’'.]+(?:-long)?)", behind)
    if word is None:
        return "percent" if behind.lstrip().startswith("%") else None
    unit = word.group(1).lower().rstrip(".") if word.group(1).lower() not in ("a.m.", "p.m.") else word.group(1).lower()
    kind = next((k for k, units in w.kinds.items() if unit in units), None)
    if kind == "duration" and re.match(r"[\s-]*(?:years?|months?|weeks?|days?)[\s-]+old", behind):
        return "age"
    return kind


def _ordinal(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    return "ordinal" if re.match(r"(?:st|nd|rd|th)\b", behind) else None


def _age(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    if re.search(r"\b(?:aged?|ages|aged between)\s+(?:about\s+)?$", ahead):
        return "age"
    alone = core.isdigit() and len(core) <= 2 and re.match(r"\s*(?:(?:or|to|-|–)\s*\d{1,2}\s*)?(?:,|\.|;|\)|$)", behind)
    name = re.search(r"(?:[A-Z][\w’'-]+\s*[,(]|\w\s*[)”]\s*\()\s*$", ahead)
    months = re.search(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s*[,(]?\s*$", ahead)
    if alone and name and not months:
        return "age"
    return "age" if re.search(r"\b(?:is|was)\s+$", ahead) and re.match(r"\s*(?:,|\.|and\b|$)", behind) else None


def _date(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    if not core[0].isdigit():
        return None
    if re.match(rf"\s*(?:st|nd|rd|th)?\s*(?:of\s+)?(?:{month})(?![a-z])", behind) and len(core) <= 2:
        return "date"
    if re.search(rf"(?:{month})\s*(?:\d+\s*(?:-|–|to|and)\s*)?$", ahead) and len(core) <= 2:
        return "date"
    if re.fullmatch(r"(?:1[89]|20)\d\d", core) and re.search(rf"(?:{month})\s*(?:\d+(?:st|nd|rd|th)?)?\s*,?\s*$", ahead):
        return "date"
    if re.fullmatch(r"(?:1[89]|20)\d\d", core) and not re.match(rf"\s+(?:[a-z]+\s+)?(?:{'|'.join(w.counted)})", behind):
        return "date"
    if re.match(r"[/:]\d|-\d+-\d", behind) or re.search(r"\d[/:]$|\d-\d+-$|\b\d{4}-$", ahead) or (len(core) == 4 and re.match(r"-\d", behind)):
        return "date"
    return "clock" if re.match(r"\s*(?:am|pm|a\.m|p\.m|GMT|hrs)\b", behind) else None


def _fraction(core: str, ahead: str, behind: str, w: NumberWords) -> str | None:
    if re.search(r"\bone[\s-]*$", ahead):
        return "fraction"
    if core.lower() in ("one", "two", "three") and re.match(r"[\s-]+(?:thirds?|quarters?|fifths?|halves|half|sided?|day|time)\b", behind):
        return "fraction"
    return "list" if re.search(r"\blist\s+(?:\d+\s+of\s*)?$", ahead) or re.match(r"\s+of\s+\d+[A-Z]", behind) else None


KINDS = (_money, _ordinal, _fraction, _date, _named, _unit, _age)
