"""Values for the variables of a query: from the words a user gave to RDF terms, from terms into the query.

The engine's own substitution reaches only variables that are selected, and folds ``!BOUND(?x)`` away before it
substitutes, which gives wrong answers to optional parameters. So the terms join the query as a VALUES block at the
head of its outermost group, written by the engine's own serialiser, which escapes whatever a value holds: a value
stays a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Store

from kg.errors import UsageError
from kg.ns import PREFIXES, XSD

ParamKind = Literal["IRI", "string", "date", "integer", "decimal", "boolean", "any"]
Term = NamedNode | RdfLiteral

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_TYPED = re.compile(r'"(?P<text>.*)"(?:@(?P<lang>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?P<type>\S+))?', re.DOTALL)
_FORMS: dict[str, re.Pattern[str]] = {
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?\d*\.?\d+"),
    "boolean": re.compile(r"true|false|1|0"),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<word>[^\W\d][\w.:%-]*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def term(value: str, kind: ParamKind = "any", *, prefixes: Mapping[str, str] = PREFIXES) -> Term:
    """The RDF term a user means by ``value``. Raises UsageError if it is none of that kind.

    For "any", what is written like an IRI, a prefixed name of ``prefixes``, a quoted literal (``"31"^^xsd:string``), a
    whole number or a date is one; all else is a string.
    """
    try:
        match kind:
            case "IRI":
                return _iri(value, prefixes)
            case "string":
                return RdfLiteral(value)
            case "date":
                date.fromisoformat(value)
                return _checked(value, "date", _DATE)
            case "integer" | "decimal" | "boolean":
                return _checked(value, kind, _FORMS[kind])
            case "any":
                return _guessed(value, prefixes)
    except ValueError as error:
        raise UsageError(f"expected {_EXPECTED[kind]}, found {value!r} ({error})") from None


_EXPECTED: dict[ParamKind, str] = {
    "IRI": "an IRI such as https://… or a prefixed name such as id:area/31.71.03.1008",
    "string": "text",
    "date": "a date such as 2025-04-14",
    "integer": "a whole number",
    "decimal": "a number such as 0.5",
    "boolean": "true or false",
    "any": "a value",
}


def _iri(value: str, prefixes: Mapping[str, str]) -> NamedNode:
    value = value.strip()
    if value.startswith("<") and value.endswith(">"):
        return NamedNode(value[1:-1])
    prefix, colon, local = value.partition(":")
    if colon and prefix in prefixes and not local.startswith("//"):
        return NamedNode(prefixes[prefix] + local)
    if not _SCHEME.match(value):
        raise ValueError("no scheme and no known prefix")
    return NamedNode(value)


def _checked(value: str, datatype: str, form: re.Pattern[str]) -> RdfLiteral:
    if not form.fullmatch(value):
        raise ValueError(f"not an xsd:{datatype}")
    return RdfLiteral(value, datatype=NamedNode(XSD + datatype))


def _guessed(value: str, prefixes: Mapping[str, str]) -> Term:
    if typed := _TYPED.fullmatch(value):
        if typed["lang"]:
            return RdfLiteral(typed["text"], language=typed["lang"])
        return RdfLiteral(typed["text"], datatype=_iri(typed["type"], prefixes) if typed["type"] else None)
    prefix, colon, local = value.partition(":")
    known = bool(colon) and prefix in prefixes and not re.search(r"\s", local)
    if known or re.fullmatch(r"<[^<>\s]+>|(?:https?|urn|file):\S+", value):
        return _iri(value, prefixes)
    if _DATE.fullmatch(value):
        return term(value, "date")
    return term(value, "integer") if _FORMS["integer"].fullmatch(value) else RdfLiteral(value)


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a SPARQL query without blanks and comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield Token(kind, match[0], match.start(), match.end())


def variables(query: str) -> list[str]:
    """Names of all variables of a query, in the order they appear."""
    return list(dict.fromkeys(token.text[1:] for token in tokens(query) if token.kind == "variable"))


def bind(query: str, values: Mapping[str, Term]) -> str:
    """``query`` with ``values`` given to its variables. Raises UsageError for one it does not have."""
    if not values:
        return query
    present, before, after = _around_values(query)
    for name in values:
        if name not in present:
            known = ", ".join(f"?{v}" for v in present) or "no variables"
            raise UsageError(f"the query has no variable ?{name}; it has {known}")
    names = " ".join(f"?{name}" for name in values)
    return f"{before} VALUES ({names}) {{ ({' '.join(str(value) for value in values.values())}) }} {after}"


def unbind(query: str, text: str) -> dict[str, Term] | None:
    """The values with which ``bind`` made this text of the query; None if it did not."""
    if text == query:
        return {}
    present, before, after = _around_values(query)
    if not (text.startswith(before) and text.endswith(after)):
        return None
    block = text[len(before) : len(text) - len(after)]
    found = list(tokens(block))
    if [token.text for token in found if token.text in ("{", "}")] != ["{", "}"]:
        return None
    names = [token.text[1:] for token in found if token.kind == "variable"]
    try:
        solution = next(iter(Store().query(f"SELECT * {{ {block} }}")))  # type: ignore[arg-type]
        values = {name: solution[name] for name in names}
    except (SyntaxError, StopIteration, KeyError):
        return None
    return values if {*names} <= {*present} and bind(query, values) == text else None


@lru_cache(maxsize=256)  # most are asked again and again with other values
def _around_values(query: str) -> tuple[list[str], str, str]:
    """Variables of a query, and what stands before and after the values that are given to them."""
    found = list(tokens(query))
    present = list(dict.fromkeys(token.text[1:] for token in found if token.kind == "variable"))
    head = _outermost_group(found)
    if head is None:  # CONSTRUCT WHERE { … } takes no VALUES inside
        return present, f"{query}\n", ""
    opening = found[head]
    if head + 1 < len(found) and _is(found[head + 1], "SELECT"):  # a group that is a subquery holds nothing beside it
        closing = found[_closing(found, head)]
        inner = query[opening.end : closing.start]
        return present, query[: opening.end], f"{{{inner}\n}}{query[closing.start :]}"
    return present, query[: opening.end], query[opening.end :]


def _is(token: Token, keyword: str) -> bool:
    return token.kind == "word" and token.text.upper() == keyword


def _outermost_group(found: list[Token]) -> int | None:
    """Index of the brace that opens the WHERE group; None if the query has only a template for one."""
    form = next((i for i, token in enumerate(found) if _query_form(token)), 0)
    start = form
    if found and _is(found[form], "CONSTRUCT"):
        if form + 1 >= len(found) or found[form + 1].text != "{":
            return None
        start = _closing(found, form + 1) + 1
    depth = 0
    for i in range(start, len(found)):
        text = found[i].text
        depth += (text == "(") - (text == ")")
        if text == "{" and depth == 0:
            return i
    raise UsageError("the query has no group { … } to give values to")


def _query_form(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def _closing(found: list[Token], opening: int) -> int:
    depth = 0
    for i in range(opening, len(found)):
        depth += (found[i].text == "{") - (found[i].text == "}")
        if depth == 0:
            return i
    raise UsageError("the query has a { without its }")
