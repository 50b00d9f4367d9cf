"""Servers over a graph directory, each a process of its own on a free port, ended by whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx


@dataclass(frozen=True)
class Served:
    url: str  # without a slash at its end
    graph: Path
    token: str = ""

    def get(self, path: str, accept: str = "text/html", **options: Any) -> httpx.Response:
        headers = {"Accept": accept, **options.pop("headers", {})}
        return httpx.get(self.url + path, headers=headers, timeout=40, **options)

    def ask(self, query: str, accept: str = "application/sparql-results+json", **fields: Any) -> httpx.Response:
        data = {"query": query, **fields}
        return httpx.post(self.url + "/sparql", data=data, headers={"Accept": accept}, timeout=40)

    def page(self, path: str, status: int = 200, **options: Any) -> str:
        answer = self.get(path, **options)
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer.text


@contextmanager
def serving(graph: Path, *options: str, token: str = "") -> Iterator[Served]:
    line = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "-g", str(graph), "--port", "0", *options]
    environment = {**os.environ, "KG_TOKEN": token}
    process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr
        said = process.stderr.readline()
        assert "http://" in said, said
        yield Served(said.split()[1].partition("/?")[0].rstrip("/"), graph, token)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait(10)
