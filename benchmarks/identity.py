"""Who is taken for whom over made-up articles whose truth is known, and what that costs as they grow in number.

    python benchmarks/identity.py [COUNT ...]

The articles (``tests/truth.py``: namesakes, promotions, successors, transfers, reprints, short names, slips, old
spellings) are handed over as claims, since reading sentences is not what is measured: they are linked, mapped and
archived as ``kg build`` does it, then who is who and what is a copy is worked out for all at once, and for ten more.
Every count has a world of its own, with a regency for 330 articles, so that namesakes grow in number with it.
Times are processor time of one run on one machine; finding copies is counted apart from who is who.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import truth
from identities import Identities, read

from kg import copies, gazetteer
from kg.model import Article

ARTICLES_A_REGENCY = 330
COLUMNS = (
    "articles", "mentions", "people", "precision", "recall", "archived, s", "who is who, s", "ms an article",
    "copies, ms an article", "ten more, ms",
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
    began = time.process_time()
    put(found, corpus.articles[:-MORE])
    archived = time.process_time()
    with timed(copies.Copies, "update") as copying:
        found.settle()
    who = time.process_time() - archived - copying[0]
    put(found, corpus.articles[-MORE:])
    put_more = time.process_time()
    merges = found.settle()
    more = time.process_time() - put_more
    figures = truth.judge(truth.taken(corpus, merges))
    articles = len(corpus.articles)
    return (
        f"| {articles:,} | {figures.mentions:,} | {figures.people:,} | {figures.precision:.4f} | {figures.recall:.4f} "
        f"| {archived - began:.1f} | {who:.1f} | {who / articles * 1000:.2f} "
        f"| {copying[0] / articles * 1000:.2f} | {more * 1000:.0f} |"
    )


@contextmanager
def timed(owner: type, name: str) -> Iterator[list[float]]:
    """A list of one number: the seconds that a method takes meanwhile."""
    method, spent = getattr(owner, name), [0.0]

    def measured(*args: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return method(*args, **options)
        finally:
            spent[0] += time.process_time() - began

    with mock.patch.object(owner, name, measured):
        yield spent


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
