"""Looking up what the view says of one thing, and what one article says: the two ways tables are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.evidence import STATUSES
from kg.export.source import GraphName, Source
from kg.lookup import local_name
from kg.network import whole_days
from kg.ns import FOAF, NIF, PROV, RDF, RDFS, SCHEMA, SKOS, TP

MANY = "; "
"""Stands between several values of one cell."""

_NAMES = (
    RDFS + "label", SKOS + "notation", FOAF + "name", SCHEMA + "name", SCHEMA + "headline", SKOS + "prefLabel",
    TP + "source",
)  # fmt: skip


class Reader:
    """Looks up what the best-value view says of one thing."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.name = lru_cache(maxsize=1 << 14)(self._name)  # concepts, areas and units are named again and again

    def members(self, cls: str) -> Iterator[str]:
        return self.source.members(cls)

    def values(self, iri: str, *predicates: str) -> list[str]:
        """IRIs and lexical forms, sorted."""
        store, node = self.source.store, NamedNode(iri)
        found = {
            quad.object.value  # type: ignore[union-attr]
            for predicate in predicates
            for quad in store.quads_for_pattern(node, NamedNode(predicate), None, DefaultGraph())
        }
        return sorted(found)

    def first(self, iri: str, *predicates: str) -> str:
        return next((value for p in predicates for value in self.values(iri, p)), "")

    def pointing(self, iri: str, predicate: str) -> list[str]:
        """IRIs of what has this thing as its value, sorted."""
        quads = self.source.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri), DefaultGraph())
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    def _name(self, iri: str) -> str:
        found: dict[str, str] = {}
        for quad in self.source.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
            if isinstance(quad.object, Literal) and quad.object.language in (None, "id"):
                value = quad.object.value
                found[quad.predicate.value] = min(found.get(quad.predicate.value, value), value)
        if named := next((found[name] for name in _NAMES if name in found), ""):
            return named
        what = self.names(iri, TP + "eventType")  # an event has no name: it is called by what it was
        return f"{what}, {found[TP + 'eventDate']}" if what and TP + "eventDate" in found else what or local_name(iri)

    def names(self, iri: str, *predicates: str) -> str:
        return MANY.join(dict.fromkeys(self.name(value) for value in self.values(iri, *predicates)))

    def joined(self, iri: str, *predicates: str) -> str:
        return MANY.join(self.values(iri, *predicates))

    def pillars(self, iri: str) -> str:
        return MANY.join(local_name(value).removeprefix("unsur") for value in self.values(iri, TP + "element"))

    def articles(self, iri: str) -> list[str]:
        """Articles that mention or report a thing."""
        return sorted({*self.pointing(iri, SCHEMA + "mentions"), *self.pointing(iri, TP + "reports")})

    def where_read(self, articles: list[str]) -> tuple[int, str, str, str]:
        """How many articles, first and last day they are of, and where the first of them can be read."""
        dates = sorted(date for a in articles for date in self.values(a, SCHEMA + "datePublished"))
        days = [whole_days(date)[0] for date in dates]
        source = self.source_of(articles[0]) if articles else ""
        return len(articles), min(days, default=""), max(days, default=""), source

    def source_of(self, article: str) -> str:
        return self.first(article, SCHEMA + "url", TP + "source")

    def article_graphs(self) -> Iterator[ArticleGraph]:
        for article in self.members(SCHEMA + "NewsArticle"):
            for graph in self.values(article, TP + "currentGraph"):
                yield ArticleGraph(self, article, NamedNode(graph))


class ArticleGraph:
    """What one article says: small enough to hold whole."""

    def __init__(self, reader: Reader, article: str, graph: GraphName) -> None:
        self.article = article
        self.canonical = reader.source.identity.canonical
        self._of: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.literals: set[tuple[str, str]] = set()  # what claims give as text, not as a thing
        for quad in reader.source.store.quads_for_pattern(None, None, None, graph):
            subject, predicate = quad.subject.value, quad.predicate.value  # type: ignore[union-attr]
            self._of[subject][predicate].append(quad.object.value)  # type: ignore[union-attr]
            if predicate == RDF + "object" and isinstance(quad.object, Literal):
                self.literals.add((subject, quad.object.value))

    def one(self, iri: str, predicate: str) -> str:
        return min(self._of[iri][predicate], default="") if iri in self._of else ""

    def all(self, iri: str, predicate: str) -> list[str]:
        return sorted(self._of[iri][predicate]) if iri in self._of else []

    def number(self, iri: str, predicate: str) -> int:
        return int(self.one(iri, predicate) or 0)

    def members(self, cls: str) -> list[str]:
        """In the order of the text."""
        found = [iri for iri in list(self._of) if cls in self._of[iri].get(RDF + "type", ())]
        return sorted(
            found, key=lambda iri: (self.number(iri, TP + "beginIndex"), self.number(iri, TP + "endIndex"), iri)
        )

    def sentence(self, iri: str) -> str:
        return " ".join(self.one(self.one(iri, PROV + "wasDerivedFrom"), NIF + "anchorOf").split())

    def status(self, claim: str) -> str:
        return STATUSES.get(self.one(claim, TP + "rank"), "normal")
