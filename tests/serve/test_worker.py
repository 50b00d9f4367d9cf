"""Answers of the process that runs queries, without a server around it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.serve.pool import Task
from kg.serve.worker import answer


@pytest.fixture
def store() -> Store:
    found = Store()
    for n in range(100):
        found.add(Quad(NamedNode(f"urn:s{n}"), NamedNode("urn:p"), Literal("x" * 50), DefaultGraph()))
    found.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("y"), NamedNode("urn:g")))
    return found


def asked(store: Store, max_result: int = 100_000, **fields: Any) -> tuple[int, str]:
    head, body = answer(store, {**asdict(Task(**fields)), "max_result": max_result})
    return head["status"], body.decode() if head["status"] == 200 else head["message"]


def test_an_answer_that_is_too_large_is_none(store: Store) -> None:
    status, message = asked(store, 2_000, query="SELECT * { ?s ?p ?o }")
    assert status == 413
    assert "2000 bytes" in message
    assert asked(store, 2_000, query="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")[0] == 413
    assert asked(store, 2_000, graph="")[0] == 413
    assert asked(store, 2_000, query="SELECT * { ?s ?p ?o } LIMIT 3")[0] == 200


def test_errors_are_told_apart(store: Store) -> None:
    assert asked(store, query="SELECT * {")[0] == 400
    assert asked(store, graph="urn:none") == (404, "there is no graph urn:none")
    assert asked(store, query="ASK {}", result_format="")[0] == 406
    assert asked(store, query="DESCRIBE <urn:s>", graph_format="")[0] == 406


def test_a_graph_is_given_whole(store: Store) -> None:
    assert asked(store, graph="urn:g", graph_format="ntriples") == (200, '<urn:s> <urn:p> "y" .\n')
    assert len(asked(store, graph="", graph_format="ntriples")[1].splitlines()) == 100
