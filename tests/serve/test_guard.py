"""What is refused before a query is run, and that nothing which calls a server slips through."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import UsageError
from kg.queries import questions
from kg.serve.guard import MAX_DEPTH, check, from_clauses

TARGET = "http://127.0.0.1:9/"
PREFIX = f"PREFIX : <{TARGET}> PREFIX ex: <{TARGET}> "

CALLS = [
    f"SELECT * {{ SERVICE <{TARGET}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent<{TARGET}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE <{TARGET}> {{ ?s ?p ?o }} }} }}",
    PREFIX + "SELECT * { SERVICE:x { ?s ?p ?o } }",
    PREFIX + "SELECT * { SERVICESILENT:x { ?s ?p ?o } }",
    PREFIX + "SELECT * { ?s ?p true.SERVICE:x { ?s ?p ?o } }",
    PREFIX + 'SELECT * { ?s ?p "x"@en.SERVICE:x { ?s ?p ?o } }',
    PREFIX + "SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE#>\n:x { ?s ?p ?o } }",
    PREFIX + "SELECT * { ?s ?p ?o MINUS { ?s ex:a\\# ?o . SERVICE :x {?s ?p ?o}\n } }",
    PREFIX + "SELECT * { ?s ex:a\\' ?o . SERVICE :x { ?s ?p ?o } ?s ex:b\\' ?o }",
    f"SELECT * {{ BIND(<http://x/\\u0041#> AS ?x) SERVICE <{TARGET}> {{ ?s ?p ?o }} }}",
]

HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://x/> { }" }',
    "SELECT * { ?s <http://example.org/service#x> ?service } # SERVICE <http://x/> {}",
    "SELECT ?s { ?s tp:ServiceOf id:area\\/31.71.03.1008 FILTER(?a < 3 && ?b > 4) }",
    "SELECT ?s { ?s schema:serviceType ?download }",
    "SELECT ?service { ?service ?p '''a ' SERVICE <x> ''' }",
]


@pytest.mark.parametrize("query", CALLS)
def test_whatever_calls_a_server_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match="not allowed"):
        check(query)


@pytest.mark.parametrize("query", CALLS)
def test_the_refused_queries_are_ones_the_engine_would_have_run(query: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("x")))
    try:
        list(store.query(query))  # type: ignore[arg-type]
    except OSError as error:
        assert re.search("port 9|HTTP", str(error))  # noqa: PT017  # it did try


@pytest.mark.parametrize("query", HARMLESS)
def test_words_in_strings_names_and_comments_are_let_be(query: str) -> None:
    check(query)


def test_every_question_of_the_package_may_be_asked() -> None:
    found = questions()
    assert len(found) >= 8
    for question in found:
        check(question.text)


def test_updates_may_not_fetch() -> None:
    check("SELECT * { ?load ?p ?o }")
    with pytest.raises(UsageError, match="LOAD is not allowed"):
        check("LOAD <http://example.org/x>", update=True)
    with pytest.raises(UsageError, match="LOAD is not allowed"):
        check("INSERT DATA {};loadSILENT<http://example.org/x>", update=True)


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_deep_nesting_is_refused(pair: str) -> None:
    check("SELECT * " + pair[0] * MAX_DEPTH + pair[1] * MAX_DEPTH)
    with pytest.raises(UsageError, match="nesting"):
        check("SELECT * " + pair[0] * (MAX_DEPTH + 1) + pair[1] * (MAX_DEPTH + 1))


def test_nesting_without_brackets_is_refused() -> None:
    with pytest.raises(UsageError, match="nesting"):
        check("SELECT * { FILTER(" + "!" * 5000 + "?x) }")


def test_long_paths_and_long_queries_are_refused() -> None:
    with pytest.raises(UsageError, match="operators"):
        check("SELECT * { ?s " + "/".join(["<urn:p>"] * 2000) + " ?o }")
    with pytest.raises(UsageError, match="characters"):
        check("SELECT * { VALUES ?x {" + " 1" * 300_000 + "} }")


def test_graphs_after_from_are_found_as_written_and_by_prefix() -> None:
    query = """PREFIX a: <urn:a:> PREFIX : <urn:b:>
        SELECT * FROM <urn:one> FROM a:two FROM NAMED :three FROM NAMED <urn:four> WHERE { ?from ?named "FROM <x>" }"""
    assert from_clauses(query) == (["urn:one", "urn:a:two"], ["urn:b:three", "urn:four"])
    assert from_clauses("SELECT * { ?s ?p ?o }") == ([], [])
