"""Checks the nodes of a store against shapes. Reads from the store as it lies; nothing is copied into another one."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Variable

from kg.claims.lines import HANGING
from kg.lookup import Label
from kg.ns import PREFIXES
from kg.rdf.described import described_in
from kg.rdf.terms import is_iri, text_of
from kg.validate.nodes import TYPE, Checker, Nodes, Values, Violation
from kg.validate.verdicts import Verdict, judge


class Engine:
    """Shapes over one store."""

    def __init__(self, store: Store, checker: Checker) -> None:
        self.store = store
        self.checker = checker
        self.has_class = functools.lru_cache(maxsize=1 << 16)(self._has_class)

    def graph(self, name: str) -> Iterator[Violation]:
        """Every node of a named graph, or with "" of the default graph."""
        if name:
            # a named graph is held while it is checked, since its nodes name one another
            dumped = self.store.dump(None, RdfFormat.N_TRIPLES, from_graph=NamedNode(name)) or b""
            described = described_in(dumped.decode("utf-8").split("\n"))
            yield from self.checker.check(Nodes(described, self.has_class), name)
            return
        for node in self._targets():
            yield from self._node(node, self._values(node))
        yield from self.select()

    def thing(self, term: str) -> Iterator[Violation]:
        """A node of the default graph, and those that hang on it."""
        nodes = [term]
        for predicate in HANGING:
            found = self.store.quads_for_pattern(None, NamedNode(predicate), _term(term), DefaultGraph())
            nodes += sorted(str(quad.subject) for quad in found)
        for node in nodes:
            values = self._values(node)
            yield from self._node(node, values)
            for part in sorted(value for those in values.values() for value in those if _is_part(value, node)):
                yield from self._node(part, self._values(part))

    def things_of(self, graphs: Iterable[str]) -> Iterator[Violation]:
        """Of the default graph, what these named graphs describe: concepts stand in both."""
        for graph in graphs:
            found: Any = self.store.query(f"SELECT DISTINCT ?x WHERE {{ GRAPH <{graph}> {{ ?x a ?class }} }}")
            for term in sorted(str(row["x"]) for row in found):
                yield from self._node(term, self._values(term))

    def subjects(self, iris: Iterable[str]) -> Iterator[Violation]:
        """These nodes of the default graph, with those that hang on them."""
        for iri in iris:
            yield from self.thing(f"<{iri}>")
            yield from self.select(iri)

    def view(self) -> dict[str, Verdict]:
        """Things of the default graph of which there is something to say, with what hangs on them."""
        found: dict[str, Verdict] = {}
        for node, values in self._described():
            verdict = judge(self.checker, {node: values}, "")
            if any(verdict):
                owner = self._owner(node, values)
                found[owner] = found[owner].joined(verdict) if owner in found else verdict
        return found

    def _described(self) -> Iterator[tuple[str, Values]]:
        """The default graph, node by node."""
        quads = self.store.quads_for_pattern(None, None, None, DefaultGraph())
        for subject, said in groupby(quads, key=lambda quad: quad.subject):
            values: defaultdict[str, list[str]] = defaultdict(list)
            for quad in said:
                values[quad.predicate.value].append(str(quad.object))
            yield str(subject), values

    def _owner(self, node: str, values: Values) -> str:
        for predicate in HANGING:
            if predicate in values:
                return values[predicate][0]
        whole = node.partition("#")[0] + ">"
        described = self._values(whole) if whole != f"{node}>" else {}
        return self._owner(whole, described) if described else node

    def _node(self, node: str, values: Values) -> Iterator[Violation]:
        return self.checker.check(Nodes({node: values}, self.has_class), "")

    def _targets(self) -> Iterator[str]:
        """Nodes of the default graph that some shape is about, each once."""
        seen: set[str] = set()
        patterns: list[tuple[NamedNode, NamedNode | None]] = []
        patterns += [(NamedNode(TYPE), NamedNode(cls)) for cls in self.checker.classes]
        patterns += [(NamedNode(predicate), None) for predicate in self.checker.predicates]
        for predicate, obj in patterns:
            for quad in self.store.quads_for_pattern(None, predicate, obj, DefaultGraph()):
                node = str(quad.subject)
                if node not in seen:
                    seen.add(node)
                    yield node

    def _values(self, node: str) -> Values:
        values: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(_term(node), None, None, DefaultGraph()):
            values[quad.predicate.value].append(str(quad.object))
        return values

    def _has_class(self, node: str, cls: str) -> bool:
        """In any graph; nearly everything stands in the view of best values, where it is looked for first."""
        triple = (NamedNode(text_of(node)), NamedNode(TYPE), NamedNode(cls))
        return Quad(*triple) in self.store or next(iter(self.store.quads_for_pattern(*triple, None)), None) is not None

    def select(self, node: str | None = None) -> Iterator[Violation]:
        """Constraints written as SELECT, asked of all nodes at once or of one; targets are part of the query."""
        bound: dict[Variable, Any] = {Variable("this"): NamedNode(node)} if node else {}
        for shape in self.checker.sparql:
            for constraint in shape.sparql:
                select = constraint.select.replace("$this", "?this")
                found: Any = self.store.query(select, prefixes=PREFIXES, substitutions=bound)
                for row in found:
                    value = str(row["value"])
                    shown = Label(*(text.replace("{?value}", _short(value)) for text in constraint.message))
                    focus, path = str(row["this"]), row["path"].value
                    yield Violation(shape.name, shape.label, shape.severity, "SPARQL", focus, path, value, "", shown)


def _term(node: str) -> NamedNode | BlankNode:
    return NamedNode(node[1:-1]) if node[0] == "<" else BlankNode(node[2:])


def _is_part(value: str, of: str) -> bool:
    """Whether a node is named after another, as intervals are."""
    return value.startswith(f"{of[:-1]}#")


def _short(term: str) -> str:
    return text_of(term).rpartition("#")[2] if is_iri(term) else text_of(term)
