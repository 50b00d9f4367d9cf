"""What is of the genre, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import vocab
from kg.model import Article
from kg.relevance import relevance

FOLDERS = [Path(__file__).parent / name / "articles" for name in ("corpus", "reports")]
ARTICLES = sorted(path for folder in FOLDERS for path in folder.glob("*.txt"))


def test_every_annotated_report_is_of_the_genre() -> None:
    assert len(ARTICLES) > 70
    words = vocab.load()
    judged = {path.stem: relevance(Article(path.read_text("utf-8"), path.name), words) for path in ARTICLES}
    assert [name for name, found in judged.items() if not found.relevant] == []


@pytest.mark.parametrize(
    "text",
    [
        "Bank Indonesia mempertahankan suku bunga acuan pada level 6 persen dalam rapat dewan gubernur di Jakarta.",
        "Tim nasional menang tiga gol tanpa balas. Pelatih memuji para pemain muda, terutama di babak kedua.",
        "Presiden menerima kunjungan perdana menteri di istana dan membahas kerja sama perdagangan kedua negara.",
        "Warga mengeluhkan harga cabai yang naik menjelang hari raya, kata pedagang di pasar induk.",
        "Gempa bermagnitudo 5,2 mengguncang laut selatan Jawa. BMKG menyatakan gempa tidak berpotensi tsunami.",
        "",
    ],
)
def test_other_news_is_not(text: str) -> None:
    assert not relevance(Article(text, "a.txt"), vocab.load()).relevant


def test_the_words_that_speak_for_it_are_told_and_count_once() -> None:
    once = relevance(Article("Babinsa bertemu Lurah di kantor desa.", "a.txt"), vocab.load())
    assert once.signs == ("Babinsa", "Lurah", "desa")
    assert relevance(Article("Babinsa bertemu Lurah di kantor desa. " * 9, "a.txt"), vocab.load()) == once
