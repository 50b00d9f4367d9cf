from __future__ import annotations

import pytest

from kg.text.phrases import PhraseTable
from kg.text.tokens import tokenize

TABLE = PhraseTable(
    [("Ketua RW", "rw"), ("Ketua", "head"), ("Kec.", "level"), ("S.Sos", "degree"), ("Ka SPKT", "post")]
)


def longest(text: str, at: int = 0, stop: int | None = None) -> tuple[int, list[str]] | None:
    return TABLE.longest(tokenize(text), at, stop)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ketua RW hadir", (2, ["rw"])),
        ("KETUA rw hadir", (2, ["rw"])),
        ("Ketua umum", (1, ["head"])),
        ("Kec Sail", (1, ["level"])),
        ("Kec. Sail", (2, ["level"])),
        ("S. Sos hadir", (3, ["degree"])),
        ("SSos", None),
        ("Ka. SPKT hadir", (3, ["post"])),
        ("Wakil Ketua", None),
        ("Ke", None),
    ],
)
def test_longest_phrase_at_the_first_word(text: str, expected: tuple[int, list[str]] | None) -> None:
    assert longest(text) == expected


def test_full_stop_after_a_long_word_stays_outside() -> None:
    assert PhraseTable([("Kecamatan", 1)]).longest(tokenize("Kecamatan. Lalu"), 0) == (1, [1])


def test_nothing_is_read_past_the_stop() -> None:
    assert longest("Ketua RW", stop=1) == (1, ["head"])


def test_one_phrase_keeps_all_its_values_in_order() -> None:
    table = PhraseTable([("Brigjen", "TNI"), ("Brigjen", "Polri"), ("Brigjen", "TNI")])
    assert table.longest(tokenize("Brigjen"), 0) == (1, ["TNI", "Polri"])


def test_phrase_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="a phrase needs a letter"):
        PhraseTable([(".", 1)])
