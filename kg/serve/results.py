"""Answers of queries as tables of a page: what is an IRI becomes a link, numbers become bars where they can."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.answers import short
from kg.ns import XSD
from kg.serve.pool import Answer

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
_CHART = 60  # rows up to which a table is drawn, too


class Cell(NamedTuple):
    text: str
    iri: str = ""
    lang: str = ""
    number: float | None = None
    name: str = ""  # what the graph calls it


class Table(NamedTuple):
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    is_graph: bool = False  # the answer of CONSTRUCT or DESCRIBE

    def bars(self) -> list[tuple[str, float]]:
        """Label and number of each row, if the last column holds numbers alone and there are not too many."""
        if not (self.rows and len(self.columns) > 1 and self.total <= _CHART):
            return []
        if any(row[-1].number is None or row[-1].number < 0 for row in self.rows):
            return []
        return [(", ".join(cell.name or cell.text for cell in row[:-1]), row[-1].number or 0.0) for row in self.rows]


def with_names(table: Table, rows: int, names: Callable[[Collection[str]], Mapping[str, str]]) -> Table:
    """The table with names of the things in its first ``rows``; ``names`` gives those it knows of some IRIs."""
    known = names({cell.iri for row in table.rows[:rows] for cell in row if cell.iri})
    named = (tuple(cell._replace(name=known.get(cell.iri, "")) for cell in row) for row in table.rows[:rows])
    return table._replace(rows=(*named, *table.rows[rows:]))


def table(answer: Answer, most: int) -> Table:
    """The first ``most`` rows of an answer in JSON or N-Triples."""
    if answer.format == "ntriples":
        triples = [quad.triple for quad in parse(answer.body, RdfFormat.N_TRIPLES)]
        rows = [tuple(map(_of_term, (t.subject, t.predicate, t.object))) for t in triples[:most]]
        return Table(("subject", "predicate", "object"), tuple(rows), len(triples), is_graph=True)
    found = json.loads(answer.body)
    if "boolean" in found:
        return Table(("answer",), ((Cell(str(found["boolean"]).lower()),),), 1)
    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    shown = tuple(tuple(_of_json(row.get(column)) for column in columns) for row in bindings[:most])
    return Table(tuple(columns), shown, len(bindings))


def _of_term(term: Any) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(short(term.value), iri=term.value)
    return Cell(getattr(term, "value", str(term)), lang=getattr(term, "language", None) or "")


def _of_json(value: dict[str, Any] | None) -> Cell:
    if value is None:
        return Cell("")
    if value["type"] == "uri":
        return Cell(short(value["value"]), iri=value["value"])
    text = value["value"] if isinstance(value["value"], str) else json.dumps(value["value"])
    return Cell(text, lang=value.get("xml:lang", ""), number=_number(text, value.get("datatype", "")))


def _number(text: str, datatype: str) -> float | None:
    try:
        return float(text) if datatype in _NUMBERS else None
    except ValueError:
        return None
