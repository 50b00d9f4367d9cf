"""Answers of queries as pictures: the things they name, what ties these, and the areas they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode

from kg import viz
from kg.i18n import LANGS, Lang, text
from kg.lookup import Label, canonical, local_name
from kg.network import KINDS
from kg.ns import RDF, TP
from kg.serve import around, overview
from kg.serve.overview import Area
from kg.serve.results import Cell, Table
from kg.serve.state import View

MOST = 300
"""Things drawn of one answer: more cannot be read."""

_LOOKED_AT = 200  # rows by which it is decided what can be drawn
_DRAWN = frozenset(cls for cls, kind in KINDS.items() if kind != "statement")
_TYPE = NamedNode(RDF + "type")
_WHERE = (NamedNode(TP + "place"), NamedNode(TP + "assignedArea"))


class Counted(NamedTuple):
    """An area of an answer, or one around such areas. ``number``: what the answer counts for it; None if it is only
    around others."""

    area: Area
    number: float | None
    inside: tuple[Counted, ...]


class Finder:
    """Which cells of an answer are things of the graph; each is looked up once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._classes: dict[str, frozenset[str]] = {}

    def classes(self, iri: str) -> frozenset[str]:
        """Classes of a thing that can be drawn; none for everything else."""
        if not iri.startswith(self._view.minter.base):
            return frozenset()
        if iri not in self._classes:
            found = self._view.store.store.quads_for_pattern(NamedNode(iri), _TYPE, None, DefaultGraph())
            self._classes[iri] = _DRAWN & {q.object.value for q in found if isinstance(q.object, NamedNode)}
        return self._classes[iri]

    def things(self, row: Iterable[Cell]) -> list[tuple[int, str]]:
        """(Column, IRI) of every thing of a row, by the IRI the view knows it by."""
        seen: dict[str, int] = {}
        for column, cell in enumerate(row):
            if cell.iri:
                iri = canonical(self._view, cell.iri)
                if self.classes(iri):
                    seen.setdefault(iri, column)
        return [(column, iri) for iri, column in seen.items()]

    def areas(self, row: Iterable[Cell]) -> list[str]:
        """Areas of a row; where it has none, those of its events and persons."""
        things = [iri for _, iri in self.things(row)]
        if own := [iri for iri in things if TP + "Place" in self.classes(iri)]:
            return own
        store = self._view.store.store
        found = (q for iri in things for p in _WHERE for q in store.quads_for_pattern(NamedNode(iri), p, None, None))
        return sorted({q.object.value for q in found if isinstance(q.object, NamedNode)})


def offers(view: View, table: Table) -> tuple[str, ...]:
    """Ways to show an answer beside its table: "peta" where it speaks of areas, "graf" where it ties things."""
    finder, rows = Finder(view), table.rows[:_LOOKED_AT]
    found = []
    if any(finder.areas(row) for row in rows):
        found.append("peta")
    if any(len(finder.things(row)) > 1 for row in rows):
        found.append("graf")
    return tuple(found)


def network(view: View, table: Table) -> tuple[list[str], list[viz.Bond]]:
    """Things of an answer in its order, ``MOST`` at the most, and what ties them.

    A triple ties its ends by its predicate. A row ties its first thing to each other one by the name of that column,
    unless the graph itself ties it to some thing of the row.
    """
    drawn: dict[str, None] = {}
    bonds: dict[viz.Bond, None] = {}
    for row, things in _fitting(view, table):
        if len(things) > 1 or not table.is_graph:
            drawn.update(dict.fromkeys(iri for _, iri in things))
        if table.is_graph and len(things) == 2:
            bonds[viz.Bond(things[0][1], things[1][1], local_name(row[1].iri), exact=True)] = None
        elif not table.is_graph:
            bonds.update((viz.Bond(things[0][1], iri, table.columns[column]), None) for column, iri in things[1:])
    return list(drawn), list(bonds)


def rows_drawn(view: View, table: Table) -> int:
    """How many rows of an answer its drawing is made from."""
    return sum(1 for _ in _fitting(view, table))


def _fitting(view: View, table: Table) -> Iterator[tuple[tuple[Cell, ...], list[tuple[int, str]]]]:
    """The rows, with their things, before there would be more than ``MOST`` of these."""
    finder = Finder(view)
    found: set[str] = set()
    for row in table.rows:
        things = finder.things(row)
        if len(things) > 1 or not table.is_graph:
            found.update(iri for _, iri in things)
        if len(found) > MOST:
            return
        yield row, things


def page(view: View, table: Table, lang: Lang) -> bytes:
    """An answer as the page of a drawing. Raises UsageError if it names nothing that can be drawn."""
    drawn, bonds = network(view, table)
    store = around.copied(view, drawn, ((bond.source, bond.target) for bond in bonds))
    title = Label(*(text("serve.answer-title", one) for one in LANGS))
    return viz.FORMATS[".html"](viz.draw_tied(store, drawn, bonds, title), lang)


def areas(view: View, table: Table) -> dict[str, float]:
    """IRI of each area of an answer -> the sum of the last column, where that holds numbers alone, else its rows."""
    finder = Finder(view)
    numbers = bool(table.rows) and all(row[-1].number is not None for row in table.rows)
    known = overview.areas(view)
    found: defaultdict[str, float] = defaultdict(float)
    for row in table.rows:
        for iri in finder.areas(row):
            if iri in known:
                found[iri] += (row[-1].number or 0.0) if numbers else 1.0
    return dict(found)


def tree(view: View, counted: dict[str, float]) -> tuple[Counted, ...]:
    """These areas and those around them, the outermost first; in each those that are counted most first."""
    known = overview.areas(view)
    children: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for iri in counted:
        way = [area.iri for area in overview.way_to(view, iri)]
        for outer, inner in zip(["", *way], way, strict=False):
            children[outer][inner] = None

    def below(iri: str) -> Iterator[Counted]:
        for inner in children[iri]:
            yield Counted(known[inner], counted.get(inner), tuple(sorted(below(inner), key=_rank)))

    return tuple(sorted(below(""), key=_rank))


def _rank(found: Counted) -> tuple[float, str, str]:
    return -_most(found), found.area.label, found.area.iri


def _most(found: Counted) -> float:
    return max([found.number or 0.0, *map(_most, found.inside)])
