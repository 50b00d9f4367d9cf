"""Checks the nodes of one graph against shapes. Reads from the store as it lies; nothing is copied into another one."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, RdfFormat, Store, Variable

from kg.lookup import Label
from kg.ns import PREFIXES, RDF
from kg.rdf.terms import is_iri, text_of
from kg.validate.shapes import Shape

_TYPE = RDF + "type"
_NOTHING: tuple[str, ...] = ()

Values = dict[str, list[str]]


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


class Engine:
    """Shapes over one store."""

    def __init__(self, store: Store, shapes: Sequence[Shape]) -> None:
        self.store = store
        self._by_class: defaultdict[str, list[Shape]] = defaultdict(list)
        self._by_predicate: defaultdict[str, list[Shape]] = defaultdict(list)
        self.sparql = [shape for shape in shapes if shape.sparql]
        for shape in shapes:
            for cls in shape.target_classes:
                self._by_class[f"<{cls}>"].append(shape)
            for predicate in shape.targets_subjects_of:
                self._by_predicate[predicate].append(shape)
        self.has_class = functools.lru_cache(maxsize=1 << 16)(self._has_class)

    def graph(self, name: str) -> Iterator[Violation]:
        """Every node of a named graph, or with "" of the default graph."""
        if not name:
            yield from self._nodes("", ((node, self._values(node)) for node in self._targets()), {})
            yield from self._select(None)
            return
        # a named graph is held while it is checked, since its nodes name one another
        dumped = self.store.dump(None, RdfFormat.N_TRIPLES, from_graph=NamedNode(name)) or b""
        held: defaultdict[str, Values] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, rest in (line.split(" ", 2) for line in dumped.decode("utf-8").splitlines()):
            held[subject][predicate[1:-1]].append(rest[:-2])
        yield from self._nodes(name, held.items(), held)

    def subjects(self, iris: Iterable[str]) -> Iterator[Violation]:
        """These nodes of the default graph."""
        for iri in iris:
            node = f"<{iri}>"
            if values := self._values(node):
                yield from self._nodes("", [(node, values)], {})
                yield from self._select(iri)

    def _targets(self) -> Iterator[str]:
        """Nodes of the default graph that some shape is about, each once."""
        seen: set[str] = set()
        patterns = [(NamedNode(_TYPE), NamedNode(cls[1:-1])) for cls in self._by_class]
        for predicate, obj in [*patterns, *((NamedNode(each), None) for each in self._by_predicate)]:
            for quad in self.store.quads_for_pattern(None, predicate, obj, DefaultGraph()):
                node = str(quad.subject)
                if node not in seen:
                    seen.add(node)
                    yield node

    def _values(self, node: str) -> Values:
        values: Values = defaultdict(list)
        term = NamedNode(node[1:-1]) if node[0] == "<" else BlankNode(node[2:])
        for quad in self.store.quads_for_pattern(term, None, None, DefaultGraph()):
            values[quad.predicate.value].append(str(quad.object))
        return values

    def _nodes(self, name: str, nodes: Iterable[tuple[str, Values]], held: Mapping[str, Values]) -> Iterator[Violation]:
        for node, values in nodes:
            scope = _Scope(self, name, held, node, values)
            for shape in self._shapes_of(values):
                yield from _check(shape, shape, scope, node)

    def _shapes_of(self, values: Values) -> Iterable[Shape]:
        found = [shape for cls in values.get(_TYPE, _NOTHING) for shape in self._by_class.get(cls, ())]
        found += [shape for predicate, shapes in self._by_predicate.items() if predicate in values for shape in shapes]
        return dict.fromkeys(found)

    def _has_class(self, node: str, cls: str) -> bool:
        """In the view of best values, where concepts stand as well."""
        return _any(self.store.quads_for_pattern(NamedNode(text_of(node)), NamedNode(_TYPE), NamedNode(cls), None))

    def _select(self, node: str | None) -> Iterator[Violation]:
        """Constraints written as SELECT, asked of all nodes at once or of one; targets are part of the query."""
        bound: dict[Variable, Any] = {Variable("this"): NamedNode(node)} if node else {}
        for shape in self.sparql:
            for constraint in shape.sparql:
                select = constraint.select.replace("$this", "?this")
                found: Any = self.store.query(select, prefixes=PREFIXES, substitutions=bound)
                for row in found:
                    value = str(row["value"])
                    shown = Label(*(text.replace("{?value}", _short(value)) for text in constraint.message))
                    focus, path = str(row["this"]), row["path"].value
                    yield Violation(shape.name, shape.label, shape.severity, "SPARQL", focus, path, value, "", shown)


class _Scope:
    """One focus node in its graph; see ``constraints.Scope``."""

    __slots__ = ("_held", "engine", "focus", "name", "own")

    def __init__(self, engine: Engine, name: str, held: Mapping[str, Values], focus: str, own: Values) -> None:
        self.engine, self.name, self._held, self.focus, self.own = engine, name, held, focus, own

    def values(self, node: str, predicate: str) -> Sequence[str]:
        described = self.own if node == self.focus else self._held.get(node, {})
        return described.get(predicate, _NOTHING)

    def has_class(self, node: str, cls: str) -> bool:
        described = self._held.get(node)
        if described and f"<{cls}>" in described.get(_TYPE, _NOTHING):
            return True
        return self.engine.has_class(node, cls)


def _check(shape: Shape, target: Shape, scope: _Scope, node: str) -> Iterator[Violation]:
    """Results of a shape at a node; ``target`` is the node shape it belongs to."""
    values: Sequence[str] = scope.values(node, shape.path) if shape.path else (node,)
    for component, test in shape.constraints:
        for bad in test(scope, node, values):
            yield _violation(shape, target, scope, node, component, bad)
    for choices in shape.alternatives:
        for value in values:
            if not any(_conforms(choice, scope, value) for choice in choices):
                yield _violation(shape, target, scope, node, "Or", value)
    for inner in shape.properties:
        yield from _check(inner, target, scope, node)


def _conforms(shape: Shape, scope: _Scope, node: str) -> bool:
    return next(_check(shape, shape, scope, node), None) is None


def _violation(shape: Shape, target: Shape, scope: _Scope, node: str, component: str, value: str | None) -> Violation:
    path = shape.path or ""
    shown = value or ""
    return Violation(target.name, target.label, shape.severity, component, node, path, shown, scope.name, shape.message)


def _short(term: str) -> str:
    return text_of(term).rpartition("#")[2] if is_iri(term) else text_of(term)


def _any(found: Iterator[Any]) -> bool:
    return next(found, None) is not None
