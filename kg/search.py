"""Find people, units, places and sentences by words, typing errors allowed.

Names come from the view of best values, sentences from the graphs of articles. A name scores 1.0 when it is written
so, less for every letter or word that differs; a sentence scores less than a name that is as close.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from kg.i18n import Lang, text
from kg.lookup import Queryable, select
from kg.ns import TP
from kg.text.tokens import fold

Kind = Literal["person", "organization", "place", "sentence"]
KINDS: tuple[Kind, ...] = ("person", "organization", "place", "sentence")

_CLASSES: dict[Kind, str] = {"person": TP + "Person", "organization": TP + "Organization", "place": TP + "Place"}

_CLOSE = 0.72  # of a word: one letter of four may differ, two of eight
_CLOSE_WHOLE = 0.8  # of a name: namesakes of one word stay apart ("Siti Rahma", "Siti Aminah")
_PART = 0.92  # most that a name can score which has more words than were asked for
_SENTENCE = 0.8  # most that a sentence can score
_ROUGH = 55.0  # rapidfuzz's own score, to pick the names that are looked at closely

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``score`` in [0, 1]; ``detail`` is what tells it from its namesakes (role, area; or source)."""

    iri: str
    kind: Kind
    label: str
    detail: str
    score: float


class Name(NamedTuple):
    iri: str
    kind: Kind
    label: str
    name: str  # the form that was compared: the label or another way it is written


class Names:
    """Every name of persons, units and places, folded once: for a graph that is searched often."""

    def __init__(self, graph: Queryable, kinds: Collection[Kind] = KINDS) -> None:
        self.entries = [name for kind in KINDS if kind in kinds and kind in _CLASSES for name in _names(graph, kind)]
        self.folded = [fold(name.name) for name in self.entries]

    def best(self, wanted: str, kinds: Collection[Kind] = KINDS) -> list[tuple[float, Name]]:
        """Every thing of these kinds that comes close enough to folded ``wanted``, by its best name."""
        rough = process.extract(wanted, self.folded, scorer=fuzz.WRatio, score_cutoff=_ROUGH, limit=None)
        best: dict[str, tuple[float, Name]] = {}
        for candidate, _, index in rough:
            name = self.entries[index]
            if name.kind in kinds and (score := closeness(wanted, candidate)) > best.get(name.iri, (0.0, name))[0]:
                best[name.iri] = (score, name)
        return list(best.values())


def search(
    graph: Queryable, words: str, *, kinds: Collection[Kind] = KINDS, limit: int = 20, names: Names | None = None
) -> list[Hit]:
    """Best hits first; ties by kind, label and IRI. Blank ``words`` find nothing. ``names``: those of the graph."""
    wanted = fold(" ".join(words.split()))
    if not wanted:
        return []
    found = (names or Names(graph, kinds)).best(wanted, kinds)
    if "sentence" in kinds:
        found += _sentences(graph, wanted)
    return hits(graph, found, limit)


def hits(graph: Queryable, found: list[tuple[float, Name]], limit: int) -> list[Hit]:
    """What was found, the best first, with what tells namesakes apart."""
    found = sorted(found, key=lambda hit: (-hit[0], KINDS.index(hit[1].kind), hit[1].label, hit[1].iri))
    top = found[:limit]
    details = _details(graph, [name for _, name in top])
    return [Hit(n.iri, n.kind, n.label, details.get(n.iri, n.name), score) for score, n in top]


def _names(graph: Queryable, kind: Kind) -> Iterator[Name]:
    sparql = """
        SELECT DISTINCT ?x ?label ?name WHERE {
          ?x a ?class ; rdfs:label ?label ; rdfs:label|skos:altLabel|schema:alternateName ?name
        } ORDER BY ?x ?label ?name"""
    for iri, label, name in select(graph, sparql, **{"class": NamedNode(_CLASSES[kind])}):
        yield Name(iri, kind, label, name)


