"""The whole graph in parts, for loaders and engines that work on many files at once: N-Quads, or Parquet of quads.

``view`` holds the best values, the parts the graphs of articles and of vocabularies. Which part a graph is in depends
on its name alone: a new article changes one part.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg import extras
from kg.export.source import Source
from kg.export.target import Open

_BATCH = 50_000
COLUMNS = ("graph", "subject", "predicate", "object", "datatype", "language")
"""Of Parquet; datatype and language are null where the object is an IRI, the graph where it is the view."""

_Graphs = list[NamedNode | DefaultGraph]


def write(source: Source, format: str, open: Open, parts: int) -> int:
    """Write nquads-parts or parquet-parts; the number of quads."""
    ending, one = ("parquet", _parquet) if format == "parquet-parts" else ("nq", _nquads)
    number = 0
    for name, graphs in _split(source, parts):
        with open(f"{name}.{ending}") as out:
            number += one(source, graphs, out)
    return number


def _split(source: Source, parts: int) -> Iterator[tuple[str, _Graphs]]:
    found: list[_Graphs] = [[] for _ in range(parts)]
    for graph in source.graphs():
        if isinstance(graph, NamedNode):
            found[zlib.crc32(graph.value.encode()) % parts].append(graph)
    yield "view", [DefaultGraph()]
    yield from ((f"part-{number:03d}", graphs) for number, graphs in enumerate(found))


def _nquads(source: Source, graphs: _Graphs, out: IO[bytes]) -> int:
    number = 0
    for graph in graphs:
        name = f" {graph} .\n" if isinstance(graph, NamedNode) else " .\n"
        for line in source.lines(graph):
            out.write(f"{line.removesuffix(' .')}{name}".encode())
            number += 1
    return number


def _parquet(source: Source, graphs: _Graphs, out: IO[bytes]) -> int:
    arrow = extras.load("pyarrow", "tables", "Parquet")
    writer_of = extras.load("pyarrow.parquet", "tables", "Parquet").ParquetWriter
    schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
    rows = _rows(source, graphs)
    number = 0
    with writer_of(out, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH)):
            number += len(batch)
            writer.write_table(arrow.table([list(column) for column in zip(*batch, strict=True)], schema=schema))
    return number


def _rows(source: Source, graphs: _Graphs) -> Iterator[tuple[str | None, ...]]:
    for graph in graphs:
        name = graph.value if isinstance(graph, NamedNode) else None
        for subject, predicate, obj in source.triples(graph):
            yield (name, _value(subject), predicate.value, _value(obj), *_kind(obj))


def _value(term: Any) -> str:
    return str(term.value)


def _kind(term: Any) -> tuple[str | None, str | None]:
    return (term.datatype.value, term.language) if isinstance(term, Literal) else (None, None)
