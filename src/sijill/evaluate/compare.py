"""What changed between two evaluations: counts that rose or fell, misses that were mended or are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def changes(before: Json, now: Json) -> Iterator[str]:
    """One line a difference, in words; none when nothing changed. Both as `Result.as_json` gives them."""
    for kind in sorted(before["kinds"].keys() | now["kinds"].keys()):
        old, new = before["kinds"].get(kind, {}), now["kinds"].get(kind, {})
        yield from (f"{kind} {what}: {old.get(what)} → {new.get(what)}" for what in ("gold", "read", "found", "right", "f1") if old.get(what) != new.get(what))
    for name in sorted(before["fields"].keys() | now["fields"].keys()):
        old_field, new_field = before["fields"].get(name), now["fields"].get(name)
        if old_field != new_field:
            yield f"field {name}: {_of(old_field)} → {_of(new_field)}"
    for what in ("found", "right", "traps"):
        if before["total"].get(what) != now["total"].get(what):
            yield f"total {what}: {before['total'].get(what)} → {now['total'].get(what)}"
    was, is_ = set(before.get("misses", ())), set(now.get("misses", ()))
    yield from (f"mended  {line}" for line in sorted(was - is_))
    yield from (f"new     {line}" for line in sorted(is_ - was))


def _of(pair: Any) -> str:
    return f"{pair[0]} of {pair[1]}" if pair else "none"
