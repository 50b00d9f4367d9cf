"""What holds for every command: help, start-up, exit codes, errors, pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import app
from kg.cli.options import KgCommand
from kg.errors import GraphError, InputError, UsageError

NAMES = [name for commands in app.SECTIONS.values() for name in commands]


def kg(*args: str, **options: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", "from kg.cli import main; main()", *args]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example_of_itself(name: str) -> None:
    command = app.cli.get_command(click.Context(app.cli), name)
    assert isinstance(command, KgCommand)
    assert command.examples
    assert all(f"kg {name}" in example for example in command.examples)
    result = CliRunner().invoke(app.cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert "--debug" in result.output


def test_the_overview_lists_every_command_with_one_line() -> None:
    result = CliRunner().invoke(app.cli, ["--help"])
    assert result.exit_code == 0
    lines = [line.strip() for line in result.output.splitlines()]
    for name in NAMES:
        (line,) = [line for line in lines if line.split(" ")[0] == name]
        assert len(line.split()) > 2
        assert not line.endswith("...")


def test_help_loads_nothing_heavy_and_is_quick() -> None:
    probe = (
        "import sys, time; from kg.cli.app import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pyoxigraph', 'rdflib', 'networkx', 'sqlite3', 'ftfy', 'rapidfuzz', 'kg.vocab'} & set(sys.modules)\n"
        "print(sorted(heavy), time.process_time(), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    heavy, seconds = done.stderr.rsplit(" ", 1)
    assert heavy == "[]"
    assert float(seconds) < 0.5  # 0.08 on a quiet machine


def test_the_version_is_told() -> None:
    assert kg("--version").stdout.startswith("kg 0.")


def test_a_mistyped_command_is_corrected() -> None:
    result = kg("explian")
    assert result.returncode == 2
    assert "Did you mean 'explain'?" in result.stderr
    assert result.stdout == ""


def test_wrong_options_are_wrong_use() -> None:
    for line in (
        ("query", "--nonsense"),
        ("query",),
        ("search",),
        ("query", "persons", "--param", "x"),
        ("export", "x"),
    ):
        result = kg(*line)
        assert result.returncode == 2
        assert len(result.stderr.splitlines()) == 2
        assert f"kg {line[0]} --help" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "shown"),
    [
        (UsageError("a"), 2, "kg: a"),
        (InputError("x.txt", "the file is empty"), 3, "kg: x.txt: the file is empty"),
        (GraphError("b"), 4, "kg: b"),
        (FileNotFoundError(2, "No such file or directory", "c"), app.DEFECT, "kg: c: No such file or directory"),
        (ZeroDivisionError("d"), app.DEFECT, "This is a defect; add --debug"),
        (KeyboardInterrupt(), app.INTERRUPTED, "Interrupted."),
    ],
)
def test_errors_become_one_line_and_an_exit_code(
    error: BaseException, code: int, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> click.Command:
        raise error

    monkeypatch.setattr(app.KgGroup, "get_command", fail)
    result = CliRunner().invoke(app.cli, ["query"])
    assert result.exit_code == code
    assert shown in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    shown_trace = CliRunner().invoke(app.cli, ["query", "--debug"]).stderr
    assert ("Traceback" in shown_trace) == isinstance(error, Exception)


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    code = "from kg.cli import main; main()"
    for tail in ("head -c 10", "true"):
        line = f"'{sys.executable}' -c '{code}' query --list --json | {tail} > /dev/null; echo ${{PIPESTATUS[0]}} >&2"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
        assert done.stderr == "0\n"


@pytest.mark.parametrize(
    ("environment", "title"),
    [
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "id_ID", "LANG": "C"}, "id"),
        ({}, "en"),
    ],
)
def test_the_language_of_reports_follows_the_locale(environment: dict[str, str], title: str) -> None:
    from kg.queries import questions

    clean = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES")}
    shown = kg("query", "--list", env={**clean, **environment}).stdout
    question = questions()[0]
    wanted, other = (question.title_id, question.title_en)[:: 1 if title == "id" else -1]
    assert wanted in shown
    assert other not in shown


def test_the_questions_are_listed_for_scripts_too() -> None:
    listed = json.loads(kg("query", "--list", "--json").stdout)
    assert {"articles", "persons", "places", "events"} <= {question["name"] for question in listed}


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n in {"query", "explain", "search", "conflicts", "stats", "export"}]
)
def test_what_is_no_graph_cannot_be_opened(name: str, tmp_path: Path) -> None:
    argument = {"query": ["persons"], "explain": ["X"], "search": ["X"], "export": ["turtle"]}.get(name, [])
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kein Graph")
    for place in ("nowhere", "folder", "file"):
        result = kg(name, *argument, "-g", str(tmp_path / place))
        assert result.returncode == 4
        assert str(tmp_path / place) in result.stderr
        assert len(result.stderr.strip().splitlines()) <= 2
        assert result.stdout == ""
    assert not (tmp_path / "nowhere").exists()
