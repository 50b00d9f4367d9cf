"""Sentences in capitals throughout, and such as only hold some."""

from __future__ import annotations

import pytest

from kg.text.shouted import is_shouted, recased
from kg.text.tokens import tokenize


def capitalised(text: str) -> list[str]:
    return [t.text for t in recased(tokenize(text)) if t.is_capitalised]


@pytest.mark.parametrize(
    ("text", "shouted"),
    [
        ("BABINSA KOPTU MUH. ARSYAD MENYALURKAN 75 PAKET SEMBAKO.", True),
        ("Babinsa SERTU AGUS RIANTO mengajak warga PULAU TELO.", False),
        ("1. DANRAMIL 07 KAPTEN INF BUDI SANTOSO", True),
        ("KAPTEN INF BUDI", False),
        ("", False),
    ],
)
def test_a_sentence_is_shouted_if_its_capitals_say_nothing(text: str, shouted: bool) -> None:
    assert is_shouted(tokenize(text)) is shouted


def test_verbs_and_nouns_of_verbs_are_no_names() -> None:
    assert capitalised("BRIGPOL HENDRI YANTO MENGAWAL PENYALURAN BANTUAN") == ["BRIGPOL", "HENDRI", "YANTO", "BANTUAN"]


def test_names_made_of_roots_stay_names() -> None:
    assert capitalised("SERTU BUDI REJEKI DIDAMPINGI DEWA MADE") == ["SERTU", "BUDI", "REJEKI", "DEWA", "MADE"]
