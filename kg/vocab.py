"""The files of ontology/vocab and ontology/lexicon as one frozen record. Refuses clashes, naming both sides."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import pyoxigraph as ox

from kg import ns, resources
from kg.errors import DataError
from kg.model import Pillar
from kg.text.phrases import PhraseTable
from kg.text.tokens import fold


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank. ``notation`` is shared by ranks of several institutions (Brigjen); ``iri`` tells them apart."""

    iri: str
    notation: str
    label_id: str
    label_en: str
    institution: str  # TNI (all services), TNI-AD, TNI-AL, TNI-AU or Polri
    pillar: Pillar
    order: int  # higher is senior, within an institution
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """An office. ``unit_kind``: the kind of unit whose name follows it; ``level``: of the area it is held for."""

    iri: str
    notation: str
    label_id: str
    label_en: str
    pillar: Pillar | None
    institution: str | None
    unit_kind: str | None
    level: str | None
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit or body. ``name_needed``: without a name after it the words name no single body."""

    iri: str
    notation: str
    label_id: str
    label_en: str
    pillar: Pillar | None
    parent: str | None
    level: str | None
    name_needed: bool
    head_post: str | None
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of administrative area; ``order`` 1 is the largest."""

    iri: str
    notation: str
    label_id: str
    label_en: str
    order: int
    head_post: str | None
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    iri: str
    notation: str
    label_id: str
    label_en: str
    surfaces: tuple[str, ...]


