"""The graph in parts: all of it, each graph in one part, the same parts every time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import small
from pyoxigraph import RdfFormat, parse

from kg import export
from kg.store import Graph

PARTS = export.Options(parts=3)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(Path(tmp_path_factory.mktemp("parts")), small.MULYO, small.SEPI) as opened:
        yield opened


def whole(graph: Graph) -> set[str]:
    out = io.BytesIO()
    export.export(graph, "nquads", out, export.Options(profile="full"))
    return {str(quad) for quad in parse(out.getvalue(), RdfFormat.N_QUADS)}


def test_parts_of_nquads_are_the_whole_graph(graph: Graph, tmp_path: Path) -> None:
    number = export.export_to(graph, "nquads-parts", tmp_path / "out", PARTS)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["part-000.nq", "part-001.nq", "part-002.nq", "view.nq"]
    read = [str(quad) for path in (tmp_path / "out").iterdir() for quad in parse(path=str(path))]
    assert len(read) == number
    assert set(read) == whole(graph)


def test_a_graph_is_in_one_part_only(graph: Graph, tmp_path: Path) -> None:
    export.export_to(graph, "nquads-parts", tmp_path / "out", PARTS)
    found = [{quad.graph_name for quad in parse(path=str(path))} for path in (tmp_path / "out").iterdir()]
    assert sum(map(len, found)) == len(set.union(*found))


def test_parquet_has_the_same_quads_with_types(graph: Graph, tmp_path: Path) -> None:
    number = export.export_to(graph, "parquet-parts", tmp_path / "out", PARTS)
    rows = [row for path in (tmp_path / "out").iterdir() for row in pq.read_table(path).to_pylist()]
    assert len(rows) == number == len(whole(graph))
    dates = [row for row in rows if row["predicate"].endswith("eventDate") and row["graph"] is None]
    assert {row["datatype"] for row in dates} == {"http://www.w3.org/2001/XMLSchema#date"}
    assert all(row["datatype"] is None for row in rows if row["predicate"].endswith("#type"))


def test_writing_twice_gives_the_same_bytes(graph: Graph, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export.export_to(graph, "nquads-parts", tmp_path / name, PARTS)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
