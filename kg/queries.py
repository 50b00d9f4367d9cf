"""The questions of queries/: find them, read their headers, ask them with parameters.

A header is the run of comment lines at the top of a query file: ``# key: value``, going on in indented comment lines.
``checks/`` holds questions of ``kg validate``, ``sweeps/`` second texts of questions, see ``kg.sweep``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from kg import sweep
from kg.answers import RDF_FORMATS, TABLE_FORMATS, Result, cells, plain, write
from kg.errors import DataError, UsageError
from kg.lookup import Queryable, base
from kg.ns import PREFIXES
from kg.parameters import ParamKind, Term, bind, term, variables
from kg.quadstore import QuadStore
from kg.resources import QUERIES

__all__ = [
    "RDF_FORMATS",
    "TABLE_FORMATS",
    "Param",
    "ParamKind",
    "Queryable",
    "Question",
    "Result",
    "ask",
    "cells",
    "find",
    "parse",
    "plain",
    "questions",
    "rows",
    "write",
]

HEADER = ("title", "group", "params", "columns", "returns", "order", "example", "reads")
"""Every key of a header; a bundled question has them all, each once."""

GROUPS = ("articles", "people", "events", "places", "speech", "evidence", "upkeep")
"""What questions are about, in the order they are listed."""

_SWEEPS = "sweeps"
_OTHERS = ("checks", _SWEEPS)  # folders that hold no questions

_LINE = re.compile(r"#\s?(?P<key>[a-z]+):(?:\s+(?P<value>.*))?$")
_MORE = re.compile(r"#\s{2,}(?P<value>\S.*)$")
_PARAM = re.compile(
    r"\?(?P<name>\w+)\s*\((?P<kind>\w+),\s*(?P<need>required|optional|default\s+[^)]+)\)\s*(?P<note>.*)"
)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a question, as its header declares it: ``?from (date, optional) first day``."""

    name: str  # without "?"
    kind: ParamKind
    required: bool
    default: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One SPARQL query with what its header says; a query without a header has only ``name`` and ``text``."""

    name: str  # file name under queries/ without ".rq" ("events", "quality/gaps"), a path, or "-"
    text: str
    title_id: str = ""
    title_en: str = ""
    group: str = ""  # of GROUPS
    params: tuple[Param, ...] = ()
    columns: tuple[str, ...] = ()
    returns: str = ""
    order: str = ""
    reads: str = ""
    example: str = ""
    sweep: str = ""  # a second text, for asking it of everything


def questions(folder: Path = QUERIES) -> tuple[Question, ...]:
    """Every question under ``folder`` by group and name. Raises DataError on a broken header."""
    found = [_bundled(path, folder) for path in sorted(folder.rglob("*.rq")) if not _is_other(path, folder)]
    return tuple(sorted(found, key=lambda question: GROUPS.index(question.group)))


def find(target: str, folder: Path = QUERIES) -> Question:
    """The question of that name, else the SPARQL file at that path. Raises UsageError, naming near misses."""
    known = {_name(path, folder): path for path in sorted(folder.rglob("*.rq")) if not _is_other(path, folder)}
    name = target.removesuffix(".rq")
    if name in known:
        return _bundled(known[name], folder)
    path = Path(target)
    if path.is_file():
        return parse(_read(path), target)
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "kg query --list shows them all"
    raise UsageError(f"{target}: no question of that name and no such file; {hint}")


def parse(text: str, name: str = "-") -> Question:
    """A question from SPARQL text, such as standard input; the header is optional, other comments are let be."""
    return _question(text.removeprefix("\ufeff"), name, dict(_header(text)))


def ask(graph: Queryable, question: Question, params: Mapping[str, str] | None = None) -> Result:
    """Ask the question with its parameters bound. Raises UsageError on a bad parameter or bad SPARQL."""
    values = _values(graph, question, params)
    try:
        result: Result = sweep.answer(graph.query, question, values, _snapshot(graph))
    except SyntaxError as error:
        raise UsageError(f"{question.name}: {_advice(str(error), params or {})}") from None
    return result


def bound(graph: Queryable, question: Question, params: Mapping[str, str] | None = None) -> str:
    """The query with its parameters bound, to be asked elsewhere. Raises UsageError on a bad parameter."""
    return bind(question.text, _values(graph, question, params))


def _values(graph: Queryable, question: Question, params: Mapping[str, str] | None) -> dict[str, Term]:
    """The terms of the parameters, with those that go without saying."""
    given = dict(params or {})
    declared = {param.name: param for param in question.params}
    for param in question.params:
        if param.name not in given and param.default is not None:
            given[param.name] = param.default
    missing = [param for param in question.params if param.required and param.name not in given]
    if missing:
        needs = ", ".join(f"--param {param.name}=… ({param.kind})" for param in missing)
        raise UsageError(
            f"{question.name}: expected {needs}" + (f"; as in: {question.example}" if question.example else "")
        )
    if declared and (unknown := [name for name in given if name not in declared]):
        raise UsageError(f"{question.name}: no parameter {', '.join(unknown)}; it has {', '.join(declared)}")
    prefixes = {**PREFIXES, "id": base(graph)}
    values = {}
    for name, value in given.items():
        try:
            values[name] = term(value, declared[name].kind if name in declared else "any", prefixes=prefixes)
        except UsageError as error:
            raise UsageError(f"{question.name}: parameter {name}: {error}") from None
    return values


def _snapshot(graph: Queryable) -> Path | None:
    store = getattr(graph, "store", None)
    return store.snapshot if isinstance(store, QuadStore) else None


def rows(graph: Queryable, name: str, params: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The answer of a bundled SELECT question as plain strings by column; unbound is ""."""
    result = ask(graph, find(name), params)
    columns = [variable.value for variable in result.variables]  # type: ignore[union-attr]
    return [dict(zip(columns, map(plain, solution), strict=True)) for solution in result]  # type: ignore[union-attr]


