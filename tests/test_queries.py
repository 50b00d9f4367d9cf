"""Finding questions and asking them: values stay values, whatever they hold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store, parse

from kg import queries
from kg.answers import RDF
from kg.errors import UsageError
from kg.parameters import Term, bind, term, unbind, variables

EX = "http://example.org/"
P, NAME = NamedNode(EX + "knows"), NamedNode(EX + "name")
ANI, BUDI = NamedNode(EX + "ani"), NamedNode(EX + "budi")


@pytest.fixture
def store() -> Store:
    store = Store()
    store.extend(
        [
            Quad(ANI, NAME, Literal("Ani")),
            Quad(BUDI, NAME, Literal("Budi")),
            Quad(ANI, P, BUDI),
            Quad(ANI, NamedNode(EX + "age"), Literal(31)),
            Quad(BUDI, NamedNode(EX + "age"), Literal(45)),
        ]
    )
    return store


def table(store: Store, text: str, **params: str) -> list[tuple[str, ...]]:
    answer = queries.ask(store, queries.parse("PREFIX : <http://example.org/>\n" + text), params)
    assert not isinstance(answer, QueryBoolean)
    return [tuple(queries.plain(value) for value in row) for row in answer]  # type: ignore[attr-defined]


# what a user writes -> the term meant ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("http://example.org/ani", "IRI", ANI),
        ("<http://example.org/ani>", "IRI", ANI),
        ("id:area/31.71", "IRI", NamedNode("https://w3id.org/tigapilar/id/area/31.71")),
        ("12", "string", Literal("12")),
        ("2025-04-14", "date", Literal("2025-04-14", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
        ("-3", "integer", Literal("-3", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
        ("http://example.org/ani", "any", ANI),
        ("tp:Person", "any", NamedNode("https://w3id.org/tigapilar/ns#Person")),
        ("id: bukan IRI", "any", Literal("id: bukan IRI")),
        ("7", "any", Literal(7)),
        ('"7"', "any", Literal("7")),
        ('"Sersan"@id', "any", Literal("Sersan", language="id")),
        ('"5"^^xsd:byte', "any", Literal("5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#byte"))),
        ("2025-04-14", "any", Literal("2025-04-14", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
        ("Hendra Saputra", "any", Literal("Hendra Saputra")),
        ("31.71", "any", Literal("31.71")),
    ],
)
def test_a_value_becomes_the_term_of_its_kind(value: str, kind: queries.ParamKind, expected: object) -> None:
    assert term(value, kind) == expected


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("Hendra Saputra", "IRI"),
        ("http://example.org/a> } DROP ALL #", "IRI"),
        ("id:person/a b", "IRI"),
        ("14 April", "date"),
        ("2025-02-30", "date"),
        ("20250401", "date"),
        ("satu", "integer"),
        ("ya", "boolean"),
        ("\udcff", "string"),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_refused(value: str, kind: queries.ParamKind) -> None:
    with pytest.raises(UsageError, match="expected"):
        term(value, kind)


# binding ---------------------------------------------------------------------------------------------------

ANY_TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@settings(max_examples=300, deadline=None)
@given(value=ANY_TEXT | st.sampled_from(['"', "\\", '\\"', '" } #', "\\u0022 }", "'''", '"""', "\n}", "?x", "> <"]))
def test_whatever_text_is_bound_comes_back_as_the_same_text(value: str) -> None:
    question = queries.parse("# params: ?value (string, required)\nSELECT ?value (1 AS ?one) WHERE { }")
    assert [tuple(row) for row in queries.ask(Store(), question, {"value": value})] == [(Literal(value), Literal(1))]  # type: ignore[union-attr]


@settings(max_examples=300, deadline=None)
@given(tail=ANY_TEXT)
def test_whatever_iri_is_bound_is_refused_or_stays_one_iri(tail: str) -> None:
    question = queries.parse("# params: ?value (IRI, required)\nSELECT ?value (1 AS ?one) WHERE { }")
    try:
        answer = queries.ask(Store(), question, {"value": "http://example.org/" + tail})
    except UsageError:
        return
    assert [tuple(row) for row in answer] == [(NamedNode("http://example.org/" + tail.rstrip()), Literal(1))]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?n WHERE { ?x :name ?n }",
        "SELECT ?n ?x { ?x :name ?n }",
        "SELECT ?n { { SELECT ?x ?n WHERE { ?x :name ?n } } }",
        "SELECT ?n WHERE { SELECT ?x ?n WHERE { ?x :name ?n } }",
        "SELECT ?n WHERE { { ?x :name ?n } UNION { ?x :name ?n } } ORDER BY ?n LIMIT 1",
        "SELECT (EXISTS { ?y :knows ?z } AS ?e) ?n WHERE { ?x :name ?n }",
        "SELECT ?n WHERE # { not here\n{ ?x :name ?n }",
        "SELECT (MAX(?m) AS ?n) WHERE { ?x :name ?m }",
        "select ?n where { $x :name ?n }",
    ],
)
def test_a_value_reaches_its_variable_wherever_the_query_has_it(store: Store, text: str) -> None:
    rows = table(store, text, x=EX + "ani")
    assert {cell for row in rows for cell in row} >= {"Ani"}
    assert all("Budi" not in row for row in rows)


