"""A reading that is killed at any instant, runs into a full disk or meets another on the same ledger loses nothing and doubles nothing.

A run of its own process is a fork of this one, so that the model is loaded once and a run starts in no time.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledgers import another, ask, is_sqlite
from sijill.errors import LedgerError
from sijill.extract import Reader
from sijill.keep import Ledger
from sijill.pipeline import Summary, read
from sijill.share import write_jsonl

DOCUMENTS = 500
#: `make test` kills a few times, `make check` a hundred times; either is bounded in time.
MANY = int(os.environ.get("SIJILL_EXAMPLES", "60")) > 60
KILLS, SECONDS = (100, 400.0) if MANY else (8, 25.0)
FULL_DISK = 7


@dataclass(frozen=True)
class Reports:
    """A file of reports, how many they are, what an undisturbed run exports of them, and how many seconds it takes."""

    path: Path
    count: int
    export: str
    seconds: float


def some(folder: Path, count: int, reader: Reader) -> Reports:
    text = "At least {} people were killed in Taiz on Tuesday, the hospital said."
    path = folder / "many.jsonl"
    path.write_text("\n".join(json.dumps({"id": n, "published": "2020-03-05", "text": text.format(n)}) for n in range(20, 20 + count)))
    began = time.monotonic()
    with Ledger.open(str(folder / "undisturbed.db")) as ledger:
        assert read([path], ledger, reader, processes=2).read == count
        return Reports(path, count, exported(ledger), time.monotonic() - began)


@pytest.fixture(scope="module")
def reports(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    return some(tmp_path_factory.mktemp("reports"), DOCUMENTS, reader)


@pytest.fixture(scope="module")
def few(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    return some(tmp_path_factory.mktemp("few"), DOCUMENTS if MANY else 100, reader)


def exported(ledger: Ledger) -> str:
    out = io.StringIO()
    write_jsonl(ledger.claims(), out)
    return out.getvalue()


def start(where: str, reports: Reports, reader: Reader, before: Callable[[], None] = lambda: None) -> int:
    """Begin a run in a process group of its own; gives its number."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setpgid(0, 0)
        before()
        with Ledger.open(where) as ledger:
            found = read([reports.path], ledger, reader, processes=2)
        code = 0 if found.read + found.known == reports.count else 3
    except LedgerError as error:
        code = FULL_DISK if "make room" in str(error) else 1
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill(pid: int, instant: float, everybody: bool) -> bool:
    """Kill a run (or the run and its workers) after some seconds; False when it had read all there is."""
    time.sleep(instant)
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        assert status == 0
        return False
    (os.killpg if everybody else os.kill)(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def no_half_document(where: str) -> None:
    """Every document with its own bytes and its reading, every reading with as many claims as it says, nothing twice.

    The file that brought many documents is kept beside theirs.
    """
    if is_sqlite(where) and not ask(where, "SELECT name FROM sqlite_master WHERE name = 'originals'"):
        return  # killed before there was a ledger
    if not is_sqlite(where) and not ask(where, "SELECT 1 FROM pg_tables WHERE tablename = 'originals'"):
        return
    ((documents,),), ((originals,),), ((readings, said),), ((claims, ids),) = (ask(where, f"SELECT {what}") for what in (
        "count(*) FROM documents", "count(*) FROM originals WHERE id IN (SELECT id FROM documents)",
        "count(*), coalesce(sum(claims), 0) FROM readings", "count(*), count(DISTINCT id) FROM claims"))
    assert documents == originals == readings and said == claims == ids


def whole(where: str, reports: Reports) -> None:
    no_half_document(where)
    with Ledger.open(where) as ledger:
        assert ledger.verify() == []
        assert exported(ledger) == reports.export


def test_killed_at_random_instants_and_run_again(where: str, reports: Reports, reader: Reader) -> None:
    chance, end, kills, ledgers = random.Random(11), time.monotonic() + SECONDS, 0, [where]
    latest = max(1.5, reports.seconds / 6)
    while kills < KILLS and time.monotonic() < end:
        pid = start(ledgers[-1], reports, reader)
        if kill(pid, chance.uniform(0.05, latest), everybody=chance.random() < 0.5):
            kills += 1
            no_half_document(ledgers[-1])
        else:
            whole(ledgers[-1], reports)
            ledgers.append(another(where, len(ledgers)))
    assert kills, "no run was under way long enough to be killed"
    print(f"killed {kills} times, {len(ledgers) - 1} ledgers were filled on the way")
    assert ended(start(ledgers[-1], reports, reader)) == 0
    whole(ledgers[-1], reports)


def test_two_readings_at_once_on_one_ledger(where: str, few: Reports, reader: Reader) -> None:
    pids = [start(where, few, reader) for _ in range(2)]
    assert [ended(pid) for pid in pids] == [0, 0]
    whole(where, few)


def test_a_worker_that_is_killed_costs_no_document(tmp_path: Path, few: Reports, reader: Reader) -> None:
    where, killed = str(tmp_path / "a.db"), []

    def notice(what: str, item: object) -> None:
        if len(killed) < 3:
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            killed.append(children[0])
            os.kill(int(children[0]), signal.SIGKILL)

    with Ledger.open(where) as ledger:
        summary: Summary = read([few.path], ledger, reader, processes=2, notice=notice)
    assert summary.read == few.count and len(killed) == 3
    whole(where, few)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own that holds next to nothing; skipped where mounting is not permitted."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "sijill-test", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mounting a small disk is not permitted here; the quota's test stands for it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_what_was_kept_is_whole(tmp_path: Path, few: Reports, reader: Reader) -> None:
    with small_disk(tmp_path / "disk") as disk:
        where = str(disk / "a.db")
        assert ended(start(where, few, reader)) == FULL_DISK
        no_half_document(where)
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert ended(start(where, few, reader)) == 0
        whole(where, few)


def test_a_quota_is_told_and_what_was_kept_is_whole(tmp_path: Path, few: Reports, reader: Reader) -> None:
    where = str(tmp_path / "a.db")
    quota = 900_000
    assert ended(start(where, few, reader, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (quota, quota)))) == FULL_DISK
    no_half_document(where)
    assert ended(start(where, few, reader)) == 0
    whole(where, few)
