"""The generator of benchmark articles: repeatable, with people who recur, and readable by the extractor."""

from __future__ import annotations

import io
import json
from collections import Counter

from benchmarks import generate
from kg import vocab
from kg.corpus.records import rows_of_jsonl
from kg.extract import extract

COUNT = 300


def test_a_shorter_stream_is_the_beginning_of_a_longer_one() -> None:
    assert list(generate.articles(20)) == list(generate.articles(COUNT))[:20]


def test_another_seed_gives_other_articles() -> None:
    assert next(generate.articles(1, seed=1)).text != next(generate.articles(1, seed=2)).text


def test_no_placeholder_and_no_doubled_comma_is_left() -> None:
    for article in generate.articles(COUNT):
        assert not set("{}") & set(article.text + (article.title or "")), article.text
        assert ",," not in article.text


def test_some_reports_are_reprinted_word_for_word_under_another_url() -> None:
    made = list(generate.articles(COUNT))
    texts = Counter(article.text.partition("\n\n")[2] for article in made)
    assert 3 < sum(count > 1 for count in texts.values()) < COUNT / 4
    assert len({article.url for article in made}) == COUNT


def test_a_line_is_a_row_that_the_reader_of_tables_knows() -> None:
    article = next(generate.articles(1))
    line = generate.as_json(article).encode()
    (row,) = rows_of_jsonl(io.BytesIO(line + b"\n"), "made.jsonl", 100_000, {})
    assert row.values["text"] == article.text
    assert set(row.values) == set(json.loads(line))


def test_the_same_officers_are_found_again_and_again() -> None:
    vocabulary = vocab.load()
    found: Counter[str] = Counter()
    for article in generate.articles(60):
        entities = extract(article, vocabulary).entities
        found.update(entity.name for entity in entities if entity.kind == "person")
    assert sum(found.values()) > 2 * 60
    assert sum(count for count in found.values() if count > 1) > 10
