"""Every example that a help text shows is run, as it stands, in a folder that has the examples of the project."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli import app
from kg.cli.options import KgCommand
from kg.resources import EXAMPLES

FIRST, LAST = "build", "remove"  # the others ask what the first has built


def examples() -> list[str]:
    names = [name for commands in app.SECTIONS.values() for name in commands if name not in (FIRST, LAST)]
    found: list[str] = []
    for name in (FIRST, *names, LAST):
        command = app.cli.get_command(click.Context(app.cli), name)
        assert isinstance(command, KgCommand)
        found += command.examples
    return found


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "examples").symlink_to(EXAMPLES)
    (folder / "tests").symlink_to(Path(__file__).resolve().parents[1])
    kg = folder / "kg"
    kg.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c 'from kg.cli import main; main()' \"$@\"\n")
    kg.chmod(0o755)
    return folder


def test_the_examples_of_the_help_texts_work(workplace: Path) -> None:
    environment = {**os.environ, "PATH": f"{workplace}:{os.environ['PATH']}"}
    lines = examples()
    assert len(lines) > 20
    for line in lines:
        if "kg serve" in line:
            start_and_end(line, workplace, environment)
            continue
        done = subprocess.run(
            ["bash", "-ec", line], cwd=workplace, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout or done.stderr or "-o" in line, line


def start_and_end(line: str, folder: Path, environment: dict[str, str]) -> None:
    """A command that stays: it says where it is, and ends when it is told to."""
    process = subprocess.Popen(
        ["bash", "-ec", line.replace("kg serve", "exec kg serve --port 0")], cwd=folder, env=environment,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr
        assert "http://" in process.stderr.readline(), line
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, line
    finally:
        process.kill()
