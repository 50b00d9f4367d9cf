"""One article made ready for a graph: extracted, linked, mapped, checked. A pure function, run in any process."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg import gazetteer as gazetteers
from kg import vocab as vocabularies
from kg.archive import pack, unpack
from kg.derive import Gazetteer, Row, contributions
from kg.errors import KgError
from kg.link import link
from kg.model import Article, Extraction, Issue
from kg.ns import RDF, SCHEMA, TP
from kg.rdf import terms
from kg.rdf.described import described
from kg.rdf.iris import Minter
from kg.rdf.mapping import to_triples
from kg.validate import verdicts
from kg.validate.nodes import Checker
from kg.vocab import Vocabulary

_TYPE, _CLAIM = RDF + "type", f"<{TP}Claim>"

Extract = Callable[[Article, Vocabulary], Extraction]


class Failure(NamedTuple):
    """An article that could not be read, and why."""

    source: str
    reason: str


class Reading(NamedTuple):
    """An article made ready for the graph."""

    packed: bytes  # quads as the archive keeps them, which is also what travels fastest between processes
    rows: list[Row]
    issues: tuple[Issue, ...]
    outlet: str | None
    facts: int  # claims
    verdict: str  # of the shapes on the quads, as ``kg.validate.verdicts`` writes it

    @property
    def quads(self) -> bytes:
        """N-Quads of the article's graph."""
        return unpack(self.packed)


@dataclass(frozen=True)
class Reader:
    """From an article to its reading, or to the reason why there is none. Loads what it needs in its own process."""

    base: str
    extract: Extract | None = None
    vocab: Vocabulary | None = None
    gazetteer: Gazetteer | None = None

    def __call__(self, article: Article) -> Reading | Failure:
        try:
            extraction = self._extract(article, self._vocab)
            minter = Minter(self.base)
            triples = to_triples(extraction, link(extraction, self._vocab, minter), self._vocab)
            nodes = described(triples)
            rows = contributions(nodes, self._gazetteer, minter)
            graph = minter.article_graph(article.key, article.sha256)
            quads = terms.to_bytes(terms.quads(triples, graph))
        except KgError as error:
            return Failure(article.source, str(error))
        except Exception as error:  # any flaw of a rule must cost one article only; it is reported, never dropped
            return Failure(article.source, f"reading stopped with {type(error).__name__}: {error}")
        claims = sum(_CLAIM in values.get(_TYPE, ()) for values in nodes.values())
        outlet = _outlet(rows, minter.article(article.key))
        verdict = verdicts.judge(self._checker, nodes, graph)
        return Reading(pack(quads), rows, extraction.issues, outlet, claims, verdict.to_text())

    def __getstate__(self) -> dict[str, object]:
        fields = ("base", "extract", "vocab", "gazetteer")
        return {name: self.__dict__[name] for name in fields if name in self.__dict__}

    @functools.cached_property
    def _vocab(self) -> Vocabulary:
        return self.vocab or vocabularies.load()

    @functools.cached_property
    def _gazetteer(self) -> Gazetteer:
        return self.gazetteer or gazetteers.load()

    @functools.cached_property
    def _checker(self) -> Checker:
        return verdicts.checker(verdicts.SHAPES)

    @functools.cached_property
    def _extract(self) -> Extract:
        if self.extract:
            return self.extract
        from kg.extract import extract

        return extract


def _outlet(rows: Iterable[Row], article: str) -> str | None:
    key = (article, SCHEMA + "publisher")
    return next((row.object[1:-1] for row in rows if (row.subject, row.predicate) == key), None)
