from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("Kel.\u00a0Sail\tbaru", "Kel. Sail baru"),
        ("\ufeffBabinsa", "Babinsa"),
        ("Bab\u00adinsa\u200b", "Babinsa"),
        ("a\x00b\x07", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("e\u0301", "é"),
        ("â€œSiapâ€\x9d", "“Siap”"),
        ("“Siap” – ‘ya’", "“Siap” – ‘ya’"),
        ("  pinggir  ", "pinggir"),
        ("*Babinsa* _dan **warga**_ ronda, *aman*.", "Babinsa dan warga ronda, aman."),
        ("Aman.*** (Red/**)", "Aman.*** (Red/**)"),
        ("* satu\n* dua\n*) lihat a_b_c dan 2*3*4", "* satu\n* dua\n*) lihat a_b_c dan 2*3*4"),
        ("&quot;Siap&#8221; &#8211; TNI &amp;amp; Polri", '"Siap” – TNI & Polri'),
        ("A&B, R&D; &\u200bamp; &#x202e;x", "A&B, R&D; & x"),
    ],
)
def test_text_is_brought_to_one_form(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


PIECES = st.sampled_from([*"“”’–é\u00a0\u200b\ufeff*_ ", "&amp;", "&shy;", "&#13;"]) | st.characters(codec="ascii")


@given(st.lists(PIECES).map("".join))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
