"""The generator of benchmark archives: repeatable, and read as a crawl is."""

from __future__ import annotations

import gzip
from pathlib import Path

from benchmarks import crawl
from kg import vocab
from kg.corpus import read
from kg.model import Article
from kg.relevance import relevance

SIZE = 5_000_000


def test_the_same_seed_gives_the_same_records_and_about_the_size_that_was_asked_for() -> None:
    one = [record for record, _ in crawl.records(SIZE)]
    assert one == [record for record, _ in crawl.records(SIZE)]
    assert SIZE <= sum(map(len, one)) < SIZE * 1.1


def test_reports_of_the_genre_and_other_news_are_read_and_told_apart(tmp_path: Path) -> None:
    archive = tmp_path / "crawl.warc.gz"
    archive.write_bytes(b"".join(gzip.compress(record, 1) for record, _ in crawl.records(SIZE)))
    found = [item for item in read([str(archive)]) if isinstance(item, Article)]
    other = [item for item in found if not relevance(item, vocab.load()).relevant]
    assert len(found) > 10
    assert 0.3 < len(other) / len(found) < 0.7
    assert all(item.url and "<" not in item.text for item in found)
