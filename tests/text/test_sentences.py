from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab
from kg.text.sentences import split

ABBREVIATIONS = vocab.load().abbreviations


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text, 0, len(text), ABBREVIATIONS)]


@pytest.mark.parametrize(
    "text",
    [
        "Kel. Semper Timur, Kec. Cilincing aman.",
        "Drs. H. Abdul Gani, M.Si. hadir.",
        "Serda M. Yatim dan Bripka R. Tarigan hadir.",
        "Alamatnya Jl. Melati No. 5 Blok C.",
        "Harga gabah Rp 6.500 per kilogram.",
        "Pukul 09.00 WIB acara dimulai.",
        "Lihat www.contoh.id untuk jadwal.",
        "Tokoh adat Op. Sahala hadir.",
        "“Siap!” kata Agus.",
        "“Aman?” tanya warga.",
        "Syafrudin Dt. Bandaro hadir.",
        "Lurah Baqa,Hj. Noor Aida dan Camat/H. Ali hadir.",
        "Drs. H. Amran, S. AP,. M. AP hadir.",
        "Desa Nolokla,Kec. Sentani Timur,Kab. Jayapura aman.",
        "Ir. Sukardi hadir...",
        "Turut hadir: 1. Camat Ali; 2. Kapolsek Budi; 3. Danramil Candra.",
    ],
)
def test_dot_that_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Warga ronda. Babinsa ikut.", ["Warga ronda.", "Babinsa ikut."]),
        ("Aman! Warga pulang.", ["Aman!", "Warga pulang."]),
        ("“Mari ronda.” Warga setuju.", ["“Mari ronda.”", "Warga setuju."]),
        ("Ia lahir tahun 1990. Kini ia Lurah.", ["Ia lahir tahun 1990.", "Kini ia Lurah."]),
        ("Hadir Lurah (baru). Acara selesai.", ["Hadir Lurah (baru).", "Acara selesai."]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_of_a_line(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_offsets_count_from_the_begin_of_the_whole_text() -> None:
    text = "Judul\nWarga ronda. Aman."
    assert split(text, 6, len(text), ABBREVIATIONS) == [(6, 18), (19, 24)]


@given(st.text(alphabet='ab AB.!?”"()1,;… ', max_size=60))
def test_sentences_follow_one_another_and_lose_nothing_but_space(text: str) -> None:
    spans = split(text, 0, len(text), ABBREVIATIONS)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
