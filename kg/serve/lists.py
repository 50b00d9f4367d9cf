"""What belongs to a thing and may be much: its articles, statements, events, and the things that point at it.

Each list is whole and in an order that a reader expects; what is shown of it is looked up only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.explain import event_labels
from kg.lookup import local_name, select
from kg.serve import overview
from kg.serve.overview import Happening
from kg.serve.shelf import shelf
from kg.serve.state import View

POINTING = {"unit": "tp:unit", "assignedArea": "tp:assignedArea", "unitOf": "org:unitOf",
            "containedInPlace": "schema:containedInPlace"}  # fmt: skip
"""Relations by which other things hang on one, by their local names."""


class Printed(NamedTuple):
    """An article in a list."""

    iri: str
    title: str
    publisher: str
    published: str


class Said(NamedTuple):
    iri: str
    text: str
    direct: bool
    article: str
    start: int
    end: int
    published: str
    publisher: str


class Named(NamedTuple):
    iri: str
    label: str


_PRINTED = """SELECT ?a ?title ?publisher ?source WHERE {
    VALUES ?a { %s } ?a tp:source ?source
    OPTIONAL { ?a schema:headline ?title } OPTIONAL { ?a tp:publisherName ?publisher }
} ORDER BY ?a ?title ?publisher"""


def printed(view: View, numbers: Sequence[int]) -> list[Printed]:
    """The articles of these numbers, in this order."""
    keys = [shelf(view).keys[number] for number in numbers]
    nodes = " ".join(str(NamedNode(view.minter.article(key))) for key in keys)
    rows = select(view, _PRINTED % nodes)
    known = {iri: (title or local_name(source), publisher) for iri, title, publisher, source in rows}
    found = [(view.minter.article(key), shelf(view).days[key]) for key in keys]
    return [Printed(iri, *known.get(iri, (local_name(iri), "")), day) for iri, day in found]


def statements(view: View, iri: str) -> list[str]:
    """IRIs of all that somebody said, or that was said at an event; the newest first, in the order of the article."""
    sparql = "SELECT DISTINCT ?q WHERE { VALUES ?by { tp:speaker tp:saidAt } ?q ?by ?x }"
    found = sorted(q for (q,) in select(view, sparql, x=NamedNode(iri)))
    return sorted(found, key=shelf(view).day_of, reverse=True)


_SAID = """
    SELECT ?q ?text ?direct ?article ?begin ?end ?published ?publisher WHERE {
      { SELECT ?q WHERE { VALUES ?q { %s } } }
      GRAPH ?g { ?q schema:text ?text ; tp:quotedIn ?article ; tp:beginIndex ?begin ; tp:endIndex ?end }
      OPTIONAL { GRAPH ?g { ?q tp:direct ?direct } }
      OPTIONAL { GRAPH ?g { ?article schema:datePublished ?published } }
      OPTIONAL { GRAPH ?g { ?article tp:publisherName ?publisher } }
    }"""


def said(view: View, iris: Sequence[str]) -> list[Said]:
    """These statements, in this order."""
    nodes = " ".join(str(NamedNode(iri)) for iri in iris)
    found = {}
    for q, text, direct, article, begin, end, *rest in sorted(select(view, _SAID % nodes)) if iris else ():
        found[q] = Said(q, " ".join(text.split()), direct == "true", article, int(begin), int(end), *rest)
    return [found[iri] for iri in iris if iri in found]


def events(view: View, iri: str, *, place: bool) -> list[Happening]:
    """What a thing had to do with, or what happened in a place and the areas inside; the newest first."""
    every = overview.happenings(view)
    if place:
        return [every[at] for at in overview.in_area(view, iri)]
    sparql = "SELECT DISTINCT ?e WHERE { VALUES ?by { tp:participant tp:organiser } ?e ?by ?x }"
    known = overview.numbered(view)
    return [every[at] for at in sorted(known[e] for (e,) in select(view, sparql, x=NamedNode(iri)) if e in known)]


def pointing(view: View, iri: str, relation: str) -> list[str]:
    """IRIs of all things that hang on one by a relation of ``POINTING``; they begin with names, so sort like these."""
    sparql = f"SELECT DISTINCT ?x WHERE {{ ?x {POINTING[relation]} ?thing }}"
    return sorted(x for (x,) in select(view, sparql, thing=NamedNode(iri)))


def named(view: View, iris: Sequence[str]) -> list[Named]:
    """These things with their names, in this order."""
    known = names(view, iris)
    return [Named(iri, known.get(iri) or local_name(iri)) for iri in iris]


_NAMES = "SELECT ?x ?label WHERE { VALUES ?x { %s } ?x rdfs:label|schema:headline ?label } ORDER BY ?x DESC(?label)"
_AT_ONCE = 500


def names(view: View, iris: Iterable[str]) -> dict[str, str]:
    """IRI -> name, headline, or what an event was; only of things of this graph that have one."""
    own = sorted(iri for iri in iris if iri.startswith(view.minter.base))
    found: dict[str, str] = {}
    for start in range(0, len(own), _AT_ONCE):
        nodes = " ".join(str(NamedNode(iri)) for iri in own[start : start + _AT_ONCE])
        found |= {iri: label for iri, label in select(view, _NAMES % nodes)}  # noqa: C416
    return found | event_labels(view, (iri for iri in own if iri not in found and "/event/" in iri))
