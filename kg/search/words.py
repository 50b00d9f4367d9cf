"""How close a word that somebody typed comes to a word of a graph: by its letters, and by how it is spelt.

Spellings of one sound (Soetanto, Sutanto) and short forms of names (Moh., Muhammad) are rows of
``ontology/lexicon/spelling-sounds.tsv`` and ``name-variants.tsv``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from kg.link.names import sound
from kg.text.tokens import fold

CLOSE = 0.72
"""Least likeness of a word: one letter of four may differ, two of eight."""

SPELT = 0.97
"""Of another spelling of the same word."""

_SOME_LETTERS = 0.3  # of a word that is like another by its sound
_CLOSE_WHOLE = 0.8  # of a name: namesakes of one word stay apart ("Siti Rahma", "Siti Aminah")
_PART = 0.92  # most that a name can score which has more words than were asked for

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def words(text: str) -> list[str]:
    """Runs of letters and digits, folded; an apostrophe inside one belongs to it."""
    return _WORD.findall(fold(text))


@functools.lru_cache(maxsize=1 << 16)
def spoken(word: str) -> str:
    """A word with every spelling of a sound written one way."""
    return sound(word.replace("'", ""))


@functools.lru_cache(maxsize=1 << 12)
def likeness(one: str, other: str) -> float:
    """How alike two words are, in [0, 1]; numbers are equal or have nothing in common.

    >>> likeness("soetanto", "sutanto"), likeness("moh", "muhammad"), likeness("07", "08")
    (0.97, 0.97, 0.0)
    """
    if one == other:
        return 1.0
    if one.isdecimal() or other.isdecimal():
        return 0.0
    mine, theirs = spoken(one), spoken(other)
    if mine == theirs and mine:
        return SPELT
    letters = fuzz.ratio(one, other) / 100
    # a slip in a word that is spelt otherwise, too; sounds alone bring together what nobody would take for one word
    return max(letters, SPELT * fuzz.ratio(mine, theirs) / 100) if letters >= _SOME_LETTERS else letters


def grams(word: str) -> set[str]:
    """Three letters in a row of a word and of its sound, both ends marked: words alike have some in common."""
    return {
        text[at : at + 3] for form in {word, spoken(word)} for text in [f"^{form}$"] for at in range(max(1, len(form)))
    }


def closeness(wanted: str, name: str) -> float:
    """How well a name answers what is wanted, both folded words, in [0, 1]; 0 if some word is nowhere in the name.

    >>> closeness("tono", "tono"), closeness("tono", "tono wibowo"), closeness("tono", "siti")
    (1.0, 0.92, 0.0)
    """
    asked, theirs = wanted.split(), name.split()
    each = [max((likeness(word, other) for other in theirs), default=0.0) for word in asked]
    return combined(wanted, name, each)


def combined(wanted: str, name: str, each: Sequence[float]) -> float:
    """``closeness``, given how close the name comes to each word that is wanted."""
    if wanted == name:
        return 1.0
    if each and min(each) >= SPELT and len(each) == len(name.split()):
        in_order = all(map(_same, wanted.split(), name.split()))
        return SPELT if in_order else round(sum(each) / len(each) * _PART, 4)
    by_word = sum(each) / len(each) * _PART if each and min(each) >= CLOSE else 0.0
    whole = fuzz.ratio(wanted, name) / 100
    return round(max(by_word, whole if whole >= _CLOSE_WHOLE else 0.0), 4)


def _same(one: str, other: str) -> bool:
    return spoken(one) == spoken(other)
