"""From an extraction and its links to the quads of the article's graph: sentences, claims, statements, conflicts.

The graph of an article is a function of the article alone; it holds no blank node, and its lines come sorted. A claim
keeps the value as printed and the sentence it rests on; what entities are called and what kind of thing they are
stands beside the claims, so that one graph can be read by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg import __version__
from kg.link import Links
from kg.link.keys import Findings, name_key
from kg.model import PROPERTIES, Conflict, Entity, EntityKind, Extraction, Fact, Status
from kg.ns import FOAF, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, TP
from kg.rdf import terms
from kg.rdf.concepts import concept_of, role_of
from kg.rdf.described import Triple

if TYPE_CHECKING:
    from kg.vocab import Vocabulary

CLASSES: dict[EntityKind, tuple[str, ...]] = {
    "person": (TP + "Person", FOAF + "Person"),
    "organization": (TP + "Organization", ORG + "Organization"),
    "place": (TP + "Place", SCHEMA + "AdministrativeArea"),
    "event": (TP + "Event", SCHEMA + "Event"),
    "statement": (TP + "Statement", SCHEMA + "Quotation"),
}

PREDICATES: dict[tuple[str, str], str] = {
    ("article", "topic"): TP + "topic",
    ("article", "date"): TP + "mentionedDate",  # of no event; only where it contradicts its weekday
    ("article", "weekday"): TP + "weekday",
    ("person", "name"): FOAF + "name",
    ("person", "honorific"): TP + "honorific",
    ("person", "degree"): TP + "degree",
    ("person", "rank"): TP + "militaryRank",
    ("person", "role"): TP + "role",
    ("person", "pillar"): TP + "element",
    ("person", "unit"): TP + "unit",
    ("person", "area"): TP + "assignedArea",
    ("organization", "name"): SCHEMA + "name",
    ("organization", "kind"): TP + "unitKind",
    ("organization", "pillar"): TP + "element",
    ("organization", "parent"): ORG + "unitOf",
    ("place", "name"): SCHEMA + "name",
    ("place", "level"): TP + "level",
    ("place", "code"): TP + "kemendagriCode",
    ("place", "within"): SCHEMA + "containedInPlace",
    ("event", "activity"): TP + "eventType",
    ("event", "date"): TP + "eventDate",
    ("event", "weekday"): TP + "weekday",
    ("event", "place"): TP + "place",
    ("event", "participant"): TP + "participant",
    ("event", "organiser"): TP + "organiser",
    ("event", "venue"): TP + "venue",
}
"""Predicate of the claims each property becomes. What the article says of itself and of a statement is no claim."""

STATUSES: dict[Status, str] = {
    "preferred": TP + "PreferredRank",
    "normal": TP + "NormalRank",
    "deprecated": TP + "DeprecatedRank",
}

WEAK = 0.6
"""A claim read with less confidence than this is a weak one."""

_CLAIM = f"<{TP}Claim>"
_A, _SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{name}>" for name in ("type", "subject", "predicate", "object"))
_DERIVED, _GENERATED = (f"<{PROV}{name}>" for name in ("wasDerivedFrom", "wasGeneratedBy"))
_LABEL, _BEGIN, _END, _RULE, _CONFIDENCE, _RANK, _ATTRIBUTED, _CLAIMED_IN = (
    f"<{TP}{name}>"
    for name in ("valueLabel", "beginIndex", "endIndex", "rule", "confidence", "rank", "attributedTo", "claimedIn")
)

_HEADER = {"title": "headline", "byline": "author", "dateline": "dateline"}

# What a property names when the article does not speak of the thing as an entity of its own ("Ketua RT 07").
_NAMED = {"unit": "unit", "parent": "unit", "organiser": "unit", "area": "place", "place": "place", "within": "place"}
_NAMED_CLASS = {"unit": ORG + "Organization", "place": SCHEMA + "Place", "group": TP + "UnnamedGroup"}


def to_triples(extraction: Extraction, links: Links, vocab: Vocabulary, *, version: str = __version__) -> list[Triple]:
    """What the article's graph says, sorted. ``version``: the extractor that made the extraction.

    Raises DataError for a value that should be in the vocabulary and is not.
    """
    mapper = _Mapper(extraction, links, vocab, version)
    mapper.article()
    for entity in extraction.entities:
        mapper.entity(entity)
    claims = tuple(mapper.claim(fact) for fact in extraction.facts)
    for conflict in extraction.conflicts:
        mapper.conflict(conflict, claims)
    mapper.reading({claim: fact for claim, fact in zip(claims, extraction.facts, strict=True) if claim})
    return sorted(mapper.triples)


class _Mapper:
    """Collects what is said in one article; a set, since things are described where they are met."""

    def __init__(self, extraction: Extraction, links: Links, vocab: Vocabulary, version: str) -> None:
        article = extraction.article
        self.extraction = extraction
        self.links = links
        self.minter = links.minter
        self.vocab = vocab
        self.found = Findings(extraction)
        self.key = article.key
        self.iri = self.minter.article(self.key)
        self.graph = self.minter.article_graph(self.key, article.sha256)
        self.itself = terms.iri(self.iri)
        self.made_by = terms.iri(self.minter.run(version))
        self.triples: set[Triple] = set()
        self.labels: dict[str, str] = {}
        self.sentences: dict[int, str] = {}

    def add(self, subject: str, predicate: str, term: str) -> None:
        self.triples.add((terms.iri(subject), f"<{predicate}>", term))

    def refer(self, subject: str, predicate: str, iri: str) -> None:
        self.add(subject, predicate, terms.iri(iri))

    def article(self) -> None:
        """What the article says of itself: as read in its text, else as declared by the input."""
        declared = self.extraction.article
        self.refer(self.iri, RDF + "type", SCHEMA + "NewsArticle")
        self.refer(self.iri, TP + "currentGraph", self.graph)
        self.add(self.iri, TP + "source", terms.literal(declared.source))
        self.add(self.iri, TP + "contentSha256", terms.literal(declared.sha256))
        self.add(self.iri, SCHEMA + "inLanguage", terms.literal("id"))
        if declared.url:
            self.add(self.iri, SCHEMA + "url", terms.typed(declared.url, "anyURI"))
        fallback = {"title": declared.title, "byline": declared.author}
        for property, predicate in _HEADER.items():
            for value in self._header(property, fallback.get(property)):
                self.add(self.iri, SCHEMA + predicate, terms.literal(value))
        for value in self._header("published", declared.published):
            self.add(self.iri, SCHEMA + "datePublished", terms.day(value))
        publishers = self._header("publisher", declared.publisher)
        for value in publishers:
            self.add(self.iri, TP + "publisherName", terms.literal(value))
        self._outlet(publishers[0] if publishers else None)

    def _header(self, property: str, declared: str | None) -> list[str]:
        return self.found.values("article", property) or ([declared] if declared else [])

    def _outlet(self, name: str | None) -> None:
        """The outlet is known by the host its articles lie on, else by its name: a name is written in many ways."""
        host = _host(self.extraction.article.url)
        if not (host or name):
            return
        outlet = self.minter.named("outlet", host or str(name), name_key(host or str(name)))
        self.refer(self.iri, SCHEMA + "publisher", outlet)
        self.refer(outlet, RDF + "type", SCHEMA + "NewsMediaOrganization")
        self.add(outlet, SCHEMA + "name", terms.literal(name or str(host)))
        self.add(outlet, RDFS + "label", terms.literal(name or str(host)))

    def entity(self, entity: Entity) -> None:
        iri = self.links[entity.id]
        for cls in self._classes(entity):
            self.refer(iri, RDF + "type", cls)
        match entity.kind:
            case "person" | "organization" | "place":
                # what the article names in two ways and the links bring together has one label, the first
                self.add(iri, RDFS + "label", terms.literal(self.labels.setdefault(iri, entity.name)))
                self.refer(self.iri, SCHEMA + "mentions", iri)
            case "event":
                self.refer(self.iri, TP + "reports", iri)
                self._event_topics(entity)
            case "statement":
                self._statement(entity, iri)

    def _classes(self, entity: Entity) -> tuple[str, ...]:
        """The area of a Ketua RT is a place, but no administrative area."""
        is_area = self.found.values(entity.id, "level") or self.found.values(entity.id, "code")
        return CLASSES[entity.kind] if is_area or entity.kind != "place" else (TP + "Place",)

    def _event_topics(self, event: Entity) -> None:
        """The article's topics are those of its main event, which comes first; nothing ties them to the others."""
        events = [entity for entity in self.extraction.entities if entity.kind == "event"]
        if event == events[0]:
            for topic in self.found.values("article", "topic"):
                self.refer(self.links[event.id], TP + "topic", concept_of("topic", topic, self.vocab))

    def _statement(self, entity: Entity, iri: str) -> None:
        for fact in self.found.facts(entity.id, "text"):
            self.add(iri, SCHEMA + "text", terms.literal(fact.value))
            self.refer(iri, PROV + "wasDerivedFrom", self._sentence(fact.sentence))
            self.add(iri, TP + "beginIndex", terms.integer(fact.span.start))
            self.add(iri, TP + "endIndex", terms.integer(fact.span.end))
            self.add(iri, TP + "rule", terms.literal(fact.rule))
            self.add(iri, TP + "confidence", terms.decimal(fact.confidence))
        self.refer(iri, TP + "quotedIn", self.iri)
        for kind in self.found.values(entity.id, "kind"):
            self.add(iri, TP + "direct", terms.boolean(kind == "direct"))
        for verb in self.found.values(entity.id, "verb"):
            self.add(iri, TP + "speechVerb", terms.literal(verb))
        for topic in self.found.values(entity.id, "topic"):
            self.refer(iri, TP + "topic", concept_of("topic", topic, self.vocab))
        speakers = [value for value in self.found.values(entity.id, "speaker") if value in self.links]
        for speaker in speakers:
            self.refer(iri, TP + "speaker", self.links[speaker])
        if event := self._said_at(speakers):
            self.refer(iri, TP + "saidAt", self.links[event])

    def _said_at(self, speakers: list[str]) -> str | None:
        """The event a statement belongs to: the only one its speaker took part in, or the only one of the article."""
        events = [entity.id for entity in self.extraction.entities if entity.kind == "event"]
        attended = [event for event in events if set(speakers) & set(self.found.values(event, "participant"))]
        candidates = attended or events
        return candidates[0] if len(candidates) == 1 else None

    def claim(self, fact: Fact) -> str | None:
        """The IRI of the claim a fact becomes; None where it becomes none (``PREDICATES``)."""
        kind = "article" if fact.subject == "article" else self.found.entities[fact.subject].kind
        if fact.property not in PROPERTIES[kind]:
            raise ValueError(f"{kind} has no property {fact.property!r}; see kg.model.PROPERTIES")
        predicate = PREDICATES.get((kind, fact.property))
        if predicate is None:
            return None
        subject = self.iri if kind == "article" else self.links[fact.subject]
        if predicate == FOAF + "name" and fact.value != self.found.entities[fact.subject].name:
            predicate = SKOS + "altLabel"  # a short form or another spelling; the name is the fullest form
        term = self._object(kind, fact)
        sentence = self._sentence(fact.sentence)
        claim = self.minter.claim(self.key, subject, predicate, term, sentence, str(fact.span.start))
        at = terms.iri(claim)
        said_by = self.links[fact.speaker] if fact.speaker else TP + "Narrator"
        # nine of ten triples of a graph are those of claims: written out, they take half the time
        self.triples.update(
            (
                (at, _A, _CLAIM),
                (at, _SUBJECT, terms.iri(subject)),
                (at, _PREDICATE, f"<{predicate}>"),
                (at, _OBJECT, term),
                (at, _LABEL, terms.literal(fact.label)),
                (at, _DERIVED, terms.iri(sentence)),
                (at, _BEGIN, terms.integer(fact.span.start)),
                (at, _END, terms.integer(fact.span.end)),
                (at, _RULE, terms.literal(fact.rule)),
                (at, _CONFIDENCE, terms.decimal(fact.confidence)),
                (at, _RANK, f"<{STATUSES[fact.status]}>"),
                (at, _ATTRIBUTED, terms.iri(said_by)),
                (at, _CLAIMED_IN, self.itself),
                (at, _GENERATED, self.made_by),
            )
        )
        if fact.reason:
            self.refer(claim, TP + "rankReason", concept_of("reason", fact.reason, self.vocab))
        return claim

    def reading(self, claims: dict[str, Fact]) -> None:
        """What this reading found, in numbers: summing articles answers in a moment what summing claims does not."""
        self.refer(self.graph, RDF + "type", TP + "Reading")
        self.add(self.graph, PROV + "wasGeneratedBy", self.made_by)
        facts = claims.values()
        self.add(self.graph, TP + "claimCount", terms.integer(len(facts)))
        self.add(self.graph, TP + "deprecatedCount", terms.integer(sum(f.status == "deprecated" for f in facts)))
        self.add(self.graph, TP + "weakCount", terms.integer(sum(f.confidence < WEAK for f in facts)))
        if facts:
            mean = sum(fact.confidence for fact in facts) / len(facts)
            self.add(self.graph, TP + "meanConfidence", terms.decimal(mean))

    def _object(self, kind: str, fact: Fact) -> str:
        value = fact.value
        match kind, fact.property:
            case _, "name" | "honorific" | "degree" | "weekday" | "venue" | "code":
                return terms.literal(value)
            case _, "date":
                return terms.day(value)
            case _, "pillar":
                return terms.iri(f"{TP}unsur{value}")
            case "person", "role":
                role = role_of(value, self.vocab, self.minter)
                for predicate, term in role.description:
                    self.add(role.iri, predicate, term)
                return terms.iri(role.iri)
            case _, "rank" | "kind" | "level" | "activity" | "topic":
                return terms.iri(concept_of(fact.property, value, self.vocab, self._pillar(fact)))
            case _, "unit" | "area" | "parent" | "within" | "place" | "organiser" | "participant":
                return terms.iri(self.links[value] if value in self.links else self._named(fact))
            case _:
                raise ValueError(f"no term for {kind} {fact.property}")

    def _pillar(self, fact: Fact) -> str | None:
        return self.found.first(fact.subject, "pillar")

    def _named(self, fact: Fact) -> str:
        """A thing the article names beside its entities: known inside the article, described by its name alone."""
        kind = _NAMED.get(fact.property, "group")
        name = fact.label or fact.value
        iri = self.minter.named(kind, name, name_key(fact.value), "article", self.key)  # type: ignore[arg-type]
        self.refer(iri, RDF + "type", _NAMED_CLASS[kind])
        self.add(iri, RDFS + "label", terms.literal(name))
        self.add(iri, SCHEMA + "name", terms.literal(name))
        return iri

    def _sentence(self, index: int) -> str:
        """The IRI of a sentence that carries evidence, and its description."""
        if index in self.sentences:
            return self.sentences[index]
        sentence = self.extraction.sentences[index]
        start, end = sentence.span
        iri = self.minter.sentence(self.key, start, end)
        self.refer(iri, RDF + "type", NIF + "Sentence")
        self.add(iri, NIF + "beginIndex", terms.integer(start))
        self.add(iri, NIF + "endIndex", terms.integer(end))
        self.add(iri, NIF + "anchorOf", terms.literal(self.extraction.surface(sentence.span)))
        self.refer(iri, NIF + "referenceContext", self.iri)
        self.add(iri, TP + "part", terms.literal(sentence.part))
        self.sentences[index] = iri
        return iri

    def conflict(self, conflict: Conflict, claims: tuple[str | None, ...]) -> None:
        parts = sorted({claim for index in conflict.facts if (claim := claims[index])})
        subject = self.iri if conflict.subject == "article" else self.links[conflict.subject]
        iri = self.minter.conflict(self.key, subject, conflict.about, *parts)
        self.refer(iri, RDF + "type", TP + "Conflict")
        self.add(iri, TP + "about", terms.literal(conflict.about))
        self.refer(iri, RDF + "subject", subject)
        for claim in parts:
            self.refer(iri, TP + "conflictingClaim", claim)
        self.refer(iri, TP + "claimedIn", self.iri)


def _host(url: str | None) -> str | None:
    """Host of an address without "www."; None if there is none."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return str(host).removeprefix("www.") if host else None
