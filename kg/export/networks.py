"""The network in the formats of Gephi, Cytoscape, Neo4j, Graphviz and of everything that reads GraphML or CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias

from kg.export.cells import Cell, write_csv
from kg.export.target import Open
from kg.viz.palette import LIGHT

if TYPE_CHECKING:
    import networkx as nx


Net: TypeAlias = "nx.Graph[str]"


class WriteFile(Protocol):
    def __call__(self, net: Net, out: IO[bytes], /) -> None: ...


class WriteFolder(Protocol):
    def __call__(self, net: Net, open: Open, /) -> None: ...


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_SHAPES = {
    "person": "ellipse", "organization": "box", "place": "house", "event": "diamond", "statement": "note",
    "article": "folder",
}  # fmt: skip


def _colour(attributes: dict[str, Any]) -> str:
    """Of the pillar, as in pictures; "" for what has none."""
    return LIGHT.of("person", attributes["pillar"]) if attributes["pillar"] else ""


def graphml(net: Net, out: IO[bytes]) -> None:
    """GraphML, for igraph, yEd, Gephi, Cytoscape, NetworkX."""
    import networkx as nx

    copy = _for_xml(net)
    for number, (_, _, attributes) in enumerate(copy.edges(data=True), start=1):
        attributes["eid"] = f"e{number}"  # the format wants ids, and other tools want them to differ
    nx.write_graphml(copy, out, named_key_ids=True, edge_id_from_attribute="eid")


def gexf(net: Net, out: IO[bytes]) -> None:
    """GEXF 1.2 with start and end of nodes and edges: Gephi's timeline shows them."""
    from networkx.readwrite.gexf import GEXFWriter

    copy = _for_xml(net)
    for _, attributes in copy.nodes(data=True):
        _dated(attributes)
        if colour := _colour(attributes):
            r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
            attributes["viz"] = {"color": {"r": r, "g": g, "b": b, "a": 1.0}}
    for number, (_, _, attributes) in enumerate(copy.edges(data=True)):
        _dated(attributes)
        attributes["id"] = str(number)
        attributes["label"] = attributes["relation"]
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(copy)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # a clock has no place in what must be the same every time
    writer.write(out)


def _dated(attributes: dict[str, Any]) -> None:
    for day in ("start", "end"):
        if not attributes[day]:
            del attributes[day]  # unknown: there all the time


