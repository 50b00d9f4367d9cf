"""What holds for the extraction of any text whatever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import vocab
from kg.extract import extract
from kg.model import Article, Extraction
from kg.text.normalise import normalise

WORDS = """
Babinsa Bhabinkamtibmas Lurah Camat Kapolsek Danramil Serda Bripka Kapten Inf H. Drs. Agus Budi Salim I Wayan
Kelurahan Kecamatan Desa Kabupaten Kota Kampung Dusun RT RW 03 05/Sail Bugisan Prambanan Klaten Polsek Koramil
Dinas Kesehatan Puskesmas Ketua Kepala Plt. dan serta , . ( ) “ ” " - / : ; yang selaku di ke dari warga kata
mengatakan ujarnya bahwa hadir Senin (14/4/2025) S.H. M.Si. alias bernama (45) KLATEN – yakni
"""
REPORTS = st.lists(st.sampled_from(WORDS.split()) | st.just("\n"), max_size=60).map(
    lambda words: normalise(" ".join(words))
)


def read(text: str) -> Extraction:
    return extract(Article(text, "teks.txt"), vocab.load())


def check(extraction: Extraction) -> None:
    text = extraction.article.text
    for start, end in [f.span for f in extraction.facts] + [m for e in extraction.entities for m in e.mentions]:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
    assert all(0 <= f.sentence < len(extraction.sentences) for f in extraction.facts)
    assert all(0 < f.confidence <= 1 for f in extraction.facts)
    assert len({e.id for e in extraction.entities}) == len(extraction.entities)


@settings(deadline=None, max_examples=150)
@given(REPORTS)
def test_any_mixture_of_words_of_the_genre_is_read(text: str) -> None:
    check(read(text))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300).map(normalise))
def test_any_text_is_read(text: str) -> None:
    check(read(text))


@settings(deadline=None, max_examples=50)
@given(REPORTS)
def test_same_text_gives_the_same_extraction(text: str) -> None:
    assert read(text) == read(text)


def test_empty_text_gives_nothing() -> None:
    found = read("")
    assert (found.sentences, found.entities, found.facts) == ((), (), ())
