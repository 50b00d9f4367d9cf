"""Compact JSON-LD with the project's context: one object a subject, graph after graph, written as it is read.

pyoxigraph writes expanded JSON-LD, with every IRI in full; rdflib compacts, but holds everything in memory and takes
minutes for what is written here in seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from kg.export.source import Source
from kg.ns import ID, RDF, XSD
from kg.resources import ONTOLOGY

CONTEXT = ONTOLOGY / "context.jsonld"

_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BOOLEAN = {"true": True, "false": False}


def context(base: str = ID) -> dict[str, Any]:
    """The context of ontology/context.jsonld, with ``id:`` for the base of the graph."""
    found: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    return {**found, "id": base}


def write(source: Source, out: IO[bytes], *, full: bool) -> int:
    """Write the default graph or, if ``full``, every graph; the number of triples written."""
    names = context(source.minter.base)
    compact = Compactor(names)
    count = _Count()
    out.write(f'{{"@context": {json.dumps(names, indent=1)},\n"@graph": ['.encode())
    separator = "\n"
    for graph in source.graphs() if full else [DefaultGraph()]:
        nodes = compact.nodes(count.counted(source.triples(graph)))
        if isinstance(graph, NamedNode):
            out.write(f'{separator}{{"@id": {_dump(compact.iri(graph.value))}, "@graph": ['.encode())
            _join(nodes, out, "\n")
            out.write(b"]}")
            separator = ",\n"
        else:
            separator = _join(nodes, out, separator)
    out.write(b"\n]}\n")
    return count.number


class _Count:
    number = 0

    def counted(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        for triple in triples:
            self.number += 1
            yield triple


def _join(nodes: Iterable[dict[str, Any]], out: IO[bytes], separator: str) -> str:
    for node in nodes:
        out.write(f"{separator}{_dump(node)}".encode())
        separator = ",\n"
    return separator


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class Compactor:
    """Terms as the context shortens them, always so that they read back as the same terms."""

    def __init__(self, names: dict[str, Any]) -> None:
        prefixes = {name: value for name, value in names.items() if isinstance(value, str) and name[0] != "@"}
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._vocab: str = names.get("@vocab", "")
        self._terms = names
        self._types = {name: self._expanded(value["@type"]) for name, value in names.items() if isinstance(value, dict)}

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._terms[prefix] + local if local else name

    def iri(self, iri: str) -> str:
        """As the value of ``@id``."""
        for prefix, namespace in self._prefixes:
            # what follows "prefix:" must not begin with "//", or the whole is taken for an IRI with a scheme
            if iri.startswith(namespace) and len(iri) > len(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def term(self, iri: str) -> str:
        """As a key, or the value of ``@type``: the project's own terms by their bare names."""
        local = iri.removeprefix(self._vocab)
        if local != iri and _TERM.fullmatch(local):
            known = self._terms.get(local)
            if known is None or (isinstance(known, dict) and self._expanded(known.get("@id", "")) == iri):
                return local
        return self.iri(iri)

    def nodes(self, triples: Iterable[Triple]) -> Iterator[dict[str, Any]]:
        """Node objects of triples that come subject after subject."""
        for subject, about in groupby(triples, key=lambda triple: triple.subject):
            node: dict[str, Any] = {"@id": self.iri(subject.value)}
            for triple in about:
                key, value = self._property(triple)
                if key not in node:
                    node[key] = value
                elif isinstance(node[key], list):
                    node[key].append(value)
                else:
                    node[key] = [node[key], value]
            yield node

    def _property(self, triple: Triple) -> tuple[str, Any]:
        if triple.predicate.value == RDF + "type" and isinstance(triple.object, NamedNode):
            return "@type", self.term(triple.object.value)
        key = self.term(triple.predicate.value)
        return key, self._value(triple.object, self._types.get(key))

    def _value(self, term: Any, coerced: str | None) -> Any:
        """``coerced``: what a bare string under this key stands for, an IRI ("@id") or a datatype."""
        match term:
            case NamedNode():
                short = self.iri(term.value)
                return short if coerced == "@id" else {"@id": short}
            case Literal() if term.language:
                return {"@value": term.value, "@language": term.language}
            case Literal() if term.datatype.value == XSD + "string":
                return {"@value": term.value} if coerced else term.value
            case Literal() if coerced == term.datatype.value:
                return term.value
            case Literal() if not coerced and (native := _native(term)) is not None:
                return native
            case Literal():
                return {"@value": term.value, "@type": self.iri(term.datatype.value)}
            case _:
                raise TypeError(f"expected an IRI or a literal, found {term}")


def _native(term: Literal) -> bool | int | None:
    """As a JSON value, where that reads back in the same lexical form."""
    match term.datatype.value.removeprefix(XSD):
        case "boolean":
            return _BOOLEAN.get(term.value)
        case "integer" if re.fullmatch(r"0|-?[1-9]\d{0,14}", term.value):
            return int(term.value)
    return None
