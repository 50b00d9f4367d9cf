"""The page of each thing at the path of its own IRI: for people as HTML, for programs as RDF or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple, serialize
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import record
from kg.errors import UsageError
from kg.explain import explain
from kg.lookup import labels, members
from kg.ns import PREFIXES
from kg.serve import graphs, media, overview
from kg.serve.dossier import dossier
from kg.serve.http import Refused, view
from kg.serve.pages import articles, parts
from kg.serve.render import language, page
from kg.serve.state import View
from kg.serve.worker import rdf_format

_ARTICLE, _GRAPH = "article/", "graph/"


async def thing(request: Request) -> Response:
    """``/id/…``: by ending (.json, .ttl, .nt, .jsonld, .rdf), by ``?format=``, or by the Accept header."""
    path, format = _format(request, request.path_params["path"])
    iri = view(request).minter.base + path
    if path.startswith(_GRAPH):
        return await graphs.graph(request, iri)
    return await run_in_threadpool(_thing, request, iri, format)


def _thing(request: Request, iri: str, format: str) -> Response:
    seen = view(request)
    own = members(seen, iri) or (iri,)
    try:
        if format == "json":
            return JSONResponse(record.to_json(explain(seen, iri), language(request)))
        if format != "html":
            return _rdf(seen, own, format)
        if iri.removeprefix(seen.minter.base).startswith(_ARTICLE):
            return articles.article(request, iri)
        if parts.is_asked(request):
            return parts.listed(request, iri)
        found = seen.recent(_key(iri), lambda v: dossier(v, iri))
    except UsageError as error:
        raise Refused(404, str(error)) from None
    return page(request, "thing.html", d=found, words=parts.HANGING, **parts.events(seen))


def _key(iri: str) -> str:
    return f"thing {iri}"


_FIRST = 12  # areas


def first_pages(seen: View) -> None:
    """The people whom the start page leads to, and the areas with most events: the pages that are most work."""
    areas = sorted(overview.areas(seen).values(), key=lambda area: (-area.events, area.iri))[:_FIRST]
    for iri in (*(person.iri for person in overview.busiest(seen)), *(area.iri for area in areas)):
        seen.recent(_key(iri), lambda v, iri=iri: dossier(v, iri))  # type: ignore[misc]


def _format(request: Request, path: str) -> tuple[str, str]:
    """The path without its ending, and "html", "json" or a name of ``media.GRAPHS``."""
    stem, dot, ending = path.rpartition(".")
    if dot and (ending == "json" or ending in media.SUFFIXES):
        return stem, media.SUFFIXES.get(ending, "json")
    wanted = request.query_params.get("format", "")
    if wanted == "json" or wanted in media.GRAPHS:
        return path, wanted
    accept = request.headers.get("accept", "text/html")
    offered = {"html": "text/html", "json": "application/json", **media.GRAPHS}
    type = media.best(accept, tuple(offered.values()))
    return path, next((name for name, offer in offered.items() if offer == type), "html")


def _rdf(seen: View, own: tuple[str, ...], format: str) -> Response:
    """Best values of the thing, and every claim about it; of an article its whole graph."""
    found = sorted({quad.triple for iri in own for quad in _quads(seen, iri)}, key=str)
    if not found:
        raise Refused(404, f"{own[0]}: the graph has nothing of this IRI")
    body = serialize(found, format=rdf_format(format), prefixes=dict(PREFIXES))
    return Response(body, media_type=media.GRAPHS[format], headers={"Vary": "Accept"})


_MOST = 20_000


def _quads(seen: View, iri: str) -> Iterator[Quad]:
    store, node = seen.store.store, NamedNode(iri)
    rdf_subject = NamedNode(PREFIXES["rdf"] + "subject")
    for number, quad in enumerate(store.quads_for_pattern(node, None, None, None)):
        if number < _MOST:
            yield quad
    for number, claim in enumerate(store.quads_for_pattern(None, rdf_subject, node, None)):
        if number * 15 < _MOST:
            yield from store.quads_for_pattern(claim.subject, None, None, claim.graph_name)


def term(request: Request) -> Response:
    """``/istilah?iri=…``: a term of the ontology, a concept of a vocabulary, anything without a page of its own."""
    seen = view(request)
    iri = request.query_params.get("iri", "")
    try:
        node = NamedNode(iri)
    except ValueError:
        raise Refused(400, "expected ?iri= with an absolute IRI") from None
    triples = sorted({q.triple for q in seen.store.store.quads_for_pattern(node, None, None, None)}, key=str)
    if not triples:
        raise Refused(404, f"{iri}: the graph has nothing of this IRI")
    named = labels(seen, {iri, *(t.predicate.value for t in triples), *_objects(triples)})
    return page(request, "term.html", iri=iri, triples=triples, named=named)


def _objects(triples: Iterable[Triple]) -> Iterator[str]:
    return (triple.object.value for triple in triples if isinstance(triple.object, NamedNode))


ROUTES: list[BaseRoute] = [Route("/id/{path:path}", thing), Route("/istilah", term)]
