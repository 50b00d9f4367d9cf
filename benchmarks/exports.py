"""What every format of `kg export` costs, and whether its memory grows with the graph.

    python benchmarks/exports.py [COUNT ...]

For each count of made-up articles (generate.py) one graph is built; then every format is written from it, each in a
process of its own, whose start-up (a quarter of a second) is in the figures. Read the memory of one format down the
counts: streaming formats stay where they are.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
import measure

KG = Path(sys.executable).with_name("kg")
FORMATS = {
    "turtle": (), "trig": ("--profile", "full"), "nquads": ("--profile", "full"), "ntriples": (), "rdfxml": (),
    "jsonld": (), "nquads-parts": ("--parts", "4"), "parquet-parts": ("--parts", "4"),
    "csv": (), "parquet": (), "xlsx": (), "geojson": (), "webannotation": (),
    "graphml": (), "gexf": (), "cytoscape": (), "dot": (), "network-csv": (), "neo4j": (),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="What every format of kg export costs.")
    parser.add_argument("counts", nargs="*", type=int, default=[300, 1_200], metavar="COUNT")
    options = parser.parse_args()
    print("| articles | format | wall s | CPU s | peak MB | size MB |")
    print("|---:|---|---:|---:|---:|---:|")
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            news, graph = Path(folder, "news.jsonl"), Path(folder, "graph")
            news.write_text("".join(generate.as_json(a) + "\n" for a in generate.articles(count)), encoding="utf-8")
            measure.run([KG, "build", news, "-g", graph])
            for name, settings in FORMATS.items():
                row(count, name, settings, graph, Path(folder, name))


def row(count: int, name: str, settings: tuple[str, ...], graph: Path, target: Path) -> None:
    cost = measure.run([KG, "export", name, *settings, "-g", graph, "-o", target])
    files = target.rglob("*") if target.is_dir() else [target]
    size = sum(file.stat().st_size for file in files if file.is_file())
    shown = " ".join((name, *settings))
    print(
        f"| {count:,} | {shown} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory:,.0f} | {size / 1e6:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
