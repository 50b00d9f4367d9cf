"""Two roads to the same rows: straight from an extraction, and through mapping, store and canonical questions."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from graphs import extract

from kg import canonical, pipeline, queries, vocab
from kg import extract as reading
from kg.corpus import read
from kg.model import Article, Extraction
from kg.resources import EXAMPLES
from kg.store import open_graph

BUNDLED = [article for article in read([str(EXAMPLES / "articles")]) if isinstance(article, Article)]


def without_base(question: str, row: dict[str, str]) -> tuple[str, ...]:
    """A row with things named as they are inside one article."""
    row = dict(row, article=row["article"].rpartition("/")[2])
    for column in ("event",) if question == "events" else ("subject",) if question == "conflicts" else ():
        if row[column].startswith("https://w3id.org/"):
            kind, _, rest = row[column].removeprefix("https://w3id.org/tigapilar/id/").partition("/")
            row[column] = rest.rpartition("/")[2] if kind == "article" else f"event-{rest.rpartition('/')[2]}"
    return tuple(row[column] for column in canonical.COLUMNS[question])


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[canonical.Rows, canonical.Rows]]:
    """The rows of made-up articles and of the bundled ones: (from the extraction, from the graph)."""
    words = vocab.load()
    out = {}
    made_up = small.articles(small.MULYO, small.SEPI)
    for name, articles, extractor in (("made-up", made_up, extract), ("bundled", BUNDLED, reading.extract)):
        folder = Path(tmp_path_factory.mktemp(name)) / "graph"
        report = pipeline.build(articles, folder, extract=extractor)
        assert report.failed == ()
        extractions: list[Extraction] = [extractor(article, words) for article in articles]
        with open_graph(folder) as graph:
            asked = {question: queries.rows(graph, question) for question in canonical.COLUMNS}
        out[name] = (canonical.joined(map(canonical.rows, extractions)), asked)
    return out


@pytest.mark.parametrize("question", canonical.COLUMNS)
@pytest.mark.parametrize("name", ["made-up", "bundled"])
def test_both_roads_give_the_same_rows(
    roads: dict[str, tuple[canonical.Rows, canonical.Rows]], name: str, question: str
) -> None:
    straight, asked = roads[name]
    assert straight[question]
    assert sorted(without_base(question, row) for row in asked[question]) == sorted(
        without_base(question, row) for row in straight[question]
    )


def test_columns_are_those_of_the_questions() -> None:
    for name, columns in canonical.COLUMNS.items():
        assert queries.find(name).columns == columns


def test_every_rank_is_given_but_other_values_found_wrong_are_not() -> None:
    (article,) = small.articles(
        "unit|Polsek A|kind=Polsek\nperson|Tono|rank=Serka:deprecated:X|rank=Briptu:preferred:Y|role=Lurah:deprecated:X"
    )
    found = canonical.rows(extract(article, vocab.load()))["persons"]
    assert [(row["rank"], row["role"]) for row in found] == [("Briptu", ""), ("Serka", "")]


def test_areas_around_come_from_the_article_and_from_the_gazetteer() -> None:
    (article,) = small.articles(small.MULYO)
    found = canonical.rows(extract(article, vocab.load()))["places"]
    assert {row["within"] for row in found if row["name"] == "Mulyo"} == {
        "Kencana",
        "Jakarta Pusat",
        "Daerah Khusus Ibukota Jakarta",
    }