def closeness(wanted: str, name: str) -> float:
    """How well folded ``name`` answers folded ``wanted``, in [0, 1]; 0 if some word of ``wanted`` is nowhere in it.

    >>> closeness("tono", "tono"), closeness("tono", "tono wibowo"), closeness("tono", "siti")
    (1.0, 0.92, 0.0)
    """
    if wanted == name:
        return 1.0
    theirs = name.split()
    each = [max((fuzz.ratio(word, other) / 100 for other in theirs), default=0.0) for word in wanted.split()]
    by_word = sum(each) / len(each) * _PART if each and min(each) >= _CLOSE else 0.0
    whole = fuzz.ratio(wanted, name) / 100
    return round(max(by_word, whole if whole >= _CLOSE_WHOLE else 0.0), 4)


def _sentences(graph: Queryable, wanted: str) -> list[tuple[float, Name]]:
    """Sentences that have every word, or one close to it."""
    found = list(select(graph, _SENTENCES))
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for index, (_, sentence, _) in enumerate(found):
        for word in _words(sentence):
            holders[word].add(index)
    scores = [0.0] * len(found)
    kept: set[int] | None = None
    asked = list(dict.fromkeys(_words(wanted)))
    for word in asked:
        best: dict[int, float] = {}
        for other, score, _ in process.extract(
            word, sorted(holders), scorer=fuzz.ratio, score_cutoff=_CLOSE * 100, limit=None
        ):
            for index in holders[other]:
                best[index] = max(best.get(index, 0.0), score / 100)
        kept = set(best) if kept is None else kept & set(best)
        for index, score in best.items():
            scores[index] += score / len(asked) * _SENTENCE
    return [
        (round(scores[i], 4), Name(found[i][0], "sentence", " ".join(found[i][1].split()), found[i][2]))
        for i in sorted(kept or ())
    ]


_SENTENCES = """
    SELECT ?sentence ?text ?source WHERE {
      GRAPH ?g { ?sentence a nif:Sentence ; nif:anchorOf ?text ; nif:referenceContext/tp:source ?source }
    } ORDER BY ?sentence"""


def _words(sentence: str) -> list[str]:
    return _WORD.findall(fold(sentence))


_DETAILS = """
    SELECT ?label WHERE {
      { ?x tp:militaryRank/skos:notation ?label BIND(1 AS ?order) }
      UNION { ?x tp:role/skos:prefLabel ?label BIND(2 AS ?order) }
      UNION { ?x tp:unitKind/skos:prefLabel ?label BIND(2 AS ?order) }
      UNION { ?x tp:level/skos:prefLabel ?label BIND(2 AS ?order) }
      UNION { ?x tp:unit/rdfs:label ?label BIND(3 AS ?order) }
      UNION { ?x tp:assignedArea/rdfs:label ?label BIND(4 AS ?order) }
      UNION { ?x schema:containedInPlace/rdfs:label ?label BIND(5 AS ?order) }
      FILTER(LANG(?label) IN ("", "id"))
    } ORDER BY ?order ?label"""


def _details(graph: Queryable, names: Iterable[Name]) -> dict[str, str]:
    """What is known of the things found, for telling namesakes apart."""
    return {
        name.iri: ", ".join(dict.fromkeys(row[0] for row in select(graph, _DETAILS, x=NamedNode(name.iri))))
        for name in names
        if name.kind != "sentence"
    }


def to_json(hits: list[Hit]) -> dict[str, Any]:
    return {"schema": 1, "hits": [asdict(hit) for hit in hits]}


def to_text(hits: list[Hit], lang: Lang = "id") -> str:
    """Two lines a hit: what it is, and its IRI."""
    lines: list[str] = []
    for hit in hits:
        detail = f" – {hit.detail}" if hit.detail else ""
        lines += [f"{hit.label} ({text('kind.' + hit.kind, lang)}{detail})", f"  {hit.iri}"]
    return "".join(f"{line}\n" for line in lines)