@settings(max_examples=100, deadline=None)
@given(value=ANY_TEXT | st.sampled_from(['"', "\\", ") } #", "\n}", "?x"]))
def test_what_was_bound_is_found_again(value: str) -> None:
    query = "SELECT ?n # ?x\nWHERE { ?x ?p ?n }"
    values: dict[str, Term] = {"n": Literal(value, language="id"), "p": P}
    assert unbind(query, bind(query, values)) == values
    assert unbind(query, query) == {}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?n WHERE { ?x ?p ?n . ?n ?p ?x }",
        "SELECT ?n WHERE { VALUES (?n) { (1) } ?x ?p ?n }",
        'SELECT ?n WHERE { VALUES (?y) { ("1") }  ?x ?p ?n }',
        'SELECT ?n WHERE { VALUES (?n) { ("1") ("2") }  ?x ?p ?n }',
        "SELECT ?n WHERE { { ?n ?p 1 }  ?x ?p ?n }",
        "SELECT ?n WHERE { ?n ?p {  ?x ?p ?n }",
    ],
)
def test_another_text_was_not_bound(text: str) -> None:
    assert unbind("SELECT ?n WHERE { ?x ?p ?n }", text) is None


def test_a_data_set_clause_is_not_taken_for_the_group() -> None:
    assert bind("SELECT ?n FROM <urn:g> { ?x ?p ?n }", {"x": Literal(1)}).startswith(
        "SELECT ?n FROM <urn:g> { VALUES (?x)"
    )


def test_a_value_reaches_ask_construct_and_describe(store: Store) -> None:
    def answer(text: str) -> object:
        return queries.ask(store, queries.parse("PREFIX : <http://example.org/>\n" + text), {"x": EX + "budi"})

    assert not answer("ASK { ?x :knows ?y }")
    assert [t.subject for t in answer("CONSTRUCT { ?x :is ?n } WHERE { ?x :name ?n }")] == [BUDI]  # type: ignore[attr-defined]
    assert [t.subject for t in answer("CONSTRUCT WHERE { ?x :name ?n }")] == [BUDI]  # type: ignore[attr-defined]
    assert {t.subject for t in answer("DESCRIBE ?x WHERE { ?x :name ?n }")} == {BUDI}  # type: ignore[attr-defined]


def test_an_optional_parameter_limits_only_when_it_is_given(store: Store) -> None:
    text = "SELECT ?n WHERE { ?x :name ?n ; :age ?a FILTER(!BOUND(?least) || ?a >= ?least) } ORDER BY ?n"
    assert table(store, text) == [("Ani",), ("Budi",)]
    assert table(store, text, least="40") == [("Budi",)]


def test_a_default_is_used_until_a_value_is_given(store: Store) -> None:
    text = "# params: ?least (integer, default 40) years\nPREFIX : <http://example.org/>\n"
    text += "SELECT ?n WHERE { ?x :name ?n ; :age ?a FILTER(?a >= ?least) } ORDER BY ?n"
    question = queries.parse(text)
    assert [str(row["n"]) for row in queries.ask(store, question)] == ['"Budi"']  # type: ignore[union-attr,call-overload]
    assert len(list(queries.ask(store, question, {"least": "1"}))) == 2  # type: ignore[arg-type]


def test_a_missing_parameter_is_named_with_its_kind_and_an_example() -> None:
    text = "# params: ?x (IRI, required)\n# example: kg query who --param x=id:a\nSELECT ?n WHERE { ?x ?p ?n }"
    with pytest.raises(UsageError, match=r"--param x=… \(IRI\).*kg query who"):
        queries.ask(Store(), queries.parse(text))


def test_a_parameter_the_query_does_not_have_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no variable \?y; it has \?x, \?p, \?o"):
        queries.ask(Store(), queries.parse("SELECT ?x WHERE { ?x ?p ?o }"), {"y": "1"})
    declared = queries.parse("# params: ?x (IRI, optional)\nSELECT ?x WHERE { ?x ?p ?o }")
    with pytest.raises(UsageError, match="no parameter p; it has x"):
        queries.ask(Store(), declared, {"p": "1"})


