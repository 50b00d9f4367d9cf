"""Two days that one article gives one event: by a word that points back, or in the caption of its picture."""

from __future__ import annotations

import pytest

from kg import vocab
from kg.extract import extract
from kg.model import Article


def _conflict(text: str) -> list[str]:
    """The days in conflict, in the order of the text."""
    found = extract(Article("Ronda di Desa Sukamaju\n\n" + text, "a.txt"), vocab.load())
    return [found.facts[i].value for conflict in found.conflicts if conflict.about == "date" for i in conflict.facts]


_WATCH = "Warga Desa Sukamaju meronda bersama Babinsa Sertu Agus di pos kamling, Selasa malam (4/3/2025)."


@pytest.mark.parametrize(
    "again",
    [
        "Menurut dia, setelah ronda pada Rabu malam (5/3/2025) itu banyak warga mendaftar.",
        "Ronda yang berlangsung Rabu (5/3/2025) tersebut dimulai pukul 22.00 WIB.",
        "Pada kegiatan hari Rabu, 5 Maret 2025 itu turut hadir sejumlah tokoh agama.",
        "\nKeterangan foto: Warga meronda bersama Babinsa di pos kamling, Rabu (5/3/2025).",
        "\nFoto: Babinsa dan warga Sukamaju di pos kamling, Rabu (5/3/2025)",
    ],
)
def test_a_second_day_of_the_same_event_is_a_rival(again: str) -> None:
    assert _conflict(f"{_WATCH} {again}") == ["2025-03-04", "2025-03-05"]


@pytest.mark.parametrize(
    "other",
    [
        "Sehari kemudian, Rabu (5/3/2025), warga membersihkan pos itu.",
        "Rapat digelar Rabu (5/3/2025). Dalam rapat Rabu (5/3/2025) itu dibahas jadwal ronda.",
        "Sebelumnya, pada Minggu (2/3/2025) itu, dua motor warga hilang.",
        "Ronda berikutnya digelar Rabu (5/3/2025).",
        "Pencurian pada Selasa (5/3/2024) itu membuat warga resah.",
        "\nFoto: Pelantikan kepala desa, Rabu (5/3/2025)",
        '"Rapat pada Rabu (5/3/2025) itu sudah memutuskan," kata Kepala Desa Yusuf.',
    ],
)
def test_the_day_of_something_else_is_no_rival(other: str) -> None:
    assert _conflict(f"{_WATCH} {other}") == []


def test_what_happened_after_what_was_dated_does_not_contradict_it() -> None:
    text = (
        "Esoknya, Minggu (13/5/2018), warga Desa Sukamaju bersama Babinsa Sertu Agus memasang atap rumah. "
        "Menurut dia, rembug Sabtu malam (12/5/2018) itu berjalan cepat."
    )
    assert _conflict(text) == []
