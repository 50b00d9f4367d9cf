from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kg = Callable[..., Result]


@pytest.fixture
def graph(examples_graph: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(examples_graph, tmp_path / "graph", copy_function=shutil.copy))


def sources(kg: Kg, graph: Path) -> dict[str, str]:
    answer = kg("query", "articles", "-g", graph, "--json").stdout
    rows = json.loads(answer)["results"]["bindings"]
    return {Path(row["source"]["value"]).name: row["article"]["value"] for row in rows}


def test_a_dry_run_tells_what_would_go_and_changes_nothing(kg: Kg, graph: Path) -> None:
    before = sources(kg, graph)
    article = before["maros-imunisasi-harian-butta.txt"]
    report = json.loads(kg("remove", article, "-g", graph, "--dry-run", "--json").stdout)
    assert report["dry_run"]
    assert report["articles"] == [article]
    assert report["gone"]
    assert report["single_outlet"], "the other outlet is left alone with what both report"
    assert sources(kg, graph) == before


def test_an_article_goes_and_the_others_stay(kg: Kg, graph: Path) -> None:
    before = sources(kg, graph)
    result = kg("remove", before["pesawaran-mediasi-batas-tanah.txt"], "-g", graph)
    assert result.exit_code == 0, result.output
    assert "removed" in result.stderr
    assert set(before) - set(sources(kg, graph)) == {"pesawaran-mediasi-batas-tanah.txt"}
    assert "Suparman" not in kg("query", "persons", "-g", graph).stdout


def test_an_article_that_is_not_there_is_wrong_use(kg: Kg, graph: Path) -> None:
    result = kg("remove", "https://contoh.id/tidak-ada", "-g", graph)
    assert result.exit_code == 2
    assert "kg query articles" in result.stderr


def test_facts_of_events_and_articles_are_told_by_what_they_are(kg: Kg, graph: Path) -> None:
    article = sources(kg, graph)["maros-imunisasi-harian-butta.txt"]
    gone = json.loads(kg("remove", article, "-g", graph, "--dry-run", "--json").stdout)["gone"]
    assert {"kesehatan 2025-06-11"} == {fact["subject_label"] for fact in gone if "/event/" in fact["subject"]}
    assert {fact["subject_label"] for fact in gone if "/article/" in fact["subject"]} == {
        "Babinsa dan Bhabinkamtibmas Bontoa Kawal Imunisasi Balita"
    }
