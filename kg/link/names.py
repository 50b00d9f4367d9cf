"""How alike two names of people are: Indonesian spellings, abbreviations, initials, typing errors, short forms.

A name is compared as its ``name_key``: folded words without marks. Nothing here knows where a person serves.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from kg.errors import DataError
from kg.link.keys import name_key
from kg.resources import ONTOLOGY

Likeness = Literal["same", "variant", "initials", "close", "near", "part", "single", "part-single", "other"]

_LEXICON = ONTOLOGY / "lexicon"
SPELLINGS = (_LEXICON / "spelling-sounds.tsv", _LEXICON / "name-variants.tsv")
"""What ``sound`` rests on."""

_DOUBLED = re.compile(r"(.)\1+")
_LONG = 5  # letters from which one wrong letter is a slip; Budi and Rudi, Rian and Dian are other people


@functools.cache
def _table(stem: str) -> tuple[tuple[str, str], ...]:
    """The first two columns of a lexicon file, in its order."""
    path = _LEXICON / f"{stem}.tsv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    rows = list(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))
    if short := next((row for row in rows if len(row) < 2), None):
        raise DataError(f"{path.name}: expected two columns, found {short!r}")
    return tuple((row[0], row[1]) for row in rows)


@functools.cache
def _full_forms() -> dict[str, str]:
    return dict(_table("name-variants"))


@functools.lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A folded word with every spelling of a sound written one way; for finding, never for telling people apart.

    >>> sound("soetanto") == sound("sutanto"), sound("mochammad") == sound("muhammad"), sound("tjahjo")
    (True, True, 'cahio')
    """
    word = _full_forms().get(word, word)
    text = f"{word}$"
    for written, spoken in _table("spelling-sounds"):
        text = text.replace(written, spoken)
    return _DOUBLED.sub(r"\1", text.rstrip("$"))


@functools.lru_cache(maxsize=1 << 16)
def sounds(name: str) -> tuple[str, ...]:
    """The words of a name (any case, any marks) by sound."""
    return tuple(sound(word) for word in name_key(name).split())


@functools.lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> Likeness:
    """How two name keys compare; the same either way round.

    ``same`` and ``variant`` need two words, a name of one word is ``single``. ``part``: one has all words of the
    other, which are two or more; ``part-single``: which is one. ``near``: two slips, or a slip beside an initial, which
    two names of one person may come to when each has a slip of its own.
    """
    if one > other:
        return likeness(other, one)
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return "other"
    if len(mine) == 1 and len(theirs) == 1:
        return "single" if _word(one, other) in ("same", "variant") else "other"
    if one == other:
        return "same"
    if len(mine) == len(theirs):
        return _aligned(mine, theirs)
    if sounds(one.replace(" ", "")) == sounds(other.replace(" ", "")):
        return "variant"  # "Nur Aini", "Nuraini"
    short, long = sorted((mine, theirs), key=len)
    return _part(short, long)


def _aligned(mine: Sequence[str], theirs: Sequence[str]) -> Likeness:
    """Names of as many words each: word by word, or the same words in another order."""
    if sorted(map(sound, mine)) == sorted(map(sound, theirs)):
        return "variant"
    found = [_word(a, b) for a, b in zip(mine, theirs, strict=True)]
    if found.count("other") == 1 and len(set(found) & {"same", "variant"}) == len(set(found)) - 1:
        at = found.index("other")
        return "near" if _is_near(mine[at], theirs[at]) else "other"
    if "other" in found or found.count("initial") == len(found):
        return "other"
    if "close" in found:
        # two slips in one name, or a slip beside a mere letter, are rather two names
        return "close" if set(found) <= {"same", "variant", "close"} and found.count("close") == 1 else "near"
    return "initials"


def _word(one: str, other: str) -> Literal["same", "variant", "close", "initial", "other"]:
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        full = max(one, other, key=len)
        forms = {full[0], _full_forms().get(full, full)[0]}
        return "initial" if min(one, other, key=len) in forms else "other"
    if sound(one) == sound(other):
        return "variant"
    if min(len(one), len(other)) < _LONG or one[0] != other[0]:
        return "other"
    slips = min(OSA.distance(one, other, score_cutoff=2), OSA.distance(sound(one), sound(other), score_cutoff=2))
    return "close" if slips == 1 or (slips == 2 and fuzz.ratio(one, other) >= 88) else "other"


def _is_near(one: str, other: str) -> bool:
    """Whether both words may be one word, written with a slip each."""
    if min(len(one), len(other)) < _LONG or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= 2


def _part(short: Sequence[str], long: Sequence[str]) -> Likeness:
    """Whether all words of the shorter name stand in the longer one, in order; at most one of them as a letter."""
    kinds: list[str] = []
    at = 0
    for word in short:
        while at < len(long) and (kind := _word(word, long[at])) not in ("same", "variant", "initial"):
            at += 1
        if at == len(long):
            return "other"
        kinds.append(kind)
        at += 1
    full = sum(kind != "initial" for kind in kinds)
    if full == 0:
        return "other"
    return "part" if full >= 2 else "part-single"
