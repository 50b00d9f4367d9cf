"""The graph as a file: RDF in six formats, and GraphML. Sorted before writing, so two runs give the same bytes.

The profile ``clean`` is the view of best values; ``full`` is every graph with its provenance, and only for formats that
have named graphs: in the others a claim found wrong would stand beside the fact it was settled against, as its equal.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, Literal

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse, serialize

from kg import jsonld
from kg.answers import RDF
from kg.errors import UsageError
from kg.lookup import Queryable, base, quads
from kg.network import network
from kg.ns import PREFIXES

Profile = Literal["clean", "full"]
FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "graphml")

WITH_GRAPHS = ("trig", "nquads", "jsonld")
"""Formats that can hold the profile ``full``."""


def export(graph: Queryable, format: str, out: IO[bytes], *, profile: Profile = "clean") -> int:
    """Write the graph; the number of triples written, of nodes and edges for GraphML.

    Raises UsageError on an unknown format, or for ``full`` in a format that has no named graphs.
    """
    if format not in FORMATS:
        raise UsageError(f"expected one of {', '.join(FORMATS)}, found {format!r}")
    if profile == "full" and format not in WITH_GRAPHS:
        raise UsageError(f"{format} has no named graphs: write --profile full as {' or '.join(WITH_GRAPHS)}")
    found = quads(graph) if profile == "full" else quads(graph, DefaultGraph())
    if format == "graphml":
        return _write_graphml(found, out)
    lines = _sorted_lines(found)
    prefixes = {**PREFIXES, "id": base(graph)}
    parsed = parse(io.BytesIO("".join(lines).encode("utf-8")), format=RdfFormat.N_QUADS)
    if format == "jsonld":
        jsonld.write(parsed, out, prefixes)
    elif format in WITH_GRAPHS:
        serialize(parsed, out, RDF[format], prefixes=prefixes)
    else:
        serialize((quad.triple for quad in parsed), out, RDF[format], prefixes=prefixes)
    return len(lines)


def _sorted_lines(found: Iterable[Quad]) -> list[str]:
    """N-Quads lines, graph after graph, the default graph first; inside a graph by subject, predicate, object."""
    keyed = sorted((_graph_name(quad), f"{quad} .\n") for quad in found)
    return [line for _, line in keyed]


def _graph_name(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def _write_graphml(found: Iterable[Quad], out: IO[bytes]) -> int:
    import networkx as nx

    net = network(found)
    for number, (_, _, attributes) in enumerate(net.edges(data=True), start=1):
        attributes["id"] = f"e{number}"  # the format wants ids, and other tools want them to differ
    nx.write_graphml(net, out, named_key_ids=True, edge_id_from_attribute="id")
    return len(net) + len(net.edges)
