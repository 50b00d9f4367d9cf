"""Shapes and checks fire on what is wrong, on nothing else, and agree with another engine."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import small
from click.testing import Result
from planted import COMPONENT, VALID, planted, read, results, without_sparql
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from rdflib import RDF, SH, Graph

from kg import queries
from kg.errors import DataError
from kg.ns import PREFIXES, SCHEMA, TP, XSD
from kg.rdf.terms import text_of
from kg.validate import report, shapes
from kg.validate.engine import Engine
from kg.validate.nodes import Checker, Violation
from kg.validate.verdicts import SHAPES
from kg.validate.whole import CHECKS, Outcome, check, validate

Kg = Callable[..., Result]

ID = PREFIXES["id"]
DATA, FAULTS = planted()


def engine(data: Graph, sources: Path = SHAPES) -> Engine:
    store = Store()
    store.load(data.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    return Engine(store, Checker(shapes.load(sources)))


def plain(term: str) -> str:
    return term[2:] if term.startswith("_:") else text_of(term) if term else ""


@pytest.fixture(scope="module")
def found() -> list[Violation]:
    return list(engine(DATA).graph(""))


# shapes ------------------------------------------------------------------------------------------------------


def test_what_is_faultless_passes() -> None:
    assert list(engine(read(VALID)).graph("")) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.shape}-{f.path.rpartition('/')[2]}-{f.component}")
def test_a_planted_fault_is_found(found: list[Violation], fault: tuple[str, str, str, str]) -> None:
    focus, path, component, shape = fault
    hits = [v for v in found if (plain(v.focus), v.path, v.component, v.shape) == (focus, path, component, shape)]
    assert hits
    assert all(hit.message.id and hit.message.en and hit.message.id != hit.message.en for hit in hits)


def test_every_constraint_of_every_shape_has_its_planted_fault() -> None:
    source = read(SHAPES)
    wanted = {
        (str(shape).rpartition("#")[2], str(source.value(inner, SH.path)), COMPONENT[parameter])
        for shape in source.subjects(RDF.type, SH.NodeShape)
        for inner in source.objects(shape, SH.property)
        for parameter in source.predicates(inner, None)
        if parameter in COMPONENT
    }
    assert len(wanted) > 100
    assert wanted <= {(fault.shape, fault.path, fault.component) for fault in FAULTS}
    named = {str(shape).rpartition("#")[2] for shape in source.subjects(RDF.type, SH.NodeShape)}
    assert named - {fault.shape for fault in FAULTS} == {"RankFitsPostShape"}  # see the test of sh:sparql


def test_pyshacl_finds_the_same(found: list[Violation]) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    _, theirs, _ = pyshacl.validate(DATA, shacl_graph=without_sparql(read(SHAPES)))
    ours = {(plain(v.focus), v.path, v.component, plain(v.value)) for v in found}
    assert {row[:3] for row in ours} == {row[:3] for row in results(theirs)}
    # the values of sh:nodeKind here are blank nodes, named anew by each engine; of a pair pySHACL names the other one
    unlike = ("NodeKind", "LessThan")
    assert {row for row in ours if row[2] not in unlike} == {row for row in results(theirs) if row[2] not in unlike}
    assert len(ours) > len(FAULTS)


def test_a_rank_of_another_institution_is_a_warning() -> None:
    data = read(VALID)
    data.update(
        """PREFIX tp: <https://w3id.org/tigapilar/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        INSERT DATA { tp:rank-Serka a skos:Concept ; skos:notation "Serka" ; skos:prefLabel "a"@id, "b"@en ;
          tp:rankInstitution tp:TNI .
        <https://w3id.org/tigapilar/id/person/tono> tp:militaryRank tp:rank-Serka }"""
    )
    checked = engine(data)
    (warning,) = checked.graph("")
    assert (warning.shape, warning.severity, warning.value) == ("RankFitsPostShape", "Warning", f"<{TP}rank-Serka>")
    assert "rank-Serka" in warning.message.en
    assert Outcome((warning,), 1).conforms
    assert list(checked.subjects([ID + "person/tono"])) == [warning]
    assert list(checked.subjects([ID + "unit/polsek"])) == []


