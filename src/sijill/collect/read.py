"""Paths in, documents out, in a fixed order; whatever cannot be read comes out as a Refusal and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sijill.errors import Refused
from sijill.model import Document, Refusal

#: Larger files are refused before they are read into memory.
LARGEST_FILE = 512_000_000


def collect(paths: Sequence[str | Path], *, published: str | None = None) -> Iterator[Document | Refusal]:
    """Every document of files, folders and "-" (standard input). `published` is for those that carry no date."""
    for path in paths:
        try:
            yield from _path(str(path), published)
        except Refused as refused:
            yield Refusal(uri=refused.where, reason=refused.what, todo=refused.todo)


def collect_bytes(data: bytes, uri: str, *, published: str | None = None) -> Iterator[Document | Refusal]:
    """Every document of bytes that came under a name: a file that somebody handed over."""
    try:
        if len(data) > LARGEST_FILE:
            raise Refused(uri, f"is larger than {LARGEST_FILE // 1_000_000} MB", "split it")
        yield from _bytes(data, uri, published)
    except Refused as refused:
        yield Refusal(uri=refused.where, reason=refused.what, todo=refused.todo)


def expected(paths: Sequence[str | Path]) -> int | None:
    """How many documents the paths will give, as far as files can be counted without being opened: lines of JSONL, otherwise a document a file."""
    files = [file for path in map(Path, paths) for file in (_files(path) if path.is_dir() else [path])]
    if any(str(file) == "-" for file in files):
        return None
    return sum(_lines(file) if file.suffix in (".jsonl", ".ndjson") else 1 for file in files)


def _lines(file: Path) -> int:
    try:
        with file.open("rb") as opened:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(1 << 20), b"")) or 1
    except OSError:
        return 1


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.relative_to(folder).parts))


def _path(path: str, published: str | None) -> Iterator[Document | Refusal]:
    if path == "-":
        yield from _bytes(sys.stdin.buffer.read(LARGEST_FILE), "-", published)
    elif Path(path).is_dir():
        yield from _folder(Path(path), published)
    else:
        yield from _file(Path(path), published)


def _folder(folder: Path, published: str | None) -> Iterator[Document | Refusal]:
    files = _files(folder)
    if not files:
        raise Refused(str(folder), "holds no reports", "give a folder with reports")
    for file in files:
        try:
            yield from _file(file, published)
        except Refused as refused:
            yield Refusal(uri=refused.where, reason=refused.what, todo=refused.todo)


def _file(file: Path, published: str | None) -> Iterator[Document | Refusal]:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(str(file), f"is larger than {LARGEST_FILE // 1_000_000} MB", "split it")
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise Refused(str(file), "is not there", "check the path") from error
    except OSError as error:
        raise Refused(str(file), f"cannot be read ({error.strerror})", "check its permissions") from error
    yield from _bytes(data, str(file), published)


def _bytes(data: bytes, uri: str, published: str | None) -> Iterator[Document | Refusal]:
    from sijill.collect.limits import bounded  # brings the libraries of all formats with it; only who reads needs them

    yield from bounded(data, uri, published)
