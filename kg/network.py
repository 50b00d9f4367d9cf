"""The graph as a network: people, units, places, events, statements and articles as nodes, what ties them as edges.

Nodes are IRIs with these attributes, all of them always there:

``label``, ``type`` (a value of ``KINDS``), ``pillar`` ("" if none is known), ``date`` (as written, of events and
articles), ``start`` and ``end`` (first and last day that it is reported for), ``sources`` (articles that speak of it),
``conflict`` ("open", "settled" or "").

Edges have ``relation`` (local name of the predicate, which is their key too), ``weight`` (articles that say so, at
least 1), ``start``, ``end`` and ``conflict``. Days are ISO dates, "" if unknown.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import UsageError
from kg.lookup import Queryable, identity_of, local_name, quads, select
from kg.ns import ORG, RDF, RDFS, SCHEMA, SKOS, TP

if TYPE_CHECKING:
    import networkx as nx

KINDS: dict[str, str] = {
    TP + "Person": "person",
    TP + "Organization": "organization",
    TP + "Place": "place",
    TP + "Event": "event",
    TP + "Statement": "statement",
    SCHEMA + "NewsArticle": "article",
}
"""Classes whose members are nodes, and the ``type`` those have."""

EDGES = (
    TP + "participant", TP + "organiser", TP + "place", TP + "unit", TP + "assignedArea", TP + "speaker", TP + "saidAt",
    TP + "reports", TP + "quotedIn", ORG + "unitOf", SCHEMA + "containedInPlace",
)  # fmt: skip
"""Predicates that are edges, from subject to object."""

VIEWS: dict[str, tuple[str, ...]] = {
    "people": ("person", "organization", "place"),
    "events": ("event", "person", "organization", "place"),
    "units": ("organization", "person"),
    "places": ("place", "event"),
    "all": tuple(KINDS.values()),
}
"""What each view shows. The kind that is named first is the one whose members are tied by co-occurrence."""

PROJECTIONS = ("co-occurrence",)

Edge = tuple[str, str, str]  # subject, predicate, object
Days = tuple[str, str]  # the first, the last
_UNKNOWN: Days = ("", "")
_Values = dict[str, dict[str, list[NamedNode | Literal]]]  # subject -> predicate -> objects


_CLAIMED = """SELECT ?s ?p ?o ?a WHERE { VALUES ?p { %s }
    GRAPH ?g { ?c rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; tp:claimedIn ?a ; tp:rank ?r }
    FILTER(?r != tp:DeprecatedRank) }"""
_DISPUTED = """SELECT ?x ?thing ?s ?p ?o ?r WHERE { GRAPH ?g {
    ?x a tp:Conflict ; rdf:subject ?thing ; tp:conflictingClaim ?c .
    ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; tp:rank ?r } }"""


class Evidence(NamedTuple):
    """Who says what; IRIs are those of the view of best values."""

    articles: dict[Edge, set[str]]  # that claim an edge
    disputed: dict[str, str]  # thing -> open or settled
    disputed_edges: dict[Edge, str]


def of_graph(graph: Queryable, *, view: str = "all", project: str | None = None) -> nx.Graph[str]:
    """The network of a graph: a view of it, directed, or its projection, undirected.

    The projection "co-occurrence" ties things of the view's first kind (all but statements and articles in the view
    "all") that one article mentions; ``weight`` counts the articles, ``events`` the events both took part in.
    Raises UsageError on an unknown view or projection.
    """
    if view not in VIEWS:
        raise UsageError(f"expected one of {', '.join(VIEWS)}, found {view!r}")
    if project not in (None, *PROJECTIONS):
        raise UsageError(f"expected {' or '.join(PROJECTIONS)}, found {project!r}")
    found = quads(graph, DefaultGraph())
    if project is None:
        return network(found, kinds=VIEWS[view], evidence=evidence(graph))
    kinds = ("person", "organization", "place", "event") if view == "all" else VIEWS[view][:1]
    return _co_occurrence(_Builder(found, evidence(graph)), kinds)


def network(
    quads: Iterable[Quad | Triple],
    *,
    kinds: Collection[str] = tuple(KINDS.values()),
    evidence: Evidence | None = None,
) -> nx.MultiDiGraph[str]:
    """The network of the best-value view, whatever order the quads come in: nodes of ``kinds``, edges between them."""
    import networkx as nx

    builder = _Builder(quads, evidence or Evidence({}, {}, {}))
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, kind in builder.kinds.items():
        if kind in kinds:
            out.add_node(iri, **builder.node(iri))
    for iri in list(out):
        for predicate in EDGES:
            for other in builder.texts(iri, predicate):
                if other in out:
                    out.add_edge(iri, other, key=local_name(predicate), **builder.edge(iri, predicate, other))
    return out


def evidence(graph: Queryable) -> Evidence:
    """Which articles claim the edges of the network, and what is disputed."""
    canonical = identity_of(graph).canonical
    articles: defaultdict[Edge, set[str]] = defaultdict(set)
    for s, p, o, article in select(graph, _CLAIMED % " ".join(f"<{predicate}>" for predicate in EDGES)):
        articles[canonical(s), p, canonical(o)].add(article)
    rows = list(select(graph, _DISPUTED))
    settled = {conflict for conflict, *_, rank in rows if rank == TP + "PreferredRank"}
    things: dict[str, str] = {}
    edges: dict[Edge, str] = {}
    for conflict, thing, s, p, o, _ in rows:
        state = "settled" if conflict in settled else "open"
        _worse(things, canonical(thing), state)
        _worse(edges, (canonical(s), p, canonical(o)), state)
    return Evidence(dict(articles), things, edges)


def _worse(states: dict[Any, str], key: Any, state: str) -> None:
    """An open conflict outweighs settled ones."""
    if states.get(key) != "open":
        states[key] = state


class _Builder:
    """Attributes of nodes and edges out of the triples of the best-value view."""

    def __init__(self, quads: Iterable[Quad | Triple], evidence: Evidence) -> None:
        self.values = _by_subject(quads)
        self.evidence = evidence
        self.kinds = {iri: kind for iri in sorted(self.values) if (kind := self._kind(iri))}
        self.articles = self._articles()
        self._article_days = {iri: self._own_days(iri) for iri, kind in self.kinds.items() if kind == "article"}

    def texts(self, iri: str, *predicates: str) -> list[str]:
        return sorted({term.value for p in predicates for term in self.values.get(iri, {}).get(p, ())})

    def first(self, iri: str, *predicates: str) -> str:
        return next((text for p in predicates for text in self.texts(iri, p)), "")

    def node(self, iri: str) -> dict[str, Any]:
        kind = self.kinds[iri]
        start, end = self.days(iri)
        return {
            "label": self.label(iri, kind),
            "type": kind,
            "pillar": ", ".join(
                local_name(element).removeprefix("unsur") for element in self.texts(iri, TP + "element")
            ),
            "date": self.first(iri, TP + "eventDate", SCHEMA + "datePublished"),
            "start": start,
            "end": end,
            "sources": len(self.articles[iri]),
            "conflict": self.evidence.disputed.get(iri, ""),
        }

    def edge(self, iri: str, predicate: str, other: str) -> dict[str, Any]:
        said = self.evidence.articles.get((iri, predicate, other)) or self.articles[iri] & self.articles[other]
        event = next((end for end in (iri, other) if self.kinds[end] == "event"), None)
        start, end = self.days(event) if event else _span(self._article_days[article] for article in said)
        return {
            "relation": local_name(predicate),
            "weight": max(len(said), 1),
            "start": start,
            "end": end,
            "conflict": self.evidence.disputed_edges.get((iri, predicate, other), ""),
        }

    def days(self, iri: str) -> Days:
        """Of an event or article its own date, of everything else the days of the articles that speak of it."""
        own = self._own_days(iri) if self.kinds[iri] in ("event", "article") else _UNKNOWN
        return own if own != _UNKNOWN else _span(self._article_days[article] for article in self.articles[iri])

    def _own_days(self, iri: str) -> Days:
        dates = self.texts(iri, TP + "eventDate", SCHEMA + "datePublished")
        if not dates and self.kinds[iri] == "article":
            dates = [date for event in self.texts(iri, TP + "reports") for date in self.texts(event, TP + "eventDate")]
        return _span(map(whole_days, dates))

    def _articles(self) -> defaultdict[str, set[str]]:
        """The articles that speak of each thing."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for iri, kind in self.kinds.items():
            if kind == "article":
                found[iri].add(iri)
                for thing in self.texts(iri, SCHEMA + "mentions", TP + "reports"):
                    found[thing].add(iri)
            elif kind == "statement":
                found[iri].update(a for a in self.texts(iri, TP + "quotedIn") if self.kinds.get(a) == "article")
        return found

    def _kind(self, iri: str) -> str | None:
        classes = self.texts(iri, RDF + "type")
        return next((kind for cls, kind in KINDS.items() if cls in classes), None)

    def label(self, iri: str, kind: str) -> str:
        """What a reader calls it: an event by what it was, a statement by its words, an article by its headline."""
        if kind == "event":
            activities = [self._concept(concept) for concept in self.texts(iri, TP + "eventType")]
            return ", ".join(sorted(activities)) or local_name(iri)
        return self.first(iri, RDFS + "label", SCHEMA + "headline", SCHEMA + "text", TP + "source") or local_name(iri)

    def _concept(self, iri: str) -> str:
        """The Indonesian label of a concept, else its notation."""
        names = self.values.get(iri, {}).get(SKOS + "prefLabel", ())
        indonesian = sorted(name.value for name in names if isinstance(name, Literal) and name.language == "id")
        return next(iter(indonesian), "") or self.first(iri, SKOS + "notation") or local_name(iri)


