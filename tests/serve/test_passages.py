"""Sentences that have the words somebody looks for."""

from __future__ import annotations

import pytest
from served import Served

from kg.serve.passages import marked


@pytest.mark.parametrize(
    ("text", "wanted", "hits"),
    [
        ("Warga Mulyo ikut ronda malam.", ["ronda"], ["ronda"]),
        ("Ronda, rondah dan RONDA", ["ronda"], ["Ronda", "rondah", "RONDA"]),
        ("Soetanto hadir", ["sutanto"], ["Soetanto"]),
        ("tidak ada", ["posyandu"], []),
        ("", ["x"], []),
    ],
)
def test_words_that_come_close_are_marked_and_no_letter_is_lost(text: str, wanted: list[str], hits: list[str]) -> None:
    pieces = marked(text, wanted)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == hits


def test_a_search_leads_to_the_sentence_in_its_article(examples: Served) -> None:
    found = examples.get("/api/search?q=posyandu", "application/json").json()["articles"]
    assert found
    assert len({each["iri"] for each in found}) == len(found)
    for each in found:
        assert "posyandu" in each["text"].casefold()
        page = examples.page(each["path"].partition("#")[0])
        assert "posyandu" in page.partition("<mark")[2].partition("</article>")[0].casefold()


def test_words_typed_wrongly_are_found_in_sentences_too(examples: Served) -> None:
    page = examples.page("/cari?q=posyandhu")
    assert "<mark>" in page.partition("<blockquote>")[2]


def test_hostile_words_stay_text(server: Served) -> None:
    page = server.page("/cari?q=" + "%3Cscript%3E%22%20OR%20NEAR(")
    assert "<script>&#34;" not in page
    assert "&lt;script&gt;" in page
