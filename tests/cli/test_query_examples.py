"""The example in every question's header, asked of the bundled articles: it runs, and it has something to show."""

from __future__ import annotations

import csv
import io
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg import queries

Kg = Callable[..., Result]

NOTHING_TO_SHOW = {
    "units-above": "no example article says which unit belongs to which",
    "quotations-copied": "no two outlets of the examples print one quotation",
    "pillars-missing": "every pillar took part in every event of the examples",
    "open-decisions": "nobody has decided anything yet",
}


@pytest.mark.parametrize("question", queries.questions(), ids=lambda q: q.name)
def test_the_example_of_a_question_answers_from_the_bundled_articles(
    kg: Kg, examples_graph: Path, question: queries.Question
) -> None:
    # articles are known by the path they were read from, which the examples give relative to the project
    source = str(Path(__file__).resolve().parents[2]) + "/examples"
    line = [word.replace("source=examples", f"source={source}") for word in shlex.split(question.example)[1:]]
    if "--format" not in line:
        line += ["--format", "csv"]
    result = kg(*line, "-g", examples_graph)
    assert result.exit_code == 0, result.output
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == list(question.columns)
    assert (len(rows) == 1) == (question.name in NOTHING_TO_SHOW)


def test_questions_are_listed_in_groups_in_the_language_of_the_reader(kg: Kg) -> None:
    shown = {lang: kg("query", "--list", "--lang", lang).stdout for lang in ("id", "en")}
    assert shown["en"].startswith("Article by article\n  articles\n      Which articles were read?\n")
    assert "\n\nPeristiwa\n  activities-by-month  [within]\n" in shown["id"]
    for text in shown.values():
        assert all(f"  {question.name}" in text for question in queries.questions())
