"""Lines broken at a fixed width against lines that end where their author ended them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.unwrap import unwrap

WRAPPED = """BABINSA DAMPINGI PETANI
MEMANEN CABAI
Babinsa Koramil 07/Wonosari bersama
penyuluh mendampingi kelompok tani di
lahan seluas satu hektare, Senin
(3/2/2020). Hasilnya
melimpah dan harga sedang baik.
Kegiatan ditutup doa."""


def test_lines_of_a_wrapped_page_become_one_paragraph() -> None:
    assert "penyuluh mendampingi kelompok tani di lahan seluas satu hektare, Senin (3/2/2020)" in unwrap(WRAPPED)


def test_a_headline_in_capitals_stays_apart_from_the_text() -> None:
    assert unwrap(WRAPPED).split("\n")[0] == "BABINSA DAMPINGI PETANI MEMANEN CABAI"


def test_a_closed_sentence_ends_its_line() -> None:
    assert unwrap(WRAPPED).endswith("harga sedang baik.\nKegiatan ditutup doa.")


@pytest.mark.parametrize(
    "text",
    [
        "Warga Guyub Bersihkan Selokan\nBANTUL – Warga bekerja bakti.\nLurah hadir.",
        "Yang dibahas:\n- keamanan\n- kebersihan\n- ronda\n- iuran",
        "Satu paragraf saja tanpa akhir baris",
        "Judul berita\nyang berlanjut\n\nIsi.",
    ],
)
def test_a_page_that_is_not_wrapped_stays_as_it_is(text: str) -> None:
    assert unwrap(text) == text


def test_a_dot_at_the_end_of_a_whole_line_says_nothing_where_blank_lines_part_the_paragraphs() -> None:
    page = """Judul

Babinsa bersama warga
di Desa Sukamaju, Kec.
Cibadak membersihkan
selokan yang lama
tersumbat dan memasang
gorong-gorong baru.

Selesai."""
    assert "di Desa Sukamaju, Kec. Cibadak membersihkan selokan" in unwrap(page)


def test_bylines_keep_their_line() -> None:
    page = WRAPPED + "\nReporter : Wardi\nEditor : Sri"
    assert unwrap(page).endswith("\nReporter : Wardi\nEditor : Sri")


@given(st.lists(st.sampled_from(["Warga", "hadir", "di", "desa.", "KERJA", "1. satu", ""]), max_size=30).map("\n".join))
def test_unwrapping_twice_is_the_same_as_once(text: str) -> None:
    assert unwrap(unwrap(text)) == unwrap(text)
