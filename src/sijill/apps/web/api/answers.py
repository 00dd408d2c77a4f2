"""Answers of the API: JSON with an ETag, "still as you have it", the next page's address, and what went wrong as problem details."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel

from sijill.errors import SijillError, UsageError
from sijill.keep import Stale
from sijill.review import NotAllowed


def answer(request: Request, found: BaseModel, status: int = 200, tag: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """The record as JSON; nothing where the asker's If-None-Match shows that they have it. `tag` begins the ETag."""
    body = found.model_dump_json(by_alias=True).encode()
    etag = f'"{tag}{sha256(body).hexdigest()[:20]}"'
    made = {"ETag": etag, "Cache-Control": "private, no-cache", **(headers or {})}
    held = request.headers.get("if-none-match", "")
    if request.method == "GET" and (held.strip() == "*" or etag in [h.strip().removeprefix("W/") for h in held.split(",")]):
        return Response(status_code=304, headers=made)
    return Response(body, status, made, "application/json")


def next_page(request: Request, after: int | None) -> str | None:
    """The address of the next page; None where there is none."""
    if after is None:
        return None
    query = {k: v for k, v in request.query_params.items() if k != "after"} | {"after": str(after)}
    return f"{request.url.path}?{urlencode(query)}"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(said), status, headers, "application/problem+json")


def status_of(error: SijillError) -> int:
    """The status with which an error is answered."""
    return 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 422 if isinstance(error, UsageError) else 404


def of_values(error: RequestValidationError) -> str:
    """Which values make no sense, each by where it stands."""
    return "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())[:2000]
