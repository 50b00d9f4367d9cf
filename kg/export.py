"""The graph as a file: RDF in six formats, and GraphML. Sorted before writing, so two runs give the same bytes."""

from __future__ import annotations

from typing import IO, Literal

from kg.queries import Queryable

Profile = Literal["clean", "full"]
FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "graphml")


def export(graph: Queryable, format: str, out: IO[bytes], *, profile: Profile = "clean") -> int:
    """Write the graph, return the number of triples written. ``clean``: the default graph (best values);
    ``full``: every graph with its provenance, for trig, nquads and jsonld only.

    Raises UsageError on an unknown format, or ``full`` in a format that has no named graphs.
    """
    raise NotImplementedError
