"""What the Turtle files of ontology/ say: terms, vocabularies and shapes as records, in the order of the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import pyoxigraph as ox

from kg.errors import DataError
from kg.lookup import Label
from kg.ns import DCTERMS, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, TP

MODULES = ("kg", "evidence", "vocabulary")
"""Files of ontology/ that describe classes and properties, in the order a reader meets them."""

SH = "http://www.w3.org/ns/shacl#"

Kind = Literal["class", "property", "value"]
_CLASS = OWL + "Class"
_PROPERTIES = (OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property")


class Text(NamedTuple):
    """A node, or a literal with its language ("" for none)."""

    value: str
    lang: str = ""


Values = Mapping[str, Sequence[Text]]


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property, or one of the few individuals that stand beside them."""

    iri: str
    kind: Kind
    module: str
    label: Label
    definition: Label
    example: str = ""  # as the ontology gives it, in Indonesian
    note: str = ""  # what to mind, in English
    above: tuple[str, ...] = ()  # super-classes, super-properties; the class of an individual
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()  # vocabularies its values are taken from


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a vocabulary."""

    iri: str
    notation: str
    label: Label
    definition: Label
    forms: tuple[str, ...]  # other accepted names
    loose: tuple[str, ...]  # misspellings and loose forms, read but never shown
    facts: tuple[tuple[str, str], ...]  # property of the ontology, IRI or literal
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A vocabulary with its concepts in the order of the file."""

    iri: str
    title: Label
    definition: Label
    sources: tuple[str, ...]
    concepts: tuple[Concept, ...]


class Bound(NamedTuple):
    """How many values of a property a shape asks for (``most`` None: any number), and of which class ("": of any)."""

    path: str
    least: int
    most: int | None
    of_class: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: whom it is about, which properties it bounds, every term it names."""

    iri: str
    label: Label
    targets: tuple[str, ...]
    bounds: tuple[Bound, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All of it."""

    iri: str
    version: str
    title: Label
    description: Label
    license: str
    terms: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    shapes: tuple[Shape, ...]


def read(folder: Path) -> Ontology:
    """The files of that folder. Raises DataError if one is no Turtle, or describes no ontology."""
    described = {name: described_in(folder / f"{name}.ttl") for name in MODULES}
    head, about = next(
        ((iri, v) for things in described.values() for iri, v in things.items() if OWL + "Ontology" in types(v)),
        ("", {}),
    )
    if not head:
        raise DataError(f"{folder}: expected an owl:Ontology in one of its modules, found none")
    schemes = [scheme for path in sorted((folder / "vocab").glob("*.ttl")) for scheme in _schemes(described_in(path))]
    return Ontology(
        head,
        _first(about, OWL + "versionInfo"),
        _label(about, DCTERMS + "title"),
        _label(about, DCTERMS + "description"),
        _first(about, DCTERMS + "license"),
        tuple(term for name, things in described.items() for term in _terms(name, things)),
        tuple(schemes),
        tuple(_shapes(described_in(folder / "shapes.ttl"))),
    )


def described_in(path: Path) -> dict[str, Values]:
    """Subject -> predicate -> values of a Turtle file. Blank nodes are subjects named ``_:…``."""
    found: defaultdict[str, defaultdict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            found[_name(quad.subject)][quad.predicate.value].append(_text(quad.object))
    except (SyntaxError, OSError) as error:
        raise DataError(f"{path}: expected Turtle, found {error}") from error
    return {subject: dict(values) for subject, values in found.items()}


def types(values: Values) -> set[str]:
    return {value for value, _ in values.get(RDF + "type", ())}


def short(iri: str) -> str:
    """``tp:role`` for an IRI of a known namespace, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri.removeprefix(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def local(iri: str) -> str:
    """The name of a term of ours without its namespace: also its anchor on the page."""
    return iri.removeprefix(TP)


def _name(term: object) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else str(getattr(term, "value", ""))


def _text(term: object) -> Text:
    return Text(_name(term), getattr(term, "language", None) or "")


def _first(values: Values, predicate: str) -> str:
    found = values.get(predicate, ())
    return found[0].value if found else ""


def _label(values: Values, *predicates: str) -> Label:
    by_lang = {text.lang: text.value for predicate in reversed(predicates) for text in values.get(predicate, ())}
    return Label(by_lang.get("id", ""), by_lang.get("en", ""))


def _iris(values: Values, *predicates: str) -> tuple[str, ...]:
    return tuple(value for predicate in predicates for value, _ in values.get(predicate, ()))


def _kind(values: Values) -> Kind:
    if _CLASS in types(values):
        return "class"
    return "property" if types(values).intersection(_PROPERTIES) else "value"


def _terms(module: str, things: Mapping[str, Values]) -> Iterator[Term]:
    for iri, values in things.items():
        if not iri.startswith(TP):
            continue
        kind = _kind(values)
        yield Term(
            iri,
            kind,
            module,
            _label(values, RDFS + "label"),
            _label(values, SKOS + "definition"),
            _first(values, SKOS + "example"),
            _first(values, SKOS + "scopeNote"),
            _iris(values, RDF + "type" if kind == "value" else RDFS + "subClassOf", RDFS + "subPropertyOf"),
            _iris(values, RDFS + "domain", SCHEMA + "domainIncludes"),
            _iris(values, RDFS + "range", SCHEMA + "rangeIncludes"),
            _iris(values, RDFS + "seeAlso"),
        )


def _schemes(things: Mapping[str, Values]) -> Iterator[Scheme]:
    for iri, values in things.items():
        if SKOS + "ConceptScheme" in types(values):
            concepts = [_concept(c, v) for c, v in things.items() if iri in _iris(v, SKOS + "inScheme")]
            title, definition = _label(values, DCTERMS + "title"), _label(values, SKOS + "definition")
            yield Scheme(iri, title, definition, _iris(values, DCTERMS + "source"), tuple(concepts))


def _concept(iri: str, values: Values) -> Concept:
    facts = [(p, text.value) for p, texts in values.items() if p.startswith(TP) for text in texts]
    return Concept(
        iri,
        _first(values, SKOS + "notation"),
        _label(values, SKOS + "prefLabel"),
        _label(values, SKOS + "definition"),
        _iris(values, SKOS + "altLabel"),
        _iris(values, SKOS + "hiddenLabel"),
        tuple(facts),
        _iris(values, SKOS + "broader"),
    )


def _shapes(things: Mapping[str, Values]) -> Iterator[Shape]:
    for iri, values in things.items():
        if SH + "NodeShape" in types(values):
            inner = [things[node] for node in _iris(values, SH + "property") if node in things]
            yield Shape(
                iri,
                _label(values, RDFS + "label"),
                _iris(values, SH + "targetClass", SH + "targetSubjectsOf"),
                tuple(_bound(each) for each in inner),
                frozenset(_named(iri, things)),
            )


def _bound(values: Values) -> Bound:
    most = _first(values, SH + "maxCount")
    least = int(_first(values, SH + "minCount") or 0)
    return Bound(_first(values, SH + "path"), least, int(most) if most else None, _first(values, SH + "class"))


def _named(node: str, things: Mapping[str, Values]) -> Iterator[str]:
    """Every value said of a node and of the blank nodes that hang on it; texts of queries too."""
    for values in things.get(node, {}).values():
        for value, _ in values:
            yield value
            if value.startswith("_:"):
                yield from _named(value, things)
