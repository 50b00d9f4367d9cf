"""Whether a word is an ordinary Indonesian word: its stem is in the root list of PySastrawi (MIT).

Used only where context is weak (a capitalised word at the head of a sentence or in a headline): many names, Dewa and
Bayu among them, are ordinary words too.
"""

from __future__ import annotations

import functools

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory


@functools.cache
def _roots() -> frozenset[str]:
    return frozenset(StemmerFactory().get_words())


@functools.cache
def _stemmer():  # type: ignore[no-untyped-def]  # the library has no types
    return StemmerFactory().create_stemmer()


@functools.lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Whether ``word`` (any case) is a root or derives from one ("luruskan", "ditambahkan").

    >>> is_ordinary("Luruskan"), is_ordinary("Suyono")
    (True, False)
    """
    word = word.casefold()
    return word in _roots() or (word.isalpha() and len(word) > 4 and _stemmer().stem(word) in _roots())


def is_derived(word: str) -> bool:
    """Whether ``word`` is made of a root by affixes.

    >>> is_derived("mengawal"), is_derived("rejeki")
    (True, False)
    """
    return is_ordinary(word) and word.casefold() not in _roots()
