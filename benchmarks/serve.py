"""How `kg serve` bears a crowd: clients that ask pages, JSON and SPARQL on the loopback while a build adds articles.

    python benchmarks/serve.py [--clients 50] [--seconds 60] [--articles 1000]

A graph of made-up articles is built in a temporary folder, a server started over it, and `kg build` run beside it until
the time is over, a hundred articles at a time. Each client asks one thing after the other, in an order of its own.
Exit code 1 if any answer was an error.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import httpx
from generate import articles, as_json
from pages import things
from served import Served, serving

_STEP = 100  # articles of one build beside the server
KG = (sys.executable, "-c", "from kg.cli import main; main()")

PAGES = ("/", "/dasbor", "/tempat", "/linimasa", "/linimasa?tanpa=TNI", "/konflik", "/tinjau", "/tanya", "/cari?q=budi")
JSON = ("/api/suggest?q=bu", "/api/search?q=polsek", "/api/stats", "/api/conflicts?limit=20", "/health")
SPARQL = (
    "SELECT ?name WHERE { ?p a tp:Person ; rdfs:label ?name } ORDER BY ?name LIMIT 50",
    "SELECT ?k (COUNT(?e) AS ?n) WHERE { ?e tp:eventType ?k } GROUP BY ?k ORDER BY DESC(?n)",
    "SELECT ?n WHERE { ?p tp:role/skos:notation 'Lurah' ; rdfs:label ?n } LIMIT 100",
    "CONSTRUCT { ?e tp:place ?p } WHERE { ?e tp:place ?p } LIMIT 200",
)


def requests(graph: Path) -> list[tuple[str, str]]:
    """(Kind, path) of everything that is asked, in equal parts."""
    found = [("page", path) for path in PAGES] + [("JSON", path) for path in JSON]
    found += [("thing", path) for name, path in things(graph) if path.startswith("/id/") and "," not in name]
    found += [("SPARQL", f"/sparql?format={_format(query)}&query={quote(query)}") for query in SPARQL]
    return found


def _format(query: str) -> str:
    return "turtle" if query.startswith("CONSTRUCT") else "json"


class Crowd:
    """What came of all requests: milliseconds by kind, and errors."""

    def __init__(self) -> None:
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()

    async def client(self, number: int, served: Served, wanted: list[tuple[str, str]], until: float) -> None:
        order = random.Random(number)
        async with httpx.AsyncClient(base_url=served.url, timeout=30, headers={"Accept": "text/html"}) as client:
            while time.perf_counter() < until:
                kind, path = order.choice(wanted)
                began = time.perf_counter()
                try:
                    answer = await client.get(path)
                    if answer.status_code != 200:
                        self.errors[f"{answer.status_code} {path[:60]}"] += 1
                except httpx.HTTPError as error:
                    self.errors[f"{type(error).__name__} {path[:60]}"] += 1
                self.took[kind].append((time.perf_counter() - began) * 1000)


def write(path: Path, first: int, last: int) -> Path:
    """Articles of the stream, as JSON Lines."""
    with open(path, "w", encoding="utf-8") as out:
        for number, article in enumerate(articles(last)):
            if number >= first:
                out.write(as_json(article) + "\n")
    return path


async def builds(folder: Path, first: int, until: float) -> int:
    """Add articles until the time is over; how many were added."""
    done = first
    while time.perf_counter() < until:
        source = write(folder / f"{done}.jsonl", done, done + _STEP)
        process = await asyncio.create_subprocess_exec(
            *KG, "build", str(source), "-g", str(folder / "graph"), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        if await process.wait():
            raise RuntimeError(f"kg build ended with exit code {process.returncode}")
        done += _STEP
    return done - first


def table(crowd: Crowd, seconds: float) -> Iterator[str]:
    yield "| what | answers | a second | p50, ms | p95, ms | p99, ms | most, ms |\n|---|---:|---:|---:|---:|---:|---:|"
    every = [ms for found in crowd.took.values() for ms in found]
    for kind, found in [*sorted(crowd.took.items()), ("all", every)]:
        ranked = sorted(found)
        p50, p95, p99 = (ranked[min(len(ranked) - 1, int(len(ranked) * p))] for p in (0.5, 0.95, 0.99))
        yield (
            f"| {kind} | {len(ranked)} | {len(ranked) / seconds:.0f} | {p50:.0f} | {p95:.0f} | {p99:.0f} "
            f"| {ranked[-1]:.0f} |"
        )


async def run(folder: Path, number: int, seconds: float, first: int) -> Crowd:
    graph = folder / "graph"
    wanted = requests(graph)
    with serving(graph, "-q") as served:
        while not served.get("/health").json()["prepared"]:
            await asyncio.sleep(0.5)
        before = served.get("/health").json()["snapshot"]
        crowd, until = Crowd(), time.perf_counter() + seconds
        clients = (crowd.client(n, served, wanted, until) for n in range(number))
        added, *_ = await asyncio.gather(builds(folder, first, until), *clients)
        print(f"{number} clients, {seconds:.0f} s; {added} articles added beside them; "
              f"snapshot {before} to {served.get('/health').json()['snapshot']}\n")  # fmt: skip
    return crowd


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--articles", type=int, default=1_000, help="in the graph at the start")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-serve-bench-") as name:
        folder = Path(name)
        source = write(folder / "first.jsonl", 0, given.articles)
        subprocess.run([*KG, "build", source, "-g", folder / "graph"], check=True, stderr=subprocess.DEVNULL)
        crowd = asyncio.run(run(folder, given.clients, given.seconds, given.articles))
    print("\n".join(table(crowd, given.seconds)))
    print(f"\nerrors: {sum(crowd.errors.values())}")
    for what, count in crowd.errors.most_common(20):
        print(f"  {count} {what}")
    return 1 if crowd.errors else 0


if __name__ == "__main__":
    sys.exit(main())
