"""Quick answers to bundled questions about everything: which text the engine gets, and what is done with its rows.

The engine follows patterns row by row from what is bound: right for one person, and slow for all of a large graph,
where a look-up takes 5 to 10 µs and reading on takes 0.3. A *sweep* is a second text for the same rows, in any order
and perhaps repeated, whose patterns are sub-SELECTs: each is read through once and joined by hash. The engine also
looks two texts up for every comparison of a sort; so answers are put in order here, as the question's own text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import itemgetter, methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.keptanswers import kept
from kg.ns import RDF, XSD
from kg.parameters import Term, Token, bind, tokens

if TYPE_CHECKING:
    from kg.queries import Question

_TSV = QueryResultsFormat.TSV
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Order:
    """How a text ends: the variables of its ORDER BY, True for descending, and where that clause begins."""

    keys: tuple[tuple[str, bool], ...]
    start: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A text for the engine, and what is left to do with its rows."""

    text: str
    keys: tuple[tuple[str, bool], ...] = ()
    distinct: bool = False


def plan(question: Question, given: Iterable[str]) -> Plan:
    """How to ask a question of which these parameters have values: by its sweep unless an optional one narrows it."""
    order = ordered(question.text) if question.group else None  # what users wrote is the engine's alone
    if order is None:
        return Plan(question.text)
    broad = {param.name for param in question.params if param.required or param.default is not None}
    if question.sweep and broad.issuperset(given):
        return Plan(question.sweep, order.keys, is_distinct(question.text))
    if {name for name, _ in order.keys} <= set(question.columns):
        return Plan(question.text[: order.start], order.keys)
    return Plan(question.text)


def answer(
    query: Callable[[str], Any],
    question: Question,
    values: Mapping[str, Term],
    snapshot: Path | None = None,
    *,
    keep: bool = True,
) -> Any:
    """What ``query`` gives to the question with these values bound, asked and arranged as its plan says.

    ``snapshot``: the folder that is read, where answers that take long are looked for and, if ``keep``, left.
    """
    chosen = plan(question, values)
    text = bind(chosen.text, values)
    if not chosen.keys:
        return query(text)

    def made() -> bytes:
        return arranged(query(text), chosen, question.columns)

    key = f"{chosen.keys} {chosen.distinct} {question.columns}\n{text}"
    return parse_query_results(kept(snapshot, key, made, keep=keep) if snapshot else made(), _TSV)


def arranged(result: QuerySolutions, chosen: Plan, columns: Sequence[str]) -> bytes:
    """The rows as TSV in the order of SPARQL by the keys of the plan, as far as these columns go, which come first."""
    names = [variable.value for variable in result.variables]
    lines = (result.serialize(format=_TSV) or b"").decode("utf-8").split("\n")[1:-1]
    if lines:
        cells = list(zip(*map(_split, lines), strict=True))
        keys = zip(*(_sortable(cells[names.index(name)], down) for name, down in chosen.keys), strict=True)
        if len(names) > len(columns):
            lines = list(map("\t".join, zip(*cells[: len(columns)], strict=True)))
        lines = [line for _, line in sorted(zip(keys, lines, strict=True), key=_first)]
    rows = dict.fromkeys(lines) if chosen.distinct else lines
    head = "\t".join(f"?{name}" for name in columns)
    return "\n".join((head, *rows, "")).encode("utf-8")


_split = methodcaller("split", "\t")
_first = itemgetter(0)


def _sortable(cells: Sequence[str], descending: bool) -> Sequence[str] | Sequence[int]:
    """What to sort a column by: its own texts where they are all IRIs, else the place of each cell among all."""
    if not descending and {cell[:1] for cell in cells} == {"<"}:
        return [cell[1:-1] for cell in cells]
    keys = {cell: sort_key(cell) for cell in set(cells)}
    place = {key: -at if descending else at for at, key in enumerate(sorted(set(keys.values())))}
    return [place[keys[cell]] for cell in cells]


def sort_key(cell: str) -> tuple[int, str | Decimal, str]:
    """What a term as written in TSV is sorted by: unbound, blank nodes, IRIs, numbers, then texts by code point.

    Dates count as texts, which is right as long as they are all of one time zone.
    """
    match cell[:1]:
        case "":
            return (0, "", "")
        case "_":
            return (1, cell, "")
        case "<":
            return (2, cell[1:-1], "")
        case '"':
            end = cell.rindex('"')
            value, kind = cell[1:end], _datatype(cell[end + 1 :])
            if kind in _NUMBERS:
                return _number(value)
            return (4, _ESCAPE.sub(_unescaped, value) if "\\" in value else value, kind)
    return _number(cell)


def _datatype(tail: str) -> str:
    """Of a literal, with its language, from what follows the text: ``^^<IRI>``, ``@id`` or nothing."""
    if tail.startswith("@"):
        return f"{RDF}langString{tail}"
    return tail[3:-1] or f"{XSD}string"


def _unescaped(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[1], found[1])


def _number(text: str) -> tuple[int, str | Decimal, str]:
    try:
        return (3, Decimal(text), "")
    except InvalidOperation:  # true and false are written bare as well
        return (4, text, f"{XSD}boolean")


@lru_cache(maxsize=256)
def ordered(text: str) -> Order | None:
    """The ORDER BY a query ends with; None if it has none, or one by something else than variables."""
    found = list(tokens(text))
    for at in range(len(found) - 1, 0, -1):
        if _is(found[at - 1], "ORDER") and _is(found[at], "BY"):
            keys = _keys(found[at + 1 :])
            return Order(keys, found[at - 1].start) if keys else None
    return None


def _keys(found: Sequence[Token]) -> tuple[tuple[str, bool], ...]:
    """``?a DESC(?b)`` as variables and directions; nothing if there is more to it."""
    keys: list[tuple[str, bool]] = []
    at = 0
    while at < len(found):
        if found[at].kind == "variable":
            keys.append((found[at].text[1:], False))
            at += 1
        elif (
            [token.text.upper() for token in found[at : at + 2]] in (["ASC", "("], ["DESC", "("])
            and [token.kind for token in found[at + 2 : at + 4]] == ["variable", "mark"]
            and found[at + 3].text == ")"
        ):
            keys.append((found[at + 2].text[1:], found[at].text.upper() == "DESC"))
            at += 4
        else:
            return ()
    return tuple(keys)


def is_distinct(text: str) -> bool:
    """Whether the outermost SELECT says DISTINCT."""
    found = list(tokens(text))
    first = next(at for at, token in enumerate(found) if _is(token, "SELECT"))
    return _is(found[first + 1], "DISTINCT")


def _is(token: Token, keyword: str) -> bool:
    return token.kind == "word" and token.text.upper() == keyword
