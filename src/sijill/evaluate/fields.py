"""Compare one gold claim with the claim read for it, field by field; a field that the gold does not give is not compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

Json = dict[str, Any]
#: A due date this many days off still counts.
DUE_DAYS = 3


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


def compare(gold: Json, read: Json) -> Iterator[tuple[str, bool]]:
    """Each compared field with whether it is right."""
    yield from _sources(gold, read)
    if gold.get("cue"):
        cue = read.get("cue")
        yield "cue", bool(cue) and _touch(gold["cue"], cue or {"start": 0, "end": 0})
    if gold.get("told"):
        yield "told", same_name(gold["told"], (read.get("told") or {}).get("quote", ""))
    for part in ("figure", "event"):
        if gold.get(part):
            yield from _detail(gold[part], read.get(part) or {})
    yield from _due(gold, read)


def _touch(a: Json, b: Json) -> bool:
    return bool(min(a["end"], b["end"]) > max(a["start"], b["start"]))


def _sources(gold: Json, read: Json) -> Iterator[tuple[str, bool]]:
    if "sources" not in gold or "either" in gold.get("note", ""):
        return
    want, got = _by_role(gold["sources"]), _by_role(read.get("sources") or [])
    origin, found = want["source"], got["source"]
    yield "source", any(same_name(origin[0]["name"], s["name"]) for s in found) if origin and found else not origin and not found
    if origin and found:
        yield "anonymous", bool(origin[0].get("anonymous")) == bool(found[0].get("anonymous"))
    if want["relay"]:
        names = [s["name"] for s in want["relay"]], [s["name"] for s in got["relay"]]
        yield "relay", len(names[0]) == len(names[1]) and all(map(same_name, *names))


def _by_role(sources: list[Json]) -> dict[str, list[Json]]:
    return {role: [s for s in sources if s.get("role", "source") == role] for role in ("source", "relay")}


def _detail(gold: Json, read: Json) -> Iterator[tuple[str, bool]]:
    for name in ("low", "high", "bound", "measure"):
        if name in gold:
            yield name, gold[name] == read.get(name)
    if "group" in gold:
        yield "group", same_name(gold["group"], str(read.get("group") or ""))
    if "class" in gold:
        yield "class", read.get("class") in gold["class"]
    if "time" in gold:
        got = read.get("time") or {}
        yield "time", (gold["time"].get("start"), gold["time"].get("end")) == (got.get("start"), got.get("end")) and bool(got)
    if "place" in gold:
        want = gold["place"]["name"] if isinstance(gold["place"], dict) else gold["place"]
        yield "place", same_name(want or "", (read.get("place") or {}).get("name", ""))


def _due(gold: Json, read: Json) -> Iterator[tuple[str, bool]]:
    due = ((gold.get("forecast") or {}).get("due") or {}).get("latest")
    if due:
        got = ((read.get("forecast") or {}).get("due") or {}).get("latest")
        yield "due", got is not None and abs((date.fromisoformat(str(got)[:10]) - date.fromisoformat(due)).days) <= DUE_DAYS
