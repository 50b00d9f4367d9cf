"""Claims as the articles make them: value, status, reason, and the sentence each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyoxigraph import NamedNode

from kg.i18n import Lang, catalogue, text
from kg.lookup import Label, Queryable, labels, local_name, select
from kg.ns import TP

STATUSES = {TP + "PreferredRank": "preferred", TP + "NormalRank": "normal", TP + "DeprecatedRank": "deprecated"}
ORDER = tuple(STATUSES.values())
"""Statuses, best first."""


class Claim(NamedTuple):
    """One claim with its sentence. IRIs as strings; offsets are code points of the article's text."""

    iri: str
    subject: str
    predicate: str
    object: str
    is_literal: bool
    label: str  # the value as printed
    status: str
    reason: str  # IRI, "" if none
    confidence: float
    rule: str
    start: int  # of the words of the value
    end: int
    sentence: str
    article: str
    source: str  # path or URL
    outlet: str
    published: str  # ISO date of the article, "" if not known
    attributed_to: str  # name of the person quoted, "" for the narrator


_NEEDED = """
    ?c a tp:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; tp:valueLabel ?label ; tp:rank ?rank ;
      tp:beginIndex ?begin ; tp:endIndex ?end ; tp:claimedIn ?article ."""

_MORE = """
    OPTIONAL { GRAPH ?g { ?c tp:rankReason ?reason } }
    OPTIONAL { GRAPH ?g { ?c tp:confidence ?confidence } }
    OPTIONAL { GRAPH ?g { ?c tp:rule ?rule } }
    OPTIONAL { GRAPH ?g { ?article tp:source ?source } }
    OPTIONAL { GRAPH ?g { ?article tp:publisherName ?outlet } }
    OPTIONAL { GRAPH ?g { ?article schema:datePublished ?published } }
    OPTIONAL { GRAPH ?g { ?c prov:wasDerivedFrom ?at } }
    OPTIONAL { GRAPH ?g { ?c tp:attributedTo ?who } }
    BIND(COALESCE(?at, <urn:none>) AS ?from) OPTIONAL { GRAPH ?g { ?from nif:anchorOf ?sentence } }
    BIND(COALESCE(?who, <urn:none>) AS ?by) OPTIONAL { GRAPH ?g { ?by rdfs:label ?speaker } }"""
"""One triple in each: the store looks up one, but works out a path of two, or a group, for the whole graph first."""

_SELECT = """SELECT DISTINCT ?c ?s ?p ?o (ISLITERAL(?o) AS ?literal) ?label ?rank ?reason ?confidence ?rule ?begin ?end
      ?sentence ?article ?source ?outlet ?published ?speaker"""


def claims(graph: Queryable, where: str, **given: str) -> list[Claim]:
    """Claims (?c, with subject ?s, predicate ?p, object ?o) that meet ``where``, by article and place in the text.

    ``given``: IRIs for variables of ``where``, which is matched inside the graph of the article.
    """
    sparql = f"{_SELECT} WHERE {{ GRAPH ?g {{ {where} {_NEEDED} }} {_MORE} }}"
    nodes = {name: NamedNode(iri) for name, iri in given.items()}
    found = (_claim(row) for row in select(graph, sparql, **nodes))
    return sorted(found, key=lambda c: (c.source, c.article, c.start, c.end, c.iri))


def _claim(row: tuple[str, ...]) -> Claim:
    iri, subject, predicate, obj, literal, label, rank, reason, confidence, rule, begin, end, sentence, *rest = row
    return Claim(
        iri, subject, predicate, obj, literal == "true", label, STATUSES.get(rank, "normal"), reason,
        float(confidence or 0), rule, int(begin), int(end), " ".join(sentence.split()), *rest,
    )  # fmt: skip


class Words:
    """Predicates and reasons in words, looked up once for a whole report."""

    def __init__(self, graph: Queryable, found: Iterable[Claim]) -> None:
        self._labels = labels(graph, {iri for claim in found for iri in (claim.predicate, claim.reason) if iri})

    def of(self, iri: str) -> Label:
        """The words of this project, also for a property of a vocabulary that has none in Indonesian."""
        name = f"property.{local_name(iri)}"
        if name in catalogue():
            return Label(text(name, "id"), text(name, "en"))
        return self._labels.get(iri) or Label(local_name(iri), local_name(iri))


def outlet_of(claim: Claim) -> str:
    """Who printed it, as a reader would cite it."""
    return claim.outlet or claim.source


def quotation(sentence: str, outlet: str, source: str, lang: Lang) -> Iterator[str]:
    """Lines that quote a sentence with where it stands."""
    quoted = sentence if sentence.startswith(('"', "“")) else f"“{sentence}”"
    yield quoted if sentence else text("evidence.no-sentence", lang)
    yield f"— {outlet}, {source}" if outlet and outlet != source else f"— {source}"


def as_label(label: Label) -> dict[str, Any]:
    return {"id": label.id, "en": label.en}
