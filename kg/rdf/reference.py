"""The ontology and the vocabularies as quads for the store, and the part of them that questions join facts with."""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import DataError
from kg.ns import ORG, OWL, RDF, RDFS, SKOS, TP, XSD
from kg.rdf import terms
from kg.rdf.iris import Minter

# Shapes say how data are checked, alignments what other vocabularies call a thing: no question asks for either.
_NOT_DATA = frozenset({"alignments.ttl", "shapes.ttl"})

# Of a concept, what the patterns of questions follow: its names, its pillar, its institution, its place in an order.
_VIEWED = frozenset(
    {RDF + "type", SKOS + "notation", SKOS + "prefLabel", SKOS + "broader", RDFS + "label"}
    | {TP + name for name in ("element", "rankInstitution", "roleInstitution", "rankOrder", "levelOrder")}
)
_CONCEPTS = frozenset(
    f"<{cls}>" for cls in (SKOS + "Concept", ORG + "Role", TP + "Element", TP + "Pillar", TP + "Institution")
)

_Terms = tuple[str, str, str]


@dataclass(frozen=True)
class Reference:
    """The Turtle files of a folder: vocab/*.ttl are vocabularies, those beside it the ontology."""

    folder: Path

    @property
    def files(self) -> dict[str, list[Path]]:
        own = [path for path in sorted(self.folder.glob("*.ttl")) if path.name not in _NOT_DATA]
        return {"ontology": own, "vocab": sorted((self.folder / "vocab").glob("*.ttl"))}

    @functools.cached_property
    def sha256(self) -> str:
        """Equal digest, equal quads."""
        digest = hashlib.sha256()
        for name, paths in self.files.items():
            for path in paths:
                content = path.read_bytes()
                digest.update(f"{name}\x1f{path.name}\x1f{len(content)}\x1f".encode())
                digest.update(content)
        return digest.hexdigest()

    @functools.cached_property
    def version(self) -> str:
        """owl:versionInfo of the ontology; "0" where it says none."""
        own = (triple for path in self.files["ontology"] for triple in _read(path))  # the vocabularies are large
        found = sorted(terms.text_of(obj) for _, predicate, obj in own if predicate == _VERSION)
        return found[0] if found else "0"

    def graphs(self, minter: Minter) -> dict[str, list[str]]:
        """Graph IRI -> lines of N-Quads, sorted."""
        named = {minter.graph("ontology"): "ontology", minter.graph("vocab"): "vocab"}
        return {iri: sorted(terms.quad(*t, f"<{iri}>") for t in self._triples[name]) for iri, name in named.items()}

    def view(self) -> dict[str, list[str]]:
        """Subject -> lines of the default graph, for every concept."""
        lines: defaultdict[str, set[str]] = defaultdict(set)
        concepts: set[str] = set()
        for triple in (t for triples in self._triples.values() for t in triples):
            subject, predicate, obj = triple
            if predicate == _TYPE and obj in _CONCEPTS:
                concepts.add(subject)
            if predicate[1:-1] in _VIEWED:
                lines[subject].add(terms.triple(*triple))
        return {subject[1:-1]: sorted(lines[subject]) for subject in sorted(concepts)}

    @functools.cached_property
    def _triples(self) -> dict[str, list[_Terms]]:
        return {name: [t for path in paths for t in _read(path)] for name, paths in self.files.items()}


_TYPE = f"<{RDF}type>"
_VERSION = f"<{OWL}versionInfo>"


def _read(path: Path) -> Iterator[_Terms]:
    """Triples of a Turtle file. Blank nodes become IRIs that depend on what they stand for alone.

    As blank nodes they would get new names at every loading, and no two dumps would be alike.
    """
    try:
        dataset = Dataset(parse(path=str(path), format=RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise DataError(f"{path}: expected Turtle, found {error}") from error
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        yield _term(quad.subject, path), _term(quad.predicate, path), _term(quad.object, path)


def _term(term: NamedNode | BlankNode | Literal | Triple, path: Path) -> str:
    match term:
        case NamedNode():
            return terms.iri(term.value)
        case BlankNode():
            return terms.iri(f"{TP}{path.stem}-{term.value}")
        case Literal() if term.language:
            return terms.tagged(term.value, term.language)
        case Literal() if term.datatype.value == XSD + "string":
            return terms.literal(term.value)
        case Literal():
            return f"{terms.literal(term.value)}^^{terms.iri(term.datatype.value)}"
        case _:
            raise DataError(f"{path}: expected RDF 1.1, found a triple term")
