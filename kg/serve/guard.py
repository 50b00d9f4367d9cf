"""What is refused before a query is parsed: calls to other servers, and nesting that would break the parser.

The engine has no switch against SERVICE and LOAD, and deep nesting ends its process. So queries are looked through by
tokens: names in angle brackets, strings and comments are passed over. Where the tokens could be misled, it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import UsageError
from kg.parameters import Token, tokens

MAX_LENGTH = 500_000  # characters
MAX_DEPTH = 64
MAX_PATH = 200  # marks of property paths: the planner takes seconds for 2,000 of them

_OPEN, _CLOSE = "{([", "})]"
_PATH = frozenset("/|^*+?")
_ESCAPED = frozenset("_~.-!$&*+,;=/?@%()")  # after a backslash in a name; a quote or # would mislead the tokens
_HIDDEN = re.compile(r"\).*(?:SERVICE|LOAD)", re.IGNORECASE)


def check(query: str, *, update: bool = False) -> None:
    """Raises UsageError for a query, or an update, that is not to be run."""
    if len(query) > MAX_LENGTH:
        raise UsageError(f"expected a query of at most {MAX_LENGTH} characters, found {len(query)}")
    forbidden = ("SERVICE", "LOAD") if update else ("SERVICE",)
    depth = marks = 0
    for token, following in _with_next(query):
        if word := next((word for word in forbidden if _calls(token, word)), None):
            raise UsageError(f"{word} is not allowed: this server asks no other server")
        if token.kind != "mark":
            continue
        if token.text == "\\" and following not in _ESCAPED:
            raise UsageError(f"\\{following} is not allowed outside strings; write the IRI in full, between < and >")
        depth += (token.text in _OPEN or token.text + following == "!!") - (token.text in _CLOSE)
        marks += token.text in _PATH
        if depth > MAX_DEPTH:
            raise UsageError(f"expected at most {MAX_DEPTH} levels of nesting; simplify the query")
        if marks > MAX_PATH:
            raise UsageError(f"expected at most {MAX_PATH} operators of paths and sums; simplify the query")


def _with_next(query: str) -> Iterator[tuple[Token, str]]:
    """Each token with the character that follows it, "" at the end."""
    for token in tokens(query):
        yield token, query[token.end : token.end + 1]


def _calls(token: Token, keyword: str) -> bool:
    """Whether the parser may see the keyword here. It needs no blank around one: ``true.SERVICE:x`` calls a server.

    After a colon a name goes on as far as it can. What looks like an IRI may be a comparison that ends before the
    keyword: ``(?a<?b)SERVICE#>``.
    """
    if token.kind == "iri":
        return bool(_HIDDEN.search(token.text))
    return token.kind == "word" and keyword in token.text.partition(":")[0].upper()


def from_clauses(query: str) -> tuple[list[str], list[str]]:
    """Graphs that the query itself names: IRIs after FROM and after FROM NAMED, as written or by their prefixes.

    The engine answers several FROM clauses as if every copy of a triple were another one; who runs the query has to
    merge them and must know which they are.
    """
    found = list(_names(query))
    prefixes: dict[str, str] = {}
    defaults: list[str] = []
    named: list[str] = []
    for word, following, third in zip(found, [*found[1:], ""], [*found[2:], "", ""], strict=False):
        match word.upper():
            case "PREFIX" if following.endswith(":") and third.startswith("<"):
                prefixes[following] = third[1:-1]
            case "FROM":
                is_named = following.upper() == "NAMED"
                if iri := _iri(third if is_named else following, prefixes):
                    (named if is_named else defaults).append(iri)
    return defaults, named


def _names(query: str) -> Iterator[str]:
    """Tokens as text; the colon of the empty prefix, which is a token of its own, is put before its name."""
    colon = -1
    for token in tokens(query):
        if colon >= 0:
            joined = token.kind == "word" and token.start == colon
            yield f":{token.text}" if joined else ":"
            colon = -1
            if joined:
                continue
        if token.text == ":":
            colon = token.end
        else:
            yield token.text


def _iri(name: str, prefixes: dict[str, str]) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    return prefixes[prefix + colon] + local if prefix + colon in prefixes else ""
