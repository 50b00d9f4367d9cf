"""Find people, units, places and sentences by words: typing errors and spellings of old and new are allowed.

Names come from the view of best values, sentences from the graphs of articles, both through an index that is derived
from the graph (``kg.search.upkeep``). A name scores 1.0 when it is written so, less for every letter or word that
differs; a sentence scores less than a name that is as close.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import NamedNode

from kg.i18n import Lang, text
from kg.lookup import Queryable, select
from kg.search.index import Alike, Index, Kind, Name
from kg.search.upkeep import NotReady, ask
from kg.search.words import combined
from kg.search.words import words as words_of

__all__ = ["KINDS", "Hit", "NotReady", "hits", "search", "suggest", "to_json", "to_text"]

KINDS: tuple[Kind, ...] = ("person", "organization", "place", "sentence")

_SENTENCE = 0.8  # most that a sentence can score
_MOST_WORDS = 32  # that are looked for; more than anybody types


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``score`` in [0, 1]; ``detail`` is what tells it from its namesakes (role, area; or source)."""

    iri: str
    kind: Kind
    label: str
    detail: str
    score: float


def search(
    graph: Queryable, words: str, *, kinds: Collection[Kind] = KINDS, limit: int = 20, wait: bool = True
) -> list[Hit]:
    """Best hits first; ties by kind, label and IRI, of sentences the newest first. Blank ``words`` find nothing.

    ``wait``: as of ``kg.search.upkeep.ask``.
    """
    wanted = words_of(words)[:_MOST_WORDS]
    if not wanted:
        return []
    return hits(graph, ask(graph, lambda index: _found(index, wanted, kinds, limit), wait=wait), limit)


def suggest(
    graph: Queryable, words: str, *, kinds: Collection[Kind] = KINDS, limit: int = 8, wait: bool = True
) -> list[Hit]:
    """Names that begin so, or have a word that does, shorter ones first; where none does, names that are close."""
    return hits(graph, ask(graph, lambda index: _begun(index, words, kinds, limit), wait=wait), limit)


def _found(index: Index, wanted: Sequence[str], kinds: Collection[Kind], limit: int) -> list[tuple[float, Name]]:
    alike = [index.alike(word) for word in dict.fromkeys(wanted)]
    named = [kind for kind in kinds if kind != "sentence"]
    found = _names(index, wanted, alike, named) if named else []
    if "sentence" in kinds:
        found += _sentences(index, alike, limit)
    return found


def _begun(index: Index, words: str, kinds: Collection[Kind], limit: int) -> list[tuple[float, Name]]:
    best: dict[str, tuple[float, Name]] = {}
    for inside in (False, True):
        # a thing may have several names
        for name in index.names_beginning(words, kinds, 4 * limit, inside=inside):
            score = (0.9 if inside else 1.0) - min(len(name.name), 400) / 1000
            best.setdefault(name.iri, (score, name))
    wanted = words_of(words)[:_MOST_WORDS]
    return list(best.values()) or _names(index, wanted, [index.alike(word) for word in wanted], kinds)


def _names(
    index: Index, wanted: Sequence[str], alike: Sequence[Alike], kinds: Collection[Kind]
) -> list[tuple[float, Name]]:
    """Every thing of these kinds that comes close enough, by its best name."""
    whole = " ".join(wanted)
    best: dict[str, tuple[float, Name]] = {}
    # where no name has every word, one that has some of them may still look like what was typed
    for every in (True, False):
        for name in index.names_of(alike, kinds, every=every):
            theirs = words_of(name.name)
            each = _nearest(theirs, alike)
            score = combined(whole, " ".join(theirs), each)
            if score > best.get(name.iri, (0.0, name))[0]:
                best[name.iri] = (score, name)
        if best or len(alike) == 1:
            break
    return list(best.values())


def _sentences(index: Index, alike: Sequence[Alike], limit: int) -> list[tuple[float, Name]]:
    """Sentences that have every word, or, where there are fewer of those than are asked for, one close to it."""
    exact = [{word: score for word, score in likely.items() if score == 1.0} for likely in alike]
    found = [(_SENTENCE, sentence) for sentence in index.sentences_of(exact, limit)]
    if len(found) >= limit:
        return found
    known = {sentence.iri for _, sentence in found}
    for sentence in index.sentences_of(alike):
        if sentence.iri in known:
            continue
        each = _nearest(words_of(sentence.label), alike)
        found.append((round(sum(each) / len(each) * _SENTENCE, 4), sentence))
    return found


def _nearest(theirs: Sequence[str], alike: Sequence[Alike]) -> list[float]:
    """How close, for each word that is wanted, the closest of these comes to it."""
    return [max((likely.get(word, 0.0) for word in theirs), default=0.0) for likely in alike]


def hits(graph: Queryable, found: list[tuple[float, Name]], limit: int) -> list[Hit]:
    """What was found, the best first, with what tells namesakes apart."""
    found = sorted(found, key=lambda hit: (-hit[0], KINDS.index(hit[1].kind), *_order(hit[1])))
    top = found[:limit]
    details = _details(graph, [name for _, name in top])
    return [Hit(n.iri, n.kind, n.label, details.get(n.iri, n.name), score) for score, n in top]


def _order(name: Name) -> tuple[str, ...]:
    return () if name.kind == "sentence" else (name.label, name.iri)  # sentences came in their order


_TELLING = (
    "tp:militaryRank/skos:notation", "tp:role/skos:prefLabel", "tp:unitKind/skos:prefLabel", "tp:level/skos:prefLabel",
    "tp:unit/rdfs:label", "tp:assignedArea/rdfs:label", "schema:containedInPlace/rdfs:label",
)  # fmt: skip
"""What tells namesakes apart, in the order it is told."""


def _details(graph: Queryable, names: Sequence[Name]) -> dict[str, str]:
    """What is known of the things found, all of them asked for at once."""
    nodes = " ".join(str(NamedNode(iri)) for iri in sorted({name.iri for name in names if name.kind != "sentence"}))
    if not nodes:
        return {}
    each = (
        f"{{ VALUES ?x {{ {nodes} }} ?x {path} ?label BIND({order} AS ?order) }}" for order, path in enumerate(_TELLING)
    )
    sparql = f"""SELECT ?x ?label WHERE {{ {" UNION ".join(each)} FILTER(LANG(?label) IN ("", "id")) }}
        ORDER BY ?x ?order ?label"""
    found: dict[str, dict[str, None]] = {}
    for iri, label in select(graph, sparql):
        found.setdefault(iri, {})[label] = None
    return {name.iri: ", ".join(found.get(name.iri, ())) for name in names if name.kind != "sentence"}


def to_json(hits: list[Hit]) -> dict[str, Any]:
    return {"schema": 1, "hits": [asdict(hit) for hit in hits]}


def to_text(hits: list[Hit], lang: Lang = "id") -> str:
    """Two lines a hit: what it is, and its IRI."""
    lines: list[str] = []
    for hit in hits:
        detail = f" – {hit.detail}" if hit.detail else ""
        lines += [f"{hit.label} ({text('kind.' + hit.kind, lang)}{detail})", f"  {hit.iri}"]
    return "".join(f"{line}\n" for line in lines)