class _Entry(Protocol):
    @property
    def iri(self) -> str: ...
    @property
    def surfaces(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=_Entry)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Everything listed under ontology/. Compared by identity: it is loaded once."""

    ranks: Mapping[str, Rank]  # by local name of the IRI: notations repeat across institutions
    posts: Mapping[str, Post]  # by notation, as all below
    unit_kinds: Mapping[str, UnitKind]
    levels: Mapping[str, Level]
    activities: Mapping[str, Concept]
    topics: Mapping[str, Concept]
    reasons: Mapping[str, Concept]
    tables: Mapping[str, tuple[dict[str, str], ...]]  # every lexicon/*.tsv by stem
    rank_phrases: PhraseTable[Rank]
    post_phrases: PhraseTable[Post]
    unit_phrases: PhraseTable[UnitKind]
    level_phrases: PhraseTable[Level]
    abbreviations: frozenset[str]  # folded, without the final dot


_PILLARS: dict[str, Pillar] = {
    "unsurTNI": "TNI",
    "unsurPolri": "Polri",
    "unsurPemerintah": "Pemerintah",
    "unsurMasyarakat": "Masyarakat",
}


class _Node:
    """The values of one concept, by property."""

    def __init__(self, iri: str, file: str) -> None:
        self.iri, self.file = iri, file
        self.values: dict[str, list[tuple[str, str | None]]] = {}

    @property
    def local(self) -> str:
        return self.iri.removeprefix(ns.TP)

    def all(self, property: str, language: str | None = None) -> list[str]:
        return [v for v, lang in self.values.get(property, ()) if language is None or lang in (language, None)]

    def one(self, property: str, language: str | None = None) -> str | None:
        found = self.all(property, language)
        return found[0] if found else None

    def must(self, property: str, language: str | None = None) -> str:
        value = self.one(property, language)
        if value is None:
            raise DataError(f"{self.file}: {self.local}: expected {property}@{language or ''}, found none; add it")
        return value

    def local_of(self, property: str, prefix: str = "") -> str | None:
        value = self.one(property)
        return value.removeprefix(ns.TP).removeprefix(prefix) if value else None

    @property
    def surfaces(self) -> tuple[str, ...]:
        words = [self.must(ns.SKOS + "notation"), self.must(ns.SKOS + "prefLabel", "id")]
        words += self.all(ns.SKOS + "altLabel", "id") + self.all(ns.SKOS + "hiddenLabel", "id")
        return tuple(dict.fromkeys(words))


def _read(path: Path) -> list[_Node]:
    """The concepts of one Turtle file, in the order of the file."""
    nodes: dict[str, _Node] = {}
    try:
        quads = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as e:
        raise DataError(f"vocab/{path.name}: expected Turtle, found: {e}") from e
    concepts = {
        q.subject.value
        for q in quads
        if q.predicate.value == ns.RDF + "type" and getattr(q.object, "value", "") == ns.SKOS + "Concept"
    }
    for q in quads:
        iri = getattr(q.subject, "value", "")
        if iri in concepts:
            node = nodes.setdefault(iri, _Node(iri, f"vocab/{path.name}"))
            value, language = getattr(q.object, "value", ""), getattr(q.object, "language", None)
            node.values.setdefault(q.predicate.value, []).append((value, language))
    return list(nodes.values())


def _keyed(nodes: Iterable[_Node], make: Callable[[_Node], T], key: Callable[[_Node], str]) -> dict[str, T]:
    out: dict[str, T] = {}
    owner: dict[str, _Node] = {}
    said: dict[str, _Node] = {}
    for node in nodes:
        k = key(node)
        if k in owner:
            raise DataError(f"{node.file}: {k!r} is on both {owner[k].local} and {node.local}; drop one")
        owner[k] = node
        out[k] = make(node)
        for surface in out[k].surfaces:
            other = said.setdefault(fold(surface), node)
            if other is not node and not _shares(node, other, surface):
                raise DataError(f"{node.file}: {surface!r} is on both {other.local} and {node.local}; drop one")
    return out


def _shares(node: _Node, other: _Node, surface: str) -> bool:
    """Ranks of several institutions may share a notation; any other surface belongs to one concept."""
    institution = ns.TP + "rankInstitution"
    return node.one(institution) is not None and node.one(institution) != other.one(institution)


def _rank(n: _Node) -> Rank:
    institution = n.local_of(ns.TP + "rankInstitution") or ""
    pillar: Pillar = "Polri" if institution == "Polri" else "TNI"
    return Rank(n.iri, *_labels(n), institution, pillar, int(n.must(ns.TP + "rankOrder")), n.surfaces)


def _post(n: _Node) -> Post:
    return Post(
        n.iri, *_labels(n), _pillar(n), n.local_of(ns.TP + "roleInstitution"),
        n.local_of(ns.TP + "impliesUnitKind", "unitkind-"), n.local_of(ns.TP + "heldForLevel", "level-"), n.surfaces,
    )  # fmt: skip


def _unit_kind(n: _Node) -> UnitKind:
    return UnitKind(
        n.iri, *_labels(n), _pillar(n), n.local_of(ns.TP + "parentKind", "unitkind-"),
        n.local_of(ns.TP + "heldForLevel", "level-"), n.one(ns.TP + "nameNeeded") != "false",
        n.local_of(ns.TP + "headPost"), n.surfaces,
    )  # fmt: skip


def _level(n: _Node) -> Level:
    return Level(n.iri, *_labels(n), int(n.must(ns.TP + "levelOrder")), n.local_of(ns.TP + "headPost"), n.surfaces)


def _concept(n: _Node) -> Concept:
    return Concept(n.iri, *_labels(n), n.surfaces)


def _labels(n: _Node) -> tuple[str, str, str]:
    label = ns.SKOS + "prefLabel"
    return n.must(ns.SKOS + "notation"), n.must(label, "id"), n.must(label, "en")


def _pillar(n: _Node) -> Pillar | None:
    return _PILLARS.get(n.local_of(ns.TP + "element") or "")


def _phrases(concepts: Mapping[str, T]) -> PhraseTable[T]:
    return PhraseTable((s, c) for c in concepts.values() for s in c.surfaces)


def _tables(folder: Path) -> dict[str, tuple[dict[str, str], ...]]:
    out = {}
    for path in sorted(folder.glob("*.tsv")):
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        out[path.stem] = tuple(dict(row) for row in reader)
    return out


@functools.cache
def load(folder: Path = resources.ONTOLOGY) -> Vocabulary:
    """The vocabulary under ``folder``. Raises DataError on a missing value or a clash."""
    vocab = folder / "vocab"
    by_notation: Callable[[_Node], str] = lambda n: n.must(ns.SKOS + "notation")  # noqa: E731
    ranks = _keyed(_read(vocab / "ranks.ttl"), _rank, lambda n: n.local)
    posts = _keyed(_read(vocab / "posts.ttl"), _post, by_notation)
    unit_kinds = _keyed(_read(vocab / "unit-kinds.ttl"), _unit_kind, by_notation)
    levels = _keyed(_read(vocab / "levels.ttl"), _level, by_notation)
    tables = _tables(folder / "lexicon")
    return Vocabulary(
        ranks, posts, unit_kinds, levels,
        _keyed(_read(vocab / "activities.ttl"), _concept, by_notation),
        _keyed(_read(vocab / "topics.ttl"), _concept, by_notation),
        _keyed(_read(vocab / "reasons.ttl"), _concept, by_notation),
        tables, _phrases(ranks), _phrases(posts), _phrases(unit_kinds), _phrases(levels),
        frozenset(fold(row["form"]).rstrip(".") for row in tables["abbreviations"]),
    )  # fmt: skip
