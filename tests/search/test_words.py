"""How close words come to each other."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.search.words import CLOSE, SPELT, closeness, grams, likeness, words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("soetanto", "sutanto"), ("djoko", "joko"), ("tjahjo", "cahyo"), ("sjamsul", "syamsul"), ("jusuf", "yusuf"),
        ("achmad", "ahmad"), ("akhmad", "ahmad"), ("banjoemas", "banyumas"), ("mohammad", "muhammad"),
        ("muh", "muhammad"), ("moh", "mochamad"), ("abdullah", "abdulah"), ("soerabaja", "surabaya"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_are_nearly_equal(old: str, new: str) -> None:
    assert likeness(old, new) == likeness(new, old) == SPELT


@pytest.mark.parametrize(("one", "other"), [("2024", "2025"), ("07", "7"), ("12a", "12"), ("3", "tiga")])
def test_numbers_are_equal_or_have_nothing_in_common(one: str, other: str) -> None:
    assert likeness(one, other) == 0.0


def test_a_name_in_another_spelling_comes_after_the_one_that_was_typed() -> None:
    assert closeness("muhammad yusuf", "muhammad yusuf") > closeness("moh jusuf", "muhammad yusuf") == SPELT
    assert closeness("moh jusuf", "muhammad yusuf") > closeness("yusuf muhammad", "muhammad yusuf") > CLOSE


@given(st.text(min_size=1), st.text(min_size=1))
@example("\r", "0")  # white space alone has no words
def test_closeness_stays_between_nothing_and_one(wanted: str, name: str) -> None:
    assert 0.0 <= closeness(wanted, name) <= 1.0
    assert closeness(name, name) == 1.0


@given(st.from_regex(r"[a-z]{4,12}", fullmatch=True), st.data())
def test_a_word_with_one_letter_wrong_shares_a_gram_with_it(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    wrong = word[:at] + data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + word[at + 1 :]
    assert likeness(word, wrong) < CLOSE or grams(word) & grams(wrong)


def test_words_are_runs_of_letters_and_digits_whatever_stands_between() -> None:
    assert words('Jum’at, "RT 07/RW 03" (Moh.)') == ["jum'at", "rt", "07", "rw", "03", "moh"]
