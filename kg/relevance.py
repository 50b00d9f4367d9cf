"""How surely an article is of the genre this project reads, and by which words; decided before extraction."""

from __future__ import annotations

import functools
import math
from typing import NamedTuple

from kg.extract.cues import CueTable
from kg.model import Article
from kg.text.tokens import tokenize
from kg.vocab import Vocabulary

THRESHOLD = 0.5
"""Least score of an article that is about the genre; chosen on annotated reports and on news of every other kind."""

_HALF = 3.0  # weight of the signs at which a score of 0.5 is reached: one word that is hardly met elsewhere
_SAMPLE = 12_000  # characters: what an article is about shows in its first pages


class Relevance(NamedTuple):
    """``score`` in [0, 1]; ``signs`` the words of the genre that were found, the weightiest first."""

    score: float
    signs: tuple[str, ...]

    @property
    def relevant(self) -> bool:
        return self.score >= THRESHOLD


def relevance(article: Article, vocab: Vocabulary) -> Relevance:
    """Each sign counts once, however often it is met; a text of any length can reach the same score."""
    text = "\n".join(part for part in (article.title, article.text) if part)[:_SAMPLE]
    found: dict[str, float] = {}
    for hit in _signs(vocab).scan(tokens := tokenize(text), 0, len(tokens)):
        if hit.notation != "-":
            found[hit.notation] = max(hit.weight, found.get(hit.notation, 0.0))
    score = 1 - math.pow(0.5, sum(found.values()) / _HALF)
    return Relevance(round(score, 3), tuple(sorted(found, key=lambda sign: (-found[sign], sign))))


@functools.lru_cache(maxsize=2)
def _signs(vocab: Vocabulary) -> CueTable:
    return CueTable.build((row["cue"], row["sign"], float(row["weight"])) for row in vocab.tables["relevance"])
