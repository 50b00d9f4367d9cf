"""How a graph uses the terms: one use of each class and property, with the sentence it was read from, if any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from pyoxigraph import NamedNode

from kg.dictionary.terms import Ontology, Term, short
from kg.lookup import Queryable, base, labels, select

_LOOKED_AT = 200
"""Uses of a term among which one is chosen: all of those in a small graph, and quick in a large one."""

_CLAIMED = f"""
    SELECT ?subject ?value ?sentence ?source WHERE {{
      {{ SELECT ?claim ?g WHERE {{ GRAPH ?g {{ ?claim rdf:predicate ?term }} }} LIMIT {_LOOKED_AT} }}
      GRAPH ?g {{
        ?claim rdf:subject ?subject ; tp:valueLabel ?value ; tp:rank ?rank  ;
               prov:wasDerivedFrom ?from ; tp:claimedIn ?in .
        ?from nif:anchorOf ?sentence ; nif:beginIndex ?begin .
        ?in tp:source ?source .
      }}
      FILTER(?rank != tp:DeprecatedRank)
    }} ORDER BY ?source ?begin ?value ?claim LIMIT 1"""

_STATED = f"""
    SELECT ?subject ?value WHERE {{
      {{ SELECT ?subject ?value WHERE {{
           {{ ?subject ?term ?value }} UNION {{ GRAPH ?g {{ ?subject ?term ?value }} }} }} LIMIT {_LOOKED_AT} }}
    }} ORDER BY ?subject ?value LIMIT 1"""

_INSTANCES = f"""
    SELECT ?subject WHERE {{
      {{ SELECT ?subject WHERE {{
           {{ ?subject a ?term }} UNION {{ GRAPH ?g {{ ?subject a ?term }} }} }} LIMIT {_LOOKED_AT} }}
    }} ORDER BY ?subject LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Use:
    """``subject`` and ``value`` as a reader calls them; ``sentence`` and ``source`` are "" where nothing was read."""

    subject: str
    value: str = ""
    sentence: str = ""
    source: str = ""


def uses(graph: Queryable, ontology: Ontology) -> dict[str, Use]:
    """IRI of a term -> a use of it; terms that the graph does not use are left out. The same graph, the same uses."""
    return {term.iri: use for term in ontology.terms if (use := _use(graph, term))}


def _use(graph: Queryable, term: Term) -> Use | None:
    def rows(query: str) -> Iterator[tuple[str, ...]]:
        return select(graph, query.replace("?term", str(NamedNode(term.iri))))  # inner queries see no bound variable

    if term.kind == "class":
        return next((Use(_called(graph, subject)) for (subject,) in rows(_INSTANCES)), None)
    for subject, value, sentence, source in rows(_CLAIMED):
        return Use(_called(graph, subject), value, sentence, PurePath(source).name)
    for subject, value in rows(_STATED):
        return Use(_called(graph, subject), _called(graph, value))
    return None


def _called(graph: Queryable, term: str) -> str:
    """A literal as it is, a path without its folders; a thing by its label or words, else by the end of its IRI."""
    if term.startswith("/") and " " not in term:
        return PurePath(term).name
    if "://" not in term or " " in term:
        return term
    said = "SELECT ?text WHERE { ?subject schema:text|schema:headline ?text } ORDER BY ?text LIMIT 1"
    for (text,) in select(graph, said, subject=NamedNode(term)):
        return f"“{text}”"
    label = labels(graph, [term])[term].id
    return short(term.removeprefix(base(graph))) if term.endswith(label) else label
