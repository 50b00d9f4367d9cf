"""SPARQL 1.1 Service Description: what the endpoint can do, as RDF at its own address."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from kg.ns import DCTERMS, PREFIXES, RDF
from kg.serve import media
from kg.serve.http import Refused, state, view
from kg.serve.worker import rdf_format

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"

_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip


def response(request: Request) -> Response:
    accept = request.headers.get("accept", "*/*")
    format = media.chosen(accept, request.query_params.get("format", ""), media.GRAPHS)
    if format is None:
        raise Refused(406, f"expected an Accept header with one of {', '.join(media.GRAPHS.values())}")
    address = str(request.url.replace(query="", fragment=""))
    triples = list(describe(address, view(request).minter.base, update=state(request).settings.allow_update))
    body = serialize(triples, format=rdf_format(format), prefixes={"sd": SD, "void": VOID, **PREFIXES})
    return Response(body, media_type=media.GRAPHS[format], headers={"Vary": "Accept"})


def describe(address: str, base: str, *, update: bool = False) -> Iterator[Triple]:
    """The endpoint at ``address``, over a default graph of best values and a named graph for each article."""
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")

    def sd(name: str) -> NamedNode:
        return NamedNode(SD + name)

    a = NamedNode(RDF + "type")
    yield Triple(service, a, sd("Service"))
    yield Triple(service, sd("endpoint"), service)
    yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    if update:
        yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Update"))
    for format in _FORMATS:
        yield Triple(service, sd("resultFormat"), NamedNode(FORMATS + format))
    yield Triple(service, sd("defaultDataset"), dataset)
    yield Triple(dataset, a, sd("Dataset"))
    yield Triple(dataset, sd("defaultGraph"), default)
    yield Triple(dataset, NamedNode(VOID + "uriSpace"), Literal(base))
    yield Triple(default, a, sd("Graph"))
    yield Triple(default, NamedNode(DCTERMS + "description"), Literal("best values of all articles", language="en"))
    yield Triple(
        default, NamedNode(DCTERMS + "description"), Literal("nilai terbaik dari semua artikel", language="id")
    )
