"""How much two texts have in common: runs of words, and the numbers by which texts are found that share many of them.

Which texts are compared at all is decided by MinHash in bands (Broder 1997), with one permutation, since a text is read
but once (Li, Owen and Zhang 2012).
"""

from __future__ import annotations

import hashlib
import re
import struct
from typing import NamedTuple

from kg.text.tokens import fold

MEETINGS = 2
"""Bands that two texts must share to be compared."""

_RUN = 3  # words
_LEAST = 60  # runs: of a shorter text a formula that everybody uses may be the half
_WORD = re.compile(r"[^\W_]+")

# Of texts with this share of all their runs in common so many meet: 0.5: 99.8 %, 0.2: 9 %, 0.1: 0.2 %. Half is what a
# reprint has that was cut to the half; articles filled from one template have 0.1 to 0.2.
_BANDS, _ROWS = 64, 3

_MARKS = 1_024  # bits: of two texts of 300 runs that share a tenth, the share is seen to be below 0.5


def runs(text: str) -> frozenset[int]:
    """The runs of three words of a text as hashes, the same on every machine; of a shorter text its words."""
    words = _WORD.findall(fold(text))
    found = [" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)] or words
    return frozenset(_hash(run) for run in found)


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the smaller set lies in the other, in [0, 1]; nothing of an empty one."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def bands(found: frozenset[int]) -> list[int]:
    """Numbers of which near-duplicates have some in common; none of a text too short to be told from another."""
    if len(found) < _LEAST:
        return []
    size = _BANDS * _ROWS
    lowest: list[int | None] = [None] * size
    for each in found:
        place, value = each % size, each // size
        held = lowest[place]
        if held is None or value < held:
            lowest[place] = value
    # a text leaves places empty: each borrows from the next that is not, marked with the distance
    filled: list[tuple[int, int]] = [(0, 0)] * size
    step, value = 0, 0
    for place in reversed(range(2 * size)):
        held = lowest[place % size]
        step, value = (step + 1, value) if held is None else (0, held)
        filled[place % size] = (step, value)
    # rows of a band lie far apart, so that they seldom borrow from one place
    return [_hash(f"{number} {filled[number::_BANDS]}") for number in range(_BANDS)]


class Sketch(NamedTuple):
    """A set in little room: how many runs it has, and a bit for each, which runs share at random."""

    size: int
    marks: int


def sketch(found: frozenset[int]) -> Sketch:
    marks = 0
    for each in found:
        marks |= 1 << each % _MARKS
    return Sketch(len(found), marks)


def may_share(one: Sketch, other: Sketch, least: float) -> bool:
    """Whether ``share`` of two sets can be ``least``; never False if it is.

    A mark that the larger set lacks stands for a run, or several, that it lacks.
    """
    smaller, larger = sorted((one, other))
    return smaller.size - (smaller.marks & ~larger.marks).bit_count() >= least * smaller.size


def pack(found: frozenset[int]) -> bytes:
    """Runs as they are stored; equal runs, equal bytes."""
    return struct.pack(f"<{len(found)}q", *sorted(found))


def unpack(packed: bytes) -> frozenset[int]:
    """What ``pack`` was given."""
    return frozenset(struct.unpack(f"<{len(packed) // 8}q", packed))


def _hash(text: str) -> int:
    """63 bits: what SQLite holds as one integer."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
