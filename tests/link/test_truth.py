"""Over made-up articles whose truth is known: whom the machine takes for one person is one, nearly always."""

from __future__ import annotations

from pathlib import Path

import pytest
import truth
from identities import Identities

ARTICLES = 600


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_persons_are_told_apart_and_brought_together(tmp_path: Path, seed: int) -> None:
    corpus = truth.corpus(ARTICLES, seed, regencies=("31.71",))
    found = Identities(tmp_path)
    for number, article in enumerate(corpus.articles):
        found.put_article(article, str(number))
    merges = found.settle()
    figures = truth.judge(truth.taken(corpus, merges))
    assert figures.mentions == len(corpus.who) > 1_500
    assert figures.precision >= 0.99
    assert figures.recall >= 0.95
