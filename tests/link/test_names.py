from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.keys import name_key
from kg.link.names import likeness, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sutanto", "soetanto"), ("joko", "djoko"), ("cahyo", "tjahjo"), ("syamsul", "sjamsoel"), ("yusuf", "jusuf"),
        ("muhammad", "mochamad"), ("muhammad", "moh"), ("ahmad", "akhmad"), ("rahmat", "rachmat"), ("tedy", "teddi"),
        ("faisal", "faizal"), ("sulaiman", "sulaeman"), ("wijaya", "widjaja"), ("banyu", "banjoe"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("budi", "rudi"), ("deni", "hari"), ("susanto", "sutanto"), ("dewi", "dwi")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("deni purnomo", "deni purnomo", "same"),
        ("moh ridwan", "muhammad ridwan", "variant"),
        ("nur aini", "nuraini", "variant"),
        ("purnomo deni", "deni purnomo", "variant"),
        ("m ridwan", "mochamad ridwan", "initials"),
        ("deni p", "deni purnomo", "initials"),
        ("mulyabi permana", "mulyadi p", "near"),
        ("muyadi permana", "mulyabi permana", "near"),
        ("dedi kurniawan", "dedi kurnaiwan", "close"),
        ("deni purnomo", "deni purnomo hadi", "part"),
        ("deni", "deni purnomo", "part-single"),
        ("deni", "deni", "single"),
        ("budi santoso", "rudi santoso", "other"),  # one letter, another name
        ("budi santoso", "budi susilo", "other"),
        ("deni purnomo", "doni purnama", "other"),
        ("d p", "deni purnomo", "other"),  # letters alone are nobody's name
        ("deni", "hari", "other"),
    ],
)
def test_names_compare_as_a_reader_would(one: str, other: str, expected: str) -> None:
    assert likeness(one, other) == likeness(other, one) == expected


@given(st.text(), st.text())
def test_comparing_is_symmetric_whatever_the_names(one: str, other: str) -> None:
    a, b = name_key(one), name_key(other)
    assert likeness(a, b) == likeness(b, a)
