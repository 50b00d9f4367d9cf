"""What the page of a thing shows: its facts, its posts over time, who it appears with, what it said, when it is met.

Every question has a limit: a province is in most articles, and its page must come as fast as that of a volunteer.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.explain import explain
from kg.lookup import Label, labels, local_name, select
from kg.ns import TP
from kg.record import Record, Related, Value
from kg.serve.overview import months
from kg.serve.state import View

MOST = 60  # claims, and things of one relation, that a page is made from
_HELD = tuple(TP + name for name in ("role", "militaryRank", "unit", "assignedArea"))


class Held(NamedTuple):
    """A post, rank, unit or area with the first and last day that articles report it for; "" where none is dated."""

    property: Label
    value: str
    label: str
    since: str
    until: str
    articles: int
    status: str


class Companion(NamedTuple):
    iri: str
    label: str
    events: int


class Said(NamedTuple):
    iri: str
    text: str
    direct: bool
    article: str
    start: int
    end: int
    published: str
    publisher: str


class Met(NamedTuple):
    """An event a thing had to do with."""

    iri: str
    date: str
    activity: str
    place: str


@dataclass(frozen=True, slots=True)
class Dossier:
    record: Record
    facts: tuple[tuple[Label, tuple[Value, ...]], ...]  # by property
    held: tuple[Held, ...]
    companions: tuple[Companion, ...]
    said: tuple[Said, ...]
    met: tuple[Met, ...]
    months: tuple[tuple[str, int], ...]  # of events
    articles: int
    partial: bool  # there are more claims than this was made from
    related: tuple[tuple[str, tuple[Related, ...]], ...]  # by local name of the relation


def dossier(view: View, iri: str) -> Dossier:
    """Raises UsageError if the graph has nothing of this IRI."""
    record = explain(view, iri, most=MOST)
    met = _met(view, record.iri)
    return Dossier(
        record=record,
        facts=tuple((label, tuple(group)) for label, group in groupby(record.facts, key=lambda v: v.property_label)),
        held=_held(record) if record.kind == "person" else (),
        companions=_companions(view, record.iri) if record.kind in ("person", "organization") else (),
        said=_said(view, record.iri) if record.kind in ("person", "event") else (),
        met=met,
        months=months(event.date for event in met),
        articles=len({claim.article for value in record.facts for claim in value.evidence}),
        partial=sum(len(value.evidence) for value in record.facts) >= MOST,
        related=_grouped(record),
    )


def _held(record: Record) -> tuple[Held, ...]:
    """Posts and the like in the order of their first report; those without a date at the end."""
    found = []
    for value in record.facts:
        if value.property in _HELD:
            days = sorted(claim.published for claim in value.evidence if claim.published) or [""]
            articles = len({claim.article for claim in value.evidence})
            iri = value.value if value.value.startswith("http") else ""
            found.append(Held(value.property_label, iri, value.label, days[0], days[-1], articles, value.status))
    return tuple(sorted(found, key=lambda h: (not h.since, h.since, h.property.id, h.label)))


_COMPANIONS = """
    SELECT ?other (SAMPLE(?name) AS ?label) (COUNT(DISTINCT ?e) AS ?n) WHERE {
      { SELECT ?e WHERE { ?e tp:participant|tp:organiser %s } LIMIT 500 }
      ?e tp:participant|tp:organiser ?other FILTER(?other != %s)
      ?other rdfs:label ?name .
    } GROUP BY ?other ORDER BY DESC(?n) ?label LIMIT 15"""


def _companions(view: View, iri: str) -> tuple[Companion, ...]:
    node = str(NamedNode(iri))
    return tuple(Companion(o, label, int(n)) for o, label, n in select(view, _COMPANIONS % (node, node)))


_SAID = """
    SELECT ?q ?text ?direct ?article ?begin ?end ?published ?publisher WHERE {
      { SELECT ?q WHERE { ?q tp:speaker|tp:saidAt %s } LIMIT 100 }
      GRAPH ?g { ?q schema:text ?text ; tp:quotedIn ?article ; tp:beginIndex ?begin ; tp:endIndex ?end }
      OPTIONAL { GRAPH ?g { ?q tp:direct ?direct } }
      OPTIONAL { GRAPH ?g { ?article schema:datePublished ?published } }
      OPTIONAL { GRAPH ?g { ?article tp:publisherName ?publisher } }
    } ORDER BY DESC(?published) ?article ?begin"""


def _said(view: View, iri: str) -> tuple[Said, ...]:
    found = select(view, _SAID % NamedNode(iri))
    return tuple(
        Said(q, " ".join(text.split()), direct == "true", article, int(begin), int(end), published, publisher)
        for q, text, direct, article, begin, end, published, publisher in found
    )


_MET = """
    SELECT DISTINCT ?e ?d ?kind ?name WHERE {
      { SELECT DISTINCT ?e WHERE { ?e tp:participant|tp:organiser|tp:place %s } LIMIT 300 }
      OPTIONAL { ?e tp:eventDate ?d }
      OPTIONAL { ?e tp:eventType ?kind }
      OPTIONAL { ?e tp:place ?place }
      BIND(COALESCE(?place, <urn:none>) AS ?at) OPTIONAL { ?at rdfs:label ?name }
    } ORDER BY ?e ?d"""


def _met(view: View, iri: str) -> tuple[Met, ...]:
    """Events a thing had to do with, the newest first."""
    rows = list(select(view, _MET % NamedNode(iri)))
    named = labels(view, {kind for _, _, kind, _ in rows if kind})
    found = []
    for event, group in groupby(rows, key=lambda row: row[0]):
        same = list(group)
        kinds = sorted({named[kind].id for _, _, kind, _ in same if kind})
        places = sorted({place for _, _, _, place in same if place})
        found.append(Met(event, same[-1][1], ", ".join(kinds), next(iter(places), "")))
    return tuple(sorted(sorted(found, key=lambda m: (m.activity, m.iri)), key=lambda m: m.date, reverse=True))


def _grouped(record: Record) -> tuple[tuple[str, tuple[Related, ...]], ...]:
    return tuple((name, tuple(group)) for name, group in groupby(record.related, key=lambda r: local_name(r.property)))
