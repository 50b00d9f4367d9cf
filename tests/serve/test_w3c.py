"""The query tests of the W3C's SPARQL 1.1 Protocol suite by their names, against the graphs of three small articles.

Those of bad requests are in ``test_protocol``, those of updates in ``test_update``. The suite's data lie at addresses
of its own; here graphs of articles stand for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from served import Served

from kg.store import open_graph

JSON = "application/sparql-results+json"
Fields = list[tuple[str, str]]
Send = Callable[..., httpx.Response]


def by_get(server: Served, query: str, dataset: Fields, accept: str = JSON) -> httpx.Response:
    return _send(server, "GET", accept, params=[("query", query), *dataset])


def by_form(server: Served, query: str, dataset: Fields, accept: str = JSON) -> httpx.Response:
    form = {"content": urlencode([("query", query), *dataset]), "type": "application/x-www-form-urlencoded"}
    return _send(server, "POST", accept, **form)


def by_body(server: Served, query: str, dataset: Fields, accept: str = JSON) -> httpx.Response:
    return _send(server, "POST", accept, params=dataset, content=query, type="application/sparql-query")


def _send(server: Served, method: str, accept: str, *, type: str = "", **options: Any) -> httpx.Response:
    headers = {"Accept": accept} | ({"Content-Type": type} if type else {})
    answer = httpx.request(method, server.url + "/sparql", headers=headers, timeout=40, **options)
    assert answer.status_code == 200, answer.text
    return answer


ROADS = pytest.mark.parametrize("send", [by_get, by_form, by_body])


@pytest.fixture(scope="module")
def graphs(server: Served) -> dict[str, str]:
    """Graph of an article -> a pattern that holds in it alone."""
    with open_graph(server.graph) as graph:
        rows = [(g.value, a.value) for g, a in graph.query("SELECT ?g ?a { GRAPH ?g { ?a tp:source ?s } } ORDER BY ?g")]
    return {name: f"<{article}> tp:source ?{name[-1]}" for name, article in rows}


def holds(answer: httpx.Response) -> bool:
    return bool(answer.json()["boolean"])


@ROADS
def test_query_get_and_query_post_form_and_query_post_direct(server: Served, send: Send) -> None:
    answer = send(server, "ASK {}", [])
    assert answer.headers["content-type"] == JSON
    assert holds(answer)


@ROADS
def test_query_dataset_default_graph(server: Served, graphs: dict[str, str], send: Send) -> None:
    """One graph is the default, and no other."""
    own, other, _ = graphs
    assert holds(send(server, f"ASK {{ {graphs[own]} }}", [("default-graph-uri", own)]))
    assert not holds(send(server, f"ASK {{ {graphs[other]} }}", [("default-graph-uri", own)]))


@ROADS
def test_query_dataset_default_graphs(server: Served, graphs: dict[str, str], send: Send) -> None:
    """query_dataset_default_graphs_get, _post: several are merged."""
    one, two, three = graphs
    dataset = [("default-graph-uri", one), ("default-graph-uri", two)]
    assert holds(send(server, f"ASK {{ {graphs[one]} . {graphs[two]} }}", dataset))
    assert not holds(send(server, f"ASK {{ {graphs[three]} }}", dataset))


@ROADS
def test_query_dataset_named_graphs(server: Served, graphs: dict[str, str], send: Send) -> None:
    """query_dataset_named_graphs_get, _post: those that are named, and an empty default graph."""
    one, two, _ = graphs
    dataset = [("named-graph-uri", one), ("named-graph-uri", two)]
    answer = send(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", dataset)
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == [one, two]
    assert not holds(send(server, "ASK { ?s ?p ?o }", dataset))


@ROADS
def test_query_dataset_full(server: Served, graphs: dict[str, str], send: Send) -> None:
    """Default and named graphs together."""
    one, two, _ = graphs
    dataset = [("default-graph-uri", one), ("named-graph-uri", two)]
    assert holds(send(server, f"ASK {{ {graphs[one]} GRAPH <{two}> {{ {graphs[two]} }} }}", dataset))
    assert not holds(send(server, f"ASK {{ GRAPH <{one}> {{ ?s ?p ?o }} }}", dataset))


@ROADS
def test_query_multiple_dataset(server: Served, graphs: dict[str, str], send: Send) -> None:
    """The dataset of the request goes before that of the query."""
    one, two, _ = graphs
    assert holds(send(server, f"ASK FROM <{one}> {{ {graphs[two]} }}", [("default-graph-uri", two)]))


@ROADS
@pytest.mark.parametrize(
    ("query", "accept", "type"),
    [
        ("SELECT (1 AS ?value) {}", f"{JSON}, application/sparql-results+xml", JSON),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("DESCRIBE tp:Babinsa", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "text/turtle", "text/turtle; charset=utf-8"),
    ],
    ids=["select", "ask", "describe", "construct"],
)
def test_query_content_type(server: Served, send: Send, query: str, accept: str, type: str) -> None:
    assert send(server, query, [], accept).headers["content-type"] == type
