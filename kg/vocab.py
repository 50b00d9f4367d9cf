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
from kg.text.tokens import fold, tokenize


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank. ``notation`` is shared by ranks of several institutions (Brigjen); ``iri`` tells them apart."""

    iri: str
    notation: str
    label_id: str
    label_en: str
    institution: str  # TNI (all services), TNI-AD, TNI-AL, TNI-AU or Polri
    pillar: Pillar
    order: int  # higher is senior, comparable across institutions
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """An office. ``unit_kind``: the kind of unit whose name follows it; ``level``: of the area it is held for."""

    iri: str
    notation: str
    label_id: str
    label_en: str
    pillar: Pillar | None
    institution: str | None  # as of a rank; None: its holder bears none
    unit_kind: str | None
    level: str | None
    surfaces: tuple[str, ...]
    titles: tuple[str, ...]  # the surfaces that are accepted titles: all but misspellings


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

# Tables whose first column may hold a form only once; in the others one form may have several rows.
_KEYED_TABLES = frozenset(
    {"abbreviations", "honorifics", "degrees", "corps", "acting", "area-aliases", "generic-people"}
)


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
            name = property.replace(ns.TP, "tp:").replace(ns.SKOS, "skos:")
            wanted = f"{name}@{language}" if language else name
            raise DataError(f"{self.file}: {self.local}: expected {wanted}, found none; add it")
        return value

    @property
    def notation(self) -> str:
        return self.must(ns.SKOS + "notation")

    @property
    def titles(self) -> tuple[str, ...]:
        """Notation, preferred and alternative labels: the forms that are no misspelling."""
        words = [self.notation, self.must(ns.SKOS + "prefLabel", "id")]
        return tuple(dict.fromkeys(words + self.all(ns.SKOS + "altLabel", "id")))

    @property
    def surfaces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.titles, *self.all(ns.SKOS + "hiddenLabel", "id")]))


class _Nodes:
    """The concepts of all files: what one file says of a concept of another is checked against it."""

    def __init__(self, folder: Path) -> None:
        self.by_file = {path.stem: _read(path) for path in sorted(folder.glob("*.ttl"))}
        self.by_iri = {node.iri: node for nodes in self.by_file.values() for node in nodes}

    def of(self, stem: str) -> list[_Node]:
        if stem not in self.by_file:
            raise DataError(f"vocab/{stem}.ttl: expected a file of concepts, found none")
        return self.by_file[stem]

    def refer(self, node: _Node, property: str) -> str | None:
        """Notation of the concept that ``node`` names by ``property``."""
        iri = node.one(ns.TP + property)
        if iri is None:
            return None
        if iri not in self.by_iri:
            raise DataError(
                f"{node.file}: {node.local}: tp:{property} is {iri.removeprefix(ns.TP)}, which no file describes; "
                "add it or correct the name"
            )
        return self.by_iri[iri].notation


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
    """The concepts of one file by ``key``. Refuses a key or a surface that two of them claim."""
    out: dict[str, T] = {}
    owner: dict[str, _Node] = {}
    said: dict[str, list[_Node]] = {}
    for node in nodes:
        k = key(node)
        if k in owner:
            raise DataError(f"{node.file}: {k!r} is on both {owner[k].local} and {node.local}; drop one")
        owner[k] = node
        out[k] = make(node)
        for surface in out[k].surfaces:
            others = said.setdefault(_as_matched(surface), [])
            for other in others:
                if other is not node and not _shares(node, other):
                    raise DataError(f"{node.file}: {surface!r} is on both {other.local} and {node.local}; drop one")
            others.append(node)
    return out


def _as_matched(surface: str) -> str:
    """What a phrase table tells phrases apart by: folded words, without the dots of abbreviations."""
    return " ".join(token.lower for token in tokenize(surface) if token.text != ".")


def _shares(node: _Node, other: _Node) -> bool:
    """Whether both declare that they share names: Brigjen and Jenderal are ranks of TNI and of Polri."""
    shared = ns.TP + "sharesNotation"
    return other.iri in node.all(shared) and node.iri in other.all(shared)


def _labels(n: _Node) -> tuple[str, str, str]:
    label = ns.SKOS + "prefLabel"
    return n.notation, n.must(label, "id"), n.must(label, "en")


def _pillar(n: _Node) -> Pillar | None:
    element = n.one(ns.TP + "element")
    if element is None:
        return None
    name = element.removeprefix(ns.TP)
    if name not in _PILLARS:
        raise DataError(f"{n.file}: {n.local}: expected tp:element of {', '.join(_PILLARS)}, found {name}")
    return _PILLARS[name]


def _institution(n: _Node, property: str) -> str | None:
    """The service where only one has the rank or post, else the institution."""
    value = n.one(ns.TP + "service") or n.one(ns.TP + property)
    return value.removeprefix(ns.TP) if value else None


def _rank(n: _Node) -> Rank:
    n.must(ns.TP + "rankInstitution")
    institution = _institution(n, "rankInstitution") or ""
    pillar: Pillar = "Polri" if institution == "Polri" else "TNI"
    return Rank(n.iri, *_labels(n), institution, pillar, int(n.must(ns.TP + "rankOrder")), n.surfaces)


def _concept(n: _Node) -> Concept:
    return Concept(n.iri, *_labels(n), n.surfaces)


def _posts(nodes: _Nodes) -> dict[str, Post]:
    def make(n: _Node) -> Post:
        institution = _institution(n, "roleInstitution")
        kind, level = nodes.refer(n, "impliesUnitKind"), nodes.refer(n, "heldForLevel")
        return Post(n.iri, *_labels(n), _pillar(n), institution, kind, level, n.surfaces, n.titles)

    return _keyed(nodes.of("posts"), make, lambda n: n.notation)


def _unit_kinds(nodes: _Nodes) -> dict[str, UnitKind]:
    def make(n: _Node) -> UnitKind:
        parent, level = nodes.refer(n, "parentKind"), nodes.refer(n, "heldForLevel")
        needed = n.one(ns.TP + "nameNeeded") != "false"
        head = nodes.refer(n, "headPost")
        return UnitKind(n.iri, *_labels(n), _pillar(n), parent, level, needed, head, n.surfaces)

    return _keyed(nodes.of("unit-kinds"), make, lambda n: n.notation)


def _levels(nodes: _Nodes) -> dict[str, Level]:
    def make(n: _Node) -> Level:
        head = nodes.refer(n, "headPost")
        return Level(n.iri, *_labels(n), int(n.must(ns.TP + "levelOrder")), head, n.surfaces)

    return _keyed(nodes.of("levels"), make, lambda n: n.notation)


def _phrases(concepts: Mapping[str, T]) -> PhraseTable[T]:
    return PhraseTable((s, c) for c in concepts.values() for s in c.surfaces)


def _tables(folder: Path) -> dict[str, tuple[dict[str, str], ...]]:
    out = {}
    for path in sorted(folder.glob("*.tsv")):
        numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        lines = [(n, line) for n, line in numbered if line.strip() and not line.startswith("#")]
        reader = csv.DictReader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        rows = tuple(dict(row) for row in reader)
        if path.stem in _KEYED_TABLES:
            _refuse_twice(path.name, rows, [n for n, _ in lines[1:]])
        out[path.stem] = rows
    return out


def _refuse_twice(file: str, rows: tuple[dict[str, str], ...], numbers: list[int]) -> None:
    seen: dict[str, int] = {}
    for row, number in zip(rows, numbers, strict=True):
        form = next(iter(row.values()))
        first = seen.setdefault(form, number)
        if first != number:
            raise DataError(f"lexicon/{file}: {form!r} is on both line {first} and line {number}; drop one")


def _abbreviations(tables: Mapping[str, tuple[dict[str, str], ...]], levels: Mapping[str, Level]) -> frozenset[str]:
    """Words whose dot ends no sentence: those listed for it, and what is written with a dot in other lists."""
    forms = [row["form"] for row in tables["abbreviations"]]
    dotted = [row["form"] for name in ("honorifics", "acting") for row in tables[name]]
    dotted += [surface for level in levels.values() for surface in level.surfaces]
    forms += [form for form in dotted if form.endswith(".")]
    return frozenset(fold(form).rstrip(".").rpartition(" ")[2] for form in forms)


@functools.cache
def load(folder: Path = resources.ONTOLOGY) -> Vocabulary:
    """The vocabulary under ``folder``. Raises DataError on a missing value, a dangling name or a clash."""
    nodes = _Nodes(folder / "vocab")
    ranks = _keyed(nodes.of("ranks"), _rank, lambda n: n.local)
    posts, unit_kinds, levels = _posts(nodes), _unit_kinds(nodes), _levels(nodes)
    tables = _tables(folder / "lexicon")
    return Vocabulary(
        ranks=ranks,
        posts=posts,
        unit_kinds=unit_kinds,
        levels=levels,
        activities=_keyed(nodes.of("activities"), _concept, lambda n: n.notation),
        topics=_keyed(nodes.of("topics"), _concept, lambda n: n.notation),
        reasons=_keyed(nodes.of("reasons"), _concept, lambda n: n.notation),
        tables=tables,
        rank_phrases=_phrases(ranks),
        post_phrases=_phrases(posts),
        unit_phrases=_phrases(unit_kinds),
        level_phrases=_phrases(levels),
        abbreviations=_abbreviations(tables, levels),
    )
