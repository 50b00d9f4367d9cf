"""Reading web archives: megabytes of records a second, and the memory of all processes together.

    python benchmarks/archives.py 1 10 [--build 1] [--jobs 2]

For each size in GB (of records, before compression) a made-up crawl (crawl.py) is written, read to its last page, and
taken away again; with ``--build`` one of that size is also built into a graph with ``--only-relevant``.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import crawl
import measure

KG = Path(sys.executable).with_name("kg")
READ = """import sys
from kg.corpus import read
if __name__ == "__main__":
    print(sum(1 for _ in read([sys.argv[1]], jobs=int(sys.argv[2]))))"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Reading web archives.")
    parser.add_argument("sizes", nargs="*", type=float, default=[0.1], metavar="GB")
    parser.add_argument("--build", type=float, metavar="GB", help="also build a graph from a crawl of this size")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    print("| GB | on disk, GB | pages | what | wall s | CPU s | MB/s | peak MB |")
    print("|---:|---:|---:|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="kg-crawl-") as name:
        archive, reader = Path(name, "crawl.warc.gz"), Path(name, "read_all.py")
        reader.write_text(READ, "utf-8")  # a file, because processes are spawned
        for size in options.sizes:
            pages = write(archive, size)
            row(size, archive, pages, "read", [sys.executable, reader, archive, str(options.jobs)])
        if options.build:
            pages = write(archive, options.build)
            command = [KG, "build", archive, "-g", Path(name, "graph"), "--only-relevant", "--jobs", str(options.jobs)]
            row(options.build, archive, pages, "kg build --only-relevant", command)


def write(archive: Path, size: float) -> int:
    """Write a crawl of this many GB; gives the number of pages in it."""
    pages = 0
    with open(archive, "wb") as file:
        for record, packs in crawl.records(int(size * 1e9)):
            pages += b"\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html" in record[:1_000]
            file.write(gzip.compress(record, 1 if packs else 0, mtime=0))
    return pages


def row(size: float, archive: Path, pages: int, what: str, command: list[str | Path]) -> None:
    cost = measure.run(command)
    disk, rate = archive.stat().st_size / 1e9, size * 1_000 / cost.wall
    figures = f"{cost.wall:,.0f} | {cost.cpu:,.0f} | {rate:.1f} | {cost.memory:,.0f}"
    print(f"| {size:g} | {disk:.2f} | {pages:,} | {what} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
