"""The most memory that `sijill read` holds over few documents and over many: `make bench memory`.

Writes invented reports of some 120 words each, reads them into a fresh ledger with one process, and prints the peak over 500 and over 5,000 documents (all
processes together; shared pages once). The goals: no more over many than over few, and below 1.2 GiB.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from memory import peak_of

MIB = 1024 * 1024
SENTENCES = (
    "At least {n} people were killed when shells fell on {place} on {day}, {source} said.",
    "{source} told reporters that {n} families had left {place} since {day}.",
    "The army denied that it had struck a hospital in {place}, and {source} called for a truce.",
    "More than {n} fighters were in {place}, according to {source}.",
    "Water was cut off on {day}, and the bridge near {place} was closed to all traffic.",
)


def write_reports(path: Path, count: int) -> None:
    """So many reports as JSONL, no two alike, with ever new names."""
    chance = random.Random(count)
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

    def name() -> str:
        return "".join(chance.choice("bdfghklmnrst") + chance.choice("aeiou") for _ in range(3)).title()

    def said() -> str:
        return chance.choice(SENTENCES).format(n=chance.randint(2, 900), place=name(), day=chance.choice(days), source=f"{name()} {name()}")

    with path.open("w") as out:
        for number in range(count):
            out.write(json.dumps({"id": number, "published": "2020-03-05", "text": " ".join(said() for _ in range(8))}) + "\n")


def peak(count: int, processes: int) -> tuple[int, float]:
    """Peak in bytes and documents a second of a reading of so many reports."""
    with tempfile.TemporaryDirectory(prefix="sijill-memory-") as folder:
        reports, ledger = Path(folder, "reports.jsonl"), Path(folder, "a.db")
        write_reports(reports, count)
        start = time.monotonic()
        words = ["-m", "sijill", "read", str(reports), "--ledger", str(ledger), "--processes", str(processes)]
        run = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = peak_of(run.pid, lambda: run.poll() is not None)
        if run.returncode:
            raise SystemExit(f"the reading ended with {run.returncode}")
        return most, count / (time.monotonic() - start)


def main() -> int:
    """Measure and print; gives 0."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--documents", type=int, nargs="+", default=[500, 5000])
    options.add_argument("--processes", type=int, default=1)
    given = options.parse_args()
    for count in given.documents:
        most, speed = peak(count, given.processes)
        print(f"{count:,} documents, {given.processes} process{'es' * (given.processes > 1)}: peak {most / MIB:,.0f} MiB, {speed:,.1f} documents/s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
