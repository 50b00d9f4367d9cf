"""Over made-up articles whose truth is known: whom the machine takes for one person is one, nearly always."""

from __future__ import annotations

from pathlib import Path

import graphs
import pytest
import truth
from identities import Identities

from kg.link import link
from kg.vocab import load

ARTICLES = 600


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_persons_are_told_apart_and_brought_together(tmp_path: Path, seed: int) -> None:
    corpus = truth.corpus(ARTICLES, seed, regencies=("31.71",))
    found = Identities(tmp_path)
    for number, article in enumerate(corpus.articles):
        found.put_article(article, str(number))
    merges = found.settle()
    taken = []
    for article in corpus.articles:
        links = link(graphs.extract(article, load()), load())
        names = {entity.id: entity.name for entity in graphs.extract(article, load()).entities}
        for local, name in names.items():
            if (article.key, name) in corpus.who:
                taken.append((merges.get(links[local], links[local]), corpus.who[article.key, name]))
    figures = truth.judge(taken)
    assert figures.mentions == len(corpus.who) > 1_500
    assert figures.precision >= 0.99
    assert figures.recall >= 0.95
