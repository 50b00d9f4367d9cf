"""``kg build`` against what no build can beat: pyoxigraph's bulk load of the finished N-Quads.

    python benchmarks/build.py [COUNT ...] [--jobs N]

For each count of made-up articles (generate.py), one after the other and in processes of their own: the whole build
into a fresh graph, the bulk load of what came out, ten more articles into that graph, and the same articles once more.
Read the ratios; seconds are those of one run on one machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
import measure

KG = Path(sys.executable).with_name("kg")
LIMIT = """import sys, pyoxigraph as o
o.Store(sys.argv[2]).bulk_load(path=sys.argv[1], format=o.RdfFormat.N_QUADS)"""
MORE = 10


def main() -> None:
    parser = argparse.ArgumentParser(description="kg build against bulk_load.")
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000], metavar="COUNT")
    parser.add_argument("--jobs", type=int, help="default: what kg build chooses")
    options = parser.parse_args()
    print("| articles | what | wall s | CPU s | peak MB | articles/s | wall / limit | CPU / limit |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            compare(count, Path(folder), ["--jobs", str(options.jobs)] if options.jobs else [])


def compare(count: int, folder: Path, jobs: list[str]) -> None:
    """The rows of the table for one number of articles."""
    articles, more, graph, quads = (folder / name for name in ("all.jsonl", "more.jsonl", "graph", "all.nq"))
    with open(articles, "w", encoding="utf-8") as first, open(more, "w", encoding="utf-8") as second:
        for number, article in enumerate(generate.articles(count + MORE)):
            (first if number < count else second).write(generate.as_json(article) + "\n")
    built = measure.run([KG, "build", articles, "-g", graph, *jobs])
    subprocess.run([KG, "export", "nquads", "--profile", "full", "-g", graph, "-o", quads], check=True, stderr=-3)
    limit = measure.run([sys.executable, "-c", LIMIT, quads, folder / "limit"])
    with open(quads, "rb") as lines:
        number = sum(1 for _ in lines)
    row(count, f"bulk_load of {number:,} quads", limit, limit, count)
    row(count, "kg build", built, limit, count)
    row(count, f"{MORE} more articles", measure.run([KG, "build", more, "-g", graph]), limit, MORE)
    row(count, "the same again", measure.run([KG, "build", articles, "-g", graph, *jobs]), limit, count)


def row(count: int, what: str, cost: measure.Cost, limit: measure.Cost, articles: int) -> None:
    print(
        f"| {count:,} | {what} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:,.0f} | {articles / cost.wall:,.0f} "
        f"| {cost.wall / limit.wall:.2f} | {cost.cpu / limit.cpu:.2f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
