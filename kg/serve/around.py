"""What lies around a thing, copied out of a large graph: small enough to draw, with the evidence behind it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.network import EDGES, KINDS
from kg.ns import RDF, SCHEMA, TP
from kg.serve import overview
from kg.serve.state import View

MOST = 300  # things
_ARTICLES = 16  # whose claims come along
_FAN = 60  # neighbours of one thing over one relation

_TERM = re.compile(rb"<(https?://[^<>\"{}|^`%\\\x00-\x20]+)>")  # also in a text, where it does no harm
_TYPE = NamedNode(RDF + "type")
_DEFAULT = DefaultGraph()
_EDGES = [NamedNode(edge) for edge in EDGES if not edge.endswith(("saidAt", "quotedIn"))]
_SPEAKING = (NamedNode(SCHEMA + "mentions"), NamedNode(TP + "reports"))
_CURRENT = NamedNode(TP + "currentGraph")


def neighbourhood(view: View, focus: str, depth: int = 2) -> Store:
    """A store with everything within ``depth`` ties of ``focus``; without one, of the newest events."""
    store = view.store.store
    begin = [focus] if focus else [event.iri for event in overview.happenings(view)[:40]]
    return _copy(view, _spread(store, begin, depth if focus else 1))


def copied(view: View, things: Collection[str], pairs: Iterable[tuple[str, str]]) -> Store:
    """A store with these things and their neighbours, and articles that speak of both things of a pair."""
    store = view.store.store
    speaking = {iri: dict.fromkeys(_articles(store, NamedNode(iri))) for iri in things}
    common = (next((a for a in speaking[one] if a in speaking[other]), "") for one, other in pairs)
    articles = list(dict.fromkeys(filter(None, common)))[:_ARTICLES]
    return _copy(view, _spread(store, [*things, *articles], 1))


def _articles(store: Store, node: NamedNode) -> Iterator[str]:
    for predicate in _SPEAKING:
        for quad in islice(store.quads_for_pattern(None, predicate, node, _DEFAULT), _FAN):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value


def _copy(view: View, things: dict[str, None]) -> Store:
    store, out = view.store.store, Store()
    terms: set[NamedNode] = set()
    articles: list[NamedNode] = []
    for iri in things:
        for quad in store.quads_for_pattern(NamedNode(iri), None, None, _DEFAULT):
            out.add(quad)
            terms.add(quad.predicate)
            if isinstance(quad.object, NamedNode) and quad.object.value not in things:
                terms.add(quad.object)
        if iri.startswith(view.minter.base + "article/"):
            articles.append(NamedNode(iri))
    graphs = (view.archive.graph_quads(graph.value) or b"" for graph in _graphs(store, articles[:_ARTICLES]))
    quads = b"".join(graphs)  # as text: ten times faster than one by one
    out.bulk_load(quads, RdfFormat.N_QUADS)
    terms.update(NamedNode(iri.decode()) for iri in set(_TERM.findall(quads)))
    out.extend(_described(store, terms, view.minter.base))
    return out


def _spread(store: Store, begin: Iterable[str], depth: int) -> dict[str, None]:
    """Things reached over ties in either direction, nearest first; areas are reached, but not gone through."""
    found = dict.fromkeys(begin)
    edge = list(found)
    for _ in range(depth):
        reached: list[str] = []
        for iri in edge:
            if _is_area(store, iri) and iri not in begin:
                continue
            for other in _neighbours(store, NamedNode(iri)):
                if other not in found and len(found) < MOST and _is_thing(store, other):
                    found[other] = None
                    reached.append(other)
        edge = reached
    return found


def _neighbours(store: Store, node: NamedNode) -> Iterator[str]:
    for predicate in _EDGES:
        for quad in islice(store.quads_for_pattern(node, predicate, None, _DEFAULT), _FAN):
            if isinstance(quad.object, NamedNode):
                yield quad.object.value
        for quad in islice(store.quads_for_pattern(None, predicate, node, _DEFAULT), _FAN):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value


def _classes(store: Store, iri: str) -> set[str]:
    found = store.quads_for_pattern(NamedNode(iri), _TYPE, None, _DEFAULT)
    return {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}


def _is_thing(store: Store, iri: str) -> bool:
    return not _classes(store, iri).isdisjoint(KINDS)


def _is_area(store: Store, iri: str) -> bool:
    return TP + "Place" in _classes(store, iri)


def _graphs(store: Store, articles: Iterable[NamedNode]) -> Iterator[NamedNode]:
    """Graphs of these articles."""
    for article in articles:
        for quad in store.quads_for_pattern(article, _CURRENT, None, None):
            if isinstance(quad.object, NamedNode):
                yield quad.object


def _described(store: Store, terms: Iterable[NamedNode], base: str) -> Iterator[Quad]:
    """What is said of concepts and properties, which have their labels from there."""
    for term in terms:
        if not term.value.startswith(base):
            yield from store.quads_for_pattern(term, None, None, None)
