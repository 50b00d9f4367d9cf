"""The questions of queries/: find them, read their headers, bind parameters, ask, write the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from kg.resources import QUERIES

ParamKind = Literal["IRI", "string", "date", "integer", "decimal", "boolean", "any"]
Result = QuerySolutions | QueryBoolean | QueryTriples

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "parquet")
RDF_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")


class Queryable(Protocol):
    """What a question is asked of: ``kg.store.Graph``, or a bare ``pyoxigraph.Store``."""

    def query(self, query: str, /, **options: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a question, as its header declares it."""

    name: str  # without "?"
    kind: ParamKind
    required: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One SPARQL query with what its header says; a query without a header has only ``name`` and ``text``."""

    name: str  # file name under queries/ without ".rq" ("events", "quality/gaps"), a path, or "-"
    text: str
    title_id: str = ""
    title_en: str = ""
    params: tuple[Param, ...] = ()
    columns: tuple[str, ...] = ()
    returns: str = ""
    order: str = ""
    reads: str = ""
    example: str = ""


def questions(folder: Path = QUERIES) -> tuple[Question, ...]:
    """Every question under ``folder`` (``checks/`` left out), by name. Raises DataError on a broken header."""
    raise NotImplementedError


def find(target: str, folder: Path = QUERIES) -> Question:
    """The question of that name, else the SPARQL file at that path. Raises UsageError, naming near misses."""
    raise NotImplementedError


def parse(text: str, name: str = "-") -> Question:
    """A question from SPARQL text, such as standard input; the header is optional."""
    raise NotImplementedError


def ask(graph: Queryable, question: Question, params: Mapping[str, str] | None = None) -> Result:
    """Ask the question with its parameters bound. Raises UsageError on a bad parameter or bad SPARQL."""
    raise NotImplementedError


def write(result: Result, format: str, out: IO[bytes]) -> None:
    """Write an answer: one of TABLE_FORMATS for SELECT and ASK, of RDF_FORMATS for CONSTRUCT and DESCRIBE."""
    raise NotImplementedError


def rows(graph: Queryable, name: str, params: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The answer of a SELECT question as plain strings by column; unbound is ""."""
    raise NotImplementedError
