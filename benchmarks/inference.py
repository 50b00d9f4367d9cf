"""What it would cost, and gain, to write inferred triples into the graph instead of following them in queries.

    python benchmarks/inference.py [ARTICLES]

The articles are those of benchmarks/generate.py. The view of best values is copied into memory, each kind of inference
is asked for once by a property path, then written out and asked for by a plain pattern; the best of three runs counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from generate import articles
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import pipeline
from kg.ns import PREFIXES, TP
from kg.store import open_graph

KINDS = {  # name -> pattern that follows, from ?s to ?o
    "areas around an event": "?s tp:place/schema:containedInPlace* ?o",
    "units above a unit": "?s org:unitOf+ ?o",
    "pillar by post": "?s tp:role/tp:element ?o . ?o a tp:Pillar",
    "institution by post": "?s tp:role/tp:roleInstitution ?o",
    "post and those above": "?s tp:role/skos:broader* ?o",
}


def milliseconds(store: Store, pattern: str) -> tuple[float, int]:
    best, rows = float("inf"), 0
    for _ in range(3):
        began = time.perf_counter()
        rows = sum(1 for _ in store.query(f"SELECT DISTINCT ?s ?o WHERE {{ {pattern} }}", prefixes=PREFIXES))
        best = min(best, time.perf_counter() - began)
    return best * 1000, rows


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
        pipeline.build(articles(count), Path(folder, "graph"), jobs=2)
        store = Store()
        with open_graph(Path(folder, "graph")) as graph:
            store.extend(graph.quads())
    held = len(store)
    print(f"{count} articles, {held} triples in the view of best values\n")
    print("| inference | by path, ms | written out, ms | pairs | triples more |\n|---|---:|---:|---:|---:|")
    for name, pattern in KINDS.items():
        by_path, rows = milliseconds(store, pattern)
        inferred = NamedNode(f"{TP}inferred-{len(name)}")
        pairs = store.query(f"SELECT DISTINCT ?s ?o WHERE {{ {pattern} }}", prefixes=PREFIXES)
        store.extend([Quad(row["s"], inferred, row["o"], DefaultGraph()) for row in pairs])
        plain, _ = milliseconds(store, f"?s {inferred} ?o")
        print(f"| {name} | {by_path:.1f} | {plain:.1f} | {rows} | {100 * rows / held:.1f} % |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
