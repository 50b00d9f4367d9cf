"""Finding names and sentences by words that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small

from kg import search
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


OLD = """\
title|Kamtibmas
publisher|Warta
published|2024-03-01
place|Sepi|level=desa
person|Mochamad Joesoef|role=Babinsa|pillar=TNI|area=Sepi
person|Soetanto Tjahjono|role=Ketua RW|pillar=Masyarakat|area=Sepi
event|E2|activity=patroli|participant=Mochamad Joesoef
statement|Kami bermusyawarah bersama warga Banjoewangi|kind=direct|speaker=Mochamad Joesoef
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    newer = OLD.replace("2024", "2025").replace("Mochamad", "Muhammad").replace("Sepi", "Ramai")
    with small.graph(Path(tmp_path_factory.mktemp("old")), OLD, newer) as opened:
        yield opened


@pytest.mark.parametrize("words", ["Muhammad Yusuf", "Moh. Jusuf", "muh yusup", "Mohammed Yussuf", "Mohamad Yusff"])
def test_people_are_found_in_every_spelling_of_their_names(old: Graph, words: str) -> None:
    labels = [label for _, label in found(old, words, kinds=("person",))]
    assert sorted(labels) == ["Mochamad Joesoef", "Muhammad Joesoef"]


@pytest.mark.parametrize("words", ["sutanto cahyono", "SOETANTO TJAHJONO", "sutanto cahjono", "Sutantto Cahyno"])
def test_old_and_new_spelling_and_slips_find_one_name(old: Graph, words: str) -> None:
    assert [label for _, label in found(old, words, kinds=("person",))] == ["Soetanto Tjahjono"] * 2


@pytest.mark.parametrize("words", ["Banyuwangi", "bermoesjawarah", "musjawarah Banyuwngi"])
def test_sentences_are_found_in_every_spelling_the_newest_first(old: Graph, words: str) -> None:
    hits = search.search(old, words, kinds=("sentence",))
    assert [hit.detail for hit in hits] == ["2.txt", "1.txt"]


def test_suggestions_begin_with_what_was_typed(old: Graph) -> None:
    def suggested(words: str) -> list[str]:
        return [hit.label for hit in search.suggest(old, words, kinds=("person",))]

    assert suggested("Soetanto Tj") == suggested("soet") == ["Soetanto Tjahjono"] * 2
    assert set(suggested("joes")) == {"Mochamad Joesoef", "Muhammad Joesoef"}
    assert set(suggested("Sutanto")) == {"Soetanto Tjahjono"}, "nothing begins so: what is close"
    assert suggested("") == suggested("?!") == []


HOSTILE = [
    '"', "'", "*", "^", "a*", "NEAR(a b)", "a AND", "OR", "NOT NOT", "words:tono", "{words}: tono", "-tono", "(((", ")",
    "tono; DROP TABLE name", "tono' OR '1'='1", 'tono" OR "x', "\0", "tono\0", "\ud800", "%", "_", "\\", "🙂",
    "x" * 5000, "tono " * 3000, " ".join(map(str, range(500))), "<script>", "?x ?y", "] }",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_looked_for_and_never_obeyed(graph: Graph, words: str) -> None:
    for kinds in (search.KINDS, ("person",), ("sentence",)):
        for hit in [*search.search(graph, words, kinds=kinds), *search.suggest(graph, words)]:
            assert 0 < hit.score <= 1
    assert ("person", "Siti Aminah") in found(graph, "siti aminah")


def test_all_spellings_of_a_short_name_are_weighed_in_hits_of_few(tmp_path: Path) -> None:
    people = "\n".join(f"person|Warga {chr(97 + n)}a|role=Lurah|pillar=Pemerintah" for n in range(26))
    with small.graph(tmp_path, f"publisher|Warta\n{people}\nevent|E|activity=patroli") as opened:
        assert [hit.label for hit in search.search(opened, "warga za", limit=1)] == ["Warga za"]
