from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.tokens import fold, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Serda Agus hadir.", ["Serda", "Agus", "hadir", "."]),
        ("Jum'at pagi", ["Jum'at", "pagi"]),
        ("Ma’ruf dan Mu`min", ["Ma’ruf", "dan", "Mu`min"]),
        ("Lembang Tandung La'bo', Ne' Datu", ["Lembang", "Tandung", "La'bo'", ",", "Ne'", "Datu"]),
        ("Yuliana Bato’, S.E.", ["Yuliana", "Bato’", ",", "S", ".", "E", "."]),
        ("grup 'Bintang Kejora' dan", ["grup", "'", "Bintang", "Kejora", "'", "dan"]),
        ("'Siap', kata Budi", ["'", "Siap", "'", ",", "kata", "Budi"]),
        ("TNI-Polri", ["TNI", "-", "Polri"]),
        ("Koramil 06/Cibodas", ["Koramil", "06", "/", "Cibodas"]),
        ("S.Sos.MH", ["S", ".", "Sos", ".", "MH"]),
        ("“Siap,” ujarnya", ["“", "Siap", ",", "”", "ujarnya"]),
        ("RT.02 RW.01", ["RT", ".", "02", "RW", ".", "01"]),
        ("Rp10.000,-", ["Rp", "10", ".", "000", ",", "-"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_text_is_cut_into_words_numbers_and_marks(text: str, words: list[str]) -> None:
    assert [t.text for t in tokenize(text)] == words


def test_token_tells_whether_space_stands_before_it() -> None:
    assert [t.glued for t in tokenize("Kec. Sail")] == [False, True, False]


def test_only_the_range_asked_for_is_read_with_offsets_into_the_whole() -> None:
    (token,) = tokenize("Serda Agus hadir", 6, 10)
    assert (token.text, token.start, token.end) == ("Agus", 6, 10)


@pytest.mark.parametrize("form", ["Jum'at", "JUM’AT", "jum‘at", "Jum´at", "jum`at"])
def test_every_apostrophe_and_case_folds_to_one_key(form: str) -> None:
    assert fold(form) == "jum'at"


def test_capitals_are_told_apart_from_words_all_in_capitals() -> None:
    first, second, third = tokenize("Agus AKP agus")
    assert (first.is_capitalised, first.is_upper) == (True, False)
    assert (second.is_capitalised, second.is_upper) == (True, True)
    assert (third.is_capitalised, third.is_upper) == (False, False)


@given(st.text())
def test_every_token_is_where_it_says_and_nothing_but_space_is_left_out(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(text.split())


@given(st.text())
def test_folding_twice_is_folding_once_for_words_of_the_language(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert fold(fold(plain)) == fold(plain)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BabinsaSertu Karyanto", ["Babinsa", "Sertu", "Karyanto"]),
        ("ibuVeronika", ["ibu", "Veronika"]),
        ("TirtaNews", ["TirtaNews"]),
        ("BabinsaKU", ["BabinsaKU"]),
    ],
)
def test_titles_run_together_with_a_name_come_apart(text: str, words: list[str]) -> None:
    tokens = tokenize(text, titles={"babinsa", "ibu"})
    assert [t.text for t in tokens] == words
    assert [text[t.start : t.end] for t in tokens] == words
