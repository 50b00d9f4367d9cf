"""How many articles one core reads in a second: text in, facts out, without linking and storing.

python benchmarks/reading.py              # the annotated articles of tests/, five times over
python benchmarks/reading.py FOLDER 3     # the texts of a folder, three times over
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from kg import vocab
from kg.corpus import read
from kg.extract import extract
from kg.model import Article
from kg.vocab import Vocabulary

TESTS = Path(__file__).parent.parent / "tests"
FOLDERS = [TESTS / name / "articles" for name in ("corpus", "outlets", "reports")]


def timed(articles: list[Article], words: Vocabulary) -> float:
    """Seconds of processor time for one pass over all articles."""
    begin = time.process_time()
    for article in articles:
        extract(article, words)
    return time.process_time() - begin


def main(folders: list[Path], rounds: int) -> None:
    words = vocab.load()
    articles = [found for found in read([str(folder) for folder in folders]) if isinstance(found, Article)]
    first = timed(articles, words)  # fills what is remembered between articles
    passes = [timed(articles, words) for _ in range(rounds)]
    middle = statistics.median(passes) / len(articles)
    letters = sum(len(article.text) for article in articles) // len(articles)
    print("| articles | letters each | ms an article | articles/s | first pass, ms an article |")
    print("|---:|---:|---:|---:|---:|")
    row = (
        f"{len(articles):,}",
        f"{letters:,}",
        f"{middle * 1000:.1f}",
        f"{1 / middle:.0f}",
        f"{first / len(articles) * 1000:.1f}",
    )
    print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    chosen = [Path(sys.argv[1])] if len(sys.argv) > 1 else FOLDERS
    main(chosen, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
