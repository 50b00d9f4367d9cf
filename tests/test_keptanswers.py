"""An answer that took long is worked out once for a state of the graph, and never shown for another."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import small
from pyoxigraph import Store

from kg import keptanswers, queries
from kg.serve.pool import Task
from kg.serve.worker import answer
from kg.store import Graph, open_graph

COVERAGE = queries.find("coverage-of-events")
ONCE = {"least": "1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with small.graph(tmp_path, small.MULYO):
        pass
    return tmp_path / "graph"


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer takes long."""
    monkeypatch.setattr(keptanswers, "LONG", 0)


def rows(graph: Graph, params: dict[str, str] | None = None) -> list[tuple[object, ...]]:
    return [tuple(row) for row in queries.ask(graph, COVERAGE, params)]  # type: ignore[union-attr, misc]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("snapshots/*/answer-*"))


@pytest.mark.usefixtures("long")
def test_who_asks_again_gets_the_same_without_the_engine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_graph(folder) as graph:
        first = rows(graph, ONCE)
    assert first
    monkeypatch.setattr(Graph, "query", lambda self, text: pytest.fail("the engine was asked"))
    with open_graph(folder) as graph:
        assert rows(graph, ONCE) == first


@pytest.mark.usefixtures("long")
def test_other_values_and_another_state_of_the_graph_have_answers_of_their_own(folder: Path) -> None:
    with open_graph(folder) as graph:
        once = rows(graph, ONCE)
        assert rows(graph) != once
    assert len(kept(folder)) == 2
    with small.graph(folder.parent, small.MULYO, small.SEPI):
        pass
    assert kept(folder) == []
    with open_graph(folder) as graph:
        assert len(rows(graph, ONCE)) > len(once)


def test_what_took_a_moment_is_not_kept(folder: Path) -> None:
    with open_graph(folder) as graph:
        assert rows(graph, ONCE)
    assert kept(folder) == []


@pytest.mark.usefixtures("long")
def test_a_folder_that_cannot_be_written_to_changes_no_answer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise PermissionError

    monkeypatch.setattr(keptanswers, "write_atomically", refuse)
    with open_graph(folder) as graph:
        assert rows(graph, ONCE) == rows(graph, ONCE)
    assert kept(folder) == []


@pytest.mark.usefixtures("long")
def test_the_server_reads_what_was_kept_and_keeps_nothing(folder: Path) -> None:
    def served(store: Store) -> tuple[dict[str, Any], bytes]:
        text = queries.bound(store, COVERAGE, ONCE)
        task = asdict(Task(query=text, result_format="csv")) | {"max_result": 100_000}
        return answer(store, task, graph.store.snapshot)

    with open_graph(folder) as graph:
        expected = served(graph.store.store)
        assert expected[0]["status"] == 200
        assert kept(folder) == []
        rows(graph, ONCE)
        assert served(Store()) == expected
