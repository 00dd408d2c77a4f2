"""The words with which an agency's report opens: place, day, agency and a dash, before the first sentence."""

from __future__ import annotations

import re

_CAPITALS = r"[A-Z][A-Z.’'-]+(?:[ /][A-Z.’'-]+){0,3}"
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
_MORE = r"(?:, ?[\w .,/]{3,45})?"
_AGENCY = r"(?: ?\(([\w .,/&’'-]{2,30})\))?"
#: "HILLTOWN, Upland, May 3 (Agency) — ", "(Hilltown, 3 May 2016) – ", "Hilltown, Upland – ", "HILLTOWN, Jan 20 (Agency). - ". Matched where a paragraph begins.
DATELINE = re.compile(
    rf"(?:{_CAPITALS}{_MORE}{_AGENCY}\.? ?|\({_NAME}{_MORE}\) ?|{_NAME}, {_NAME}{_AGENCY} ?|{_NAME} ?\((?:AP|AFP|Reuters|UPI|EFE|Xinhua|SANA)\) ?)"
    r"(?:-{1,2}|[–—―])[ \u00a0]+(?=[\"“‘'A-Z0-9])"
)
