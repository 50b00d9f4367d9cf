"""The ontology as Turtle: every term is labelled and defined in both languages, and every term in use is one of it."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from named import in_code, in_queries

from kg import resources
from kg.model import PROPERTIES
from kg.ns import OWL, RDF, RDFS, SCHEMA, SKOS, TP
from kg.rdf import mapping

ROOT = resources.ONTOLOGY
MODULES = ("kg.ttl", "evidence.ttl", "vocabulary.ttl")
CODE = Path(mapping.__file__).parents[1]
SH = "http://www.w3.org/ns/shacl#"

Values = dict[str, list[tuple[str, str | None]]]


def described(path: Path) -> dict[str, Values]:
    """Subject -> predicate -> (value, language) of a Turtle file."""
    out: defaultdict[str, Values] = defaultdict(lambda: defaultdict(list))
    for q in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        subject, obj = getattr(q.subject, "value", ""), q.object
        out[subject][q.predicate.value].append((getattr(obj, "value", ""), getattr(obj, "language", None)))
    return dict(out)


def of_type(things: dict[str, Values], *types: str) -> dict[str, Values]:
    return {s: v for s, v in things.items() if any(t in types for t, _ in v.get(RDF + "type", ()))}


def languages(values: Values, predicate: str) -> list[str | None]:
    return sorted((lang for _, lang in values.get(predicate, ())), key=str)


TERMS = {name: described(ROOT / name) for name in MODULES}
CLASSES = {name: of_type(TERMS[name], OWL + "Class") for name in MODULES}
PROPERTY_TERMS = {
    name: of_type(TERMS[name], OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property") for name in MODULES
}
ALL = {s: v for name in MODULES for s, v in {**CLASSES[name], **PROPERTY_TERMS[name]}.items()}
VOCABULARIES = sorted((ROOT / "vocab").glob("*.ttl"))


# terms -------------------------------------------------------------------------------------------------------


def test_ontology_has_one_version() -> None:
    versions = [v for things in TERMS.values() for t in things.values() for v in t.get(OWL + "versionInfo", ())]
    assert versions == [("0.1.0", None)]


def test_ontology_stays_small() -> None:
    assert 0 < len(CLASSES["kg.ttl"]) <= 15
    assert sum(len(classes) for classes in CLASSES.values()) <= 20
    assert 0 < len(PROPERTY_TERMS["kg.ttl"]) <= 35


def test_no_term_is_described_in_two_modules() -> None:
    described_in = [s for name in MODULES for s in {**CLASSES[name], **PROPERTY_TERMS[name]}]
    assert len(described_in) == len(set(described_in))


@pytest.mark.parametrize("term", sorted(ALL), ids=lambda t: t.removeprefix(TP))
def test_term_is_labelled_defined_and_exemplified(term: str) -> None:
    values = ALL[term]
    assert term.startswith(TP)
    assert languages(values, RDFS + "label") == ["en", "id"]
    assert languages(values, SKOS + "definition") == ["en", "id"]
    assert values.get(SKOS + "example")
    assert values[RDFS + "isDefinedBy"] == [("https://w3id.org/tigapilar/ns", None)]


def test_labels_tell_terms_apart() -> None:
    for language in ("id", "en"):
        labels: defaultdict[str, list[str]] = defaultdict(list)
        for term, values in ALL.items():
            for label, lang in values[RDFS + "label"]:
                if lang == language:
                    labels[label].append(term)
        assert [terms for terms in labels.values() if len(terms) > 1] == []


def test_classes_begin_large_and_properties_small() -> None:
    for name in MODULES:
        assert all(term.removeprefix(TP)[0].isupper() for term in CLASSES[name])
        assert all(term.removeprefix(TP)[0].islower() for term in PROPERTY_TERMS[name])


@pytest.mark.parametrize("module", MODULES)
def test_property_has_domain_and_range(module: str) -> None:
    for term, values in PROPERTY_TERMS[module].items():
        assert values.get(RDFS + "domain") or values.get(SCHEMA + "domainIncludes"), term
        assert values.get(RDFS + "range") or values.get(SCHEMA + "rangeIncludes"), term


def test_own_classes_in_domains_and_ranges_are_described() -> None:
    named = [RDFS + "domain", RDFS + "range", SCHEMA + "domainIncludes", SCHEMA + "rangeIncludes"]
    named += [RDFS + "subClassOf", RDFS + "subPropertyOf"]
    used = {v for values in ALL.values() for p in named for v, _ in values.get(p, ()) if v.startswith(TP)}
    assert used
    assert used <= set(ALL)


def test_classes_of_the_world_are_aligned_with_common_vocabularies() -> None:
    for term, values in CLASSES["kg.ttl"].items():
        assert values.get(RDFS + "subClassOf"), term


# use ---------------------------------------------------------------------------------------------------------


@functools.cache
def known() -> set[str]:
    things = {s for terms in TERMS.values() for s in terms} | {s for f in VOCABULARIES for s in described(f)}
    return things | set(described(ROOT / "shapes.ttl"))


BEGINNINGS = ("unsur",)  # what code takes off the names of elements


def is_known(local: str) -> bool:
    if local.endswith("*"):
        return any(term.startswith(TP + local[:-1]) for term in known())
    return TP + local in known() or local in BEGINNINGS


def test_every_term_in_queries_is_described() -> None:
    used = list(in_queries(resources.QUERIES))
    assert len(used) > 50
    assert [(file, local) for file, local in used if not is_known(local)] == []


def test_every_term_in_code_is_described() -> None:
    used = list(in_code(CODE))
    assert len(used) > 50
    assert "unsur*" in {local for _, local in used}
    assert [(file, local) for file, local in used if not is_known(local)] == []


def test_terms_of_the_world_are_in_use() -> None:
    """A term that nothing writes and no question reads is a promise nobody keeps."""
    planned: set[str] = set()
    used = {local for _, local in [*in_queries(resources.QUERIES), *in_code(CODE)]}
    terms = {t.removeprefix(TP) for t in {**CLASSES["kg.ttl"], **PROPERTY_TERMS["kg.ttl"]}}
    assert terms - used <= planned


def test_every_property_of_the_model_has_a_predicate() -> None:
    """What extraction may say of a thing is what the ontology can say of it."""
    written_directly = {
        "article": {"title", "publisher", "dateline", "byline", "published"},
        "statement": {"speaker", "kind", "text", "verb", "topic"},
    }
    for kind, properties in PROPERTIES.items():
        for name in properties:
            if name in written_directly.get(kind, ()):
                continue
            predicate = mapping.PREDICATES[kind, name]
            assert not predicate.startswith(TP) or predicate in ALL, (kind, name)


def test_classes_of_entities_are_those_of_the_ontology() -> None:
    for kind, classes in mapping.CLASSES.items():
        own = [c for c in classes if c.startswith(TP)]
        assert len(own) == 1, kind
        above = {v for v, _ in ALL[own[0]][RDFS + "subClassOf"]}
        assert set(classes) - set(own) <= above, kind


# vocabularies ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda p: p.stem)
def test_concept_has_notation_labels_definitions_and_scheme(path: Path) -> None:
    things = described(path)
    concepts = of_type(things, SKOS + "Concept")
    assert concepts
    for concept, values in concepts.items():
        assert len(values.get(SKOS + "notation", ())) == 1, concept
        assert languages(values, SKOS + "prefLabel") == ["en", "id"], concept
        assert languages(values, SKOS + "definition") == ["en", "id"], concept
        scheme = values[SKOS + "inScheme"]
        assert len(scheme) == 1
        assert SKOS + "ConceptScheme" in [t for t, _ in things[scheme[0][0]][RDF + "type"]], concept


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda p: p.stem)
def test_terms_that_describe_concepts_are_described(path: Path) -> None:
    used = {p for values in of_type(described(path), SKOS + "Concept").values() for p in values if p.startswith(TP)}
    assert used <= set(ALL)


def test_notations_are_unique_but_for_ranks_that_share_them() -> None:
    for path in VOCABULARIES:
        seen: defaultdict[str, list[str]] = defaultdict(list)
        for concept, values in of_type(described(path), SKOS + "Concept").items():
            seen[values[SKOS + "inScheme"][0][0] + " " + values[SKOS + "notation"][0][0]].append(concept)
        doubled = {n.rpartition("#")[2] for n, concepts in seen.items() if len(concepts) > 1}
        assert doubled == ({"ranks Brigjen", "ranks Jenderal"} if path.stem == "ranks" else set())


def test_hidden_and_other_labels_are_indonesian() -> None:
    for path in VOCABULARIES:
        for concept, values in of_type(described(path), SKOS + "Concept").items():
            spoken = values.get(SKOS + "altLabel", []) + values.get(SKOS + "hiddenLabel", [])
            assert {lang for _, lang in spoken} <= {"id"}, concept


def test_three_of_the_four_elements_are_pillars() -> None:
    elements = described(ROOT / "vocab/elements.ttl")
    assert len(of_type(elements, TP + "Element")) == 4
    pillars = of_type(elements, TP + "Pillar")
    assert sorted(pillars) == [TP + "unsur" + name for name in ("Pemerintah", "Polri", "TNI")]


def test_rank_and_post_of_one_person_name_the_same_institution() -> None:
    """Plain inequality finds a misfit: services stand beside the institution, not in its place."""
    ranks = of_type(described(ROOT / "vocab/ranks.ttl"), SKOS + "Concept").values()
    posts = of_type(described(ROOT / "vocab/posts.ttl"), SKOS + "Concept").values()
    assert {v[TP + "rankInstitution"][0][0] for v in ranks} == {TP + "TNI", TP + "Polri"}
    assert {i for v in posts for i, _ in v.get(TP + "roleInstitution", ())} == {TP + "TNI", TP + "Polri"}


def test_regional_heads_of_villages_stand_below_the_general_post() -> None:
    posts = described(ROOT / "vocab/posts.ttl")
    for local in ("Keuchik", "WaliNagari", "Perbekel", "Kuwu", "Pangulu", "HukumTua", "Peratin", "Pambakal"):
        assert posts[TP + local][SKOS + "broader"] == [(TP + "KepalaDesa", None)]


# shapes ------------------------------------------------------------------------------------------------------


def test_every_shape_speaks_both_languages() -> None:
    shapes = described(ROOT / "shapes.ttl")
    constraints = {s: v for s, v in shapes.items() if v.get(SH + "message") or v.get(SH + "path")}
    alternatives = {  # members of sh:or have no message of their own
        s for s, v in constraints.items() if set(v) <= {SH + p for p in ("path", "hasValue", "minCount", "datatype")}
    }
    assert len(constraints) - len(alternatives) > 30
    for shape, values in constraints.items():
        if shape not in alternatives:
            assert languages(values, SH + "message") == ["en", "id"], values
    for shape, values in of_type(shapes, SH + "NodeShape").items():
        assert languages(values, RDFS + "label") == ["en", "id"], shape


def test_shapes_speak_of_described_terms() -> None:
    shapes = (ROOT / "shapes.ttl").read_text(encoding="utf-8")
    names = set(re.findall(r"\btp:([A-Za-z][\w-]*)", shapes)) | set(re.findall(r"tigapilar/ns#(\w+)>", shapes))
    assert {"Claim", "Person", "Event", "Statement", "rankInstitution"} <= names
    assert {n for n in names if TP + n not in known()} == set()
