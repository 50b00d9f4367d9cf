from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.resources import EXAMPLES

Kg = Callable[..., Result]
ARTICLE = EXAMPLES / "articles" / "bandung-rapat-warga.txt"


def test_every_fact_has_its_rule_and_a_sentence_that_holds_its_words(kg: Kg) -> None:
    result = kg("extract", ARTICLE, "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    text = ARTICLE.read_text(encoding="utf-8").strip()
    assert len(document["facts"]) > 20
    for fact in document["facts"]:
        assert fact["rule"]
        assert fact["sentence"] in text
        assert text[fact["begin"] : fact["end"]]


def test_json_has_the_shape_of_an_annotation(kg: Kg) -> None:
    document = json.loads(kg("extract", ARTICLE, "--json").stdout)
    assert {"article", "persons", "organizations", "places", "events", "statements", "topics", "conflicts"} <= set(
        document
    )
    (dimas,) = [person for person in document["persons"] if person["name"] == "Dimas Prayoga"]
    assert dimas["pillar"] == "Polri"
    assert sorted(dimas["ranks"]) == ["Briptu", "Serka"]
    (conflict,) = document["conflicts"]
    assert conflict["preferred"] == "Briptu"


def test_the_table_names_statuses_and_reads_several_articles(kg: Kg, tmp_path: Path) -> None:
    result = kg("extract", EXAMPLES / "articles")
    assert result.exit_code == 0
    assert result.stdout.count(".txt: ") == len(list((EXAMPLES / "articles").glob("*.txt")))
    assert "deprecated" in result.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("data", [b"", b"\x00\x00", b"The head of the village said that it was done by the residents."])
def test_what_is_no_article_is_input_that_cannot_be_read(kg: Kg, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    result = kg("extract", tmp_path / "x.txt")
    assert result.exit_code == 3
    assert str(tmp_path / "x.txt") in result.stderr
    assert result.stdout == ""


def test_standard_input(kg: Kg) -> None:
    assert json.loads(kg("extract", "-", "--json", stdin=ARTICLE.read_bytes()).stdout)["source"] == "-"
