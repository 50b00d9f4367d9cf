"""JSON-LD with the project's context: one object a subject, graph after graph.

pyoxigraph writes expanded JSON-LD, with every IRI in full; rdflib compacts, but takes minutes for what is written here
in seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.ns import RDF, XSD

_NATIVE = {XSD + "boolean": {"true": True, "false": False}}


def write(quads: Iterable[Quad], out: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Write quads that come graph after graph (the default graph first), and inside a graph subject after subject."""
    context = dict(sorted(prefixes.items()))
    short = _Shortener(context)
    out.write(f'{{"@context": {json.dumps(context, indent=1)},\n"@graph": ['.encode())
    separator = "\n"
    for name, inside in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = (_node(subject, group, short) for subject, group in groupby(inside, key=lambda quad: quad.subject))
        if isinstance(name, DefaultGraph):
            for node in nodes:
                out.write(f"{separator}{_dump(node)}".encode())
                separator = ",\n"
        else:
            out.write(f'{separator}{{"@id": {_dump(short(str(name)[1:-1]))}, "@graph": ['.encode())
            out.write(",".join(f"\n{_dump(node)}" for node in nodes).encode() + b"]}")
            separator = ",\n"
    out.write(b"\n]}\n")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Shortener:
    """IRIs as compact IRIs, where that reads back as the same IRI."""

    def __init__(self, context: Mapping[str, str]) -> None:
        self._prefixes = sorted(context.items(), key=lambda item: -len(item[1]))

    def __call__(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            # what follows "prefix:" must not begin with "//", or the whole is taken for an IRI with a scheme
            if iri.startswith(namespace) and len(iri) > len(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def _node(subject: Any, quads: Iterator[Quad], short: _Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": short(subject.value)}
    for quad in quads:
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, NamedNode):
            key, value = "@type", short(quad.object.value)
        else:
            key, value = short(quad.predicate.value), _object(quad.object, short)
        if key in node:
            node[key] = [*node[key], value] if isinstance(node[key], list) else [node[key], value]
        else:
            node[key] = value
    return node


def _object(term: Any, short: _Shortener) -> Any:
    match term:
        case NamedNode():
            return {"@id": short(term.value)}
        case Literal() if term.language:
            return {"@value": term.value, "@language": term.language}
        case Literal() if term.datatype.value == XSD + "string":
            return term.value
        case Literal() if term.value in _NATIVE.get(term.datatype.value, ()):
            return _NATIVE[term.datatype.value][term.value]
        case Literal():
            return {"@value": term.value, "@type": short(term.datatype.value)}
        case _:
            raise TypeError(f"expected an IRI or a literal, found {term}")
