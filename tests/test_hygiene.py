"""ontology/hygiene/: questions about the ontology itself that nothing may answer, and that can be answered."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from named import in_code, in_queries, in_shapes

import kg
from kg import resources
from kg.ns import DCTERMS, TP

FOLDER = resources.ONTOLOGY / "hygiene"
CHECKS = sorted(path.stem for path in FOLDER.glob("*.rq"))
FILES = [
    *(resources.ONTOLOGY / f"{name}.ttl" for name in ("kg", "evidence", "vocabulary", "shapes")),
    *sorted((resources.ONTOLOGY / "vocab").glob("*.ttl")),
]
BEGINNINGS = ("unsur",)  # what code takes off the names of elements

GOOD = """
    tp:Good a owl:Class ; rdfs:label "baik"@id , "good"@en ; skos:definition "yang benar"@id , "what is right"@en .
    tp:one a skos:Concept , tp:Good ; skos:notation "one" ; skos:prefLabel "satu"@id , "first"@en ;
        skos:definition "yang pertama"@id , "what comes before the others"@en .
    <code.py> dcterms:references tp:Good .
"""

PLANTED = {
    "without-label": """tp:Bad a owl:Class ; rdfs:label "buruk"@id ; skos:definition "a"@id , "b"@en .""",
    "without-definition": """tp:Bad a skos:ConceptScheme ; dcterms:title "a"@id , "b"@en ; skos:definition "c"@en .""",
    "circular": """tp:Bad rdfs:label "place"@en ; skos:definition "Place, where one is."@en .""",
    "undescribed": "<a.rq> dcterms:references tp:Bad .",
    "unused": """tp:Bad a owl:ObjectProperty ; rdfs:label "bad"@en .""",
}
ALSO = [
    ("circular", """tp:Bad skos:prefLabel "hoaxes"@en ; skos:definition "Hoaxes"@en ."""),
    ("undescribed", "tp:one tp:Bad 1 ."),
    ("undescribed", "tp:one skos:broader tp:Bad ."),
]

PROLOGUE = """
    @base <https://example.org/> . @prefix tp: <https://w3id.org/tigapilar/ns#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
"""


def found(store: ox.Store, check: str) -> list[str]:
    rows = store.query((FOLDER / f"{check}.rq").read_text(encoding="utf-8"))
    return [f"{row['thing'].value.removeprefix(TP)} {row['detail'].value}" for row in rows]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def ontology() -> ox.Store:
    """All modules with the vocabularies and shapes, and what names their terms."""
    store = ox.Store()
    for path in FILES:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    package = Path(kg.__file__).parent
    named = [*in_queries(resources.QUERIES), *in_code(package), *in_shapes(resources.ONTOLOGY / "shapes.ttl")]
    assert len(named) > 500
    for file, local in named:
        if not local.endswith("*") and local not in BEGINNINGS:
            quad = ox.Quad(ox.NamedNode(f"file:{file}"), ox.NamedNode(DCTERMS + "references"), ox.NamedNode(TP + local))
            store.add(quad)
    return store


@pytest.mark.parametrize("check", CHECKS)
def test_the_ontology_is_clean(ontology: ox.Store, check: str) -> None:
    assert found(ontology, check) == []


def test_every_check_has_a_planted_fault() -> None:
    assert sorted(PLANTED) == CHECKS


@pytest.mark.parametrize(("check", "fault"), [*PLANTED.items(), *ALSO])
def test_a_check_finds_the_planted_fault_and_nothing_else(check: str, fault: str) -> None:
    store = ox.Store()
    store.load(PROLOGUE + GOOD, ox.RdfFormat.TURTLE)
    assert found(store, check) == []
    store.load(PROLOGUE + fault, ox.RdfFormat.TURTLE)
    assert [row.partition(" ")[0] for row in found(store, check)] == ["Bad"]
