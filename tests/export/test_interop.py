"""What is exported is read by tools of others: as many quads as were written, and the same answers.

raptor comes from Debian (raptor2-utils), N3.js and Comunica from npm (``npm install --prefix tests/npm``); .ci/run
installs them. A tool that is not there is skipped, and says so.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, parse

from kg import export, pipeline, queries
from kg.corpus import read
from kg.resources import EXAMPLES
from kg.store import open_graph

NPM = Path(__file__).resolve().parents[1] / "npm"

raptor = pytest.mark.skipif(not shutil.which("rapper"), reason="rapper is not there: apt-get install raptor2-utils")
node = pytest.mark.skipif(
    not all((NPM / "node_modules" / name).is_dir() for name in ("n3", "@comunica/query-sparql-rdfjs")),
    reason="not installed: npm install --prefix tests/npm",
)


class Format(NamedTuple):
    """Profile of ``kg export``, and what the store and N3.js call the format; raptor calls it as we do."""

    profile: Literal["clean", "full"]
    store: RdfFormat
    n3: str = ""


FORMATS = {
    "nquads": Format("full", RdfFormat.N_QUADS, "N-Quads"),
    "trig": Format("full", RdfFormat.TRIG, "TriG"),
    "ntriples": Format("clean", RdfFormat.N_TRIPLES, "N-Triples"),
    "turtle": Format("clean", RdfFormat.TURTLE, "Turtle"),
    "rdfxml": Format("clean", RdfFormat.RDF_XML),
}
QUESTIONS = ("articles", "persons", "busiest-organizations", "events-with-all-pillars", "outlets-and-claims")
"""With GRAPH and without, with OPTIONAL, property paths, grouping and counting."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph of the examples, and a file of each format."""
    folder = tmp_path_factory.mktemp("interop")
    pipeline.build(read([str(EXAMPLES / "articles")]), folder / "graph")
    with open_graph(folder / "graph") as graph:
        for form, wanted in FORMATS.items():
            export.export_to(graph, form, file(folder, form), export.Options(profile=wanted.profile))
    return folder


def written(files: Path, form: str) -> int:
    """How many quads the file holds as the store reads it; with everything in it, as many as the store itself."""
    found = len(set(parse(path=str(file(files, form)), format=FORMATS[form].store)))
    if FORMATS[form].profile == "full":
        with open_graph(files / "graph") as graph:
            assert found == len(set(graph.store.store))
    return found


def file(files: Path, form: str) -> Path:
    return files / f"graph.{form}"


def run(*command: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=120, cwd=NPM, check=True)


@raptor
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_raptor_reads_as_much_as_was_written(files: Path, form: str) -> None:
    told = run("rapper", "-c", "-i", form, file(files, form), "https://example.org/").stderr
    counted = re.search(r"returned (\d+) triples", told)
    assert counted, told
    assert int(counted[1]) == written(files, form) > 1000


@node
@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"rdfxml"}))
def test_n3_reads_as_much_as_was_written(files: Path, form: str) -> None:
    assert (
        int(run("node", NPM / "count.mjs", file(files, form), FORMATS[form].n3).stdout) == written(files, form) > 1000
    )


@node
def test_comunica_answers_as_we_do(files: Path) -> None:
    found = [queries.find(name) for name in QUESTIONS]
    with open_graph(files / "graph") as graph:
        asked = [queries.bound(graph, question) for question in found]
        ours = [_rows(graph.query(query)) for query in asked]
    theirs = json.loads(run("node", NPM / "ask.mjs", file(files, "nquads"), given=json.dumps(asked)).stdout)
    assert all(ours)
    for name, own, other in zip(QUESTIONS, ours, theirs, strict=True):
        assert own == sorted(sorted(row.items()) for row in other), name


def _rows(solutions: QuerySolutions) -> list[list[tuple[str, str]]]:
    """Rows as (column, value), in an order of their own, without what is unbound."""
    columns = [variable.value for variable in solutions.variables]
    return sorted(sorted((name, row[name].value) for name in columns if row[name]) for row in solutions)  # type: ignore[union-attr]
