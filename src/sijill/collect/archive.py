"""ZIP, tar and gzip of anything that is read: each member as if it lay there, within bounds. Nothing is written to disk.

A member's name only becomes part of its address; a name that leads out of the archive, a link or a device is refused.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from sijill.errors import Refused

#: Unpacked bytes and members of one archive, and how many times its own size it may grow.
LARGEST, MOST_MEMBERS, STEEPEST = 512_000_000, 100_000, 200
#: A small archive may grow to this much whatever the ratio.
SMALL = 20_000_000
Member = tuple[str, bytes] | Refused


def members(data: bytes, kind: str, uri: str) -> Iterator[Member]:
    """Name and bytes of each member, or why it is refused. Raises Refused when the archive itself cannot be read or is a bomb."""
    readers = {"zip": _zip, "wacz": _zip, "tar": _tar, "gzip": _gzip}
    budget = max(SMALL, min(LARGEST, len(data) * STEEPEST))
    try:
        for number, member in enumerate(readers[kind](data, uri, budget)):
            if number >= MOST_MEMBERS:
                raise Refused(uri, f"holds more than {MOST_MEMBERS:,} files", "split it")
            if not isinstance(member, Refused):
                budget -= len(member[1])
                if budget < 0:
                    raise Refused(uri, "unpacks to far more than its size", "unpack it yourself and give what you need")
            yield member
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused(uri, f"is no archive that can be unpacked ({str(error)[:60]})", "unpack it yourself") from error


def _outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name


def _zip(data: bytes, uri: str, budget: int) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            if info.is_dir():
                continue
            if _outside(info.filename) or (info.external_attr >> 16) & 0o170000 == 0o120000:
                yield Refused(f"{uri}!{info.filename}", "leads out of the archive", "pack it again without links and paths")
            elif info.file_size > budget:
                raise Refused(uri, "unpacks to far more than its size", "unpack it yourself and give what you need")
            else:
                with archive.open(info) as member:
                    yield info.filename, _bounded(member.read(budget + 1), budget, uri)


def _tar(data: bytes, uri: str, budget: int) -> Iterator[Member]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for info in archive:
            if info.isdir():
                continue
            if _outside(info.name) or not info.isfile():
                yield Refused(f"{uri}!{info.name}", "leads out of the archive", "pack it again without links and paths")
                continue
            member = archive.extractfile(info)
            if member is not None:
                yield info.name, _bounded(member.read(budget + 1), budget, uri)


def _gzip(data: bytes, uri: str, budget: int) -> Iterator[Member]:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as member:
        inner = uri.rsplit("/", 1)[-1].rsplit("!", 1)[-1].removesuffix(".gz").removesuffix(".tgz") or "member"
        yield inner, _bounded(member.read(budget + 1), budget, uri)


def _bounded(data: bytes, budget: int, uri: str) -> bytes:
    if len(data) > budget:
        raise Refused(uri, "unpacks to far more than its size", "unpack it yourself and give what you need")
    return data
