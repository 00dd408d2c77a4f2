"""A reading of many reports takes no more memory than one of few, once its caches are warm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from memory import peak_of

MOST = 1.2 * 1024**3


def peak(folder: Path, count: int) -> int:
    """Peak of a reading of so many reports in its own process; every report has names that no other has."""
    reports, ledger = folder / f"{count}.jsonl", folder / f"{count}.db"
    text = "At least {n} people were killed in Ka{n}bad on Tuesday, doctor Om{n}ar Sal{n}im said."
    reports.write_text("\n".join(json.dumps({"id": n, "published": "2020-03-05", "text": text.format(n=n)}) for n in range(count)))
    run = subprocess.Popen([sys.executable, "-m", "sijill", "read", str(reports), "--ledger", str(ledger)], stdout=subprocess.DEVNULL)
    most = peak_of(run.pid, lambda: run.poll() is not None)
    assert run.returncode == 0
    return most


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is told by /proc, which is not here")
def test_many_reports_take_no_more_memory_than_few(tmp_path: Path) -> None:
    few, many = peak(tmp_path, 600), peak(tmp_path, 1200)
    assert many < 1.1 * few, f"{few:,} bytes for 600 reports, {many:,} for 1,200"
    assert many < MOST
