"""Who is taken for whom over made-up articles whose truth is known, and what that costs as they grow in number.

    python benchmarks/identity.py [COUNT ...]

The articles (``tests/truth.py``: namesakes, promotions, successors, transfers, reprints, short names, slips, old
spellings) are handed over as claims, since reading sentences is not what is measured: they are linked, mapped and
archived as ``kg build`` does it, then who is who and what is a copy is worked out for all at once, and for ten more.
Every count has a world of its own, with a regency for 330 articles, so that namesakes grow in number with it.
Read the cost an article; seconds are those of one run on one machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import truth
from identities import Identities, read

from kg import gazetteer
from kg.model import Article

ARTICLES_A_REGENCY = 330
COLUMNS = (
    "articles", "mentions", "people", "precision", "recall", "archived, s", "who is who, s", "ms an article",
    "ten more, ms",
)  # fmt: skip
BATCH = 500  # articles a transaction
MORE = 10


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision, recall and cost of telling who is who.")
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000], metavar="COUNT")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---:|" * len(COLUMNS))
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
            print(row(count, options.seed, Path(folder)), flush=True)


def row(count: int, seed: int, folder: Path) -> str:
    corpus = truth.corpus(count, seed, regencies(-(-count // ARTICLES_A_REGENCY)))
    found = Identities(folder)
    began = time.perf_counter()
    put(found, corpus.articles[:-MORE])
    archived = time.perf_counter()
    found.settle()
    settled = time.perf_counter()
    put(found, corpus.articles[-MORE:])
    put_more = time.perf_counter()
    merges = found.settle()
    more = time.perf_counter() - put_more
    figures = truth.judge(truth.taken(corpus, merges))
    articles = len(corpus.articles)
    return (
        f"| {articles:,} | {figures.mentions:,} | {figures.people:,} | {figures.precision:.4f} | {figures.recall:.4f} "
        f"| {archived - began:.1f} | {settled - archived:.1f} | {(settled - archived) / articles * 1000:.1f} "
        f"| {more * 1000:.0f} |"
    )


def put(found: Identities, articles: tuple[Article, ...]) -> None:
    """Archive articles; nothing of identity is worked out yet."""
    for start in range(0, len(articles), BATCH):
        with found.archive.transaction():
            for number, article in enumerate(articles[start : start + BATCH], start):
                record, reading = read(article, str(number))
                found.archive.put(record, reading.packed, reading.rows, "")


def regencies(count: int) -> list[str]:
    """Codes of so many regencies, spread over the country; all of them if there are fewer."""
    everywhere = [area.code for area in gazetteer.load().large if "." in area.code]
    return [everywhere[number * len(everywhere) // count] for number in range(count)][: len(everywhere)]


if __name__ == "__main__":
    main()
