"""Facts, statements and sentences behind the things of a picture, read from the graphs of the articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.evidence import ORDER, STATUSES
from kg.i18n import LANGS, catalogue, text
from kg.link.identity import Identity
from kg.lookup import Label, Queryable, labels, local_name, quads, select
from kg.network import EDGES
from kg.ns import FOAF, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, TP
from kg.viz.model import Evidence, Fact, Network, Sentence, State, Statement, Tie

_GRAPHS = "SELECT ?article ?graph WHERE { ?article tp:currentGraph ?graph } ORDER BY ?article"

_FIRST = (
    SKOS + "altLabel", TP + "honorific", TP + "degree", TP + "militaryRank", TP + "role", TP + "unit",
    TP + "assignedArea", TP + "unitKind", ORG + "unitOf", TP + "level", TP + "kemendagriCode",
    SCHEMA + "containedInPlace", TP + "eventType", TP + "eventDate", TP + "weekday", TP + "place", TP + "venue",
    TP + "organiser", TP + "participant", TP + "topic",
)  # fmt: skip
"""Order in which properties are told; others follow by name."""

_NAMES = (FOAF + "name", SCHEMA + "name")
_UNTOLD = frozenset({TP + "element"})  # the colour says it


@dataclass(frozen=True, slots=True)
class Proof:
    """What a picture can show for its things. ``ties`` are those of the network, each with its sentences and state."""

    facts: dict[str, tuple[Fact, ...]]
    ties: tuple[Tie, ...]
    statements: tuple[Statement, ...]
    sentences: dict[str, Sentence]
    disputed: dict[str, tuple[str, ...]]  # thing -> what its sources do not agree on


@dataclass(frozen=True, slots=True)
class _Claim:
    subject: str
    predicate: str
    value: str
    is_literal: bool
    label: str
    status: str
    reason: str
    disputed: bool
    evidence: Evidence


def read(graph: Queryable, network: Network, wanted: Collection[str]) -> Proof:
    """Evidence for the things ``wanted`` and the ties between them."""
    reader = _Reader(graph, network, frozenset(wanted))
    reader.read()
    return Proof(reader.facts(), tuple(reader.ties()), tuple(reader.statements), reader.sentences, reader.disputed())


class _Reader:
    def __init__(self, graph: Queryable, network: Network, wanted: frozenset[str]) -> None:
        self.graph = graph
        self.network = network
        self.wanted = wanted
        archive = getattr(graph, "archive", None)  # a bare store knows of no decisions
        self.identity = Identity(archive.merges() if archive is not None else ())
        self.claims: list[_Claim] = []
        self.statements: list[Statement] = []
        self.topics: list[list[str]] = []  # of each statement
        self.said_at: list[tuple[str, str, Evidence]] = []
        self.sentences: dict[str, Sentence] = {}
        self.conflicts: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.words: dict[str, Label] = {}

    def read(self) -> None:
        articles = {a for iri in self.wanted for a in self.network.things[iri].articles}
        for article, name in select(self.graph, _GRAPHS):
            if article in articles:
                _Article(self, article, name).read()
        terms = {c.predicate for c in self.claims} | {c.reason for c in self.claims if c.reason}
        terms |= {topic for topics in self.topics for topic in topics}
        terms |= {c.value for c in self.claims if not c.is_literal and c.value not in self.network.things}
        self.words.update(labels(self.graph, terms))
        self.words.update((p, words) for c in self.claims if (words := _property(p := c.predicate)))
        ranks = {c.value for c in self.claims if c.predicate == TP + "militaryRank"}
        self.words.update(_with_notation(self.graph, {rank: self.words[rank] for rank in ranks}))
        self.statements = [
            replace(said, topics=tuple(self.words[topic] for topic in topics))
            for said, topics in zip(self.statements, self.topics, strict=True)
        ]
        used = {e.sentence for c in self.claims for e in (c.evidence,)}
        used |= {e.sentence for s in self.statements for e in s.evidence}
        self.sentences = {key: self.sentences[key] for key in sorted(used) if key in self.sentences}

    def facts(self) -> dict[str, tuple[Fact, ...]]:
        """By thing; values of one property together, the best first."""
        grouped: defaultdict[str, defaultdict[tuple[str, str], list[_Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in self.claims:
            if claim.subject in self.wanted and self._is_told(claim):
                grouped[claim.subject][claim.predicate, claim.value].append(claim)
        found: dict[str, tuple[Fact, ...]] = {}
        for iri in sorted(grouped):
            rows = [(self._order(predicate, same), self._fact(same)) for (predicate, _), same in grouped[iri].items()]
            found[iri] = tuple(fact for _, fact in sorted(rows, key=lambda row: row[0]))
        return found

    def _is_told(self, claim: _Claim) -> bool:
        """A name is told where it is not simply the label."""
        if claim.predicate in _NAMES:
            return claim.disputed or claim.value != self.network.things[claim.subject].label.id
        return claim.predicate not in _UNTOLD

    def _order(self, predicate: str, same: list[_Claim]) -> tuple[int, str, int, int, str]:
        place = _FIRST.index(predicate) if predicate in _FIRST else -1 if predicate in _NAMES else len(_FIRST)
        return place, predicate, ORDER.index(_status(same)), -len(same), same[0].value

    def _fact(self, same: list[_Claim]) -> Fact:
        status = _status(same)
        reason = next((c.reason for c in same if c.reason and c.status == status), "")
        value = same[0].value
        if value in self.network.things:
            label = self.network.things[value].label
        elif same[0].is_literal:
            label = Label(value, value)
        else:
            known = self.words.get(value)
            printed = min(Counter(c.label for c in same).items(), key=lambda item: (-item[1], item[0]))[0]
            label = known if known and known.id != local_name(value) else Label(printed, printed)
        return Fact(
            self.words[same[0].predicate],
            label,
            value if value in self.network.things else "",
            status,
            self.words[reason] if reason else None,
            any(c.disputed for c in same),
            _once(c.evidence for c in same),
        )

    def ties(self) -> Iterator[Tie]:
        """Ties of the network with their sentences, then those whose claim was settled against another one."""
        by_edge: defaultdict[tuple[str, str, str], list[_Claim]] = defaultdict(list)
        edges = frozenset(EDGES)
        for claim in self.claims:
            if claim.predicate in edges and not claim.is_literal:
                by_edge[claim.subject, claim.value, local_name(claim.predicate)].append(claim)
        spoke: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for speaker, event, evidence in self.said_at:
            spoke[speaker, event].append(evidence)
        for tie in self.network.ties:
            if tie.source in self.wanted and tie.target in self.wanted:
                same = by_edge.pop((tie.source, tie.target, tie.kind), [])
                proof = [c.evidence for c in same] or spoke.get((tie.source, tie.target), [])
                yield replace(tie, state=_state(same), evidence=_once(proof))
        for (source, target, kind), same in sorted(by_edge.items()):
            if source in self.wanted and target in self.wanted and source != target and _state(same):
                yield Tie(source, target, kind, _state(same), _once(c.evidence for c in same))

    def disputed(self) -> dict[str, tuple[str, ...]]:
        return {iri: tuple(sorted(self.conflicts[iri])) for iri in sorted(self.conflicts) if iri in self.wanted}


class _Article:
    """One article's graph."""

    def __init__(self, reader: _Reader, article: str, name: str) -> None:
        self.reader = reader
        self.article = article
        self.of: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        self.literals: set[tuple[str, str]] = set()
        for quad in _quads(reader.graph, name):
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value  # type: ignore[union-attr]
            self.of[subject].setdefault(predicate, []).append(value)
            if predicate == RDF + "object" and not isinstance(quad.object, NamedNode):
                self.literals.add((subject, value))
        self.by_class: defaultdict[str, list[str]] = defaultdict(list)
        for subject in sorted(self.of):
            for cls in self.of[subject].get(RDF + "type", ()):
                self.by_class[cls].append(subject)

    def one(self, subject: str, predicate: str) -> str:
        return min(self.of[subject].get(predicate, ("",)))

    def read(self) -> None:
        for iri in self.by_class[NIF + "Sentence"]:
            begin = int(self.one(iri, NIF + "beginIndex") or 0)
            self.reader.sentences[iri] = Sentence(self.article, begin, self.one(iri, NIF + "anchorOf"))
        disputed: set[str] = set()
        for iri in self.by_class[TP + "Conflict"]:
            subject = self.reader.identity.canonical(self.one(iri, RDF + "subject"))
            self.reader.conflicts[subject][self.one(iri, TP + "about")] = None
            disputed.update(self.of[iri].get(TP + "conflictingClaim", ()))
        claims = [self.claim(iri, iri in disputed) for iri in self.by_class[TP + "Claim"]]
        self.reader.claims += sorted(
            claims, key=lambda c: (c.evidence.sentence, c.evidence.start, c.predicate, c.value)
        )
        for iri in self.by_class[TP + "Statement"]:
            self.statement(iri)

    def claim(self, iri: str, disputed: bool) -> _Claim:
        value = self.one(iri, RDF + "object")
        literal = (iri, value) in self.literals
        said_by = self.one(iri, TP + "attributedTo")
        return _Claim(
            self.reader.identity.canonical(self.one(iri, RDF + "subject")),
            self.one(iri, RDF + "predicate"),
            value if literal else self.reader.identity.canonical(value),
            literal,
            self.one(iri, TP + "valueLabel") or value,
            STATUSES.get(self.one(iri, TP + "rank"), "normal"),
            self.one(iri, TP + "rankReason"),
            disputed,
            self.evidence(iri, self.one(said_by, RDFS + "label") if said_by in self.of else ""),
        )

    def statement(self, iri: str) -> None:
        speaker = self.reader.identity.canonical(self.one(iri, TP + "speaker"))
        topics = sorted(self.of[iri].get(TP + "topic", ()))
        evidence = self.evidence(iri, "")
        if speaker in self.reader.wanted:
            direct = self.one(iri, TP + "direct") == "true"
            text = " ".join(self.one(iri, SCHEMA + "text").split())
            self.reader.topics.append(topics)
            self.reader.statements.append(Statement(speaker, text, direct, (), (evidence,)))
            for event in self.of[iri].get(TP + "saidAt", ()):
                self.reader.said_at.append((speaker, self.reader.identity.canonical(event), evidence))

    def evidence(self, iri: str, said_by: str) -> Evidence:
        sentence = self.one(iri, PROV + "wasDerivedFrom")
        known = self.reader.sentences.get(sentence)
        begin, room = (known.start, len(known.text)) if known else (0, 0)
        start, end = int(self.one(iri, TP + "beginIndex") or 0), int(self.one(iri, TP + "endIndex") or 0)
        end = min(end, begin + room)  # a statement may go on in the next sentence
        confidence = float(self.one(iri, TP + "confidence") or 0)
        return Evidence(sentence, start - begin, end - begin, confidence, self.one(iri, TP + "rule"), said_by)


