"""What the extractors hand to one another inside one article. All spans are offsets into ``Article.text``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

from kg.model import Pillar, Sentence, Span
from kg.text.tokens import Token


@dataclass(frozen=True, slots=True)
class HeaderFact:
    """What the article says of itself: title, publisher, dateline, byline, published (ISO date)."""

    property: Literal["title", "publisher", "dateline", "byline", "published"]
    value: str
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of an article, in order; what is in no block is noise ("Baca juga", share rows) and yields nothing."""

    blocks: tuple[tuple[Span, Literal["title", "dateline", "body", "caption", "byline"]], ...]
    header: tuple[HeaderFact, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut into blocks, sentences and tokens. Byline blocks have sentences but no tokens."""

    text: str
    layout: Layout
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    ranges: tuple[tuple[int, int], ...]  # token range [first, after last) of each sentence
    sentence_of: tuple[int, ...]  # index of the sentence each token is in
    _sentence_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _token_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _token_ends: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sentence_starts", tuple(sentence.span.start for sentence in self.sentences))
        object.__setattr__(self, "_token_starts", tuple(token.start for token in self.tokens))
        object.__setattr__(self, "_token_ends", tuple(token.end for token in self.tokens))

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds ``offset``, or the last one that begins before it (0 before the first)."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def token_at(self, offset: int) -> int:
        """Index of the first token that ends after ``offset`` (``len(tokens)`` if there is none)."""
        return bisect_right(self._token_ends, offset)

    def tokens_in(self, span: Span) -> range:
        """Indices of the tokens of ``span``; empty for an empty span between tokens."""
        return range(self.token_at(span.start), bisect_left(self._token_starts, span.end))

    def surface(self, span: Span) -> str:
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Value:
    """One value read for a property: notation, ISO date, local id or literal, with the words it was read from."""

    value: str
    label: str
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of an entity. ``how``: by full name, short name, post alone ("Danramil"), or pronoun."""

    entity: str
    span: Span  # everything that names it here: rank, post and name together
    how: Literal["name", "short", "post", "pronoun"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article, short forms brought together. ``properties`` keeps every value with its words."""

    id: str
    name: str
    properties: tuple[tuple[str, Value], ...]  # (property of a person in kg.model.PROPERTIES, value)
    mentions: tuple[Mention, ...]  # in text order
    pillar: Pillar | None = None

    def values(self, property: str) -> list[str]:
        """Distinct values of one property, in text order."""
        return list(dict.fromkeys(v.value for p, v in self.properties if p == property))


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    name: str
    kind: str  # notation of a concept of ontology/vocab/unit-kinds.ttl
    pillar: Pillar | None
    parent: str | None  # local id
    mentions: tuple[Mention, ...]
    properties: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative area. ``within``: local ids or names of the areas around it, nearest first."""

    id: str
    name: str
    level: str  # notation: provinsi, kota, kabupaten, kecamatan, kelurahan, desa, dusun
    code: str | None
    within: tuple[str, ...]
    mentions: tuple[Mention, ...]
    properties: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression. ``iso``: at the precision written (2025, 2025-04, 2025-04-14); None without a year."""

    span: Span
    iso: str | None
    weekday: str | None  # as a canonical Indonesian name: Senin … Minggu
    weekday_span: Span | None
    form: Literal["numeric", "named", "relative", "weekday"]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Something somebody said. ``text_span`` leaves the quotation marks out."""

    kind: Literal["direct", "indirect"]
    text_span: Span
    speaker: str | None  # local id of a person; None: the text names nobody
    verb: str | None  # lemma of the speech verb
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. Activities from the closed list, best first; ``participants`` are local ids of persons."""

    activities: tuple[Value, ...]
    date: Value | None
    weekday: Value | None
    rivals: tuple[tuple[str, Value], ...]  # other days the article gives the same event: (date or weekday, value)
    place: Value | None  # value: local id of a place
    participants: tuple[Value, ...]
    organisers: tuple[Value, ...]
    venue: Value | None
    span: Span  # the sentence that reports it best
    rule: str
    confidence: float
