"""The SPARQL 1.1 Graph Store HTTP Protocol, for reading: a whole graph by its name, or the default graph."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import UsageError
from kg.serve import media, sparql
from kg.serve.http import Refused, one
from kg.serve.pool import Task


async def graph_store(request: Request) -> Response:
    """``/graphs?default`` and ``/graphs?graph=IRI``."""
    if request.method not in ("GET", "HEAD"):
        raise Refused(405, "graphs can be read here, not changed", Allow="GET, HEAD")
    fields = request.query_params
    if ("default" in fields) == ("graph" in fields):
        raise Refused(400, "expected ?default or ?graph=IRI")
    return await graph(request, one(fields, "graph"))


async def graph(request: Request, iri: str) -> Response:
    """One graph whole; the default graph for ""."""
    fields = request.query_params
    format = media.chosen(request.headers.get("accept", "*/*"), one(fields, "format"), media.GRAPHS)
    if format is None:
        raise Refused(406, f"expected an Accept header with one of {', '.join(media.GRAPHS.values())}")
    try:
        if iri:
            sparql.iris([iri])
    except UsageError as error:
        raise Refused(400, str(error)) from None
    answer = await sparql.run(request, Task(graph=iri, graph_format=format))
    return sparql.response(answer, fields)


ROUTES: list[BaseRoute] = [
    Route("/graphs", graph_store, methods=["GET", "PUT", "POST", "DELETE", "PATCH"]),
]
