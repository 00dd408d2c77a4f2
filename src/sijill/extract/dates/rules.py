"""The time grammar: which pattern is read by which rule, the first that matches standing for all behind it.

@NAMES are the pieces of `parts`; (?#i) marks a pattern that case does not matter to.
"""
# Patterns are read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import lru_cache

from sijill.extract.dates import absolute as ab
from sijill.extract.dates import relative as rel
from sijill.extract.dates import stretches as st
from sijill.extract.dates.record import Rule
from sijill.lexicon.dates import load_date_words


def any_of(words: object) -> str:
    """An alternation, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@lru_cache(maxsize=1)
def parts() -> dict[str, str]:
    """The pieces that patterns are put together from."""
    w = load_date_words()
    months = [m.capitalize() for m in w.months] + [m.upper() for m in w.months if len(m) > 3]
    days = [d.capitalize() for d in w.weekdays if len(d) > 3 or d not in w.common_words] + [d.upper() for d in w.weekdays if len(d) > 4]
    ones = any_of(n for n, v in w.numbers.items() if 1 <= v < 10 and " " not in n and len(n) > 2)
    tens = any_of(n for n, v in w.numbers.items() if v >= 20 and v % 10 == 0 and " " not in n)
    return {
        "MONTH": rf"(?:{any_of(months)})\b\.?", "WEEKDAY": rf"(?:{any_of(days)})\b\.?", "LONGDAY": rf"(?:{any_of(d.capitalize() for d in w.weekdays if len(d) > 5)})",
        "DAY": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b", "YEAR": r"(?:1[6-9]|20|21)\d\d\b",
        "PART": rf"(?:{any_of(w.dayparts)})", "UNIT": rf"(?:{any_of(w.units)})s?\b", "LONGUNIT": r"(?:days?|weeks?|months?|years?|decades?|centuries|century|quarters?)\b",
        "NUM": rf"(?:(?:\d+(?:\.\d+)?|(?:{tens})[\s-]+(?:{ones})|{any_of(w.numbers)})(?:[\s-]+(?:and[\s-]+)?(?:a[\s-]+)?half|\s+1/2|½)?|half(?:\s+an?)?)",
        "VAGUE": rf"(?:{any_of(w.vague_numbers)})", "FEAST": rf"(?:{any_of([*w.feasts, *w.moving, *w.easter, *w.islamic])})",
        "NTH": rf"(?:{any_of(w.ordinals)})", "SET": rf"(?:{any_of(w.sets)})", "REF": rf"(?:{any_of(f for forms in w.references.values() for f in forms)})",
        "MOD": r"(?:(?:[Mm]id|[Ee]arly|[Ll]ate)[-\s]+)",
    }


RULES: tuple[Rule, ...] = (
    (r"\b(?P<year>\d{4})-(?P<mm>\d\d)-(?P<dd>\d\d)\b", ab.iso_date),
    (r"\b(?P<year>(?:19|20)\d\d)(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12]\d|3[01])\b", ab.iso_date),
    (r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4}|(?<=/)\d\d(?![\d/]))\b(?!%)", ab.slash_date),
    (r"\b(?P<a>\d{1,2})\s*(?:-|–|to|and)\s*(?P<b>\d{1,2})\s+(?P<month>@MONTH)(?:,?\s+(?P<year>@YEAR))?", ab.day_range),
    (r"\b(?P<month>@MONTH)\s+(?P<a>\d{1,2})\s*(?:-|–|to|and)\s*(?P<b>\d{1,2})\b(?:,?\s+(?P<year>@YEAR))?", ab.day_range),
    (r"\b(?:@WEEKDAY,?\s+(?:the\s+)?)?\b(?P<day>@DAY)\s+(?:of\s+)?(?P<month>@MONTH)(?:,?\s+(?P<year>@YEAR))?", ab.full_date),
    (r"\b(?:@WEEKDAY,?\s+)?\b(?P<month>@MONTH)\s+(?P<day>@DAY)(?![\d:])(?:,?\s+(?P<year>@YEAR))?(?:\s+(?P<part>morning|afternoon|evening|night))?", ab.full_date),
    (r"(?#i)\b(?P<h>[01]?\d|2[0-3])(?::(?P<min>[0-5]\d))?\s?(?P<half>a\.?m|p\.?m)\b\.?", rel.clock),
    (r"\b(?P<h>[01]?\d|2[0-3])(?P<c>:)(?P<min>[0-5]\d)(?![\d:])(?P<half>\b)(?:\s+(?:hours|GMT|UTC))?", rel.clock),
    (r"\b(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?P<half>\b)\s+(?:hours|GMT|UTC)\b", rel.clock),
    (r"(?#i)\b(?:the\s+)?(?P<nth>@NTH)[\s-]+(?P<part>quarter|half)(?=\W)(?!\s+hour)(?:\s+of\s+(?:fiscal\s+)?(?P<year>@YEAR)|\s+(?:of\s+)?(?P<of>last|this|next)\s+year)?", ab.quarter),
    (r"(?#i)\b(?:the\s+)?(?P<nth>\d{1,2}(?:st|nd|rd|th))[\s-]+century\b", ab.century),
    (r"(?#i)\b(?:the\s+)?(?:(?:mid|early|late)[-\s]+)?(?:'|’|\b)(?P<tens>1[6-9]\d0|20\d0|[2-9]0)['’]?s\b", ab.decade),
    (r"(?#i)\b(?P<feast>@FEAST)\b(?:,?\s+(?P<year>@YEAR))?", ab.feast),
    (r"(?#i)\b(?P<which>this|last|next|the)?\s*(?:early\s+|late\s+|mid-?\s*)?\b(?P<season>summer|winter|autumn|(?:(?<=this )|(?<=last )|(?<=next )|(?<=in the )|(?<=early )|(?<=late ))fall|fall(?=\s+of\s+\d|\s+\d{4})|spring(?=\s+of\s+\d|\s+\d{4})|(?:(?<=in )|(?<=in the )|(?<=this )|(?<=last )|(?<=next ))spring)(?:\s+of)?(?:\s+(?P<year>@YEAR)|\s+(?P<of>last|this|next)\s+year)?\b", ab.season),
    (r"(?:@MOD|\b)(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+)?\b(?P<month>(?!May\b(?!\s+(?:\d{4}|of)))(?!March\s+(?:to|on|in|of|against))(?!(?:Mar|Jan|Sep|Dec|Jun|Jul|Oct|Nov|Apr|Aug|Feb)\b(?!\.|\s+\d))@MONTH)(?:,?\s+(?:of\s+)?(?:(?P<year>@YEAR)|(?P<of>last|this|next)\s+year))?", ab.month_year),
    (r"(?#i)\b(?:every|each)\s+(?P<weekday>@LONGDAY)\b|\b(?:on\s+)(?P<weekdays>@LONGDAY)s\b", st.often),
    (r"\b(?:(?:[Ee]arly|[Ll]ate)\s+)?(?:(?:the\s+)?(?P<which>last|next|this|coming|Last|Next)\s+)?(?P<weekday>@WEEKDAY)(?:[’']s)?(?:\s+(?P<part>morning|afternoon|evening|night)\b)?", rel.weekday),
    (r"(?#i)\b(?:(?:early|late)\s+)?(?P<word>yesterday|today|tomorrow)\b(?:\s+(?P<part>morning|afternoon|evening|night)\b)?", rel.near_day),
    (r"(?#i)\bovernight\b", rel.overnight),
    (r"(?#i)\b(?P<word>tonight|last (?:night|evening)|this (?:morning|afternoon|evening))\b", rel.part_of_day),
    (r"(?#i)\bat (?P<word>dawn|dusk|midday|noon|midnight|daybreak)\b", rel.at_dawn),
    (r"(?#i)\b(?:the\s+)?(?:same|that)\s+(?:day|(?P<part>morning|afternoon|evening|night))\b", rel.same_day),
    (r"(?#i)\bin\s+the\s+(?:early\s+|late\s+)?(?P<part>morning|afternoon|evening)\b", rel.some_part),
    (r"(?#i)\b(?:the\s+)?(?P<way>next|following|previous|preceding)\s+(?P<unit>day)\b(?!s)", rel.day_beside),
    (r"(?#i)\bthe\s+(?P<way>following|preceding)\s+(?P<unit>week|month|year)\b", rel.day_beside),
    (r"(?#i)\bthe\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after)(?=[.,;]|\s+(?:and|but|in|at|by|when)\b)", rel.day_beside),
    (r"(?#i)\b(?P<num>@NUM)[\s-]+(?P<unit>@UNIT)\s+(?P<way>earlier|before|prior|later)\b", rel.day_beside),
    (r"(?#i)\b(?P<num>@NUM|@VAGUE)[\s-]+(?P<unit>@UNIT)\s+(?:ago|back)\b", rel.ago),
    (r"(?#i)\b(?P<num>)(?P<unit>days|weeks|months|years|decades|centuries)\s+ago\b", rel.ago),
    (r"(?#i)\byear-(?:ago|earlier)\b", rel.year_ago),
    (r"(?#i)\b(?:the\s+|this\s+)?(?P<unit>year)-end\b|\b(?:the\s+)end\s+of\s+the\s+(?P<units>week|month|year|quarter)\b", rel.end_of_unit),
    (r"(?#i)\b(?:over\s+|during\s+)?(?P<which>this|last|next|the(?:\s+past)?)\s+weekend\b", rel.weekend),
    (r"(?#i)\b(?:(?:earlier|later|early|late)\s+)?(?:the\s+)?(?P<which>this|last|previous|next|coming|current)\s+(?P<unit>week|month|year|quarter|decade|century)\b", rel.this_unit),
    (r"(?#i)\bon\s+the\s+(?P<nth>[12]?\d|3[01])(?:st|nd|rd|th)(?=[.,;]|\s+(?:and|but|when|after|at)\b)", rel.day_of_month),
    (r"(?#i)\b(?:the\s+)?(?:past|last|previous|preceding|latest|prior)\s+(?:(?P<num>@NUM|@VAGUE)[\s-]+)?(?P<unit>@UNIT)", st.past_stretch),
    (r"(?#i)\b(?:the\s+)?(?:next|coming|following|first|final)\s+(?P<num>@NUM|@VAGUE)[\s-]+(?P<unit>@UNIT)", st.next_stretch),
    (r"(?#i)\b(?:in\s+)?(?:the\s+)?(?:coming|upcoming)\s+(?:hours|days|weeks|months|years)\b", st.soon),
    (r"(?#i)\b(?:in\s+)?(?:more\s+)?recent\s+(?:days|weeks|months|years|decades|times)\b", st.recent),
    (r"(?#i)\b(?P<adverb>@SET)\b", st.often),
    (r"(?#i)\b(?:every|each)\s+(?:other\s+)?(?:(?P<num>@NUM)\s+)?(?P<unit>@UNIT)", st.often),
    (r"(?#i)\b(?:once|twice|(?:two|three|four|five|six|several)\s+times)\s+(?:a|an|every|each|per)\s+(?P<unit>@UNIT)", st.often),
    (r"(?#i)\b(?P<num>@NUM|@VAGUE)[\s-]+(?:consecutive\s+|straight\s+|full\s+)?(?P<unit>@UNIT)(?!\s*-?old|\s+olds?\b|\s+to\s+go)", st.duration),
    (r"(?#i)\b(?:for|in)\s+(?P<unit>hours|days|weeks|months|years|decades|centuries)\b", st.bare_units),
    (r"(?#i)\b(?P<unit>hours|days|weeks|months|years|decades)\s+(?=of\s+(?!the\b))", st.bare_units),
    (r"(?#i)\b(?P<word>@REF)\b(?!\s+(?:(?:@NUM|@VAGUE)[\s-]+)?@UNIT)", st.reference),
    (r"(?<![\d.,$€£/-])\b(?P<a>(?:19|20)\d\d)[-–/](?P<b>\d\d|(?:19|20)\d\d)\b(?![-–/\d])", ab.years),
    (r"(?:@MOD|\bfiscal\s+(?:year\s+)?|(?<![\d.,$€£/-])\b)(?P<year>(?:19|20)\d\d)\b(?![\d,.]*\d)(?!\s+(?:[a-z]+\s+)?(?:people|civilians|injured|wounded|killed|families|others|troops|soldiers|fighters|children|refugees|residents|workers|protesters|migrants|villagers|[a-z]+ers)\b)", ab.only_year),
)


@lru_cache(maxsize=1)
def compiled() -> list[re.Pattern[str]]:
    """One pattern a rule."""
    return [re.compile(re.sub(r"@([A-Z]+)", lambda m: parts()[m.group(1)], p), re.IGNORECASE if "(?#i)" in p else 0) for p, _ in RULES]


@lru_cache(maxsize=1)
def together() -> re.Pattern[str]:
    """All patterns in one; the group's name says which."""
    return re.compile("|".join(
        f"(?P<r{n}>{'(?i:' if '(?#i)' in p.pattern else '(?:'}{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', p.pattern)}))" for n, p in enumerate(compiled())
    ))
