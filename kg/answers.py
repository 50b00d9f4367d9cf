"""Answers of queries as bytes: tables for SELECT and ASK, RDF for CONSTRUCT and DESCRIBE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

from kg import extras
from kg.errors import UsageError
from kg.ns import PREFIXES, XSD

Result = QuerySolutions | QueryBoolean | QueryTriples

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "parquet")
RDF_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")

_RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
RDF: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def write(result: Result, format: str, out: IO[bytes]) -> None:
    """Write an answer: one of TABLE_FORMATS for SELECT and ASK, of RDF_FORMATS for CONSTRUCT and DESCRIBE.

    CSV is RFC 4180, TSV, JSON and XML are the SPARQL results formats. Triples come sorted.
    Raises UsageError for a format that does not fit the answer, or one whose library is missing.
    """
    if isinstance(result, QueryTriples):
        _fits(format, RDF_FORMATS, "triples")
        serialize(sorted(result, key=str), out, format=RDF[format], prefixes=dict(PREFIXES))
        return
    _fits(format, TABLE_FORMATS, "a table")
    if format in _RESULTS:
        result.serialize(out, format=_RESULTS[format])
        if isinstance(result, QueryBoolean):
            out.write(b"\n")
    elif format == "parquet":
        _write_parquet(result, out)
    else:
        columns, rows = cells(result)
        out.write(_aligned(columns, list(rows)).encode("utf-8"))


def cells(result: QuerySolutions | QueryBoolean) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Column names and rows for people to read: IRIs shortened to prefixed names, "" for unbound."""
    if isinstance(result, QueryBoolean):
        return ("answer",), iter([("true" if result else "false",)])
    columns = tuple(variable.value for variable in result.variables)
    return columns, (tuple(_cell(value) for value in solution) for solution in result)


def short(iri: str) -> str:
    """A prefixed name where a known namespace fits, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def plain(value: object) -> str:
    """IRI or lexical form of a term; "" for None."""
    if value is None:
        return ""
    if isinstance(value, NamedNode | Literal):
        return value.value
    return str(value)


def _cell(value: object) -> str:
    return short(value.value) if isinstance(value, NamedNode) else plain(value)


def _fits(format: str, formats: Sequence[str], what: str) -> None:
    if format not in formats:
        raise UsageError(f"this question answers with {what}: expected --format {'|'.join(formats)}, found {format!r}")


def _aligned(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [columns, *(tuple(" ".join(cell.split()) for cell in row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def _write_parquet(result: QuerySolutions | QueryBoolean, out: IO[bytes]) -> None:
    pyarrow = extras.load("pyarrow", "tables", "--format parquet")
    parquet = extras.load("pyarrow.parquet", "tables", "--format parquet")
    arrays = {name: pyarrow.array(column) for name, column in columns(result).items()}
    parquet.write_table(pyarrow.table(arrays), out)


def columns(result: Result) -> dict[str, list[Any]]:
    """An answer column by column: numbers and truth values where a column has nothing else, text otherwise.

    None is unbound. Raises UsageError for triples, which are no table.
    """
    if isinstance(result, QueryTriples):
        raise UsageError("this question answers with triples: expected one with SELECT or ASK")
    if isinstance(result, QueryBoolean):
        return {"answer": [bool(result)]}
    names = tuple(variable.value for variable in result.variables)
    rows = [tuple(solution) for solution in result]
    return {name: _typed([row[i] for row in rows]) for i, name in enumerate(names)}


_TYPES: dict[str, Callable[[str], Any]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "boolean": "true".__eq__,
}


def _typed(values: list[Any]) -> list[Any]:
    datatypes = {v.datatype.value if isinstance(v, Literal) else "" for v in values if v is not None}
    convert = {_TYPES.get(datatype, str) for datatype in datatypes}
    if convert == {int, float}:
        convert = {float}
    as_type = convert.pop() if len(convert) == 1 else str
    return [None if value is None else as_type(plain(value)) for value in values]