def test_nodes_of_a_named_graph_are_checked_with_one_another_and_with_the_concepts_of_the_view() -> None:
    store = Store()
    text = read(VALID).serialize(format="nt")
    inside = "".join(
        f"{line[:-1]}<urn:g> .\n" for line in text.splitlines() if line and "ns#rank-Briptu> <" not in line
    )
    store.load(inside.encode(), RdfFormat.N_QUADS)
    checked = Engine(store, Checker(shapes.load(SHAPES)))
    missing = [(v.path, v.graph) for v in checked.graph("urn:g")]
    assert missing == [(TP + "militaryRank", "urn:g")]
    concept = Quad(NamedNode(TP + "rank-Briptu"), NamedNode(str(RDF.type)), NamedNode(PREFIXES["skos"] + "Concept"))
    store.add(concept)
    assert list(Engine(store, Checker(shapes.load(SHAPES))).graph("urn:g")) == []


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("date", "2025-02-28", "2025-02-30"),
        ("gYearMonth", "2025-02", "2025-13"),
        ("gYear", "2025", "25"),
        ("dateTime", "2025-02-28T10:00:00Z", "2025-02-28"),
        ("integer", "7", "7x"),
        ("decimal", "0.7", "0,7"),
        ("boolean", "true", "ya"),
    ],
)
def test_a_value_of_a_type_must_be_written_as_the_type_demands(datatype: str, good: str, bad: str) -> None:
    test = shapes.constraints.datatype(XSD + datatype)
    terms = [f'"{text}"^^<{XSD}{datatype}>' for text in (good, bad)]
    assert test(None, "", terms) == terms[1:]  # type: ignore[arg-type]


def test_a_construct_that_is_not_covered_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "odd.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ; sh:closed true ."
    )
    with pytest.raises(DataError, match="sh:closed"):
        shapes.load(file)
    file.write_text("nothing of the kind")
    with pytest.raises(DataError, match="expected shapes in Turtle"):
        shapes.load(file)


# checks ------------------------------------------------------------------------------------------------------

PLANTED_FOR_CHECKS = {
    "areas-outside-their-codes": """<area/31> tp:kemendagriCode "31" . <area/310> tp:kemendagriCode "310" ;
        schema:containedInPlace <area/31> .
        <area/31.71> tp:kemendagriCode "31.71" ; schema:containedInPlace <area/31> .""",
    "things-inside-themselves": """<a> schema:containedInPlace <b> . <b> schema:containedInPlace <a> .
        <c> schema:containedInPlace <d> .""",
    "things-without-description": """<event/1> tp:participant <person/known> , <person/unknown> .
        <person/known> a tp:Person .""",
    "articles-without-reading": """<article/1> a schema:NewsArticle ; tp:currentGraph <g/1> .
        <article/2> a schema:NewsArticle ; tp:currentGraph <g/2> . <g/2> a tp:Reading .""",
    "readings-with-other-counts": """<g/1> a tp:Reading ; tp:claimCount 1 . <g/2> a tp:Reading ; tp:claimCount 1 .
        <g/3> a tp:Reading ; tp:claimCount 0 . GRAPH <g/2> { <claim/1> a tp:Claim }""",
    "terms-without-definition": """GRAPH <graph/ontology> {
        tp:Good a owl:Class ; rdfs:label "baik"@id , "good"@en ; skos:definition "a"@id , "b"@en .
        tp:Bad a owl:Class ; rdfs:label "buruk"@id , "bad"@en ; skos:definition "a"@id . }""",
    "circular-definitions": """GRAPH <graph/ontology> {
        tp:Good a owl:Class ; rdfs:label "place"@en ; skos:definition "displaced area"@en .
        tp:Bad a owl:Class ; rdfs:label "place"@en ; skos:definition "Place, where one is."@en . }""",
    "terms-without-ontology": """<x> a tp:Known ; tp:unknown "1" . GRAPH <graph/ontology> { tp:Known a owl:Class }""",
}
CULPRITS = {
    "areas-outside-their-codes": [ID + "area/310"],
    "things-inside-themselves": [ID + "a", ID + "b"],
    "things-without-description": [ID + "person/unknown"],
    "articles-without-reading": [ID + "article/1"],
    "readings-with-other-counts": [ID + "g/1"],
    "terms-without-definition": [TP + "Bad"],
    "circular-definitions": [TP + "Bad"],
    "terms-without-ontology": [TP + "unknown"],
}


