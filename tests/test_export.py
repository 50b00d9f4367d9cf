"""The graph as files that other tools read: nothing lost, nothing added, the same bytes every time."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import rdflib
import small
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import export
from kg.answers import RDF
from kg.errors import UsageError
from kg.lookup import quads
from kg.ns import PREFIXES, TP
from kg.store import Graph

TRIPLES = ("turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(Path(tmp_path_factory.mktemp("export")), small.MULYO, small.SEPI) as opened:
        yield opened


def exported(graph: Graph | Store, format: str, profile: export.Profile = "clean") -> bytes:
    out = io.BytesIO()
    export.export(graph, format, out, profile=profile)
    return out.getvalue()


@pytest.mark.parametrize("format", TRIPLES)
def test_clean_reads_back_as_the_view_of_best_values(graph: Graph, format: str) -> None:
    view = {quad.triple for quad in quads(graph, DefaultGraph())}
    assert len(view) > 100
    assert {quad.triple for quad in parse(exported(graph, format), format=RDF[format])} == view


@pytest.mark.parametrize("format", export.WITH_GRAPHS)
def test_full_reads_back_as_every_graph(graph: Graph, format: str) -> None:
    everything = set(quads(graph))
    assert len({quad.graph_name for quad in everything}) > 3
    assert set(parse(exported(graph, format, "full"), format=RDF[format])) == everything


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml", "graphml"])
def test_full_is_refused_where_graphs_cannot_be_told_apart(graph: Graph, format: str) -> None:
    with pytest.raises(UsageError, match="trig or nquads or jsonld"):
        exported(graph, format, "full")


def test_a_value_found_wrong_is_in_full_only(graph: Graph) -> None:
    assert b"rank-Serka" in exported(graph, "trig", "full")
    pairs = [(q.predicate.value, str(q.object)) for q in quads(graph, DefaultGraph())]
    assert (TP + "militaryRank", f"<{TP}rank-Briptu>") in pairs
    assert (TP + "militaryRank", f"<{TP}rank-Serka>") not in pairs


@pytest.mark.parametrize("format", export.FORMATS)
def test_bytes_do_not_depend_on_the_order_of_the_quads(graph: Graph, format: str) -> None:
    found = list(quads(graph))
    forwards, backwards = Store(), Store()
    for quad in found:
        forwards.add(quad)
    for quad in reversed(found):
        backwards.add(quad)
    assert exported(forwards, format) == exported(backwards, format) == exported(graph, format)


@pytest.mark.parametrize("format", export.FORMATS)
def test_bytes_do_not_depend_on_the_process(graph: Graph, format: str) -> None:
    program = (
        "import sys; from kg.export import export; from kg.store import open_graph\n"
        f"with open_graph({str(graph.path)!r}) as g: export(g, {format!r}, sys.stdout.buffer)"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env)
    assert run.stdout == exported(graph, format)


@pytest.mark.parametrize(("format", "name"), [("turtle", "turtle"), ("rdfxml", "xml"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_triples(graph: Graph, format: str, name: str) -> None:
    read = rdflib.Graph().parse(data=exported(graph, format), format=name)
    assert len(read) == len(list(quads(graph, DefaultGraph())))


def test_jsonld_has_the_projects_context_and_short_names(graph: Graph) -> None:
    document = json.loads(exported(graph, "jsonld"))
    assert document["@context"] == dict(sorted(PREFIXES.items()))
    siti = next(node for node in document["@graph"] if node.get("rdfs:label") == "Siti Aminah")
    assert siti["@id"].startswith("id:person/siti-aminah-")
    assert siti["@type"] == ["foaf:Person", "tp:Person"]


def test_jsonld_keeps_awkward_terms() -> None:
    store = Store()
    s, p = NamedNode(PREFIXES["id"] + "x"), NamedNode("https://example.org/p")
    for value in (
        Literal('a "b"\n\\ é'),
        Literal("halo", language="id"),
        Literal(True),
        Literal("2025-04", datatype=NamedNode(PREFIXES["xsd"] + "gYearMonth")),
        Literal(1.5),
        NamedNode(PREFIXES["id"] + "//y"),
        NamedNode(PREFIXES["id"]),
    ):
        store.add(Quad(s, p, value))
    data = exported(store, "jsonld")
    assert len(list(store)) == 7
    assert set(parse(data, format=RdfFormat.JSON_LD)) == set(store)


def test_graphml_reads_back_with_attributes_and_its_own_edge_ids(graph: Graph) -> None:
    read = nx.read_graphml(io.BytesIO(exported(graph, "graphml")))
    types = {attributes["type"] for _, attributes in read.nodes(data=True)}
    assert types == {"person", "organization", "place", "event", "statement", "article"}
    ids = [attributes["id"] for _, _, attributes in read.edges(data=True)]
    assert len(ids) == len(set(ids)) > 5


def test_an_unknown_format_is_refused_with_the_known_ones(graph: Graph) -> None:
    with pytest.raises(UsageError, match="expected one of turtle, trig"):
        exported(graph, "xlsx")
