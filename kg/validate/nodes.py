"""Checks described nodes against shapes. Knows no store: whoever asks says what stands outside.

Nearly every node conforms. So a node is first looked at for whether it does, which takes a microsecond a property, and
only of one that does not is it worked out what is wrong.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.errors import DataError
from kg.lookup import Label
from kg.ns import RDF
from kg.validate.constraints import Count, Each, Test
from kg.validate.shapes import Shape

TYPE = RDF + "type"
_NOTHING: tuple[str, ...] = ()
_REMEMBERED = 1 << 14  # values of a property of which is known whether they fit

Values = Mapping[str, Sequence[str]]
"""Of one node: predicate -> terms."""

Outside = Callable[[str, str], bool]
"""Whether something that the nodes at hand do not describe is of a class; term and IRI."""


class Violation(NamedTuple):
    """One result. ``focus`` and ``value`` are terms; ``graph`` is "" for the view of best values."""

    shape: str
    label: Label
    severity: str
    component: str
    focus: str
    path: str
    value: str
    graph: str
    message: Label


class Nodes:
    """Nodes that are checked with one another, by their terms; see ``constraints.Scope``."""

    def __init__(self, described: Mapping[str, Values], outside: Outside) -> None:
        self.described = described
        self._outside = outside

    def values(self, node: str, predicate: str) -> Sequence[str]:
        return self.described.get(node, {}).get(predicate, _NOTHING)

    def has_class(self, node: str, cls: str) -> bool:
        known = self.described.get(node)
        if known and f"<{cls}>" in known.get(TYPE, _NOTHING):
            return True
        return self._outside(node, cls)


class Checker:
    """Shapes, by what they are about."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.sparql = [shape for shape in shapes if shape.sparql]
        self._by_class: defaultdict[str, list[_Quick]] = defaultdict(list)
        self._by_predicate: defaultdict[str, list[_Quick]] = defaultdict(list)
        for shape in shapes:
            quick = _Quick(shape)
            for cls in shape.target_classes:
                self._by_class[f"<{cls}>"].append(quick)
            for predicate in shape.targets_subjects_of:
                self._by_predicate[predicate].append(quick)

    @property
    def classes(self) -> list[str]:
        """IRIs of the classes that shapes are about."""
        return [term[1:-1] for term in self._by_class]

    @property
    def predicates(self) -> list[str]:
        """IRIs of the properties whose subjects shapes are about."""
        return list(self._by_predicate)

    def check(self, nodes: Nodes, graph: str) -> Iterator[Violation]:
        """Every node that is described; ``graph``: IRI of the graph they stand in, "" for the default graph."""
        for node, values in nodes.described.items():
            for quick in self._of(values):
                if not quick.passes(nodes, node, values):
                    yield from _results(quick.shape, quick.shape, nodes, node, graph)

    def _of(self, values: Values) -> Iterable[_Quick]:
        found = [quick for cls in values.get(TYPE, _NOTHING) for quick in self._by_class.get(cls, ())]
        found += [quick for predicate, those in self._by_predicate.items() if predicate in values for quick in those]
        return dict.fromkeys(found) if len(found) > 1 else found


class _Part(NamedTuple):
    """What is asked of one property, flat: this is looked at some two thousand times an article."""

    path: str
    low: int
    high: int
    good: set[str]  # values that are known to fit
    fits: list[Callable[[str], bool]]
    others: list[Test]


class _Quick:
    """A shape, made ready to tell whether nodes conform."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        parts = [_part(inner) for inner in (shape, *shape.properties)]
        self._parts = [part for part in parts if part.path or part.fits or part.others]
        self._alternatives = [
            (inner.path, [_Quick(choice) for choice in choices])
            for inner in (shape, *shape.properties)
            for choices in inner.alternatives
        ]
        if any(inner.properties for inner in shape.properties):
            raise DataError(f"{shape.name}: expected properties of one step, found properties of properties")

    def passes(self, nodes: Nodes, node: str, described: Values) -> bool:
        """As ``_results`` finds nothing; ``described``: what is said of the node."""
        for path, low, high, good, fits, others in self._parts:
            values = described.get(path, _NOTHING) if path else (node,)
            if not low <= len(values) <= high:
                return False
            if fits:
                for value in values:
                    if value not in good and not _learn(value, good, fits):
                        return False
            for test in others:
                if test(nodes, node, values):
                    return False
        for path_of, choices in self._alternatives:
            for value in described.get(path_of, _NOTHING) if path_of else (node,):
                known = nodes.described.get(value, {})
                for choice in choices:
                    if choice.passes(nodes, value, known):
                        break
                else:
                    return False
        return True


def _part(shape: Shape) -> _Part:
    tests = [constraint.test for constraint in shape.constraints]
    low = max((test.low for test in tests if isinstance(test, Count)), default=0)
    high = min((test.high for test in tests if isinstance(test, Count)), default=sys.maxsize)
    fits = [test.fits for test in tests if isinstance(test, Each)]
    return _Part(shape.path or "", low, high, set(), fits, [t for t in tests if not isinstance(t, Count | Each)])


def _learn(value: str, good: set[str], fits: Iterable[Callable[[str], bool]]) -> bool:
    """Whether a value fits; it is remembered if it does."""
    if not all(test(value) for test in fits):
        return False
    if len(good) >= _REMEMBERED:
        good.clear()
    good.add(value)
    return True


def _results(shape: Shape, target: Shape, nodes: Nodes, node: str, graph: str) -> Iterator[Violation]:
    """Results of a shape at a node; ``target`` is the node shape it belongs to."""
    values: Sequence[str] = nodes.values(node, shape.path) if shape.path else (node,)
    for component, test in shape.constraints:
        for bad in test(nodes, node, values):
            yield _violation(shape, target, graph, node, component, bad)
    for choices in shape.alternatives:
        for value in values:
            if not any(next(_results(choice, choice, nodes, value, graph), None) is None for choice in choices):
                yield _violation(shape, target, graph, node, "Or", value)
    for inner in shape.properties:
        yield from _results(inner, target, nodes, node, graph)


def _violation(shape: Shape, target: Shape, graph: str, node: str, component: str, value: str | None) -> Violation:
    path, shown = shape.path or "", value or ""
    return Violation(target.name, target.label, shape.severity, component, node, path, shown, graph, shape.message)
