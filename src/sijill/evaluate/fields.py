"""Compare one gold claim with the claim read for it, field by field; a field that the gold does not give is not compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

Json = dict[str, Any]
#: A due date this many days off still counts.
DUE_DAYS = 3


class Compared(NamedTuple):
    """One field of a gold claim beside the same of the claim read for it, both in words."""

    field: str
    right: bool
    gold: str
    read: str


def plain(name: str) -> str:
    """A name without accents, marks, case and a leading article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    bare = re.sub(r"[^\w\s]", " ", bare).strip()
    return re.sub(r"\s+", " ", re.sub(r"^(?:the|a|an)\s+", "", bare)).strip()


def same_name(a: str, b: str) -> bool:
    """True when one name holds the other, or both end in the same word."""
    x, y = plain(a), plain(b)
    if not x or not y:
        return x == y
    return x in y or y in x or x.split()[-1] == y.split()[-1]


def compare(gold: Json, read: Json) -> Iterator[Compared]:
    """Each field that the gold gives, compared."""
    yield from _sources(gold, read)
    if gold.get("cue"):
        cue = read.get("cue")
        yield Compared("cue", bool(cue) and touch(gold["cue"], cue or {"start": 0, "end": 0}), gold["cue"]["quote"], _quote(cue))
    if gold.get("told"):
        told = _quote(read.get("told"))
        yield Compared("told", same_name(gold["told"], told), gold["told"], told)
    for part in ("figure", "event"):
        if gold.get(part):
            yield from _detail(gold[part], read.get(part) or {})
    yield from _due(gold, read)


def _quote(span: Json | None) -> str:
    return str((span or {}).get("quote", ""))


def touch(a: Json, b: Json) -> bool:
    """True when two spans share a character."""
    return bool(min(a["end"], b["end"]) > max(a["start"], b["start"]))


def _sources(gold: Json, read: Json) -> Iterator[Compared]:
    if "sources" not in gold or "either" in gold.get("note", ""):
        return
    want, got = _by_role(gold["sources"]), _by_role(read.get("sources") or [])
    origin, found = want["source"], got["source"]
    right = any(same_name(origin[0]["name"], s["name"]) for s in found) if origin and found else not origin and not found
    yield Compared("source", right, _names(origin), _names(found))
    if origin and found:
        unnamed = bool(origin[0].get("anonymous")), bool(found[0].get("anonymous"))
        yield Compared("anonymous", unnamed[0] == unnamed[1], *map(str, unnamed))
    if want["relay"]:
        names = [s["name"] for s in want["relay"]], [s["name"] for s in got["relay"]]
        yield Compared("relay", len(names[0]) == len(names[1]) and all(map(same_name, *names)), *(_names(x["relay"]) for x in (want, got)))


def _names(sources: list[Json]) -> str:
    return ", ".join(s["name"] for s in sources)


def _by_role(sources: list[Json]) -> dict[str, list[Json]]:
    return {role: [s for s in sources if s.get("role", "source") == role] for role in ("source", "relay")}


def _detail(gold: Json, read: Json) -> Iterator[Compared]:
    for name in ("low", "high", "bound", "measure"):
        if name in gold:
            yield Compared(name, gold[name] == read.get(name), str(gold[name]), str(read.get(name)))
    if "group" in gold:
        group = str(read.get("group") or "")
        yield Compared("group", same_name(gold["group"], group), gold["group"], group)
    if "class" in gold:
        yield Compared("class", read.get("class") in gold["class"], gold["class"][0], str(read.get("class")))
    if "time" in gold:
        want, got = _interval(gold["time"]), _interval(read.get("time") or {})
        yield Compared("time", want == got and bool(read.get("time")), want, got)
    if "place" in gold:
        place = gold["place"]["name"] if isinstance(gold["place"], dict) else gold["place"]
        found = str((read.get("place") or {}).get("name", ""))
        yield Compared("place", same_name(place or "", found), place or "", found)


def _interval(time: Json) -> str:
    return f"{time.get('start')}..{time.get('end')}"


def _due(gold: Json, read: Json) -> Iterator[Compared]:
    due = ((gold.get("forecast") or {}).get("due") or {}).get("latest")
    if due:
        got = ((read.get("forecast") or {}).get("due") or {}).get("latest")
        right = got is not None and abs((date.fromisoformat(str(got)[:10]) - date.fromisoformat(due)).days) <= DUE_DAYS
        yield Compared("due", right, due, str(got))
