"""What the page of a thing shows: its facts, its posts over time, who it appears with, what it said, when it is met.

Of every list the beginning is shown and the whole is counted: a province is in most articles, and its page must come as
fast as that of a volunteer. The rest is a list of its own, cut into pages (``PARTS``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.explain import explain, kind_of, label_of
from kg.lookup import Label, local_name, members, select
from kg.ns import TP
from kg.serve import lists, overview
from kg.serve.facts import Fact, facts
from kg.serve.lists import Named, Printed, Said
from kg.serve.overview import Happening, months
from kg.serve.shelf import naming, shelf
from kg.serve.state import View

_ITEMS = 12  # of a list on the page itself
_STATEMENTS = 8
_HELD = tuple(TP + name for name in ("role", "militaryRank", "unit", "assignedArea"))

T = TypeVar("T")


class Begun(NamedTuple, Generic[T]):
    """The beginning of a list, and how many there are in all."""

    shown: Sequence[T]
    total: int


class Companion(NamedTuple):
    iri: str
    label: str
    events: int


@dataclass(frozen=True, slots=True)
class Dossier:
    iri: str
    label: str
    kind: str  # as of kg.record.Record
    others: tuple[str, ...]  # other IRIs of the thing
    conflicts: tuple[str, ...]  # what is contradicted: "rank", "date" …
    number: int  # of facts
    facts: tuple[tuple[Label, tuple[Fact, ...]], ...]  # by property
    held: tuple[Fact, ...]
    companions: tuple[Companion, ...]
    said: Begun[Said]
    met: Begun[Happening]
    months: tuple[tuple[str, int], ...]  # of events; of an outlet, of articles
    articles: Begun[Printed]
    related: dict[str, Begun[Named]]  # by local name of the relation


def dossier(view: View, iri: str) -> Dossier:
    """Raises UsageError if the graph has nothing of this IRI."""
    own = members(view, iri) or (iri,)
    iri, kind = own[0], kind_of(view, own)
    if kind is None:
        raise UsageError(f"{iri}: the graph has nothing of this IRI; find it with: kg search WORDS")
    claimed = facts(view, own, iri, dated=kind == "person") if kind in _WEIGHED else _described(view, iri)
    met = part(view, iri, kind, "events") if kind in _WEIGHED else []
    said = part(view, iri, kind, "statements") if kind in ("person", "event") else []
    named = part(view, iri, kind, "articles")
    hanging = (
        {name: part(view, iri, kind, name) for name in lists.POINTING} if kind in ("organization", "place") else {}
    )
    return Dossier(
        iri=iri,
        label=label_of(view, own) or next((fact.value.label for fact in claimed), local_name(iri)),
        kind=kind,
        others=own[1:],
        conflicts=overview.disputed(view).get(iri, ()),
        number=len(claimed),
        facts=tuple((label, tuple(same)) for label, same in groupby(claimed, key=lambda f: f.value.property_label)),
        held=_held(claimed) if kind == "person" else (),
        companions=_companions(view, iri) if kind in ("person", "organization") else (),
        said=Begun(lists.said(view, said[:_STATEMENTS]), len(said)),
        met=Begun(met[:_ITEMS], len(met)),
        months=months(_days(view, named) if kind == "outlet" else (event.date for event in met)),
        articles=Begun(lists.printed(view, named[:_ITEMS]), len(named)),
        related={
            name: Begun(lists.named(view, found[:_ITEMS]), len(found)) for name, found in hanging.items() if found
        },
    )


_WEIGHED = ("person", "organization", "place", "event")  # kinds that articles make claims about
_HUNG_ON = ("organization", "place")

PARTS = ("articles", "statements", "events", *lists.POINTING)
"""Lists of a thing that have pages of their own."""


def part(view: View, iri: str, kind: str, name: str) -> list[Any]:
    """A list of ``PARTS``, whole: numbers of articles, IRIs of statements and things, events."""

    def make(view: View) -> list[Any]:
        match name:
            case "articles":
                return naming(view, members(view, iri))
            case "statements":
                return lists.statements(view, iri)
            case "events":
                return lists.events(view, iri, place=kind == "place") if kind != "event" else []
            case _:
                return lists.pointing(view, iri, name)

    return view.recent(f"{name} of {iri}", make)


def _days(view: View, numbers: Iterable[int]) -> Iterator[str]:
    known = shelf(view)
    return (known.days[known.keys[number]] for number in numbers)


def _described(view: View, iri: str) -> tuple[Fact, ...]:
    """A statement, a claim: one article says what there is."""
    found = explain(view, iri).facts
    return tuple(Fact(value, len({claim.article for claim in value.evidence}), "", "") for value in found)


def _held(claimed: Iterable[Fact]) -> tuple[Fact, ...]:
    """Posts and the like in the order of their first report; those without a date at the end."""
    found = [fact for fact in claimed if fact.value.property in _HELD]
    return tuple(sorted(found, key=lambda f: (not f.first, f.first, f.value.property_label.id, f.value.label)))


_COMPANIONS = """
    SELECT ?other (SAMPLE(?name) AS ?label) (COUNT(DISTINCT ?e) AS ?n) WHERE {
      { SELECT ?e WHERE { ?e tp:participant|tp:organiser %s } LIMIT 500 }
      ?e tp:participant|tp:organiser ?other FILTER(?other != %s)
      ?other rdfs:label ?name .
    } GROUP BY ?other ORDER BY DESC(?n) ?label LIMIT 15"""


def _companions(view: View, iri: str) -> tuple[Companion, ...]:
    node = str(NamedNode(iri))
    return tuple(Companion(o, label, int(n)) for o, label, n in select(view, _COMPANIONS % (node, node)))
