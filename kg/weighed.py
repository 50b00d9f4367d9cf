"""What was weighed over all articles, as the default graph has it: values with reason and days, and posts held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.claims.weigh import UNDECIDED
from kg.evidence import STATUSES
from kg.lookup import Queryable, select


class WeighedValue(NamedTuple):
    """IRIs, the value as text. Days are ISO dates of the first and the last report, "" if no report has one."""

    subject: str
    predicate: str
    value: str
    status: str  # preferred, normal, deprecated
    reason: str  # IRI, "" where nothing decided
    first: str
    last: str
    voices: int


class Post(NamedTuple):
    """A post that somebody held, in words; "" where no article says. Days as of a value."""

    post: str
    area: str
    units: tuple[str, ...]
    first: str
    last: str
    voices: int


_VALUES = """
    SELECT DISTINCT ?subject ?p ?o ?rank ?reason ?first ?last ?voices WHERE {
      %s
      ?v a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?p ; rdf:object ?o ; tp:rank ?rank ;
         tp:rankReason ?reason ; tp:independentVoices ?voices .
      OPTIONAL { ?v tp:firstReported ?first } OPTIONAL { ?v tp:lastReported ?last }
    } ORDER BY ?subject ?p ?o"""

_CONTRADICTED = """
      VALUES ?sign { tp:Undecided tp:MoreIndependentVoices tp:RankInstitutionMismatch tp:OtherwiseDecided }
      ?w tp:rankReason ?sign ; rdf:subject ?subject ; rdf:predicate ?p ."""

_DECIDED = """
      VALUES ?sign { tp:HumanDecision tp:OtherwiseDecided }
      ?w tp:rankReason ?sign ; rdf:subject ?subject ; rdf:predicate ?p ."""

_POSTS = """
    SELECT ?m (COALESCE(?label, STR(?role)) AS ?post) ?area ?unit ?first ?last ?voices WHERE {
      ?m org:member ?who ; org:role ?role ; tp:independentVoices ?voices .
      OPTIONAL { ?m schema:areaServed/rdfs:label ?area }
      OPTIONAL { ?m org:organization/rdfs:label ?unit }
      OPTIONAL { ?m org:memberDuring ?during . ?during tp:firstReported ?first ; tp:lastReported ?last }
      OPTIONAL { ?role skos:prefLabel ?label FILTER(LANG(?label) = "id") }
    } ORDER BY ?first ?post ?area ?m ?unit"""


def values_of(graph: Queryable, iri: str) -> list[WeighedValue]:
    """The weighed values of one thing, given by the IRI that the view knows it by."""
    return list(_values(graph, "", subject=NamedNode(iri)))


def contradicted(graph: Queryable) -> dict[tuple[str, str], list[WeighedValue]]:
    """(Subject, predicate) -> values, where articles contradict one another: not where one value followed the other."""
    found: defaultdict[tuple[str, str], list[WeighedValue]] = defaultdict(list)
    for value in _values(graph, _CONTRADICTED):
        found[value.subject, value.predicate].append(value)
    return dict(found)


def decided(graph: Queryable) -> dict[tuple[str, str, str], WeighedValue]:
    """(Subject, predicate, value) -> the value, of every property for which a person chose one."""
    return {(v.subject, v.predicate, v.value): v for v in _values(graph, _DECIDED)}


def _values(graph: Queryable, where: str, **given: NamedNode) -> Iterator[WeighedValue]:
    for subject, p, o, rank, reason, first, last, voices in select(graph, _VALUES % where, **given):
        why = "" if reason == UNDECIDED else reason
        yield WeighedValue(subject, p, o, STATUSES[rank], why, first, last, int(voices))


def posts_of(graph: Queryable, iri: str) -> tuple[Post, ...]:
    """The posts that somebody held, in order of the first report; those without a day come first."""
    units: defaultdict[str, list[str]] = defaultdict(list)
    heads: dict[str, tuple[str, ...]] = {}
    for node, post, area, unit, *rest in select(graph, _POSTS, who=NamedNode(iri)):
        heads.setdefault(node, (post, area, *rest))
        if unit and unit not in units[node]:
            units[node].append(unit)
    return tuple(
        Post(post, area, tuple(units[node]), first, last, int(voices))
        for node, (post, area, first, last, voices) in heads.items()
    )
