"""The network in the formats of other tools: each is read back by a library that its users use."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import pydot
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import analysis, export
from kg.export.networks import FILES
from kg.network import VIEWS, of_graph
from kg.ns import RDF, RDFS, TP
from kg.store import Graph

Exported = Callable[..., bytes]


@pytest.fixture(scope="module")
def net(graph: Graph) -> nx.MultiDiGraph[str]:
    found = of_graph(graph)
    analysis.analyse(found)
    assert len(found) > 15
    assert found.number_of_edges() > 20
    return found  # type: ignore[return-value]


def same(read: nx.Graph[str], net: nx.Graph[str]) -> None:
    """The same nodes and edges with the same attributes, as far as the format has them."""
    assert set(read) == set(net)
    assert read.number_of_edges() == net.number_of_edges()
    for name in ("label", "type", "pillar", "sources", "conflict", "degree", "betweenness", "community", "core"):
        assert nx.get_node_attributes(read, name) == nx.get_node_attributes(net, name), name
    for name in ("relation", "weight", "bridge"):
        assert Counter(a[name] for *_, a in read.edges(data=True)) == Counter(a[name] for *_, a in net.edges(data=True))


def test_graphml_reads_back_in_networkx_and_igraph(
    exported: Exported, net: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    data = exported("graphml")
    same(nx.read_graphml(io.BytesIO(data)), net)
    path = tmp_path / "net.graphml"
    path.write_bytes(data)
    read = igraph.Graph.Read_GraphML(str(path))
    assert (read.vcount(), read.ecount()) == (len(net), net.number_of_edges())
    assert sorted(read.vs["label"]) == sorted(nx.get_node_attributes(net, "label").values())
    assert Counter(read.es["relation"]) == Counter(a["relation"] for *_, a in net.edges(data=True))


def test_gexf_reads_back_with_the_days_of_the_timeline(exported: Exported, net: nx.MultiDiGraph[str]) -> None:
    data = exported("gexf")
    assert b'timeformat="date"' in data
    assert b"lastmodifieddate" not in data
    read = nx.read_gexf(io.BytesIO(data))
    same(read, net)
    starts = {iri: a["start"] for iri, a in net.nodes(data=True) if a["start"]}
    assert nx.get_node_attributes(read, "start") == starts
    (month,) = [a for _, a in read.nodes(data=True) if a["date"] == "2025-05"]
    assert (month["start"], month["end"]) == ("2025-05-01", "2025-05-31")


def test_cytoscape_json_reads_back(exported: Exported, net: nx.MultiDiGraph[str]) -> None:
    data = json.loads(exported("cytoscape"))
    same(nx.cytoscape_graph(data), net)
    ids = [edge["data"]["id"] for edge in data["elements"]["edges"]]
    assert len(set(ids)) == len(ids)


def test_dot_reads_back(exported: Exported, net: nx.MultiDiGraph[str]) -> None:
    (read,) = pydot.graph_from_dot_data(exported("dot").decode())  # type: ignore[misc]
    assert {node.get_name().strip('"') for node in read.get_nodes()} == set(net)
    assert len(read.get_edges()) == net.number_of_edges()


def test_csv_reads_back_as_gephi_reads_it(graph: Graph, net: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    export.export_to(graph, "network-csv", tmp_path / "net")
    nodes = list(csv.DictReader((tmp_path / "net" / "nodes.csv").open(newline="", encoding="utf-8")))
    edges = list(csv.DictReader((tmp_path / "net" / "edges.csv").open(newline="", encoding="utf-8")))
    assert {row["Id"] for row in nodes} == set(net)
    assert {row["Type"] for row in edges} == {"Directed"}
    ours = Counter((a, b, x["relation"]) for a, b, x in net.edges(data=True))
    assert Counter((row["Source"], row["Target"], row["relation"]) for row in edges) == ours


def test_neo4j_files_agree_with_the_script_that_loads_them(
    graph: Graph, net: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    export.export_to(graph, "neo4j", tmp_path / "neo")
    nodes = list(csv.DictReader((tmp_path / "neo" / "nodes.csv").open(newline="", encoding="utf-8")))
    edges = list(csv.DictReader((tmp_path / "neo" / "relationships.csv").open(newline="", encoding="utf-8")))
    script = (tmp_path / "neo" / "load.cypher").read_text("utf-8")
    assert {row["iri:ID"] for row in nodes} == set(net)
    assert len(edges) == net.number_of_edges()
    assert {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= set(net)
    for name in {row[":TYPE"] for row in edges}:
        assert f"row.`:TYPE` = '{name}'" in script
        assert f"[r:{name}]" in script
    used = {part.split("`")[0] for part in script.split("row.`")[1:]}
    assert used - {":TYPE"} <= {*nodes[0], *edges[0]}
    assert {":ID", ":LABEL"} <= {name[-6:] if "LABEL" in name else name[-3:] for name in nodes[0]}


def test_a_view_has_its_kinds_and_no_others(exported: Exported) -> None:
    for view, kinds in VIEWS.items():
        read = nx.read_graphml(io.BytesIO(exported("graphml", view=view)))
        assert {a["type"] for _, a in read.nodes(data=True)} == set(kinds), view


def test_co_occurrence_weighs_what_articles_mention_together(exported: Exported) -> None:
    data = exported("graphml", view="people", project="co-occurrence")
    read = nx.read_graphml(io.BytesIO(data))
    assert not read.is_directed()
    name = nx.get_node_attributes(read, "label")
    pairs = {frozenset((name[a], name[b])): (x["weight"], x["events"]) for a, b, x in read.edges(data=True)}
    assert pairs == {frozenset(("Tono Wibowo", "Siti Aminah")): (1, 1)}


def test_without_analysis_there_are_no_measures(exported: Exported) -> None:
    read = nx.read_graphml(io.BytesIO(exported("graphml", analysis=False)))
    assert all("betweenness" not in a for _, a in read.nodes(data=True))


@pytest.mark.parametrize("format", sorted(FILES))
def test_awkward_labels_survive(format: str) -> None:
    label = 'a "b" \\ <c> & {d} \u202e é'
    store = Store()
    node = NamedNode("https://example.org/p")
    store.add(Quad(node, NamedNode(RDF + "type"), NamedNode(TP + "Person")))
    store.add(Quad(node, NamedNode(RDFS + "label"), Literal(label + " \x0b")))
    out = io.BytesIO()
    export.export(store, format, out)
    match format:
        case "dot":
            (read,) = pydot.graph_from_dot_data(out.getvalue().decode())  # type: ignore[misc]
            (found,) = (n.get("label") for n in read.get_nodes())
            assert found == '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case "cytoscape":
            assert json.loads(out.getvalue())["elements"]["nodes"][0]["data"]["label"] == label + " \x0b"
        case _:
            reader = nx.read_graphml if format == "graphml" else nx.read_gexf
            (found,) = nx.get_node_attributes(reader(io.BytesIO(out.getvalue())), "label").values()
            assert found == label + " \ufffd"
