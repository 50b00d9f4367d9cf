"""What `kg validate` costs: when nothing is kept, when everything is, and after ten more articles.

    python benchmarks/validate.py [ARTICLES …] [--graph DIR]

The articles are those of benchmarks/generate.py. --graph measures a graph that is there; what is kept beside it is made
anew, and no article is added.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import islice
from pathlib import Path

from generate import articles
from measure import run

from kg.pipeline import build
from kg.store import open_graph
from kg.validate import kept


def measure(folder: Path, what: str) -> None:
    with open_graph(folder) as graph:
        number = len(graph.archive)
    cost = run([Path(sys.executable).with_name("kg"), "validate", "-g", folder])
    each = 1000 * cost.cpu / number
    print(f"| {number:,} | {what} | {cost.wall:.1f} | {cost.cpu:.1f} | {each:.2f} |", flush=True)


def measure_anew(folder: Path) -> None:
    kept.forget(folder)
    measure(folder, "nothing kept")
    measure(folder, "everything kept")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="*")
    parser.add_argument("--graph", type=Path)
    given = parser.parse_args()
    print("| articles | what | wall s | CPU s | CPU ms an article |\n|---:|---|---:|---:|---:|")
    if given.graph:
        measure_anew(given.graph)
        return
    for size in given.articles or [1_000]:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as name:
            folder = Path(name, "graph")
            build(articles(size), folder, jobs=2)
            measure(folder, "after the build")
            build(islice(articles(size + 10), size, None), folder)
            measure(folder, "after ten more")
            measure_anew(folder)


if __name__ == "__main__":
    main()
