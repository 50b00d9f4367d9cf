"""Shapes of a Turtle file as records that can be checked: targets, paths, constraints, messages.

Covers what ontology/shapes.ttl uses of SHACL Core, with predicates as paths, and SELECT constraints. Anything else in a
file of shapes is refused: a constraint that is read over looks like a graph without fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, parse

from kg.errors import DataError
from kg.lookup import Label, local_name
from kg.ns import RDF, RDFS
from kg.rdf.terms import text_of
from kg.validate import constraints
from kg.validate.constraints import Test

SH = "http://www.w3.org/ns/shacl#"

_Described = dict[str, dict[str, list[str]]]


class Constraint(NamedTuple):
    """``component``: local name of the sh:ConstraintComponent."""

    component: str
    test: Test


class SparqlConstraint(NamedTuple):
    select: str
    message: Label


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape, or with ``path`` a property shape. ``severity``: local name of a sh:Severity."""

    id: str  # as a term; that of a property shape is a blank node
    name: str  # local name of the node shape it is or belongs to
    label: Label
    path: str | None
    constraints: tuple[Constraint, ...]
    alternatives: tuple[tuple[Shape, ...], ...]  # of each sh:or
    properties: tuple[Shape, ...]
    sparql: tuple[SparqlConstraint, ...]
    message: Label
    severity: str
    target_classes: tuple[str, ...] = ()
    targets_subjects_of: tuple[str, ...] = ()


def _number(term: str) -> int:
    return int(text_of(term))


# parameter -> component, and what makes the test of its value
_COMPONENTS: dict[str, tuple[str, Callable[[str], Test]]] = {
    "minCount": ("MinCount", lambda term: constraints.at_least(_number(term))),
    "maxCount": ("MaxCount", lambda term: constraints.at_most(_number(term))),
    "nodeKind": ("NodeKind", lambda term: constraints.node_kind(local_name(text_of(term)))),
    "datatype": ("Datatype", lambda term: constraints.datatype(text_of(term))),
    "class": ("Class", lambda term: constraints.of_class(text_of(term))),
    "pattern": ("Pattern", lambda term: constraints.pattern(text_of(term))),
    "minLength": ("MinLength", lambda term: constraints.min_length(_number(term))),
    "minInclusive": ("MinInclusive", constraints.not_below),
    "maxInclusive": ("MaxInclusive", constraints.not_above),
    "lessThan": ("LessThan", lambda term: constraints.less_than(text_of(term))),
    "hasValue": ("HasValue", constraints.has_value),
}

_OTHERS = {"path", "property", "message", "severity", "targetClass", "targetSubjectsOf", "in", "or", "sparql", "select"}


def load(path: Path) -> tuple[Shape, ...]:
    """The node shapes of a file, by name. Raises DataError on what is no Turtle, and on what is not covered."""
    described: _Described = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            described[str(quad.subject)][quad.predicate.value].append(str(quad.object))
    except (SyntaxError, OSError) as error:
        raise DataError(f"{path}: expected shapes in Turtle, found {error}") from error
    for subject, values in described.items():
        unknown = {p for p in values if p.startswith(SH) and p.removeprefix(SH) not in (*_COMPONENTS, *_OTHERS)}
        if unknown:
            found = ", ".join(sorted("sh:" + p.removeprefix(SH) for p in unknown))
            raise DataError(
                f"{path}: {subject} uses {found}, which validation does not know; see kg/validate/shapes.py"
            )
    heads = [s for s, values in described.items() if f"<{SH}NodeShape>" in values.get(RDF + "type", ())]
    return tuple(_shape(described, head, None) for head in sorted(heads))


def _shape(described: _Described, node: str, owner: Shape | None) -> Shape:
    values = described[node]
    kept = [
        Constraint(component, make(term))
        for parameter, (component, make) in _COMPONENTS.items()
        for term in sorted(values.get(SH + parameter, ()))
    ]
    kept += [Constraint("In", constraints.one_of(_list(described, head))) for head in values.get(SH + "in", ())]
    path = next((text_of(term) for term in values.get(SH + "path", ())), None)
    itself = Shape(
        id=node,
        name=owner.name if owner else local_name(text_of(node)),
        label=owner.label if owner else _label(values, RDFS + "label"),
        path=path,
        constraints=tuple(kept),
        alternatives=(),
        properties=(),
        sparql=tuple(
            SparqlConstraint(text_of(described[each][SH + "select"][0]), _label(described[each], SH + "message"))
            for each in values.get(SH + "sparql", ())
        ),
        message=_label(values, SH + "message"),
        severity=local_name(text_of(values.get(SH + "severity", [f"<{SH}Violation>"])[0])),
        target_classes=tuple(sorted(text_of(term) for term in values.get(SH + "targetClass", ()))),
        targets_subjects_of=tuple(sorted(text_of(term) for term in values.get(SH + "targetSubjectsOf", ()))),
    )
    inner = [_shape(described, each, itself) for each in values.get(SH + "property", ())]
    choices = [tuple(_shape(described, s, itself) for s in _list(described, h)) for h in values.get(SH + "or", ())]
    return _with(itself, tuple(sorted(inner, key=lambda shape: shape.path or "")), tuple(choices))


def _with(shape: Shape, inner: tuple[Shape, ...], choices: tuple[tuple[Shape, ...], ...]) -> Shape:
    return replace(shape, properties=inner, alternatives=choices)


def _label(values: dict[str, list[str]], predicate: str) -> Label:
    by_language = {term.rpartition("@")[2]: text_of(term) for term in values.get(predicate, ())}
    return Label(by_language.get("id", ""), by_language.get("en", ""))


def _list(described: _Described, head: str) -> list[str]:
    """The members of an RDF list, in order."""
    members = []
    while head != f"<{RDF}nil>":
        members += described[head][RDF + "first"]
        head = described[head][RDF + "rest"][0]
    return members
