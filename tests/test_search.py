"""Finding names and sentences by words that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small
from hypothesis import example, given
from hypothesis import strategies as st

from kg import search
from kg.search import closeness
from kg.store import Graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(Path(tmp_path_factory.mktemp("search")), small.MULYO, small.SEPI) as opened:
        yield opened


def found(graph: Graph, words: str, **options: object) -> list[tuple[str, str]]:
    return [(hit.kind, hit.label) for hit in search.search(graph, words, **options)]  # type: ignore[arg-type]


def test_an_exact_name_scores_one_and_comes_first(graph: Graph) -> None:
    hits = search.search(graph, "siti aminah")
    assert (hits[0].kind, hits[0].label, hits[0].score) == ("person", "Siti Aminah", 1.0)


def test_namesakes_are_both_found_and_told_apart(graph: Graph) -> None:
    hits = search.search(graph, "Tono Wibowo", kinds=("person",))
    assert [hit.label for hit in hits] == ["Tono Wibowo", "Tono Wibowo"]
    assert sorted(hit.detail for hit in hits) == [
        "Babinsa, Sepi",
        "Briptu, Bhabinkamtibmas, Polsek Kencana, Utan Panjang",
    ]


@pytest.mark.parametrize("words", ["Siti Aminnah", "siti aminha", "SITY AMINAH", "aminah siti", "aminah", "Amina"])
def test_misspelt_turned_and_partial_names_are_found(graph: Graph, words: str) -> None:
    assert found(graph, words, kinds=("person",)) == [("person", "Siti Aminah")]


@pytest.mark.parametrize("words", ["Siti Rahma", "xyzzy", "Budi", "", "   "])
def test_other_names_are_not_found(graph: Graph, words: str) -> None:
    assert found(graph, words, kinds=("person", "organization", "place")) == []


def test_units_and_places_are_found_by_their_kind(graph: Graph) -> None:
    assert found(graph, "kencana", kinds=("organization",)) == [("organization", "Polsek Kencana")]
    assert ("place", "Sepi") in found(graph, "sepi")


def test_a_place_is_found_by_its_name_in_the_article_and_by_its_official_one(graph: Graph) -> None:
    (by_official,) = search.search(graph, "Utan Panjang", kinds=("place",))
    (by_article,) = search.search(graph, "Mulyo", kinds=("place",))
    assert by_official.iri == by_article.iri
    assert by_official.detail == "kelurahan, Kemayoran"


def test_sentences_have_every_word_in_any_order(graph: Graph) -> None:
    hits = search.search(graph, "bersama jga malam", kinds=("sentence",))
    assert [hit.label.split("|")[1] for hit in hits] == ["Mari kita jaga malam bersama"]
    assert hits[0].detail == "1.txt"
    assert found(graph, "malam purnama", kinds=("sentence",)) == []


def test_limit_keeps_the_best(graph: Graph) -> None:
    every = search.search(graph, "wibowo")
    assert len(every) > 2
    assert search.search(graph, "wibowo", limit=2) == every[:2]


def test_results_in_words_and_as_json(graph: Graph) -> None:
    hits = search.search(graph, "Siti Aminah", kinds=("person",))
    assert search.to_text(hits, "id") == f"Siti Aminah (orang)\n  {hits[0].iri}\n"
    assert search.to_text(hits, "en").startswith("Siti Aminah (person")
    assert search.to_json(hits)["hits"][0]["label"] == "Siti Aminah"


@given(st.text(min_size=1), st.text(min_size=1))
@example("\r", "0")  # white space alone has no words
def test_closeness_stays_between_nothing_and_one(wanted: str, name: str) -> None:
    assert 0.0 <= closeness(wanted, name) <= 1.0
    assert closeness(name, name) == 1.0