def _quads(graph: Queryable, name: str) -> Iterable[Quad]:
    """What the graph of one article holds; from the archive where there is one, some twenty times as fast."""
    archive = getattr(graph, "archive", None)
    kept = archive.graph_quads(name) if archive is not None else None
    return parse(kept, RdfFormat.N_QUADS) if kept else quads(graph, NamedNode(name))


def _property(predicate: str) -> Label | None:
    """What a reader calls it, where the catalogue has a word for it."""
    key = f"viz.property.{local_name(predicate)}"
    return Label(*(text(key, lang) for lang in LANGS)) if key in catalogue() else None


def _with_notation(graph: Queryable, ranks: dict[str, Label]) -> Iterator[tuple[str, Label]]:
    """Ranks as they are written, "Serka (chief sergeant)"."""
    for rank, label in sorted(ranks.items()):
        for (notation,) in select(graph, "SELECT ?n WHERE { ?rank skos:notation ?n }", rank=NamedNode(rank)):
            yield rank, Label(*(notation if words == notation else f"{notation} ({words})" for words in label))


def _status(same: list[_Claim]) -> str:
    return min((c.status for c in same), key=ORDER.index)


def _state(same: list[_Claim]) -> State:
    """Whether the value was set aside, or stands open beside another one."""
    if same and all(c.status == "deprecated" for c in same):
        return "deprecated"
    return "conflict" if any(c.disputed and c.status == "normal" for c in same) else ""


def _once(evidence: Iterator[Evidence] | list[Evidence]) -> tuple[Evidence, ...]:
    """One for each sentence: the first mention in it."""
    found: dict[str, Evidence] = {}
    for each in evidence:
        found.setdefault(each.sentence, each)
    return tuple(found.values())
