"""Saved questions as forms, the editor for SPARQL, and what both make of an answer."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from served import Served

from kg import queries
from kg.serve.pool import Answer
from kg.serve.results import Cell, table


def test_every_question_of_the_package_is_listed(server: Served) -> None:
    page = server.page("/tanya", headers={"Accept-Language": "en"})
    for question in queries.questions():
        assert f'href="/tanya/{question.name}"' in page
        assert question.title_en in unescape(page)
    assert "/tanya/persons" not in server.page("/tanya?q=zzz")


@pytest.mark.parametrize("name", [question.name for question in queries.questions()])
def test_every_question_has_a_page_that_answers_or_asks_for_what_it_needs(server: Served, name: str) -> None:
    question = queries.find(name)
    page = server.page(f"/tanya/{name}")
    assert ("<table>" in page) == (not any(p.required for p in question.params))
    for param in question.params:
        assert f'name="{param.name}"' in page


def test_an_answer_has_links_to_things_and_downloads(server: Served) -> None:
    page = server.page("/tanya/persons")
    assert re.search(r'<a href="/id/article/[0-9a-f]+">', page)
    link = next(unescape(href) for href in re.findall(r'href="([^"]+)" download', page) if "format=csv" in href)
    answer = server.get(link)
    assert answer.text.startswith("article,name,rank")
    assert "attachment" in answer.headers["content-disposition"]


def test_parameters_are_values_and_stay_values(server: Served) -> None:
    hostile = '" } DROP ALL # <script>'
    page = server.page("/tanya/activities-by-month?ask=1&" + urlencode({"within": "id:area/31.71.03"}))
    assert "Utan Panjang" in page
    refused = server.get("/tanya/activities-by-month?ask=1&" + urlencode({"within": hostile}))
    assert refused.status_code == 400
    assert "<script> " not in refused.text
    assert server.get("/tanya/none").status_code == 404


def test_a_browser_gets_the_editor_and_its_answers_as_a_table(server: Served) -> None:
    assert "<textarea" in server.page("/sparql")
    page = server.page("/sparql?" + urlencode({"query": "SELECT ?p ?name { ?p a tp:Person ; rdfs:label ?name }"}))
    assert '<a href="/id/person/tono-wibowo' in page
    assert "&lt;img src=x onerror=alert(3)&gt;" in page
    page = server.page("/sparql?" + urlencode({"query": "CONSTRUCT { ?p a ?c } { ?p a ?c ; a tp:Person }"}))
    assert "format=turtle" in page


@pytest.mark.parametrize("query", ["SELECT * { ?s", "SELECT * { SERVICE <http://x/> {} }", "CLEAR ALL"])
def test_a_query_that_is_wrong_comes_back_with_the_reason(server: Served, query: str) -> None:
    answer = server.get("/sparql?" + urlencode({"query": query}))
    assert answer.status_code == 400
    page = answer.text
    assert 'role="alert"' in page
    assert query.replace("<", "&lt;").replace(">", "&gt;") in page


def test_numbers_in_the_last_column_are_drawn(server: Served) -> None:
    query = "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c"
    assert '<svg class="chart"' in server.page("/sparql?" + urlencode({"query": query}))
    assert '<svg class="chart"' not in server.page("/sparql?" + urlencode({"query": "SELECT ?s { ?s a tp:Event }"}))


def test_completion_knows_the_terms_of_the_ontology(server: Served) -> None:
    terms = dict(server.get("/api/terms").json()["terms"])
    assert {"tp:militaryRank", "tp:Event", "tp:Babinsa", "rdfs:label"} <= set(terms)
    assert terms["tp:Babinsa"] == "Babinsa"


def test_tables_keep_languages_numbers_and_what_is_unbound() -> None:
    body = b"""{"head": {"vars": ["a", "n"]}, "results": {"bindings": [
        {"a": {"type": "literal", "value": "x", "xml:lang": "id"},
         "n": {"type": "literal", "value": "5", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {"a": {"type": "uri", "value": "https://schema.org/name"}}]}}"""
    found = table(Answer(200, "json", body), 10)
    assert found.rows == (
        (Cell("x", lang="id"), Cell("5", number=5.0)),
        (Cell("schema:name", iri="https://schema.org/name"), Cell("")),
    )  # fmt: skip
    assert found.bars() == []
    assert table(Answer(200, "json", body), 1).total == 2
    assert table(Answer(200, "json", b'{"head": {}, "boolean": true}'), 1).rows == ((Cell("true"),),)
