"""What the graph knows of one thing: each fact with status, reason, and the sentences it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.errors import UsageError
from kg.i18n import Lang
from kg.queries import Queryable
from kg.search import Hit


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence a value was read from; offsets are code points of the article's text."""

    claim: str  # IRI
    article: str  # IRI
    source: str  # path or URL
    outlet: str
    sentence: str
    start: int  # of the value's surface
    end: int
    confidence: float
    rule: str
    attributed_to: str  # name of the person quoted, "" for the narrator


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, with all its evidence. ``status`` is the best any article gives it."""

    property: str  # local name of the predicate: militaryRank
    value: str  # IRI or literal
    label: str
    status: str  # preferred, normal, deprecated
    reason: str  # local name of a reason concept, "" if none
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about one thing: a person, unit, place, event, article, statement or claim."""

    iri: str
    label: str
    kind: str
    facts: tuple[Value, ...]
    conflicts: tuple[str, ...]  # what is contradicted: "rank", "date" …
    said: tuple[str, ...] = ()  # IRIs of statements made by this person


class Ambiguous(UsageError):
    """A name that fits several things; ``hits`` are the candidates."""

    def __init__(self, thing: str, hits: list[Hit]) -> None:
        super().__init__(thing)
        self.hits = hits


def explain(graph: Queryable, thing: str) -> Record:
    """``thing``: an IRI, a CURIE (id:person/…), or a name. Raises UsageError if nothing fits, Ambiguous if several."""
    raise NotImplementedError


def to_json(record: Record, lang: Lang = "id") -> dict[str, Any]:
    raise NotImplementedError


def to_text(record: Record, lang: Lang = "id") -> str:
    raise NotImplementedError
