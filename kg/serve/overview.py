"""The graph as a whole: every event once, the tree of areas, what is counted over them. Worked out once a snapshot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from kg import stats
from kg.conflicts import ConflictReport, conflicts
from kg.lookup import Label, labels, select
from kg.ns import TP
from kg.serve.kept import kept, reports_of_json, reports_to_json, stats_of_json
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
    return view.once("happenings", lambda v: kept(v.folder, "events", lambda: _happenings(v), _as_rows, _of_rows))


def _as_rows(found: list[Happening]) -> list[tuple[object, ...]]:
    return [(*h[:4], sorted(h.pillars)) for h in found]


def _of_rows(rows: list[Any]) -> list[Happening]:
    return [Happening(i, date, tuple(k), tuple(p), frozenset(pillars)) for i, date, k, p, pillars in rows]


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


def _places(view: View) -> dict[str, list[Any]]:
    """The rows that the tree of areas is made from."""
    return {"places": list(select(view, _PLACES)), "serving": list(select(view, _SERVING))}


def _same(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return rows


def _areas(view: View) -> dict[str, Area]:
    rows = kept(view.folder, "places", lambda: _places(view), _same, _same)
    found: dict[str, Area] = {}
    for iri, label, level, parent in rows["places"]:
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
    for iri, number in rows["serving"]:
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


def ranked(view: View, area: Area | None) -> list[Area]:
    """The areas inside one, or the outermost, those with most events and officers first."""
    found = area.inside if area else outermost(view)
    return sorted(found, key=lambda a: (-a.events, -a.persons, a.label, a.iri))


def way_to(view: View, iri: str) -> list[Area]:
    """The areas around a place, the outermost first, the place itself at the end."""
    return list(_upward(areas(view), iri))[::-1]


def counts(view: View) -> stats.Stats:
    return view.once("stats", lambda v: kept(v.folder, "stats", lambda: stats.stats(v), asdict, stats_of_json))


def disputes(view: View) -> tuple[ConflictReport, ...]:
    return view.once(
        "conflicts",
        lambda v: kept(v.folder, "conflicts", lambda: conflicts(v), reports_to_json, reports_of_json),
    )


def disputed(view: View) -> dict[str, tuple[str, ...]]:
    """IRI of a thing -> what is contradicted of it, in order."""
    return view.once("disputed", _disputed)


def _disputed(view: View) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for report in disputes(view):
        found[view.identity.canonical(report.subject)].add(report.about)
    return {iri: tuple(sorted(about)) for iri, about in found.items()}


def activities(view: View) -> dict[str, Label]:
    """Labels of all kinds of activity that events have."""
    return view.once("activities", lambda v: labels(v, {kind for h in happenings(v) for kind in h.kinds}))


_PEOPLE = """
    SELECT ?p ?label ?n WHERE {
      { SELECT ?p (COUNT(?e) AS ?n) WHERE { ?e tp:participant ?p } GROUP BY ?p }
      ?p a tp:Person ; rdfs:label ?label
    } ORDER BY DESC(?n) ?label ?p LIMIT 12"""


def busiest(view: View) -> list[Person]:
    """Those who took part in most events."""
    return view.once(
        "busiest",
        lambda v: kept(v.folder, "busiest", lambda: _busiest(v), list, lambda rows: [Person(*row) for row in rows]),
    )


def _busiest(view: View) -> list[Person]:
    return [Person(p, label, int(n)) for p, label, n in select(view, _PEOPLE)]


class Dashboard(NamedTuple):
    """What the dashboard counts over all events; rows are (IRI, events), most first."""

    events: int
    months: tuple[tuple[str, int], ...]
    kinds: list[tuple[str, int]]
    villages: list[tuple[str, int]]
    absent: dict[str, int]
    complete: int


_VILLAGES = 25
_LOWEST = ("level-kelurahan", "level-desa")


def dashboard(view: View) -> Dashboard:
    return view.once("dashboard", _dashboard)


def _dashboard(view: View) -> Dashboard:
    events, known = happenings(view), areas(view)
    lowest = {iri for iri, area in known.items() if area.level.rpartition("#")[2] in _LOWEST}
    return Dashboard(
        events=len(events),
        months=months(h.date for h in events),
        kinds=tally(events, lambda h: h.kinds),
        villages=tally(events, lambda h: (place for place in h.places if place in lowest))[:_VILLAGES],
        absent={pillar: sum(pillar in h.missing for h in events) for pillar in PILLARS},
        complete=sum(not h.missing for h in events),
    )


def months(dates: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many of the dates fall into each month, from the first to the last without a gap.

    >>> months(["2025-11-03", "2026-01", "2024"])
    (('2025-11', 1), ('2025-12', 0), ('2026-01', 1))
    """
    counted = Counter(date[:7] for date in dates if len(date) >= 7)
    if not counted:
        return ()
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (min(counted), max(counted)))
    every = (f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1))
    return tuple((month, counted[month]) for month in every)


def tally(found: Iterable[Happening], key: Callable[[Happening], Iterable[str]]) -> list[tuple[str, int]]:
    """(key, events), most first."""
    counted = Counter(value for happening in found for value in set(key(happening)))
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def in_area(view: View, iri: str) -> list[int]:
    """Which of ``happenings`` were in an area or in the areas inside it, in their order."""
    known = by_place(view)
    return sorted({at for place in _inside(view, iri) for at in known.get(place, ())})


def by_place(view: View) -> dict[str, list[int]]:
    """IRI of a place -> which of ``happenings`` were there, not in the areas inside it."""
    return view.once("happenings by place", _by_place)


def numbered(view: View) -> dict[str, int]:
    """IRI of an event -> its place in ``happenings``."""
    return view.once("happenings by IRI", lambda v: {h.iri: at for at, h in enumerate(happenings(v))})


def _by_place(view: View) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, happening in enumerate(happenings(view)):
        for place in happening.places:
            found[place].append(at)
    return dict(found)


def _inside(view: View, iri: str) -> set[str]:
    """IRIs of an area and of all areas in it."""
    known, found, left = areas(view), {iri}, [iri]
    while left:
        area = known.get(left.pop())
        for inner in area.inside if area else ():
            if inner.iri not in found:
                found.add(inner.iri)
                left.append(inner.iri)
    return found


PREPARED: tuple[Callable[[View], object], ...] = (
    happenings, numbered, by_place, areas, activities, busiest, counts, disputed, dashboard,
)  # fmt: skip
"""What pages need of a view, worked out before it is shown."""