def cytoscape(net: Net, out: IO[bytes]) -> None:
    """Cytoscape.js JSON, which Cytoscape reads as well."""
    import networkx as nx

    copy = net.copy()
    for number, (_, _, attributes) in enumerate(copy.edges(data=True), start=1):
        attributes["id"] = f"e{number}"
    data = nx.cytoscape_data(copy, name="label")
    out.write(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def dot(net: Net, out: IO[bytes]) -> None:
    """DOT, for Graphviz."""
    directed = net.is_directed()
    out.write(f"{'digraph' if directed else 'graph'} kg {{\n".encode())
    for iri, attributes in net.nodes(data=True):
        look = {"label": attributes["label"], "shape": _SHAPES[attributes["type"]], "class": attributes["type"]}
        if colour := _colour(attributes):
            look |= {"style": "filled", "fillcolor": f"{colour}40"}
        out.write(f"  {_quoted(iri)} [{_pairs(look)}];\n".encode())
    for a, b, attributes in net.edges(data=True):
        look = {"label": attributes["relation"], "weight": str(attributes["weight"])}
        if attributes["conflict"] == "open":
            look |= {"style": "dashed", "color": "red"}
        out.write(f"  {_quoted(a)} {'->' if directed else '--'} {_quoted(b)} [{_pairs(look)}];\n".encode())
    out.write(b"}\n")


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(plain.split()).replace("\x00", "") + '"'


def _pairs(look: dict[str, str]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in look.items())


def csv_files(net: Net, open: Open) -> None:
    """nodes.csv and edges.csv, with the column names that Gephi asks for."""
    nodes, edges = _columns(net)
    with open("nodes.csv") as out:
        write_csv(out, ("Id", "Label", *(name for name in nodes if name != "label")), _node_rows(net, nodes))
    kind = "Directed" if net.is_directed() else "Undirected"
    columns = ("Source", "Target", "Type", *("Weight" if name == "weight" else name for name in edges))
    with open("edges.csv") as out:
        write_csv(out, columns, ((a, b, kind, *rest) for a, b, *rest in _edge_rows(net, edges)))


def neo4j(net: Net, open: Open) -> None:
    """nodes.csv and relationships.csv for ``neo4j-admin database import``, and load.cypher for a running server."""
    nodes, edges = _columns(net)
    edges = [name for name in edges if name != "relation"]
    labels = sorted({attributes["type"] for _, attributes in net.nodes(data=True)})
    types = sorted({attributes["relation"] for *_, attributes in net.edges(data=True)})
    with open("nodes.csv") as out:
        rows = ((*row, f"Thing;{_label(row[2])}") for row in _node_rows(net, nodes))
        write_csv(out, ("iri:ID", *(_typed(name) for name in nodes), ":LABEL"), rows)
    with open("relationships.csv") as out:
        found = net.edges(data=True)
        rows = ((a, b, _type(x["relation"]), *(x[name] for name in edges)) for a, b, x in found)
        write_csv(out, (":START_ID", ":END_ID", ":TYPE", *(_typed(name) for name in edges)), rows)
    with open("load.cypher") as out:
        out.write(_cypher(nodes, edges, labels, types).encode())


_NUMBERS = {
    "sources": "int", "weight": "int", "events": "int", "degree": "int", "community": "int", "core": "int",
    "betweenness": "float", "bridge": "boolean",
}  # fmt: skip
_CONVERT = {"int": "toInteger", "float": "toFloat", "boolean": "toBoolean"}


def _typed(name: str) -> str:
    return f"{name}:{_NUMBERS[name]}" if name in _NUMBERS else name


def _label(kind: object) -> str:
    return str(kind).capitalize()


def _type(relation: str) -> str:
    """CONTAINED_IN_PLACE, as Neo4j writes relationship types."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", relation).replace("-", "_").upper()


def _cypher(nodes: list[str], edges: list[str], labels: list[str], types: list[str]) -> str:
    def settings(variable: str, names: list[str]) -> str:
        values = []
        for name in names:
            value = f"row.`{_typed(name)}`"
            convert = _CONVERT.get(_NUMBERS.get(name, ""))
            values.append(f"{variable}.{name} = {convert}({value})" if convert else f"{variable}.{name} = {value}")
        return ", ".join(values)

    parts = [
        "// Copy nodes.csv and relationships.csv into the import folder of the server, then run this file.",
        "CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;",
        f"LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\nMERGE (n:Thing {{iri: row.`iri:ID`}})\n"
        f"SET {settings('n', nodes)};",
    ]
    parts += [f"MATCH (n:Thing {{type: '{kind}'}}) SET n:{_label(kind)};" for kind in labels]
    parts += [
        "LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row\n"
        f"WITH row WHERE row.`:TYPE` = '{_type(relation)}'\n"
        "MATCH (a:Thing {iri: row.`:START_ID`}) MATCH (b:Thing {iri: row.`:END_ID`})\n"
        f"MERGE (a)-[r:{_type(relation)}]->(b)\nSET {settings('r', edges)};"
        for relation in types
    ]
    return "\n\n".join(parts) + "\n"


def _columns(net: Net) -> tuple[list[str], list[str]]:
    """Names of the attributes of nodes and of edges: every node has all of them, and every edge."""
    node: dict[str, Any] = next(iter(net.nodes(data=True)), ("", {}))[1]
    edge: dict[str, Any] = next(iter(net.edges(data=True)), ("", "", {}))[2]
    return list(node) or ["label"], list(edge) or ["relation", "weight"]


def _node_rows(net: Net, names: list[str]) -> Iterator[tuple[Cell, ...]]:
    return ((iri, *(attributes[name] for name in names)) for iri, attributes in net.nodes(data=True))


def _edge_rows(net: Net, names: list[str]) -> Iterator[tuple[Cell, ...]]:
    return ((a, b, *(attributes[name] for name in names)) for a, b, attributes in net.edges(data=True))


def _for_xml(net: Net) -> Net:
    """A copy whose texts hold no character that XML cannot hold."""
    copy = net.copy()
    attributes = [a for _, a in copy.nodes(data=True)] + [a for *_, a in copy.edges(data=True)]
    for each in attributes:
        each.update((k, _NOT_XML.sub("\ufffd", v)) for k, v in each.items() if isinstance(v, str))
    return copy


FILES: dict[str, WriteFile] = {"graphml": graphml, "gexf": gexf, "cytoscape": cytoscape, "dot": dot}
FOLDERS: dict[str, WriteFolder] = {"network-csv": csv_files, "neo4j": neo4j}
