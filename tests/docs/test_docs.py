"""What the docs tell a reader to type works, and what the code can do is told."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from sijill.apps.cli import app

ROOT = Path(__file__).parent.parent.parent
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: p.name)
def test_commands_of_the_guides_run(page: Path, tmp_path: Path) -> None:
    bin_ = Path(sys.executable).parent
    script = "set -e\n" + "\n".join(BLOCK.findall(page.read_text("utf8")))
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, env={**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}"},
                          capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr


def test_commands_of_the_readme_are_real() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for block in BLOCK.findall((ROOT / "README.md").read_text("utf8")):
        for line in block.strip().splitlines():
            words = shlex.split(line)
            if words[0] == "make":
                assert words[1] in targets()
            else:
                assert words[0] == ".venv/bin/sijill" and words[1] in commands


def test_readme_starts_with_its_two_commands() -> None:
    assert BLOCK.findall((ROOT / "README.md").read_text("utf8"))[0].split("\n")[:2] == ["make demo", "make test"]


def test_the_reference_says_what_the_code_says() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "print_reference.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text("utf8")
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"## `sijill {name}`" in page
        assert command.help and all(p.help for p in command.params if p.param_type_name == "argument")


def test_make_help_prints_one_line_a_target() -> None:
    printed = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip().splitlines()
    assert {line.split()[0] for line in printed} == targets()


def test_the_demo_ends_with_a_whole_ledger(tmp_path: Path) -> None:
    env = {**os.environ, "BIN": str(Path(sys.executable).parent), "LEDGER": str(tmp_path / "demo.db")}
    done = subprocess.run(["sh", "demo/run.sh"], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "whole; every span, hash and id fits" in done.stdout
    assert "SOHR" in done.stdout and "killed 61" in done.stdout
