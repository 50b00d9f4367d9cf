"""Queries and requests that would bring a server down: they end, and everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import httpx
import pytest
from served import Served, serving

from kg.serve.pool import Pool, Worker
from kg.serve.settings import Settings

CARTESIAN = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"
PATHS = "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }"
VALUES = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(
    f"VALUES ?v{n} {{ {' '.join(map(str, range(2000)))} }}" for n in range(20)
) + " }"  # fmt: skip
NESTED = "SELECT * WHERE { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }"
WIDE = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def hasty(small_graph: Path) -> Iterator[Served]:
    """A server with little patience."""
    with serving(small_graph, "-q", "--timeout", "3", "--memory", "200", "--workers", "2") as served:
        yield served


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        (CARTESIAN, {504}),
        (SORTED, {422, 504}),
        (PATHS, {504, 422}),
        (VALUES, {504, 422}),
        (NESTED, {400}),
        (WIDE, {413, 504}),
    ],
    ids=["cartesian", "sorted", "paths", "values", "nested", "wide"],
)
def test_a_query_that_asks_too_much_is_ended_and_the_next_one_answered(
    hasty: Served, query: str, statuses: set[int]
) -> None:
    began = time.monotonic()
    answer = hasty.ask(query)
    assert answer.status_code in statuses, answer.text[:200]
    assert time.monotonic() - began < 10
    assert hasty.ask("ASK { ?s ?p ?o }").json()["boolean"] is True


def test_others_are_answered_while_hostile_queries_fill_every_place(hasty: Served) -> None:
    with ThreadPoolExecutor(12) as clients:
        hostile = [clients.submit(hasty.ask, CARTESIAN) for _ in range(6)]
        time.sleep(0.5)
        began = time.monotonic()
        assert hasty.get("/health").status_code == 200
        assert time.monotonic() - began < 1.5
        friendly = [clients.submit(hasty.ask, "ASK { ?s ?p ?o }") for _ in range(4)]
        assert {f.result().status_code for f in friendly} == {200}
        assert {f.result().status_code for f in hostile} == {504}


def test_a_client_that_goes_away_takes_its_query_with_it(hasty: Served) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(hasty.url + "/sparql", data={"query": CARTESIAN}, timeout=0.5)
    time.sleep(1)
    assert hasty.get("/health").json()["running"] == 0


def test_a_body_that_is_too_large_is_refused_whatever_its_head_says(hasty: Served) -> None:
    large = b"query=" + b"x" * 2_000_000
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert httpx.post(hasty.url + "/sparql", content=large, headers=form).status_code == 413
    chunks = (large[n : n + 50_000] for n in range(0, len(large), 50_000))
    with suppress(httpx.WriteError):  # it is cut off while it still sends
        assert httpx.post(hasty.url + "/sparql", content=chunks, headers=form).status_code == 413
    assert hasty.get("/health").status_code == 200


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: nonsense\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /%00%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /sparql?query=%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ],
)
def test_broken_requests_get_an_error_and_harm_nobody(hasty: Served, request_: bytes) -> None:
    address = urlsplit(hasty.url)
    with socket.create_connection((address.hostname or "", address.port or 0), 5) as connection:
        connection.sendall(request_)
        first = connection.recv(200)
    assert first.startswith((b"HTTP/1.1 4", b"HTTP/1.1 3")), first
    assert b"root:" not in first
    assert hasty.get("/health").status_code == 200


def test_connections_that_send_nothing_do_not_keep_others_out(hasty: Served) -> None:
    address = urlsplit(hasty.url)
    idle = [socket.create_connection((address.hostname or "", address.port or 0), 5) for _ in range(100)]
    try:
        for connection in idle:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost:")
        assert hasty.get("/health").status_code == 200
    finally:
        for connection in idle:
            connection.close()


@pytest.mark.parametrize(("each", "ends"), [(0.0, True), (0.2, False)])
def test_a_query_that_waits_for_a_processor_is_not_taken_for_one_that_uses_it(each: float, ends: bool) -> None:
    class Waiting:
        seconds = 0.0

        def used(self) -> float:
            self.seconds += each
            return self.seconds

    async def run() -> bool:
        pool = Pool(Settings(Path(), timeout=5, patience=0.1))
        pool._wanted.set()  # somebody waits for the place
        work = asyncio.ensure_future(asyncio.sleep(0.5))
        return await pool._finishes(cast(Worker, Waiting()), work)

    assert asyncio.run(run()) == ends
