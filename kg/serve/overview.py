"""The graph as a whole: every event once, the tree of areas, what is counted over them. Worked out once a snapshot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg import stats
from kg.conflicts import ConflictReport, conflicts
from kg.lookup import Label, labels, select
from kg.ns import TP
from kg.serve.state import View
from kg.stats import PILLARS


class Happening(NamedTuple):
    """An event; ``pillars`` are those of whoever took part or organised it."""

    iri: str
    date: str  # ISO, at the precision known; "" if unknown
    kinds: tuple[str, ...]  # IRIs of activities
    places: tuple[str, ...]
    pillars: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(pillar for pillar in PILLARS if pillar not in self.pillars)


@dataclass(slots=True)
class Area:
    """A place with what is in it. ``events`` and ``pillars`` count what happened in the areas inside, too."""

    iri: str
    label: str
    level: str
    parent: str = ""
    inside: list[Area] = field(default_factory=list)
    own: int = 0
    events: int = 0
    persons: int = 0
    pillars: Counter[str] = field(default_factory=Counter)


class Person(NamedTuple):
    iri: str
    label: str
    events: int


def happenings(view: View) -> list[Happening]:
    """All events, the newest first, those without a date at the end."""
    return view.once("happenings", _happenings)


def _happenings(view: View) -> list[Happening]:
    dates = _collected(view, "SELECT ?e ?v WHERE { ?e a tp:Event ; tp:eventDate ?v }")
    kinds = _collected(view, "SELECT ?e ?v WHERE { ?e a tp:Event ; tp:eventType ?v }")
    places = _collected(view, "SELECT ?e ?v WHERE { ?e a tp:Event ; tp:place ?v }")
    pillars = _collected(
        view, "SELECT DISTINCT ?e ?v WHERE { ?e a tp:Event ; tp:participant|tp:organiser ?w . ?w tp:element ?v }"
    )
    found = [
        Happening(
            e, max(dates[e], default=""), tuple(sorted(kinds[e])), tuple(sorted(places[e])),
            frozenset(iri.removeprefix(TP + "unsur") for iri in pillars[e]),
        )
        for (e,) in select(view, "SELECT ?e WHERE { ?e a tp:Event }")
    ]  # fmt: skip
    return sorted(found, key=lambda h: (h.date, h.iri), reverse=True)


def _collected(view: View, sparql: str) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in select(view, sparql):
        found[key].append(value)
    return found


def areas(view: View) -> dict[str, Area]:
    """All places by IRI, each with those inside it."""
    return view.once("areas", _areas)


_PLACES = """SELECT ?x ?label (MIN(STR(?l)) AS ?level) (MIN(STR(?up)) AS ?parent) WHERE {
    ?x a tp:Place ; rdfs:label ?label OPTIONAL { ?x tp:level ?l } OPTIONAL { ?x schema:containedInPlace ?up }
} GROUP BY ?x ?label ORDER BY ?label ?x"""
_SERVING = "SELECT ?a (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p a tp:Person ; tp:assignedArea ?a } GROUP BY ?a"


def _areas(view: View) -> dict[str, Area]:
    found: dict[str, Area] = {}
    for iri, label, level, parent in select(view, _PLACES):
        found.setdefault(iri, Area(iri, label, level, parent))
    for area in found.values():
        if area.parent in found and area.parent != area.iri:
            found[area.parent].inside.append(area)
    for happening in happenings(view):
        for place in happening.places:
            if place in found:
                found[place].own += 1
        around = {up.iri: up for place in happening.places for up in _upward(found, place)}
        for up in around.values():
            up.events += 1
            up.pillars.update(happening.pillars)
    for iri, number in select(view, _SERVING):
        for up in _upward(found, iri):
            up.persons += int(number)
    return found


def _upward(known: dict[str, Area], iri: str) -> Iterator[Area]:
    """An area and those around it, to the outermost; a circle ends where it closes."""
    seen: set[str] = set()
    while iri in known and iri not in seen:
        seen.add(iri)
        yield known[iri]
        iri = known[iri].parent


def outermost(view: View) -> list[Area]:
    known = areas(view)
    return [area for area in known.values() if area.parent not in known]


def way_to(view: View, iri: str) -> list[Area]:
    """The areas around a place, the outermost first, the place itself at the end."""
    return list(_upward(areas(view), iri))[::-1]


def counts(view: View) -> stats.Stats:
    return view.once("stats", stats.stats)


def disputes(view: View) -> tuple[ConflictReport, ...]:
    return view.once("conflicts", conflicts)


def activities(view: View) -> dict[str, Label]:
    """Labels of all kinds of activity that events have."""
    return view.once("activities", lambda v: labels(v, {kind for h in happenings(v) for kind in h.kinds}))


_PEOPLE = """
    SELECT ?p ?label (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e tp:participant ?p . ?p a tp:Person ; rdfs:label ?label }
    GROUP BY ?p ?label ORDER BY DESC(?n) ?label ?p LIMIT 12"""


def busiest(view: View) -> list[Person]:
    """Those who took part in most events."""
    return view.once("busiest", lambda v: [Person(p, label, int(n)) for p, label, n in select(v, _PEOPLE)])


def tally(found: Iterable[Happening], key: Callable[[Happening], Iterable[str]]) -> list[tuple[str, int]]:
    """(key, events), most first."""
    counted = Counter(value for happening in found for value in set(key(happening)))
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def inside(view: View, iri: str) -> set[str]:
    """IRIs of an area and of all areas in it."""
    known, found, left = areas(view), {iri}, [iri]
    while left:
        area = known.get(left.pop())
        for inner in area.inside if area else ():
            if inner.iri not in found:
                found.add(inner.iri)
                left.append(inner.iri)
    return found


PREPARED: tuple[Callable[[View], object], ...] = (happenings, areas, activities, busiest, counts, disputes)
"""What pages need of a view, worked out before it is shown."""
