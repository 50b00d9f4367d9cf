"""Looking things up in a graph: short queries with terms bound, labels in both languages, what was merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.i18n import Lang
from kg.link.identity import Identity
from kg.ns import PREFIXES
from kg.parameters import bind

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_MANY = 500  # IRIs in one query


class Queryable(Protocol):
    """What a question is asked of: ``kg.store.Graph``, or a bare ``pyoxigraph.Store``."""

    def query(self, query: str, /) -> Any: ...


class Label(NamedTuple):
    """What a thing or term is called in each language; the same where only one is known."""

    id: str
    en: str

    def of(self, lang: Lang) -> str:
        return self.id if lang == "id" else self.en


def select(graph: Queryable, sparql: str, **given: NamedNode | Literal) -> Iterator[tuple[str, ...]]:
    """Rows of a SELECT as plain strings, "" for unbound; the project's prefixes are known, ``given`` is bound."""
    for solution in graph.query(bind(_PROLOGUE + sparql, given)):
        yield tuple("" if value is None else value.value for value in solution)


def labels(graph: Queryable, iris: Iterable[str]) -> dict[str, Label]:
    """Labels of terms and concepts, from the ontology and the vocabularies; else the last part of the IRI."""
    wanted = sorted(set(iris))
    found: dict[str, dict[str, str]] = {iri: {} for iri in wanted}
    for start in range(0, len(wanted), _MANY):
        block = " ".join(str(NamedNode(iri)) for iri in wanted[start : start + _MANY])
        sparql = f"""
            SELECT ?iri ?label (LANG(?label) AS ?lang) WHERE {{
              VALUES ?iri {{ {block} }}
              {{ ?iri skos:prefLabel|rdfs:label ?label }}
              UNION {{ GRAPH ?g {{ ?iri skos:prefLabel|rdfs:label ?label }} }}
            }} ORDER BY ?iri ?lang ?label"""
        for iri, label, lang in select(graph, sparql):
            found[iri].setdefault(lang, label)
    return {iri: _label(iri, by_lang) for iri, by_lang in found.items()}


def local_name(iri: str) -> str:
    """The last part of an IRI, for want of a label."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _label(iri: str, by_lang: dict[str, str]) -> Label:
    plain = by_lang.get("") or next(iter(by_lang.values()), local_name(iri))
    return Label(by_lang.get("id", plain), by_lang.get("en", plain))


def members(graph: Queryable, iri: str) -> tuple[str, ...]:
    """All IRIs that were decided to be this thing: articles speak of it by any of them."""
    identity = identity_of(graph)
    return identity.members(identity.canonical(iri))


def identity_of(graph: Queryable) -> Identity:
    """Which IRIs were decided to be one thing; a bare store knows of no decisions."""
    known: Identity | None = getattr(graph, "identity", None)  # of a graph that is asked often
    if known is not None:
        return known
    archive = getattr(graph, "archive", None)
    return Identity(archive.merges() if archive is not None else ())


def canonical(graph: Queryable, iri: str) -> str:
    """The IRI that the view of best values knows this thing by."""
    return members(graph, iri)[0]


def base(graph: Queryable) -> str:
    """The namespace of the graph's own things."""
    minter = getattr(graph, "minter", None)
    return str(minter.base) if minter else PREFIXES["id"]


def quads(graph: Queryable, name: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
    """Quads of one graph, or of all."""
    store: Any = graph
    while not hasattr(store, "quads_for_pattern"):  # kg.store.Graph holds a QuadStore, which holds the store
        store = store.store
    found: Iterator[Quad] = store.quads_for_pattern(None, None, None, name)
    return found
