"""The records that travel from reading to mapping. Frozen; before linking, everything is a span in one article.

A *span* is ``[start, end)`` in Unicode code points of ``Article.text``; ``text[start:end]`` is the surface, always.
Local ids ("person-1") are unique inside one extraction only; IRIs appear first in ``kg.rdf``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Pillar = Literal["TNI", "Polri", "Pemerintah", "Masyarakat"]
Status = Literal["preferred", "normal", "deprecated"]
EntityKind = Literal["person", "organization", "place", "event", "statement"]

PROPERTIES: dict[str, tuple[str, ...]] = {
    "article": ("title", "publisher", "dateline", "byline", "published", "topic", "date", "weekday"),
    "person": ("name", "honorific", "degree", "rank", "role", "pillar", "unit", "area"),
    "organization": ("name", "kind", "pillar", "parent"),
    "place": ("name", "level", "code", "within"),
    "event": ("activity", "date", "weekday", "place", "participant", "organiser", "venue"),
    "statement": ("speaker", "kind", "text", "verb", "topic"),
}
"""Every property a fact may have, by the kind of its subject. Closed: the ontology and this table agree, by test."""


class Span(NamedTuple):
    """Half-open range of code points in ``Article.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read: normalised text and what the input declared about it (None where it did not)."""

    text: str
    source: str  # the path or URL it was read from, as the user gave it
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO 8601, at the precision declared

    @property
    def sha256(self) -> str:
        """Hex digest over the text and the declared metadata: equal digest, equal extraction."""
        parts = (self.text, self.url, self.title, self.author, self.publisher, self.published)
        return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8")).hexdigest()

    @property
    def key(self) -> str:
        """Identity across versions: the URL if one is declared, else the content itself; 16 hex digits."""
        basis = f"url\x1f{self.url}" if self.url else f"text\x1f{self.sha256}"
        return hashlib.sha256(basis.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text that evidence points to. ``part`` is the part of the article it stands in."""

    span: Span
    part: Literal["title", "dateline", "body", "caption", "byline"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing the article speaks of, its mentions brought together; ``name`` as the article has it in full."""

    id: str
    kind: EntityKind
    name: str
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding: ``subject property value``, with the words it was read from.

    ``value`` is a local id where the property links entities, the notation of a concept where it draws on a
    vocabulary, an ISO date, or literal text. ``label`` is the value as a reader would print it. One fact rests on one
    sentence; the same value found twice is two facts.
    """

    subject: str
    property: str
    value: str
    label: str
    span: Span
    sentence: int  # index into Extraction.sentences
    rule: str  # name of the rule that found it, e.g. "person.rank-before-name"
    confidence: float
    speaker: str | None = None  # local id of the person quoted; None: the narrator
    status: Status = "normal"
    reason: str | None = None  # notation of a concept of ontology/vocab/reasons.ttl


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that cannot all be true. ``subject`` is a local id or "article"; ``facts`` index Extraction.facts."""

    subject: str
    about: Literal["rank", "name", "degree", "area", "unit", "date", "weekday"]
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in scope that was read but could not be decided: recorded, never guessed."""

    code: str
    span: Span
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one article. Facts are ordered by subject, property, span; article order is kept in ids."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    def surface(self, span: Span) -> str:
        return self.article.text[span.start : span.end]
