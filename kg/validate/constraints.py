"""The constraint components of SHACL that the shapes use: which of a node's values break one.

Terms are text in N-Triples syntax, as the store writes them: a test of a value is a test of a string, and no term is
copied into another library. What a component means is told in https://www.w3.org/TR/shacl/, section 4.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from kg.ns import XSD
from kg.rdf.terms import text_of


class Scope(Protocol):
    """The graph that is checked."""

    def values(self, node: str, predicate: str) -> Sequence[str]: ...
    def has_class(self, node: str, cls: str) -> bool: ...


Test = Callable[[Scope, str, Sequence[str]], Sequence[str | None]]
"""Given the focus node and its values, the values at fault; None where the fault is in their number."""

_NONE: tuple[str | None, ...] = ()
_LACKING: tuple[str | None, ...] = (None,)

_LEXICAL = {
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    "boolean": re.compile(r"true|false|1|0"),
    "date": re.compile(r"-?\d{4,}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})?"),
    "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])(Z|[+-]\d{2}:\d{2})?"),
    "gYear": re.compile(r"-?\d{4,}(Z|[+-]\d{2}:\d{2})?"),
    "dateTime": re.compile(r"-?\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """From so many values to so many."""

    low: int = 0
    high: int = sys.maxsize

    def __call__(self, scope: Scope, node: str, values: Sequence[str]) -> Sequence[str | None]:
        return _NONE if self.low <= len(values) <= self.high else _LACKING


@dataclass(frozen=True, slots=True)
class Each:
    """Every value by itself, whatever else the graph holds."""

    fits: Callable[[str], bool]

    def __call__(self, scope: Scope, node: str, values: Sequence[str]) -> Sequence[str | None]:
        return [value for value in values if not self.fits(value)]


def at_least(number: int) -> Test:
    return Count(low=number)


def at_most(number: int) -> Test:
    return Count(high=number)


def has_value(wanted: str) -> Test:
    return lambda scope, node, values: _NONE if wanted in values else _LACKING


def node_kind(kind: str) -> Test:
    """``kind``: local name of a sh:NodeKind."""
    allowed = {"IRI": "<", "Literal": '"', "BlankNode": "_", "IRIOrLiteral": '<"', "BlankNodeOrIRI": "_<"}[kind]
    return Each(lambda value: value[0] in allowed)


def datatype(iri: str) -> Test:
    """Of that datatype, and written as it demands."""
    if iri == XSD + "string":
        return Each(lambda value: value[0] == '"' and value[-1] == '"')
    ending, name = f'"^^<{iri}>', iri.removeprefix(XSD)
    return Each(lambda value: value.endswith(ending) and _is_written_as(name, value[1 : -len(ending)]))


def _is_written_as(name: str, text: str) -> bool:
    form = _LEXICAL.get(name)
    if form is None:
        return True
    if not form.fullmatch(text):
        return False
    if name in ("date", "dateTime"):
        try:
            date.fromisoformat(text[:10])
        except ValueError:
            return False
    return True


def of_class(cls: str) -> Test:
    return lambda scope, node, values: [v for v in values if not (v[0] == "<" and scope.has_class(v, cls))]


def one_of(terms: Sequence[str]) -> Test:
    allowed = frozenset(terms)
    return Each(allowed.__contains__)


def pattern(expression: str) -> Test:
    found = re.compile(expression).search
    return Each(lambda value: value[0] != "_" and found(text_of(value)) is not None)


def min_length(number: int) -> Test:
    return Each(lambda value: value[0] != "_" and len(text_of(value)) >= number)


def not_below(limit: str) -> Test:
    return Each(lambda value: _is_ordered(limit, value, equal=True))


def not_above(limit: str) -> Test:
    return Each(lambda value: _is_ordered(value, limit, equal=True))


def less_than(predicate: str) -> Test:
    def test(scope: Scope, node: str, values: Sequence[str]) -> Sequence[str | None]:
        others = scope.values(node, predicate)
        return [value for value in values for other in others if not _is_ordered(value, other, equal=False)]

    return test


def _is_ordered(low: str, high: str, *, equal: bool) -> bool:
    """Whether two numbers are in that order; what is no number is in no order."""
    left, right = _number(low), _number(high)
    if left is None or right is None:
        return False
    return left <= right if equal else left < right


@functools.lru_cache(maxsize=1 << 14)
def _number(term: str) -> Decimal | None:
    if term[0] != '"':
        return None
    try:
        return Decimal(text_of(term))
    except ArithmeticError:
        return None
