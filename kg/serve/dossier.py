"""What the page of a thing shows: its facts, its posts over time, who it appears with, what it said, when it is met.

Every question has a limit: a province is in most articles, and its page must come as fast as that of a volunteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.explain import explain
from kg.lookup import Label, local_name, select
from kg.ns import TP
from kg.record import Record, Related, Value
from kg.serve.state import View

MOST = 400  # claims, and things of one relation, that a page is made from
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
      GRAPH ?g {
        ?q schema:text ?text ; tp:quotedIn ?article ; tp:beginIndex ?begin ; tp:endIndex ?end .
        OPTIONAL { ?q tp:direct ?direct }
        OPTIONAL { ?article schema:datePublished ?published }
        OPTIONAL { ?article tp:publisherName ?publisher }
      }
    } ORDER BY DESC(?published) ?article ?begin"""


def _said(view: View, iri: str) -> tuple[Said, ...]:
    found = select(view, _SAID % NamedNode(iri))
    return tuple(
        Said(q, " ".join(text.split()), direct == "true", article, int(begin), int(end), published, publisher)
        for q, text, direct, article, begin, end, published, publisher in found
    )


_MET = """
    SELECT ?e (MAX(STR(?d)) AS ?date) (GROUP_CONCAT(DISTINCT ?kind; SEPARATOR=", ") AS ?kinds) (MIN(?p) AS ?place)
    WHERE {
      { SELECT DISTINCT ?e WHERE { ?e tp:participant|tp:organiser|tp:place %s } LIMIT 300 }
      OPTIONAL { ?e tp:eventDate ?d }
      OPTIONAL { ?e tp:eventType/skos:prefLabel ?kind FILTER(LANG(?kind) = "id") }
      OPTIONAL { ?e tp:place/rdfs:label ?p }
    } GROUP BY ?e ORDER BY DESC(?date) ?kinds ?e"""


def _met(view: View, iri: str) -> tuple[Met, ...]:
    return tuple(Met(*row) for row in select(view, _MET % NamedNode(iri)))


def months(dates: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many of the dates fall into each month, from the first to the last without a gap.

    >>> months(["2025-11-03", "2026-01", "2024"])
    (('2025-11', 1), ('2025-12', 0), ('2026-01', 1))
    """
    counted: defaultdict[str, int] = defaultdict(int)
    for date in dates:
        if len(date) >= 7:
            counted[date[:7]] += 1
    if not counted:
        return ()
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (min(counted), max(counted)))
    every = (f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1))
    return tuple((month, counted[month]) for month in every)


def _grouped(record: Record) -> tuple[tuple[str, tuple[Related, ...]], ...]:
    return tuple((name, tuple(group)) for name, group in groupby(record.related, key=lambda r: local_name(r.property)))
