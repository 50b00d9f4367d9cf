"""The README's console blocks are run as they stand; what they show is what the commands print.

    KG_UPDATE_README=1 ./run test tests/test_readme.py

writes the present output into the README instead of comparing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_VARYING = re.compile(r"in \d+\.\d s|\d+ facts")  # with the machine, and with every better rule


class Step(NamedTuple):
    """A command as shown, continued on lines that begin with "> ", and the output shown under it."""

    command: str
    output: str


def steps(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        last = next((i for i, line in enumerate(lines[1:], start=1) if not line.startswith("> ")), len(lines))
        command = lines[0] + "".join(line.removeprefix("> ") for line in lines[1:last])
        yield Step(command.rstrip("\n"), "".join(lines[last:]))


def shown(step: Step, output: str) -> str:
    return "$ " + step.command.replace("\n", "\n> ") + "\n" + output


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, object]:
    (tmp_path / "examples").symlink_to(README.parent / "examples")
    programs = tmp_path / "bin"
    programs.mkdir()
    kg = programs / "kg"
    kg.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c 'from kg.cli import main; main()' \"$@\"\n")
    kg.chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    return {"cwd": tmp_path, "env": environment}


def run(command: str, shell: dict[str, object]) -> str:
    done = subprocess.run(
        ["bash", "-ec", command],
        **shell,  # type: ignore[call-overload]
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return str(done.stdout)


def test_the_tour_shows_what_the_commands_print(shell: dict[str, object]) -> None:
    text = README.read_text(encoding="utf-8")
    ran = 0
    fresh = text
    for block in _BLOCK.findall(text):
        written = ""
        for step in steps(block):
            written += shown(step, run(step.command, shell))
            ran += 1
        fresh = fresh.replace(f"```console\n{block}```", f"```console\n{written}```")
    assert ran >= 8
    if os.environ.get("KG_UPDATE_README"):
        README.write_text(fresh, encoding="utf-8")
    else:
        assert _VARYING.sub("…", fresh) == _VARYING.sub("…", text)
