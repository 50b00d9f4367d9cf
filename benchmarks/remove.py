"""What it takes to remove one article from a graph, by how many articles it holds.

    python benchmarks/remove.py [COUNT ...]

The graph is built from made-up articles (generate.py). Then articles are removed one by one, by the whole command;
"start" is a process that loads the same code and words, opens the graph for writing and closes it again; "removal" is
measured inside one process, without opening and closing: the median, the longest, the median of CPU time, and that of
the thread that removes; the difference is what the store does beside it, mostly putting its files in order.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
import measure

from kg import identify, pipeline
from kg.store import open_graph

KG = Path(sys.executable).with_name("kg")
START = """import sys
from kg import cli, identify, pipeline
from kg.store import open_graph
identify.comparer()
open_graph(sys.argv[1], write=True).close()"""
COLUMNS = ("articles", "command, CPU s", "start, CPU s", "removal, ms", "the longest", "CPU, ms", "own CPU, ms")
BY_COMMAND, INSIDE = 3, 20


def main() -> None:
    parser = argparse.ArgumentParser(description="The time that removing an article takes.")
    parser.add_argument("counts", nargs="*", type=int, default=[500, 5_000], metavar="COUNT")
    options = parser.parse_args()
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---:|" * len(COLUMNS))
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            print(row(count, Path(folder)), flush=True)


def row(count: int, folder: Path) -> str:
    articles, graph = folder / "all.jsonl", folder / "graph"
    urls = []
    with open(articles, "w", encoding="utf-8") as file:
        for article in generate.articles(count):
            file.write(generate.as_json(article) + "\n")
            urls.append(str(article.url))
    subprocess.run([KG, "build", articles, "-g", graph], check=True, stderr=subprocess.DEVNULL)
    chosen = urls[:: max(1, count // (BY_COMMAND + INSIDE + 1))]
    command = [measure.run([KG, "remove", url, "-g", graph]).cpu for url in chosen[:BY_COMMAND]]
    start = [measure.run([sys.executable, "-c", START, graph]).cpu for _ in range(BY_COMMAND)]
    inside = [removal(graph, url) for url in chosen[BY_COMMAND : BY_COMMAND + INSIDE]]
    walls, cpus, own = ([seconds * 1000 for seconds in times] for times in zip(*inside, strict=True))
    return (
        f"| {count:,} | {statistics.median(command):.2f} | {statistics.median(start):.2f} "
        f"| {statistics.median(walls):.0f} | {max(walls):.0f} "
        f"| {statistics.median(cpus):.0f} | {statistics.median(own):.0f} |"
    )


def removal(graph: Path, url: str) -> tuple[float, ...]:
    """Seconds besides those of opening the graph for writing and closing it: by the clock, of CPU, of this thread."""
    identify.comparer()
    opened = clocked(lambda: open_graph(graph, write=True).close())
    removed = clocked(lambda: pipeline.remove(graph, url))
    return tuple(later - before for later, before in zip(removed, opened, strict=True))


def clocked(run: Callable[[], object]) -> tuple[float, ...]:
    clocks = (time.perf_counter, time.process_time, time.thread_time)
    began = [clock() for clock in clocks]
    run()
    return tuple(clock() - start for clock, start in zip(clocks, began, strict=True))


if __name__ == "__main__":
    main()
