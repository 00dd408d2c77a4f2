"""The command line as a user meets it: exit codes, one-line errors, and the same bytes for the same input."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "At least 12 people were killed in Taiz on Tuesday, the hospital said.\n\nThe army denied that it had shelled the market."


def sijill(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "sijill", *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(3):
        (tmp_path / f"r{n}.txt").write_text(REPORT.replace("12", str(12 + n)))
    return tmp_path


def test_two_ledgers_filled_in_another_order_export_the_same_bytes(folder: Path) -> None:
    for ledger, order in (("a.db", ["r0.txt", "r1.txt", "r2.txt"]), ("b.db", ["r2.txt", "r0.txt", "r1.txt"])):
        assert sijill("read", *order, "--published", "2020-03-05", "--ledger", ledger, cwd=folder).returncode == 0
        sijill("export", "jsonl", f"{ledger}.jsonl", "--ledger", ledger, cwd=folder)
    first = (folder / "a.db.jsonl").read_bytes()
    assert first and first == (folder / "b.db.jsonl").read_bytes()


def test_export_import_export_loses_nothing(folder: Path) -> None:
    sijill("read", "r0.txt", "--published", "2020-03-05", "--ledger", "a.db", cwd=folder)
    sijill("export", "jsonl", "a.jsonl", "--ledger", "a.db", cwd=folder)
    assert sijill("import", "a.jsonl", "--ledger", "c.db", cwd=folder).returncode == 0
    sijill("export", "jsonl", "c.jsonl", "--ledger", "c.db", cwd=folder)
    assert (folder / "a.jsonl").read_bytes() == (folder / "c.jsonl").read_bytes()
    assert sijill("verify", "--ledger", "c.db", cwd=folder).returncode == 0


def test_reading_again_adds_nothing_and_says_so(folder: Path) -> None:
    sijill("read", "r0.txt", "--published", "2020-03-05", cwd=folder)
    again = sijill("read", "r0.txt", "--published", "2020-03-05", "--json", cwd=folder)
    assert json.loads(again.stdout) == {"read": 0, "known": 1, "passed_over": 0, "no_lexicon": 0, "refused": 0, "claims": 0, "reasons": {}}


def test_bad_input_is_named_on_one_line_and_the_rest_is_read(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    done = sijill("read", "empty.txt", "gone.txt", "r0.txt", "--published", "2020-03-05", cwd=folder)
    assert done.returncode == 1
    counts = dict(line.rsplit(None, 1) for line in done.stdout.splitlines())
    assert counts["read"] == "1" and counts["refused"] == "2" and counts["  is empty"] == "1"
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 2 and lines[0].startswith("empty.txt: ") and lines[1].startswith("gone.txt: ")
    assert "Traceback" not in done.stderr
    assert "gone.txt" in sijill("refused", cwd=folder).stdout


@pytest.mark.parametrize("words", [
    ("read", "r0.txt", "--published", "yesterday"), ("export", "pptx", "x"), ("claims", "--since", "soon"), ("evaluate",), ("nonsense",),
])
def test_wrong_use_is_exit_2(folder: Path, words: tuple[str, ...]) -> None:
    done = sijill(*words, cwd=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_missing_ledger_says_what_to_do(folder: Path) -> None:
    done = sijill("claims", cwd=folder)
    assert done.returncode == 1
    assert "sijill read" in done.stderr


def test_a_claim_is_listed_and_shown(folder: Path) -> None:
    sijill("read", "r0.txt", "--published", "2020-03-05", cwd=folder)
    table = sijill("claims", "--kind", "figure", cwd=folder).stdout
    assert "killed ≥ 12" in table and "2020-03-03" in table
    claim = json.loads(sijill("claims", "--kind", "figure", "--json", cwd=folder).stdout.splitlines()[0])
    shown = sijill("show", claim["id"], cwd=folder).stdout
    assert "At least 12 people were killed" in shown and claim["rule"] in shown


def test_a_report_cannot_write_to_the_terminal_or_the_spreadsheet(folder: Path) -> None:
    (folder / "evil.txt").write_text('“=HYPERLINK(1)[bold]\x1b[31m ten people died here today,” Omar Saleh said.')
    sijill("read", "evil.txt", "--all", cwd=folder)
    assert "\x1b[31m" not in sijill("claims", cwd=folder).stdout
    cells = sijill("export", "csv", "-", cwd=folder).stdout
    assert ",=HYPERLINK" not in cells and ',"=HYPERLINK' not in cells


def test_mentions_and_evaluate_run_without_a_ledger(folder: Path) -> None:
    rows = [json.loads(r) for r in sijill("mentions", "r0.txt", "--published", "2020-03-05", "--json", cwd=folder).stdout.splitlines()]
    assert {"place", "date", "number"} <= {r["type"] for r in rows}
    start = REPORT.index("At least")
    gold = {"document": "r0.txt", "published": "2020-03-05", "claims": [{"id": "g", "kind": "figure", "content": {
        "start": start, "end": start + 34, "quote": REPORT[start : start + 34]}, "figure": {"measure": "killed", "low": 12, "high": None}}]}
    (folder / "g.json").write_text(json.dumps(gold))
    result = json.loads(sijill("evaluate", "g.json", "--json", cwd=folder).stdout)
    assert result["total"] == {"gold": 1, "found": 1, "right": 1, "traps": 0}
    gold["claims"][0]["figure"]["low"] = 13
    (folder / "g.json").write_text(json.dumps(gold))
    (folder / "before.json").write_text(json.dumps(result))
    told = sijill("evaluate", "g.json", "--misses", "--against", "before.json", cwd=folder).stdout
    assert "low '12' for '13'" in told and f"    {REPORT[start : start + 34]}" in told and "total right: 1 → 0" in told


def test_readings_are_listed_and_a_newer_version_reads_again(folder: Path) -> None:
    sijill("read", "r0.txt", "--published", "2020-03-05", cwd=folder)
    again = sijill("reread", "--json", cwd=folder)
    assert again.returncode == 0 and json.loads(again.stdout)["read"] == 0
    (row,) = (json.loads(line) for line in sijill("readings", "--json", cwd=folder).stdout.splitlines())
    assert row["number"] == row["documents"] == row["in_front"] == 1 and row["reader"].startswith("rules ")
    assert "Both read the same" in sijill("readings", "1", "1", cwd=folder).stdout
    assert sijill("readings", "1", "2", cwd=folder).returncode == 2
    assert "Every decision finds its claim" in sijill("readings", "--orphans", cwd=folder).stdout


def test_a_reports_bytes_come_out_as_they_went_in_unless_they_were_not_to_be_kept(folder: Path) -> None:
    sijill("read", "r0.txt", cwd=folder)
    sijill("read", "r1.txt", "--no-keep-bytes", cwd=folder)
    done = sijill("show", "r0.txt", "--bytes", "out.txt", cwd=folder)
    assert done.returncode == 0 and (folder / "out.txt").read_bytes() == (folder / "r0.txt").read_bytes()
    shown = json.loads(sijill("show", "r0.txt", "--json", cwd=folder).stdout)
    digest = hashlib.sha256((folder / "r0.txt").read_bytes()).hexdigest()
    assert shown["id"] == f"sha256:{digest}" and shown["bytes"] == len(REPORT) and shown["claims"] > 1
    assert f"{len(REPORT)} kept" in sijill("show", digest[:12], cwd=folder).stdout
    refused = sijill("show", "r1.txt", "--bytes", "out.txt", cwd=folder)
    assert refused.returncode == 1 and "--no-keep-bytes" in refused.stderr
    assert sijill("verify", cwd=folder).returncode == 0
