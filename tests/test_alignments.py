"""ontology/alignments.ttl: our terms on the left, terms that exist on the right, and no graph that holds it unasked."""

from __future__ import annotations

import re

import pytest
from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, Graph, URIRef

from kg import resources
from kg.dictionary import terms
from kg.ns import SEM, TP
from kg.rdf.reference import Reference

FILE = resources.ONTOLOGY / "alignments.ttl"
CLOSED = {str(namespace): namespace for namespace in (DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO)}
SIMPLE_EVENT_MODEL = {"Actor", "Event", "Place", "eventType", "hasActor", "hasPlace", "hasTimeStamp"}
RELATIONS = {SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch, RDFS.subClassOf}


def exists(term: str) -> bool:
    """Whether a vocabulary that is known whole has that term; Wikidata's are known by the look of their numbers."""
    if term.startswith(SEM):
        return term.removeprefix(SEM) in SIMPLE_EVENT_MODEL
    for namespace, known in CLOSED.items():
        if term.startswith(namespace):
            return URIRef(term) in known
    return bool(re.fullmatch(r"http://www\.wikidata\.org/(entity/Q|prop/direct/P)[1-9]\d*", term))


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(FILE)


def test_subjects_are_terms_of_ours_and_relations_are_mappings(alignments: Graph) -> None:
    ours = {term.iri for term in terms.read(resources.ONTOLOGY).terms}
    assert len(alignments) > 50
    assert {str(s) for s in alignments.subjects()} - ours == set()
    assert set(alignments.predicates()) == RELATIONS


def test_no_target_is_misspelt(alignments: Graph) -> None:
    targets = {str(o) for o in alignments.objects()}
    assert [target for target in sorted(targets) if not exists(target)] == []


@pytest.mark.parametrize(
    "wrong", [f"{FOAF}Persn", f"{SDO}Quotatoin", SEM + "hasActors", "http://www.wikidata.org/entity/5"]
)
def test_a_misspelt_target_would_be_found(wrong: str) -> None:
    assert not exists(str(wrong))


def test_every_vocabulary_that_is_promised_is_there(alignments: Graph) -> None:
    targets = " ".join(str(o) for o in alignments.objects())
    for namespace in (str(SDO), str(FOAF), str(ORG), SEM, str(PROV), "http://www.wikidata.org/"):
        assert namespace in targets


def test_classes_are_matched_with_classes(alignments: Graph) -> None:
    for s, _, o in alignments:
        name = str(o).removesuffix("/").rpartition("#")[2].rpartition("/")[2]
        if "wikidata" not in str(o):
            assert str(s).removeprefix(TP)[0].isupper() == name[0].isupper(), (s, o)


def test_alignments_are_loaded_nowhere_by_default() -> None:
    assert FILE not in [path for paths in Reference(resources.ONTOLOGY).files.values() for path in paths]
