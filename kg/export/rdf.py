"""The graph as RDF: canonical order, so that equal graphs give equal bytes, and memory that does not grow with size.

Each graph comes after the other, the default graph first, and inside a graph triples come by subject, predicate and
object. The profile ``clean`` is the view of best values; ``full`` is every graph with its provenance; ``rdf12`` is
``full`` with claims that reify their triple, as RDF 1.2 has it. Only formats with named graphs can hold the latter two:
in the others the labels that each article gives would stand beside the best ones as their equals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Literal

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize
from pyoxigraph import Literal as Text

from kg.answers import RDF as FORMATS
from kg.errors import UsageError
from kg.export import jsonld
from kg.export.source import Source
from kg.ns import RDF, TP

Profile = Literal["clean", "full", "rdf12"]
PROFILES: tuple[Profile, ...] = ("clean", "full", "rdf12")

WITH_GRAPHS = ("trig", "nquads", "jsonld")
"""Formats that can hold the profile ``full``."""

WITH_TRIPLE_TERMS = ("trig", "nquads")
"""Formats that can hold the profile ``rdf12``: JSON-LD has no triple terms yet."""

_TYPE = NamedNode(RDF + "type")
_CLAIM = NamedNode(TP + "Claim")
_PARTS = tuple(NamedNode(RDF + part) for part in ("subject", "predicate", "object"))
_REIFIES = NamedNode(RDF + "reifies")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(source: Source, format: str, profile: Profile, out: IO[bytes]) -> int:
    """Write the graph in a format of RDF; the number of triples written.

    Raises UsageError where the format cannot hold the profile.
    """
    _check(format, profile)
    if format == "jsonld":
        return jsonld.write(source, out, full=profile == "full")
    written = 0

    def counted(quads: Iterable[Quad]) -> Iterator[Quad]:
        nonlocal written
        for quad in quads:
            written += 1
            yield quad

    quads = counted(_quads(source, profile))
    prefixes = source.prefixes()
    if FORMATS[format].supports_datasets:
        serialize(quads, out, FORMATS[format], prefixes=prefixes)
    elif format == "rdfxml":
        serialize((_as_xml(quad.triple) for quad in quads), out, RdfFormat.RDF_XML, prefixes=prefixes)
    else:
        serialize((quad.triple for quad in quads), out, FORMATS[format], prefixes=prefixes)
    return written


def _check(format: str, profile: Profile) -> None:
    allowed = {"clean": tuple(FORMATS), "full": WITH_GRAPHS, "rdf12": WITH_TRIPLE_TERMS}[profile]
    if format in allowed:
        return
    lack = "triple terms" if format in WITH_GRAPHS else "named graphs"
    raise UsageError(f"{format} has no {lack}: write --profile {profile} as {' or '.join(allowed)}")


def _quads(source: Source, profile: Profile) -> Iterator[Quad]:
    if profile == "clean":
        yield from _graph(source, DefaultGraph(), profile)
    else:
        for graph in source.graphs():
            yield from _graph(source, graph, profile)


def _graph(source: Source, graph: NamedNode | DefaultGraph, profile: Profile) -> Iterator[Quad]:
    triples = source.triples(graph)
    if profile == "rdf12":
        triples = _reified(triples)
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def _reified(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Claims that hold their triple as one term instead of in three parts."""
    for subject, found in groupby(triples, key=lambda triple: triple.subject):
        about = list(found)
        if Triple(subject, _TYPE, _CLAIM) not in about:
            yield from about
            continue
        parts = [next(t.object for t in about if t.predicate == part) for part in _PARTS]
        yield Triple(subject, _REIFIES, Triple(*parts))  # type: ignore[arg-type]
        yield from (triple for triple in about if triple.predicate not in _PARTS)


def _as_xml(triple: Triple) -> Triple:
    """Without characters that no XML file can hold; they become U+FFFD."""
    if isinstance(triple.object, Text) and _NOT_XML.search(triple.object.value):
        text, language = _NOT_XML.sub("\ufffd", triple.object.value), triple.object.language
        literal = Text(text, language=language) if language else Text(text, datatype=triple.object.datatype)
        return Triple(triple.subject, triple.predicate, literal)
    return triple
