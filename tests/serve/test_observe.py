"""What a server tells of itself: a line of JSON for each request, counters, nothing of what was asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from served import Served

from kg.serve import api
from kg.serve.openapi import document


def test_every_request_is_a_line_of_json_that_tells_nothing_of_what_was_asked(small_graph: Path) -> None:
    line = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "-g", str(small_graph), "--port", "0"]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env={**os.environ, "KG_TOKEN": ""})
    try:
        assert process.stderr
        url = process.stderr.readline().split()[1].rstrip("/")
        httpx.get(url + "/cari?q=rahasia", timeout=40)
        httpx.post(url + "/sparql", data={"query": "ASK { ?rahasia ?p ?o }"}, timeout=40)
        httpx.get(url + "/none", timeout=40)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=20)[1]
    finally:
        process.kill()
        process.wait(10)
    lines = [json.loads(each) for each in told.splitlines() if each.startswith("{")]
    assert [(each["method"], each["path"], each["status"]) for each in lines] == [
        ("GET", "/cari", 200), ("POST", "/sparql", 200), ("GET", "/none", 404),
    ]  # fmt: skip
    assert all(each["ms"] > 0 and each["time"] and each["bytes"] > 0 for each in lines)
    assert "rahasia" not in told


def counted(server: Served, name: str) -> float:
    """The value of a counter of Prometheus, summed over its labels that hold ``name``."""
    lines = server.get("/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


def test_counters_count_requests_and_queries(server: Served) -> None:
    names = ('kg_requests_total{method="GET",route="/linimasa",status="200"}', 'kg_queries_total{status="200"}')
    before = [counted(server, name) for name in names]
    server.get("/linimasa")
    server.ask("ASK {}")
    assert [counted(server, name) - was for name, was in zip(names, before, strict=True)] == [1, 1]


def test_every_address_of_the_json_api_is_described() -> None:
    described = document("http://localhost")["paths"]
    assert {route.path for route in api.ROUTES if route.path.startswith("/api/")} <= set(described)  # type: ignore[attr-defined]
    assert "/api/terms" in described
