"""How long ``kg search`` takes to find names and sentences, by how many articles the graph holds.

    python benchmarks/search.py [COUNT ...]
    python benchmarks/search.py --graph DIR

The graph is built from made-up articles (generate.py), or is one that is there. Asked are names of people and words of
sentences, as they are written, in another spelling and with slips; each is asked five times, the median counts. "made
anew" is the index, from the graph.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate

from kg.search import KINDS, search
from kg.store import Graph, open_graph

KG = Path(sys.executable).with_name("kg")
COLUMNS = ("articles", "made anew, s", "index, MB", "asked", "hits", "ms")
WORDS = (
    "siskamling", "keamanan lingkungan", "keamanan lingkngan", "babinsa warga", "muhammad", "moh", "soetrisno",
    "budi santoso", "boedi santosa", "bdi santso", "kelurahan", "xyzzy",
)  # fmt: skip
TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description="The time that a search takes.")
    parser.add_argument("counts", nargs="*", type=int, metavar="COUNT")
    parser.add_argument("--graph", type=Path, help="a graph that is there; its index is made anew")
    options = parser.parse_args()
    print("| " + " | ".join(COLUMNS) + " |")
    print("|---:|---:|---:|---|---:|---:|")
    if options.graph:
        rows(options.graph)
    for count in options.counts or ([] if options.graph else [1_000]):
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            articles, graph = Path(folder, "all.jsonl"), Path(folder, "graph")
            with open(articles, "w", encoding="utf-8") as file:
                file.writelines(generate.as_json(article) + "\n" for article in generate.articles(count))
            subprocess.run([KG, "build", articles, "-g", graph], check=True, stderr=subprocess.DEVNULL)
            rows(graph)


def rows(folder: Path) -> None:
    index = folder / "search.sqlite"
    index.unlink(missing_ok=True)
    with open_graph(folder) as graph:
        made = ask(graph, "x")
        size = index.stat().st_size / 1e6
        for words in WORDS:
            hits = len(search(graph, words))
            taken = statistics.median(ask(graph, words) for _ in range(TIMES))
            count = len(graph.archive)
            print(f"| {count:,} | {made:.1f} | {size:.0f} | {words} | {hits} | {taken * 1000:.0f} |", flush=True)


def ask(graph: Graph, words: str) -> float:
    """Seconds to the first twenty hits of every kind."""
    began = time.perf_counter()
    search(graph, words, kinds=KINDS)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