def _advice(error: str, values: Mapping[str, object]) -> str:
    in_use = next((name for name in values if re.search(rf"\b{re.escape(name)}\b.*already", error)), None)
    return f"?{in_use} is computed in the query and cannot be given a value" if in_use else error


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _is_other(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0] in _OTHERS


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: expected SPARQL as UTF-8 text ({error.reason} at byte {error.start})") from None


def _bundled(path: Path, folder: Path) -> Question:
    """A question of the package, which must say everything of itself."""
    text, name = _read(path), _name(path, folder)
    header = dict(_header(text))
    if missing := [key for key in HEADER if not header.get(key)]:
        raise DataError(f"queries/{name}.rq: expected a header with {', '.join(HEADER)}; missing: {', '.join(missing)}")
    if header["group"] not in GROUPS:
        raise DataError(f"queries/{name}.rq: expected group {', '.join(GROUPS)}; found {header['group']!r}")
    other = folder / _SWEEPS / f"{name}.rq"
    return replace(_question(text, name, header), sweep=_read(other) if other.is_file() else "")


def _header(text: str) -> Iterator[tuple[str, str]]:
    """Key and value of each header entry; a key that is none of ours ends up as part of no entry."""
    key, parts = "", list[str]()
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.startswith("#"):
            break
        if (entry := _LINE.match(line)) and entry["key"] in HEADER:
            if key:
                yield key, " ".join(parts)
            key, parts = entry["key"], [(entry["value"] or "").strip()]
        elif (more := _MORE.match(line)) and key:
            parts.append(more["value"].strip())
        else:
            if key:
                yield key, " ".join(parts)
            key = ""
    if key:
        yield key, " ".join(parts)


def _question(text: str, name: str, header: Mapping[str, str]) -> Question:
    title_id, slash, title_en = header.get("title", "").partition(" / ")
    return Question(
        name=name,
        text=text,
        title_id=title_id.strip(),
        title_en=title_en.strip() if slash else title_id.strip(),
        group=header.get("group", ""),
        params=tuple(_params(header.get("params", "none"), name, text)),
        columns=tuple(c.strip().lstrip("?") for c in header.get("columns", "none").split(",") if c.strip() != "none"),
        returns=header.get("returns", ""),
        order=header.get("order", ""),
        reads=header.get("reads", ""),
        example=header.get("example", ""),
    )


def _params(entries: str, name: str, text: str) -> Iterator[Param]:
    """``?a (IRI, required) note; ?b (date, default 2025-01-01)``; "none" for none."""
    present = variables(text)
    for entry in filter(None, (part.strip() for part in entries.split(";"))):
        if entry == "none":
            continue
        found = _PARAM.fullmatch(entry)
        if not found or found["kind"] not in get_args(ParamKind):
            kinds = "|".join(get_args(ParamKind))
            raise DataError(f"{name}: expected ?name ({kinds}, required|optional|default …) in params, found {entry!r}")
        if found["name"] not in present:
            raise DataError(f"{name}: parameter ?{found['name']} is declared but stands nowhere in the query")
        need = found["need"]
        default = need.removeprefix("default").strip() if need.startswith("default") else None
        kind: Any = found["kind"]
        yield Param(found["name"], kind, need == "required", default, found["note"].strip())
