"""JSONL: one claim a line, in exactly the form of the schema; reads back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from pydantic import ValidationError

from sijill.errors import Refused
from sijill.model import Claim


def write_jsonl(claims: Iterable[Claim], out: TextIO) -> int:
    """Write the claims; gives their number."""
    count = 0
    for claim in claims:
        out.write(json.dumps(claim.model_dump(by_alias=True, mode="json"), ensure_ascii=False) + "\n")
        count += 1
    return count


def read_jsonl(lines: Iterable[str], where: str) -> Iterator[Claim]:
    """The claims of a file that `write_jsonl` wrote. Raises Refused, naming the line, at the first that is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Claim.model_validate_json(line)
            except ValidationError as error:
                fault = error.errors()[0]
                what = f"is no claim ({'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']})"
                raise Refused(f"{where}:{number}", what, "give a file that sijill export jsonl wrote") from error