def test_a_value_for_a_computed_variable_is_refused() -> None:
    with pytest.raises(UsageError, match="x"):
        queries.ask(Store(), queries.parse("SELECT ?x WHERE { ?s ?p ?o BIND(1 AS ?x) }"), {"x": "1"})


def test_variables_are_read_past_strings_iris_and_comments() -> None:
    text = """SELECT ?a WHERE { ?a <http://x/?b> "?c" ; :p '''?d\n?e''' . # ?f\n $g a :h }"""
    assert variables(text) == ["a", "g"]


# finding ---------------------------------------------------------------------------------------------------


def test_a_question_is_found_by_name_with_or_without_its_ending() -> None:
    assert queries.find("persons") == queries.find("persons.rq")
    assert queries.find("persons").columns[0] == "article"


def test_a_file_is_found_by_path_and_needs_no_header(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes("\ufeff# a remark: with a colon\nSELECT ?s WHERE { ?s ?p ?o }".encode())
    question = queries.find(str(file))
    assert question.text.startswith("# a remark")
    assert question.params == ()


def test_a_misspelt_name_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(UsageError, match="persons"):
        queries.find("person")
    with pytest.raises(UsageError, match="--list"):
        queries.find("xyzzy")


def test_bad_sparql_is_reported_with_the_name_of_the_query() -> None:
    with pytest.raises(UsageError, match="mine"):
        queries.ask(Store(), queries.parse("SELECT WHERE {", "mine"))


def test_checks_are_no_questions(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "bad.rq").write_text("SELECT ?x WHERE { ?x ?p ?o }", encoding="utf-8")
    assert queries.questions(tmp_path) == ()


# writing ---------------------------------------------------------------------------------------------------

AWKWARD = (
    'SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) { ("x,\\"y\\"\\nz" <https://schema.org/name> 3) (UNDEF "é"@id 4) } }'
)


def written(text: str, format: str, store: Store | None = None) -> bytes:
    out = io.BytesIO()
    queries.write(queries.ask(store or Store(), queries.parse(text)), format, out)
    return out.getvalue()


def test_csv_follows_rfc_4180() -> None:
    assert written(AWKWARD, "csv") == 'a,b,c\r\n"x,""y""\nz",https://schema.org/name,3\r\n,é,4\r\n'.encode()
    assert list(csv.reader(io.StringIO(written(AWKWARD, "csv").decode(), newline="")))[1][0] == 'x,"y"\nz'


def test_table_is_aligned_on_one_line_a_row_with_short_names() -> None:
    assert written(AWKWARD, "table").decode() == (
        'a        b            c\n-------  -----------  -\nx,"y" z  schema:name  3\n         é            4\n'
    )


def test_json_and_xml_are_the_sparql_results_formats() -> None:
    found = json.loads(written(AWKWARD, "json"))
    assert found["head"]["vars"] == ["a", "b", "c"]
    assert found["results"]["bindings"][1]["b"] == {"type": "literal", "value": "é", "xml:lang": "id"}
    assert b"http://www.w3.org/2005/sparql-results#" in written(AWKWARD, "xml")
    assert json.loads(written("ASK { }", "json"))["boolean"] is True


def test_tsv_keeps_terms_apart() -> None:
    assert written(AWKWARD, "tsv").splitlines()[0] == b"?a\t?b\t?c"
    assert b"<https://schema.org/name>" in written(AWKWARD, "tsv")


def test_ask_is_answered_in_a_table() -> None:
    assert written("ASK { }", "table") == b"answer\n------\ntrue\n"


@pytest.mark.parametrize("format", queries.RDF_FORMATS)
def test_triples_are_written_in_every_rdf_format_and_read_back(store: Store, format: str) -> None:
    data = written("CONSTRUCT WHERE { ?s ?p ?o }", format, store)
    assert {(q.subject, q.predicate, q.object) for q in parse(data, format=RDF[format])} == {
        (q.subject, q.predicate, q.object) for q in store
    }


def test_triples_come_sorted(store: Store) -> None:
    lines = written("CONSTRUCT WHERE { ?s ?p ?o }", "ntriples", store).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 5


@pytest.mark.parametrize(("text", "format"), [("ASK { }", "turtle"), ("DESCRIBE <urn:x>", "csv"), (AWKWARD, "xlsx")])
def test_a_format_that_does_not_fit_the_answer_is_refused(text: str, format: str) -> None:
    with pytest.raises(UsageError, match="expected --format"):
        written(text, format)


def test_parquet_is_written_or_its_package_asked_for() -> None:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        with pytest.raises(UsageError, match="pip install pyarrow"):
            written(AWKWARD, "parquet")
        return
    found = parquet.read_table(io.BytesIO(written(AWKWARD, "parquet"))).to_pydict()
    assert found == {"a": ['x,"y"\nz', None], "b": ["https://schema.org/name", "é"], "c": [3, 4]}
