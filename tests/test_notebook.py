"""The graph in Python, and the example notebook."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbclient
import nbformat
import pandas
import polars
import pytest
import small

import kg
from kg.errors import GraphError, UsageError
from kg.notebook import KnowledgeGraph
from kg.resources import EXAMPLES

COUNT = "SELECT (COUNT(?p) AS ?n) WHERE { ?p a <https://w3id.org/tigapilar/ns#Person> }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    folder = Path(tmp_path_factory.mktemp("notebook"))
    with small.graph(folder, small.MULYO, small.SEPI):
        pass
    with kg.open(folder / "graph") as opened:
        yield opened


def test_a_question_is_a_frame_of_pandas_or_polars(graph: KnowledgeGraph) -> None:
    in_pandas, in_polars = graph.ask("persons"), graph.ask("persons", frame="polars")
    assert isinstance(in_pandas, pandas.DataFrame)
    assert isinstance(in_polars, polars.DataFrame)
    rows = graph.ask("persons", frame="rows")
    assert in_polars.to_dicts() == rows
    assert list(in_pandas.columns) == in_polars.columns == list(rows[0])
    assert len(in_pandas) == len(rows) > 2
    assert {row["area"] for row in rows if row["name"] == "Siti Aminah"} == {None}


def test_sparql_is_asked_as_it_stands_and_numbers_are_numbers(graph: KnowledgeGraph) -> None:
    assert graph.ask(COUNT, frame="rows") == [{"n": 3}]
    assert graph.ask(COUNT)["n"].dtype.kind == "i"
    mixed = "SELECT ?x ?y ?z { VALUES (?x ?y ?z) { (1 1.5 true) (2.5 UNDEF false) (UNDEF 'a' UNDEF) } }"
    assert graph.ask(mixed, frame="rows") == [
        {"x": 1.0, "y": "1.5", "z": True},
        {"x": 2.5, "y": None, "z": False},
        {"x": None, "y": "a", "z": None},
    ]
    assert graph.ask("ASK { ?s ?p ?o }", frame="rows") == [{"answer": True}]


def test_parameters_are_bound(graph: KnowledgeGraph) -> None:
    sparql = "SELECT ?n WHERE { ?p <http://xmlns.com/foaf/0.1/name> ?n FILTER(?n = ?name) }"
    assert graph.ask(sparql, {"name": "Siti Aminah"}, frame="rows") == [{"n": "Siti Aminah"}]


def test_tables_are_those_of_the_export(graph: KnowledgeGraph) -> None:
    persons = graph.table("persons")
    assert sorted(persons["name"]) == ["Siti Aminah", "Tono Wibowo", "Tono Wibowo"]
    with pytest.raises(UsageError, match="expected a table of articles, persons"):
        graph.table("people")


def test_the_network_is_a_networkx_graph(graph: KnowledgeGraph) -> None:
    net = graph.network("events", analysis=True)
    assert {kind for _, kind in net.nodes(data="type")} == {"event", "person", "organization", "place"}
    assert all("betweenness" in attributes for _, attributes in net.nodes(data=True))


def test_exports_can_be_redacted(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.export("csv", tmp_path / "a.csv", table="persons")
    graph.export("csv", tmp_path / "b.csv", table="persons", redact=True)
    assert "Siti Aminah" in (tmp_path / "a.csv").read_text("utf-8")
    assert "Siti Aminah" not in (tmp_path / "b.csv").read_text("utf-8")


def test_what_cannot_be_had_is_told(graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph is there"):
        kg.open(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="triples"):
        graph.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    with pytest.raises(UsageError, match="pandas, polars or rows"):
        graph.ask(COUNT, frame="numpy")  # type: ignore[arg-type]


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, kg; print(sorted({'pyoxigraph', 'pandas', 'networkx', 'rdflib'} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_the_example_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLES)
    program = tmp_path / "kg"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c 'from kg.cli import main; main()' \"$@\"\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
    assert not [out for out in outputs if out.output_type == "error"]
    shown = "\n".join(str(out.get("data", {}).get("text/plain", "")) for out in outputs)
    assert "Dimas Prayoga" in shown
    assert (tmp_path / "events.gexf").exists()
    assert (tmp_path / "public.zip").exists()
