from __future__ import annotations

import pytest

from kg.text.stems import is_ordinary


@pytest.mark.parametrize("word", ["warga", "Luruskan", "ditambahkan", "keamanan", "BERSIH", "pertemuan", "menyapa"])
def test_root_or_derived_word_is_ordinary(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["Suyono", "Hutagaol", "Wirajaya", "Kaisiepo", "S.Sos", "2024", ""])
def test_name_is_not_ordinary(word: str) -> None:
    assert not is_ordinary(word)
