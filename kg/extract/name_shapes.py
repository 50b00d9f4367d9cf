"""Whether a capitalised word is one of a person's name or of an area's: by lists, by the gazetteer, by its letters.

"Tirtosworo" stands in no gazetteer and "Firmansyah" may stand in no list, yet every reader hears where the village ends
and its head begins. What the ear goes by is learned here: how much oftener three letters follow each other in the words
of names than in those of areas. ``ontology/lexicon/name-shapes.tsv`` holds it, made by
``python benchmarks/name_shapes.py --write``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Set on made-up pairs of villages and names, half of them in no list: natural logarithms of odds.
_SHAPE = 0.3  # what the letters say counts less than it seems, since they hang together
_SHAPE_MOST = 4.0
_LISTED = 5.0
_PLACED = 1.0  # times the logarithm of the number of areas with the word
_LETTERS = 3  # shorter words ("I", "La", "H") tell nothing

TEACHERS = ("given-names", "name-words")  # tables of words of names that the shapes are learned from
_ALPHABET = 40
_TRUST = 5.0  # occurrences at which three letters weigh as much as the two before them
_SEEN = 8  # occurrences among areas from which on a triple is kept

Shapes = Mapping[
    str, float
]  # two or three letters, ^ before and $ after a word -> how much likelier in a person's name


@dataclass(frozen=True, slots=True)
class NameShapes:
    shapes: Shapes
    listed: frozenset[str]  # folded words of persons' names
    _letters: dict[str, float] = field(default_factory=dict)

    def odds(self, word: str, areas: int) -> float:
        """How much likelier (natural logarithm of the odds) a word is one of a person's name than of an area's; 0 where
        nothing is known. ``word`` is folded, ``areas`` the number of areas with it in their name."""
        if len(word) < _LETTERS:
            return 0.0
        letters = self._letters.get(word)
        if letters is None:
            letters = self._letters[word] = shape(self.shapes, word) * _SHAPE
        known = _LISTED if word in self.listed else 0.0
        return max(-_SHAPE_MOST, min(_SHAPE_MOST, letters)) + known - _PLACED * math.log1p(areas)


def shape(shapes: Shapes, word: str) -> float:
    """What the letters of a folded word say: the sum over its letters, each with the two before it."""
    marked = f"^^{word}$"
    triples = (marked[i - 2 : i + 1] for i in range(2, len(marked)))
    return sum(shapes[t] if t in shapes else shapes.get(t[1:], 0.0) for t in triples)


# learning ----------------------------------------------------------------------------------------------------------


def fit(names: Iterable[str], areas: Mapping[str, int]) -> dict[str, float]:
    """Shapes from the words of persons' names and those of areas (word -> number of areas), in order of the letters."""
    of_names = _Letters((word, 1.0) for word in sorted(names))
    # that a word is in a thousand villages says no more of its letters than that it is in some
    of_areas = _Letters((word, 1.0 + math.log(areas[word])) for word in sorted(areas))
    often = {letters for letters, seen in of_areas.counts[3].items() if seen >= _SEEN}
    kept = sorted({*of_names.counts[3], *often, *of_names.counts[2], *of_areas.counts[2]})
    odds = ((k, round(math.log(of_names.share(k)) - math.log(of_areas.share(k)), 1)) for k in kept)
    return {letters: value for letters, value in odds if value}


class _Letters:
    """How often which letter follows which one or two, in the words given with their weights."""

    def __init__(self, words: Iterable[tuple[str, float]]) -> None:
        self.counts: dict[int, dict[str, float]] = {n: defaultdict(float) for n in (1, 2, 3)}
        self.before: dict[int, dict[str, float]] = {n: defaultdict(float) for n in (1, 2, 3)}
        for word, weight in words:
            marked = f"^^{word}$"
            for i in range(2, len(marked)):
                for n in (1, 2, 3):
                    self.counts[n][marked[i - n + 1 : i + 1]] += weight
                    self.before[n][marked[i - n + 1 : i]] += weight

    def share(self, letters: str) -> float:
        """The share of the last letter after those before it, drawn towards its share after fewer of them."""
        found = 1 / _ALPHABET
        for n in range(1, len(letters) + 1):
            if before := self.before[n][letters[len(letters) - n : -1]]:
                found = (self.counts[n][letters[-n:]] + _TRUST * found) / (before + _TRUST)
        return found
