"""RDF terms and quads as N-Quads text, written with f-strings: the only place that knows how they are escaped.

A term is a ``str`` in N-Quads syntax, and valid as it leaves here: writing text costs a tenth of building term objects,
and checking each IRI once a tenth of parsing every line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import NamedNode

from kg.ns import XSD

# RFC 3987: anything else is percent-encoded; the store would refuse the whole batch for one such character.
_PLANES = "".join(
    f"{chr(plane << 16 if plane != 14 else 0xE1000)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 15)
)
_NOT_IN_IRI = re.compile(
    rf"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}]"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

# Line separators of every kind are escaped, so that one line of text is one quad for every tool that reads it.
_ESCAPED = re.compile(r"[\x00-\x1f\"\\\x7f\x85\u2028\u2029\ud800-\udfff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LONG = {short[1]: char for char, short in _SHORT.items()}

_BY_LENGTH = {4: "gYear", 7: "gYearMonth", 10: "date"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@functools.lru_cache(maxsize=1 << 14)  # a graph names the same few thousand things again and again
def iri(text: str) -> str:
    """``<text>``, with characters an IRI must not hold percent-encoded; raises ValueError if it is no absolute IRI.

    What passes here the store accepts: one bad IRI would make it refuse a whole batch of articles.
    """
    if not _SCHEME.match(text):
        raise ValueError(f"expected an absolute IRI, found {text!r}")
    encoded = _NOT_IN_IRI.sub(_percent, text)
    NamedNode(encoded)  # raises ValueError, too
    return f"<{encoded}>"


def literal(text: str) -> str:
    """A plain string."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def tagged(text: str, language: str) -> str:
    """A string in a language; the tag must be well formed."""
    return f'"{_ESCAPED.sub(_escape, text)}"@{language}'


def typed(text: str, datatype: str) -> str:
    """A literal of an XML Schema type given by its local name, such as ``date``; ``text`` in its lexical form."""
    return f'"{_ESCAPED.sub(_escape, text)}"^^<{XSD}{datatype}>'


def integer(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: float) -> str:
    """A number at up to four decimal places: enough for a confidence, and the same text on every machine."""
    text = f"{value:.4f}".rstrip("0")
    return f'"{text}0"^^<{XSD}decimal>' if text.endswith(".") else f'"{text}"^^<{XSD}decimal>'


def boolean(value: bool) -> str:
    return f'"{"true" if value else "false"}"^^<{XSD}boolean>'


def day(text: str) -> str:
    """An ISO date typed at the precision it is written in; what is no date of the calendar stays a plain string.

    >>> day("2025-02")
    '"2025-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    >>> day("2025-02-30")
    '"2025-02-30"'
    """
    if not _DATE.fullmatch(text):
        return literal(text)
    try:
        date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10])
    except ValueError:
        return literal(text)
    return typed(text, _BY_LENGTH[len(text)])


def quad(subject: str, predicate: str, obj: str, graph: str) -> str:
    """One line without its line end."""
    return f"{subject} {predicate} {obj} {graph} ."


def quads(triples: Iterable[tuple[str, str, str]], graph: str) -> Iterator[str]:
    """Lines of one graph, given by its IRI, in the order of the triples."""
    end = f" {iri(graph)} ."
    return (f"{subject} {predicate} {obj}{end}" for subject, predicate, obj in triples)


def triple(subject: str, predicate: str, obj: str) -> str:
    """One line of the default graph."""
    return f"{subject} {predicate} {obj} ."


def split(line: str) -> tuple[str, str, str]:
    """Subject, predicate and object of a line that ``quad`` wrote. Only literals hold spaces, and they stand third."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" <", 0, -2)]


def text_of(term: str) -> str:
    """The IRI or the lexical form inside a term."""
    if term.startswith("<"):
        return term[1:-1]
    return _UNESCAPED.sub(_unescape, term[1 : term.rindex('"')])


def is_iri(term: str) -> bool:
    return term.startswith("<")


def to_bytes(lines: Iterable[str]) -> bytes:
    """Lines as N-Quads bytes, each ended by a line feed."""
    text = "\n".join(lines)
    return f"{text}\n".encode() if text else b""


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SHORT:
        return _SHORT[char]
    # a lone surrogate is no character: RDF cannot hold it
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04X}"


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LONG.get(match[3], match[3])
