"""What all tests share: no setting of the person who runs them leaks in; a command line; the bundled articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg.best
import kg.identify  # what writers load late would read the ontology that some tests put in its place
from kg.cli.app import cli
from kg.resources import EXAMPLES

Kg = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_GRAPH", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kg() -> Kg:
    """Run a command line in this process."""

    def run(*args: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)

    return run


@pytest.fixture(scope="session")
def examples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled articles as a graph; only read from it."""
    graph = tmp_path_factory.mktemp("examples") / "graph"
    result = CliRunner().invoke(cli, ["build", str(EXAMPLES / "articles"), "-g", str(graph), "--strict"])
    assert result.exit_code == 0, result.output
    return graph
