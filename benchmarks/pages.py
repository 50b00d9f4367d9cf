"""How fast `kg serve` answers: every kind of page, over a graph that is there already.

    python benchmarks/pages.py GRAPH [--slow MS] [--paths PATH...]

A server of its own is started on the loopback. For each page: milliseconds of the first visit, from the request to the
last byte; what the server used of a processor for it, in steps of 10 ms; and the quickest of five more. Things to visit
are the ones with most around them and ones from the middle; with --paths these alone, without looking for any. Exit
code 1 if a page takes longer than --slow (100) on the visits after the first.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import httpx
from served import Served, serving

from kg import queries
from kg.ns import ID
from kg.store import open_graph

FIXED = (
    "/", "/cari?q=budi+santoso", "/cari?q=polsek", "/cari?q=ronda+malam", "/dasbor", "/tempat", "/linimasa",
    "/linimasa?dari=2020-01&sampai=2020-06", "/linimasa?tanpa=TNI", "/konflik", "/konflik?status=open&hal=2",
    "/tinjau", "/tinjau?n=20", "/tinjau/keputusan", "/tanya", "/sparql", "/graf", "/graf/gambar", "/health",
    "/api/suggest?q=bu", "/api/search?q=budi", "/api/stats", "/api/conflicts", "/api/terms",
)  # fmt: skip

_BIGGEST = """SELECT ?x (COUNT(*) AS ?n) WHERE {{ ?y {0} ?x }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"""
_SOME = "SELECT DISTINCT ?x WHERE {{ {0} }} ORDER BY ?x LIMIT 1 OFFSET 100"
THINGS = {
    "busiest person": _BIGGEST.format("tp:participant"),
    "a person": _SOME.format("?x a tp:Person"),
    "largest unit": _BIGGEST.format("tp:unit"),
    "a unit": _SOME.format("?x a tp:Organization"),
    "busiest place": _BIGGEST.format("tp:place"),
    "largest area": _BIGGEST.format("schema:containedInPlace+"),
    "an event": _SOME.format("?x a tp:Event"),
    "a statement": _SOME.format("?x a tp:Statement"),
    "an article": _SOME.format("GRAPH ?g { ?x tp:source ?s }"),
    "largest outlet": "SELECT ?x WHERE {{ GRAPH ?g {{ ?a schema:publisher ?x }} }} LIMIT 1".format(),
}


def things(graph: Path) -> Iterator[tuple[str, str]]:
    """What they are, and their addresses."""
    with open_graph(graph) as opened:
        for name, query in THINGS.items():
            for node, *_ in opened.query(query):
                path = "/id/" + quote(node.value.removeprefix(ID), safe="/")
                yield name, path
                yield f"{name}, Turtle", path + ".ttl"
                if name in ("busiest person", "largest area"):
                    yield f"{name}, JSON", path + ".json"
                    yield f"{name}, among its areas or events", f"/tempat?di={quote(node.value)}"
                    yield f"{name}, picture", f"/graf/gambar?f={quote(node.value)}"


def pages(graph: Path) -> Iterator[tuple[str, str]]:
    yield from ((path, path) for path in FIXED)
    yield from things(graph)
    for question in queries.questions():
        yield f"question {question.name}", f"/tanya/{question.name}"


class Visit(NamedTuple):
    """Milliseconds of the first visit, of a processor for it, and of the quickest of five more."""

    first: float
    processor: float
    again: float
    status: int
    size: int  # bytes


def used(pid: int) -> float:
    """Milliseconds of a processor that a process has had, without those it started."""
    fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def server_of_mine() -> int:
    """The process that was started last."""
    return int(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split()[-1])


def visit(client: httpx.Client, pid: int, path: str) -> Visit:
    took, before, processor = [], used(pid), 0.0
    for _ in range(6):
        began = time.perf_counter()
        answer = client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        processor = used(pid) - before if len(took) == 1 else processor
        if took[-1] > 5_000:
            break
    return Visit(took[0], processor, min(took[1:], default=took[0]), answer.status_code, len(answer.content))


def prepared(served: Served, began: float) -> float:
    """Seconds from the start until the pages are ready."""
    while not served.get("/health").json().get("prepared", True):
        time.sleep(0.2)
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--slow", type=float, default=100.0, metavar="MS")
    parser.add_argument("--paths", nargs="+", metavar="PATH")
    given = parser.parse_args()
    slow = 0
    every = [(path, path) for path in given.paths] if given.paths else list(pages(given.graph))
    began = time.perf_counter()
    with serving(given.graph, "-q") as served, httpx.Client(base_url=served.url, timeout=600) as client:
        client.headers["Accept"] = "text/html"
        print(f"ready after {prepared(served, began):.1f} s\n")
        print("| page | first, ms | of a processor | again, ms | status | kB |\n|---|---:|---:|---:|---:|---:|")
        pid = server_of_mine()
        for name, path in every:
            first, processor, again, status, size = visit(client, pid, path)
            slow += again > given.slow
            print(
                f"| {name} | {first:.0f} | {processor:.0f} | {again:.0f} | {status} | {size / 1000:.0f} |", flush=True
            )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
