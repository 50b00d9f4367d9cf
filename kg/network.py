"""Quads to a network: people, units, places, events, statements and articles as nodes, what ties them as edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.lookup import local_name
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

_Values = dict[str, dict[str, list[NamedNode | Literal]]]  # subject -> predicate -> objects


def network(quads: Iterable[Quad | Triple], *, kinds: Collection[str] = tuple(KINDS.values())) -> nx.MultiDiGraph[str]:
    """The network of the best-value view, whatever order the quads come in.

    Nodes are IRIs with ``label``, ``type``, ``pillar`` ("" where none is known) and, of events, ``date``; edges have
    ``type``, the local name of the predicate, which is their key too. Only nodes of ``kinds``, and edges between them.
    """
    import networkx as nx

    values = _by_subject(quads)
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(values):
        kind = _kind(values, iri)
        if kind is not None and kind in kinds:
            out.add_node(iri, label=_label(values, iri, kind), type=kind, pillar=_pillar(values, iri))
            if kind == "event":
                out.nodes[iri]["date"] = _first(values, iri, TP + "eventDate")
    for iri in list(out):
        for predicate in EDGES:
            for other in sorted(_texts(values, iri, predicate)):
                if other in out:
                    kind = local_name(predicate)
                    out.add_edge(iri, other, key=kind, type=kind)
    return out


def _by_subject(quads: Iterable[Quad | Triple]) -> _Values:
    values: _Values = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values[quad.subject.value][quad.predicate.value].append(quad.object)
    return {subject: dict(by_predicate) for subject, by_predicate in values.items()}


def _texts(values: _Values, iri: str, predicate: str) -> list[str]:
    return sorted({term.value for term in values.get(iri, {}).get(predicate, ())})


def _first(values: _Values, iri: str, predicate: str) -> str:
    return next(iter(_texts(values, iri, predicate)), "")


def _kind(values: _Values, iri: str) -> str | None:
    classes = _texts(values, iri, RDF + "type")
    return next((kind for cls, kind in KINDS.items() if cls in classes), None)


def _label(values: _Values, iri: str, kind: str) -> str:
    """What a reader calls it: an event by what it was, a statement by its words, an article by its headline."""
    if kind == "event":
        activities = [_concept(values, concept) for concept in _texts(values, iri, TP + "eventType")]
        return ", ".join(sorted(activities)) or local_name(iri)
    properties = (RDFS + "label", SCHEMA + "headline", SCHEMA + "text", TP + "source")
    return next((text for p in properties if (text := _first(values, iri, p))), local_name(iri))


def _concept(values: _Values, iri: str) -> str:
    """The Indonesian label of a concept, else its notation."""
    names = values.get(iri, {}).get(SKOS + "prefLabel", ())
    indonesian = sorted(name.value for name in names if isinstance(name, Literal) and name.language == "id")
    return next(iter(indonesian), "") or _first(values, iri, SKOS + "notation") or local_name(iri)


def _pillar(values: _Values, iri: str) -> str:
    return ", ".join(local_name(element).removeprefix("unsur") for element in _texts(values, iri, TP + "element"))