def _by_subject(quads: Iterable[Quad | Triple]) -> _Values:
    values: _Values = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values[quad.subject.value][quad.predicate.value].append(quad.object)
    return {subject: dict(by_predicate) for subject, by_predicate in values.items()}


def _co_occurrence(builder: _Builder, kinds: Collection[str]) -> nx.Graph[str]:
    import networkx as nx

    out: nx.Graph[str] = nx.Graph()
    out.add_nodes_from((iri, builder.node(iri)) for iri, kind in builder.kinds.items() if kind in kinds)
    together: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for article, things in _members(builder.articles, out).items():
        for pair in combinations(things, 2):
            together[pair].add(article)
    events: Counter[tuple[str, str]] = Counter()
    for iri, kind in builder.kinds.items():
        if kind == "event":
            took_part = [x for x in builder.texts(iri, TP + "participant", TP + "organiser") if x in out]
            events.update(combinations(took_part, 2))
    for pair in sorted(together):
        start, end = _span(builder.days(article) for article in together[pair])
        weight = len(together[pair])
        out.add_edge(
            *pair, relation="co-occurrence", weight=weight, events=events[pair], start=start, end=end, conflict=""
        )
    return out


def _members(articles: dict[str, set[str]], wanted: Collection[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for thing in sorted(articles):
        if thing in wanted:
            for article in articles[thing]:
                found[article].append(thing)
    return found


def whole_days(date: str) -> Days:
    """First and last day of an ISO date of any precision; unknown for what is no date.

    >>> whole_days("2025-02"), whole_days("2025")
    (('2025-02-01', '2025-02-28'), ('2025-01-01', '2025-12-31'))
    """
    match date[:10].split("-"):
        case [year] if year.isdigit():
            return f"{year}-01-01", f"{year}-12-31"
        case [year, month] if year.isdigit() and month.isdigit():
            return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02d}"
        case [year, month, day] if (year + month + day).isdigit():
            return date[:10], date[:10]
    return _UNKNOWN


def _span(days: Iterable[Days]) -> Days:
    known = [pair for pair in days if pair != _UNKNOWN]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else _UNKNOWN
