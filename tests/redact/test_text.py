"""Names in text."""

from __future__ import annotations

import pytest

from kg.redact.text import UNKNOWN, Context, Names

NAMES = Names([("Siti Nur'aini Puspa", "A"), ("Hartawan Joko", "B")], ["Siti Rahma", "Yayasan Hartawan Jaya"])
ARTICLE = Context(
    [("Siti Nur'aini Puspa", "A"), ("Bu Siti", "A")], ["Siti Rahma"], frozenset({"siti", "rahma", "kelurahan"})
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Siti Nur'aini Puspa datang", "A datang"),
        ("SITI NUR’AINI PUSPA", "A"),
        ("warga-siti-nuraini-puspa-2.html", "warga-A-2.html"),
        ("#SitiNurainiPuspa", "#A"),
        ("Siti Nur'aini\nPuspa", "A"),
        ("Lurah Siti Rahma hadir", "Lurah Siti Rahma hadir"),
        ("Yayasan Hartawan Jaya", "Yayasan Hartawan Jaya"),
        ("kata Hartawan", "kata B"),
        ("Situ Nuraini", "Situ A"),
        ("", ""),
    ],
)
def test_whole_names_and_telling_parts_go_everywhere(text: str, masked: str) -> None:
    assert NAMES.mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Bu Siti dan Puspa", "A dan A"),
        ("Siti Rahma menemui Siti", "Siti Rahma menemui A"),
        ("puspa warna", "A warna"),
        ("alias Kromoleo (27)", f"alias {UNKNOWN} (27)"),
        ("Kelurahan itu ramai. Warga senang", "Kelurahan itu ramai. Warga senang"),
        ("BNPB, PKK dan WIB", "BNPB, PKK dan WIB"),
    ],
)
def test_an_article_knows_short_forms_and_strange_words(text: str, masked: str) -> None:
    assert NAMES.mask(text, ARTICLE) == masked


def test_a_part_that_two_people_share_says_neither() -> None:
    names = Names([("Suryadi Kusnadi", "A"), ("Wiryawan Kusnadi", "B")], [])
    assert names.mask("kata Kusnadi") == f"kata {UNKNOWN}"


def test_masking_twice_is_masking_once() -> None:
    text = "Siti Nur'aini Puspa, Kromoleo dan Siti Rahma"
    once = NAMES.mask(text, ARTICLE)
    assert NAMES.mask(once, Context([("A", "A")], ["Siti Rahma"], frozenset({"nama", "a"}))) == once
