"""Small graphs with a server over each, for the whole run of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from served import Served, serving


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    with small.graph(folder, small.MULYO, small.SEPI, small.HOSTILE):
        pass
    return folder / "graph"


@pytest.fixture(scope="session")
def server(small_graph: Path) -> Iterator[Served]:
    """Three small articles, one of them hostile; nothing may be changed."""
    with serving(small_graph, "-q") as served:
        yield served


@pytest.fixture(scope="session")
def examples(examples_graph: Path) -> Iterator[Served]:
    """The bundled articles."""
    with serving(examples_graph, "-q") as served:
        yield served
