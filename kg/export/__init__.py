"""The graph as files that other tools read.

``kg.export.source`` says what is exported, one module a family of formats how; this one brings both together by the
name of the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg import analysis, network
from kg.errors import UsageError
from kg.export import geojson, networks, parts, rdf, sheets, tables, webannotation
from kg.export.rdf import Profile
from kg.export.source import Source
from kg.export.target import Open, folder, whole
from kg.lookup import Queryable

if TYPE_CHECKING:
    import networkx as nx

RDF = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")
NETWORKS = ("graphml", "gexf", "cytoscape", "dot", "network-csv", "neo4j")
TABLES = ("csv", "tsv", "parquet", "xlsx")
OTHERS = ("geojson", "webannotation")
PARTS = ("nquads-parts", "parquet-parts")
FORMATS = (*RDF, *NETWORKS, *TABLES, *OTHERS, *PARTS)

ALIASES = {
    "ttl": "turtle", "nq": "nquads", "nt": "ntriples", "n-quads": "nquads", "n-triples": "ntriples",
    "json-ld": "jsonld", "rdf": "rdfxml", "rdf/xml": "rdfxml", "cyjs": "cytoscape", "gv": "dot", "excel": "xlsx",
    "annotations": "webannotation", "web-annotation": "webannotation",
}  # fmt: skip
"""Other names of formats, most of them endings of files."""


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked of formats; each heeds what concerns it."""

    profile: Profile = "clean"  # RDF
    view: str = "all"  # networks: of kg.network.VIEWS
    project: str | None = None  # networks: of kg.network.PROJECTIONS
    analysis: bool = True  # networks: with the measures of kg.analysis
    table: str | None = None  # csv, tsv, parquet: this one alone, as one file
    parts: int = 16  # nquads-parts, parquet-parts: how many
    places: Mapping[str, dict[str, Any]] | None = None  # geojson: geometries by Kemendagri code


DEFAULTS = Options()


def known(format: str) -> str:
    """The name of a format, given by that name or another. Raises UsageError if there is no such format."""
    name = ALIASES.get(format.lower(), format.lower())
    if name not in FORMATS:
        raise UsageError(f"expected one of {', '.join(FORMATS)}, found {format!r}")
    return name


def is_folder(format: str, options: Options = DEFAULTS) -> bool:
    """Whether a format is several files."""
    return format in ("network-csv", "neo4j", *PARTS) or (format in ("csv", "tsv", "parquet") and options.table is None)


def export(graph: Queryable, format: str, out: IO[bytes], options: Options = DEFAULTS) -> int:
    """Write the graph as one file; how many triples, nodes and edges, rows, features or annotations were written.

    Raises UsageError on an unknown format, one that is several files, or options that the format cannot meet.
    """
    format = known(format)
    if is_folder(format, options):
        raise UsageError(f"{format} is several files: name a folder or a .zip file to write them to")
    source = Source.of(graph)
    match format:
        case _ if format in RDF:
            return rdf.write(source, format, options.profile, out)
        case _ if format in NETWORKS:
            net = _network(source, options)
            networks.FILES[format](net, out)
            return int(len(net) + net.number_of_edges())
        case "geojson":
            return geojson.write(source, out, options.places)
        case "webannotation":
            return webannotation.write(source, out)
        case "xlsx":
            return sheets.workbook(source, out)
        case _:
            return sheets.write(source, format, str(options.table), out)


def export_files(graph: Queryable, format: str, open: Open, options: Options = DEFAULTS) -> int:
    """Write a format that is several files, through ``kg.export.target.folder``; counts as ``export`` does."""
    source = Source.of(graph)
    if format in NETWORKS:
        net = _network(source, options)
        networks.FOLDERS[format](net, open)
        return int(len(net) + net.number_of_edges())
    if format in PARTS:
        return parts.write(source, format, open, options.parts)
    number = 0
    for table in tables.TABLES:
        with open(f"{table}.{format}") as out:
            number += sheets.write(source, format, table, out)
    return number


def export_to(graph: Queryable, format: str, path: str | Path, options: Options = DEFAULTS) -> int:
    """Write the graph to a file or, for formats of several files, a folder or .zip file."""
    format, path = known(format), Path(path)
    if is_folder(format, options):
        with folder(path) as open:
            return export_files(graph, format, open, options)
    with whole(path) as out:
        return export(graph, format, out, options)


def _network(source: Source, options: Options) -> nx.Graph[str]:
    net = network.of_graph(source, view=options.view, project=options.project)
    if options.analysis:
        analysis.analyse(net)
    return net