@pytest.mark.parametrize("path", sorted(CHECKS.glob("*.rq")), ids=lambda p: p.stem)
def test_a_check_finds_its_planted_fault_and_nothing_else(path: Path) -> None:
    store = Store()
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    store.load(f"@base <{ID}> .\n{head}{PLANTED_FOR_CHECKS[path.stem]}".encode(), RdfFormat.TRIG)
    found = list(check(store, path))
    assert [text_of(violation.focus) for violation in found] == CULPRITS[path.stem]
    assert all(violation.severity == "Violation" for violation in found)
    assert list(check(Store(), path)) == []


def test_a_check_says_in_two_languages_what_is_wrong(tmp_path: Path) -> None:
    for path in CHECKS.glob("*.rq"):
        question = queries.parse(path.read_text(encoding="utf-8"))
        assert question.title_id != question.title_en
    (tmp_path / "odd.rq").write_text("SELECT ?thing ?detail WHERE { ?thing ?p ?detail }")
    with pytest.raises(DataError, match="expected a title"):
        list(check(Store(), tmp_path / "odd.rq"))


# the command -------------------------------------------------------------------------------------------------


def test_a_built_graph_conforms(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO, small.SEPI) as opened:
        outcome = validate(opened)
        assert outcome.violations == ()
        assert outcome.graphs == len(opened.store.graphs()) + 1
        assert validate(opened, since="2000-01-01T00:00:00+00:00").graphs == 2
        assert validate(opened, since="2999-01-01T00:00:00+00:00").graphs == 0


def test_a_fault_in_the_store_is_reported_with_its_sentence(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO) as opened:
        (row,) = opened.query('SELECT ?c ?g WHERE { GRAPH ?g { ?c tp:valueLabel "Briptu" } }')
        faulty = Store()
        faulty.extend(opened.store.store)
        opened.store._store = faulty
        confidence = NamedNode(TP + "confidence")
        (old,) = faulty.quads_for_pattern(row["c"], confidence, None, row["g"])
        faulty.remove(old)
        faulty.add(Quad(row["c"], confidence, Literal("7.5", datatype=NamedNode(XSD + "decimal")), row["g"]))
        (person,) = opened.query("SELECT ?p WHERE { ?p tp:militaryRank tp:rank-Briptu }")
        faulty.remove(next(faulty.quads_for_pattern(person["p"], NamedNode(PREFIXES["rdfs"] + "label"), None, None)))
        outcome = validate(opened, from_store=True)
        assert [(v.shape, v.component) for v in outcome.violations][:1] == [("ClaimShape", "MaxInclusive")]
        shown = {lang: report.to_text(opened, outcome, lang) for lang in ("id", "en")}
    assert "Violation: confidence lies between 0 and 1" in shown["en"]
    assert "confidence: 7.5" in shown["en"]
    assert "person|Tono Wibowo|rank=Briptu" in shown["en"]  # the sentence of these made-up articles
    assert "kg doctor --repair" in shown["en"]
    assert "Pelanggaran: keyakinan harus di antara 0 dan 1" in shown["id"]
    out = io.BytesIO()
    report.write_turtle(outcome, out)
    read_back = Graph().parse(data=out.getvalue(), format="turtle")
    assert (row["c"].value, TP + "confidence", "MaxInclusive", "7.5") in results(read_back)
    assert str(next(read_back.objects(None, SH.conforms))) == "false"
    assert report.to_json(outcome, "en")["conforms"] is False


def test_the_command_answers_no_to_a_broken_graph(
    kg: Kg, examples_graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert kg("validate", "-g", examples_graph, "--lang", "en").exit_code == 0
    found = json.loads(kg("validate", "-g", examples_graph, "--json").stdout)
    assert (found["conforms"], found["results"]) == (True, [])
    strict = tmp_path / "strict.ttl"
    strict.write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s#Strict> a sh:NodeShape ; sh:targetClass <{TP}Person> ;
        <http://www.w3.org/2000/01/rdf-schema#label> "orang"@id , "person"@en ;
        sh:property [ sh:path <{SCHEMA}email> ; sh:minCount 1 ; sh:message "tanpa surel"@id , "no e-mail"@en ] ."""
    )
    monkeypatch.setattr("kg.validate.verdicts.SHAPES", strict)
    answer = kg("validate", "-g", examples_graph, "--lang", "id", "--format", "table")
    assert answer.exit_code == 1
    assert "violation  Strict  tanpa surel" in answer.stdout
