"""What the name of a unit says: its kind, numbers, place words, and the unit above it, though the text gives only part.

"Koramil 02/Kmy", "Koramil Kemayoran" and "Koramil 02/Kemayoran Kodim 0501/JP" can be one; "Koramil 03/Sawah Besar"
cannot be any of them.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.link.names import sounds
from kg.text.tokens import Token, tokenize

if TYPE_CHECKING:
    from kg.vocab import Vocabulary

Words = tuple[str, ...]
Agreement = Literal["same", "short", "other", "unknown"]

_SHORT = 4  # letters of an abbreviation at most ("Kmy", "JP", "Tgr")


@dataclass(frozen=True, slots=True)
class UnitName:
    """The parts of a name. ``kind``: notation, "" if no listed kind begins it; ``numbers`` without leading zeros."""

    kind: str
    numbers: Words
    words: Words
    parent: UnitName | None = None


@functools.lru_cache(maxsize=1 << 16)
def read(name: str, vocab: Vocabulary) -> UnitName:
    """Take a name apart at the kinds of unit that stand in it."""
    tokens = [token for token in tokenize(name) if token.kind != "mark"]
    starts: list[tuple[int, int, str]] = []
    at = 0
    while at < len(tokens):
        if found := vocab.unit_phrases.longest(tokens, at):
            end, kinds = found
            starts.append((at, end, kinds[0].notation))
            at = end
        else:
            at += 1
    if not starts or starts[0][0] != 0:
        starts.insert(0, (0, 0, ""))
    read_one: UnitName | None = None
    for number in range(len(starts) - 1, -1, -1):
        _, begin, kind = starts[number]
        end = starts[number + 1][0] if number + 1 < len(starts) else len(tokens)
        read_one = _part(kind, tokens[begin:end], read_one)
    assert read_one is not None
    return read_one


def _part(kind: str, tokens: list[Token], parent: UnitName | None) -> UnitName:
    numbers = tuple(token.text.lstrip("0") or "0" for token in tokens if token.kind == "number")
    words = tuple(token.lower for token in tokens if token.kind == "word")
    # "Koramil 0501-02/Kemayoran": the Kodim's number before its own
    if len(numbers) == 2 and kind and parent is None and len(numbers[0]) > len(numbers[1]):
        return UnitName(kind, numbers[1:], words, UnitName("", numbers[:1], ()))
    return UnitName(kind, numbers, words, parent)


def same_kind(one: str, other: str) -> bool:
    """ "Polsek" and "Polsek Metro" are one kind of unit, called differently in big cities."""
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def number(one: UnitName, other: UnitName) -> Agreement:
    if not one.numbers or not other.numbers:
        return "unknown"
    return "same" if one.numbers[-1] == other.numbers[-1] else "other"


def words(one: UnitName, other: UnitName) -> Agreement:
    """``short``: one is an abbreviation of the other."""
    if not one.words or not other.words:
        return "unknown"
    mine, theirs = sounds(" ".join(one.words)), sounds(" ".join(other.words))
    if mine == theirs or "".join(mine) == "".join(theirs):
        return "same"
    short, long = sorted((one.words, other.words), key=lambda w: len("".join(w)))
    return "short" if abbreviates("".join(short), long) else "other"


def parents(one: UnitName, other: UnitName) -> Agreement:
    if one.parent is None or other.parent is None:
        return "unknown"
    if number(one.parent, other.parent) == "other":
        return "other"
    found = words(one.parent, other.parent)
    return "same" if found in ("same", "short") or number(one.parent, other.parent) == "same" else found


def agree(one: UnitName, other: UnitName) -> Agreement:
    """Whether two names can name one unit: ``same`` in all both give, ``short`` where one gives a part."""
    if not same_kind(one.kind, other.kind) or "other" in (number(one, other), parents(one, other)):
        return "other"
    by_number, by_words = number(one, other), words(one, other)
    if by_words == "same":
        return "same" if by_number == "same" or one.numbers == other.numbers else "short"
    if by_words == "short" or (by_words == "unknown" and by_number == "same"):
        return "short"
    return "other" if by_words == "other" else "unknown"


def above(one: UnitName, other: UnitName) -> bool:
    """Whether the name of ``other`` says that it stands below ``one``."""
    return (
        other.parent is not None and bool(one.kind) and agree(one, _kinded(other.parent, one.kind)) in ("same", "short")
    )


def _kinded(parent: UnitName, kind: str) -> UnitName:
    return parent if parent.kind else UnitName(kind, parent.numbers, parent.words, parent.parent)


def abbreviates(short: str, long: Words) -> bool:
    """Whether a few letters stand for words: their initials, or letters of one word in order from its first.

    >>> abbreviates("kmy", ("kemayoran",)), abbreviates("jp", ("jakarta", "pusat")), abbreviates("sb", ("kemayoran",))
    (True, True, False)
    """
    whole = "".join(long)
    if not 2 <= len(short) <= _SHORT or len(short) >= len(whole) or short[0] != whole[0]:
        return False
    if len(long) > 1 and short == "".join(word[0] for word in long):
        return True
    letters = iter(whole)
    return all(letter in letters for letter in short)
