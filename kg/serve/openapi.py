"""OpenAPI 3.1 of what programs can ask this server."""

from __future__ import annotations

from typing import Any

from kg import __version__
from kg.serve import media

_JSON = {"application/json": {"schema": {"type": "object"}}}


def document(server: str) -> dict[str, Any]:
    query = _parameter("query", "a SPARQL 1.1 query", required=True)
    dataset = [_parameter(n, "IRI of a graph; may be repeated") for n in ("default-graph-uri", "named-graph-uri")]
    words = _parameter("q", "words, typing errors allowed", required=True)
    limit = _parameter("limit", "at most so many, 1 to 200", kind="integer")
    offset = _parameter("offset", "after so many", kind="integer")
    lang = _parameter("lang", "id or en")
    answers: dict[str, Any] = {type: {} for type in (*media.RESULTS.values(), *media.GRAPHS.values())}
    graphs: dict[str, Any] = {type: {} for type in media.GRAPHS.values()}
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}, "application/sparql-query": {}}
    path = {"name": "path", "in": "path", "required": True, "schema": {"type": "string"}, "description": "after /id/"}
    page = {"text/html": {}, **_JSON, **graphs}
    iri = _parameter("iri", "IRI", required=True)
    which = _parameter("graph", "IRI")
    part = [
        _parameter(
            "bagian", "a list of the thing, whole: artikel, pernyataan, peristiwa, anggota, petugas, satuan, tempat"
        ),
        _parameter("hal", "page of that list", kind="integer"),
    ]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tiga Pilar KG", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": server}],
        "paths": {
            "/sparql": {
                "get": _operation("sparql", "Ask a query", [query, *dataset], answers),
                "post": {**_operation("sparqlPost", "Ask a query", [], answers), "requestBody": {"content": form}},
            },
            "/graphs": {
                "get": _operation("graph", "Read a whole graph: ?default or ?graph=IRI", [which], graphs)
            },
            "/id/{path}": {
                "get": _operation("page", "A thing at the path of its IRI", [path, *part], page)
            },
            "/api/suggest": {"get": _operation("suggest", "Names that begin so", [words, lang], _JSON)},
            "/api/search": {"get": _operation("search", "Things and articles", [words, limit, lang], _JSON)},
            "/api/thing": {
                "get": _operation("thing", "Facts with sentences", [iri, lang], _JSON)
            },
            "/api/conflicts": {"get": _operation("conflicts", "Contradictions", [limit, offset, lang], _JSON)},
            "/api/stats": {"get": _operation("stats", "Counts, and what is missing", [lang], _JSON)},
            "/api/terms": {"get": _operation("terms", "Terms of the ontology, for completion", [], _JSON)},
            "/health": {"get": _operation("health", "Whether the graph can be read", [], _JSON)},
            "/metrics": {"get": _operation("metrics", "Counters for Prometheus", [], {"text/plain": {}})},
        },
    }  # fmt: skip


def _operation(name: str, summary: str, parameters: list[dict[str, Any]], content: dict[str, Any]) -> dict[str, Any]:
    refused = {"description": "why not, in plain text", "content": {"text/plain": {}}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": {"description": "the answer", "content": content}, "4XX": refused, "503": refused},
    }


def _parameter(name: str, what: str, *, required: bool = False, kind: str = "string") -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": what, "schema": {"type": kind}}
